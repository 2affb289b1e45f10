messages-title = الرسائل
messages-new = رسالة جديدة
messages-to = إلى
messages-text = الرسالة
messages-state = الحالة
messages-when = في قائمة الانتظار منذ
messages-number = رقم الهاتف
messages-owner = العميل
messages-filter-to = أُرسلت إلى
messages-caption = الرسائل، الأحدث أولًا
messages-empty-title = لا رسائل بعد
messages-empty = تظهر هنا فورًا الرسائل التي ترسلها مع حالتها.
messages-empty-staff = تظهر هنا الرسائل التي يرسلها العملاء مع حالتها.
messages-only-to = عرض الرسائل إلى { $number } فقط
messages-conversation = الرسائل إلى { $number }
messages-write-again = الكتابة إلى هذا الرقم
messages-through = عبر الرقم:
messages-cancel = إلغاء
messages-cancel-to = إلغاء الرسالة إلى { $number }
messages-cancelled = تم إلغاء الرسالة.
messages-retry = إعادة الإرسال
messages-retry-to = إعادة الإرسال إلى { $number }
messages-retried = عادت الرسالة إلى قائمة الانتظار.
messages-open-number = فتح رقم المرسل
messages-open-customer = فتح صفحة العميل
messages-recipients = المستلمون
messages-recipients-hint = أرقام هواتف مع رمز الدولة، رقم في كل سطر أو مفصولة بفواصل.
messages-recipients-found = { $count ->
    [zero] لا أرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $count } أرقام
    [many] { $count } رقمًا
   *[other] { $count } رقم
  }
messages-length = { $count } من { $max } حرف
messages-send = إرسال
messages-send-count = { $count ->
    [zero] إرسال
    [one] إرسال رسالة واحدة
    [two] إرسال رسالتين
    [few] إرسال { $count } رسائل
    [many] إرسال { $count } رسالة
   *[other] إرسال { $count } رسالة
  }
messages-queue-note = تدخل الرسائل قائمة الانتظار فورًا وتُرسل واحدة بعد أخرى، بوتيرة بشرية.
messages-no-number-title = اربط رقمًا أولًا
messages-no-number = تُرسل الرسائل عبر رقم واتساب الخاص بك. اربط رقمًا بمسح رمز.
messages-queued = الرسائل في قائمة الانتظار.
messages-one = رسالة إلى { $number }
messages-about = عن هذه الرسالة
messages-open = فتح
messages-from = الإرسال من
messages-sender = الرقم المُرسِل
messages-sent-by = أرسلها
messages-by-staff = فريق العمل
messages-waits-until = تنتظر حتى
messages-tries = المحاولات
messages-retry-of = إعادة إرسال
messages-retried-as = أُعيد إرسالها
messages-show-it = عرض تلك الرسالة
messages-changed = الحالة منذ
messages-filter-from = في قائمة الانتظار من
messages-filter-until = في قائمة الانتظار حتى
messages-batch = { $count ->
    [one] رسالة واحدة أُرسلت معًا
    [two] رسالتان أُرسلتا معًا
    [few] { $count } رسائل أُرسلت معًا
    [many] { $count } رسالة أُرسلت معًا
   *[other] { $count } رسالة أُرسلت معًا
  }
messages-cancel-rest = إلغاء الباقي
messages-rest-cancelled = أُلغي ما لم يُرسَل بعد.
messages-preview = معاينة
messages-recipients-home = رقم في كل سطر أو مفصولة بفواصل. الأرقام بلا رمز دولة تُقرأ كأرقام { $country } (‎+{ $code }‎).
messages-confirm-title = الإرسال إلى هذا العدد من الأشخاص؟
messages-confirm-many = { $count ->
    [one] سيُرسل هذا رسالة واحدة. أكّد أن هذا ما تريده.
    [two] سيُرسل هذا رسالتين، واحدة لكل مستلم. أكّد أن هذا ما تريده.
    [few] سيُرسل هذا { $count } رسائل، واحدة لكل مستلم. أكّد أن هذا ما تريده.
    [many] سيُرسل هذا { $count } رسالة، واحدة لكل مستلم. أكّد أن هذا ما تريده.
   *[other] سيُرسل هذا { $count } رسالة، واحدة لكل مستلم. أكّد أن هذا ما تريده.
  }
messages-confirm-box = نعم، الإرسال إلى الجميع
