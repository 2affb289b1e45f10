organisations-name-taken = توجد مؤسسة باسم «{ $name }» في هذا الجزء من الشجرة. اختر اسمًا آخر.
organisations-branch-taken = لدى هذه المؤسسة فرع باسم «{ $name }». اختر اسمًا آخر.
organisations-folder-taken = لدى هذه المؤسسة مجلد باسم «{ $name }». اختر اسمًا آخر.
organisations-branches-full = الحد الأقصى لفروع المؤسسة { $max }، بما فيها المؤرشفة. أنشئ مؤسسة أخرى للمزيد.
organisations-folders-full = الحد الأقصى لمجلدات المؤسسة { $max }، بما فيها المؤرشفة. أنشئ مؤسسة أخرى للمزيد.
organisations-owner-unknown = اختر شخصًا نشطًا في نطاقك.
organisations-owner-elsewhere = { $name } في جزء من الشجرة غير جزء هذه المؤسسة. اختر شخصًا من الجزء نفسه.
organisations-too-often = أنشأت مؤسسات أكثر من اللازم الآن. يمكنك إنشاء المؤسسة التالية بعد { $minutes ->
    [zero] لحظة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
  }.
