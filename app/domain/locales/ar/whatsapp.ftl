whatsapp-message-refused = رفضت البوابة هذه الرسالة: { $reason }
whatsapp-message-not-on-whatsapp = الرقم { $number } ليس على واتساب. تحقّق من الرقم أو تواصل مع صاحبه بطريقة أخرى.
whatsapp-message-not-possible = هذه البوابة لا تستطيع إرسالها: { $feature }
whatsapp-message-reach-out-locked = لا يسمح واتساب لهذا الرقم بمراسلة من لم يراسله أولًا (الخطأ 463). انتظر حتى يرفع واتساب القيد ثم أرسلها من جديد.
whatsapp-message-outcome-unknown = { $count ->
    [zero] لم تقل البوابة هل خرجت هذه الرسالة أم لا.
    [one] بعد محاولة واحدة لم تقل البوابة هل خرجت هذه الرسالة أم لا.
    [two] بعد محاولتين لم تقل البوابة هل خرجت هذه الرسالة أم لا.
    [few] بعد { $count } محاولات لم تقل البوابة هل خرجت هذه الرسالة أم لا.
    [many] بعد { $count } محاولة لم تقل البوابة هل خرجت هذه الرسالة أم لا.
   *[other] بعد { $count } محاولة لم تقل البوابة هل خرجت هذه الرسالة أم لا.
  } انظر في الهاتف قبل أن ترسلها من جديد.
whatsapp-message-trying-again = لم تُجب البوابة بوضوح بعد ({ $reason }). تُسأل من جديد عن الرسالة نفسها، وهي لا تخرج إلا مرة واحدة.
whatsapp-message-expired = انتظرت حتى انتهت مهلتها ولم تُرسل. أرسلها من جديد إن كانت ما زالت مهمة.
whatsapp-message-undelivered = أبلغ واتساب أنه لم يستطع إرسال هذه الرسالة. تحقّق من الرقم ثم أرسلها من جديد.
whatsapp-message-number-removed = أُزيل الرقم قبل أن تقول البوابة هل خرجت هذه الرسالة أم لا.
whatsapp-message-cannot-cancel = لم تعد هذه الرسالة في الانتظار، فلا يمكن إلغاؤها.
whatsapp-message-cannot-retry = لا يُعاد إرسال إلا رسالة فشلت أو انتهت مهلتها أو أُلغيت.
whatsapp-message-number-is-gone = أُزيل الرقم الذي أرسل هذه الرسالة. اكتب رسالة جديدة من رقم آخر.
whatsapp-instance-limit = لدى { $name } { $count ->
    [zero] صفر من الأرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $count } أرقام
    [many] { $count } رقمًا
   *[other] { $count } رقم
  }، والخطة تسمح بعدد { $max }. أزل رقمًا أو اختر خطة أوسع.
whatsapp-instance-no-room = لا يوجد خادم بوابة متصل فيه متسع لرقم آخر. حاول لاحقًا أو اطلب من المشغّل إضافة خادم.
whatsapp-instance-too-often = أُضيفت أرقام وأُزيلت بما يكفي الآن. يمكنك المتابعة بعد { $minutes ->
    [zero] لحظة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
  }.
whatsapp-instance-not-scanning = لا يُربط هكذا إلا رقم ينتظر مسح رمزه. صِله أولًا.
whatsapp-pairing-too-often = أُرسل ما يكفي من الرموز الآن. يمكنك طلب رمز آخر بعد { $minutes ->
    [zero] لحظة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
  }، أو امسح رمز QR حالًا.
whatsapp-server-name-taken = هناك خادم آخر اسمه «{ $name }». اختر اسمًا مختلفًا.
whatsapp-server-holds-numbers = على { $name } { $count ->
    [zero] صفر من الأرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $count } أرقام
    [many] { $count } رقمًا
   *[other] { $count } رقم
  }. { $count ->
    [zero] أزلها
    [one] أزله
    [two] أزلهما
    [few] أزلها
    [many] أزلها
   *[other] أزلها
  } أولًا؛ وحتى ذلك الحين يمنع وضع الصيانة دخول أرقام جديدة.
whatsapp-server-too-few-devices = العدد { $value } قليل: على الخادم الآن { $count ->
    [zero] صفر من الأرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $count } أرقام
    [many] { $count } رقمًا
   *[other] { $count } رقم
  }.
whatsapp-server-status-choice = يمكن وضع الخادم في الخدمة أو في الصيانة. أما انقطاعه فيُعرف بسؤاله.
whatsapp-server-unreachable = لا يمكن الوصول إليه: { $reason }
whatsapp-server-no-clear-answer = لم يُجب بوضوح: { $reason }
whatsapp-server-refused = رفض الإجابة: { $reason }
whatsapp-server-key-refused = لا يقبل مفتاح الواجهة البرمجية. عدّل الخادم وأدخل مفتاحه من جديد.
whatsapp-server-unhealthy = يجيب، لكنه يبلغ أنه ليس بخير (قرص ممتلئ مثلًا). انظر في صفحة حالته.
whatsapp-server-slow-down = يطلب أن يُستدعى بوتيرة أقل.
whatsapp-server-no-driver = لا يوجد في هذه العملية مشغّل لـ«{ $provider }».
whatsapp-webhook-not-signed = هذا الاستدعاء غير موقّع بسرّ هذا الخادم.
whatsapp-webhook-unreadable = المحتوى ليس حدثًا يمكن قراءته: { $reason }
whatsapp-webhook-too-large = حجم المحتوى { $count } بايت، والحد الأقصى المقروء { $max }.
whatsapp-message-unconfirmed = قبلت البوابة هذه الرسالة، لكن خلال { $minutes } دقائق لم يُعرف هل وصلت. ما يُعرف لاحقًا يُحتسب؛ انظر في الهاتف قبل أن ترسلها مرة أخرى.
whatsapp-queue-owner-inactive = حساب { $name } معطَّل، فلا يمكن إضافة رسائل أخرى إلى الطابور. فعّل الحساب أولًا.
whatsapp-queue-number-full = عدد الرسائل المنتظرة الآن { $count } في «{ $name }»، والحد الأقصى { $max }. أرسل عددًا أقل، أو انتظر حتى يخرج بعضها.
whatsapp-queue-texts-full = نصوص رسائل { $name } المنتظرة تبلغ الآن { $count } م.ب، والحد الأقصى { $max } م.ب. أرسل رسائل أقل أو أقصر، أو انتظر حتى يخرج بعضها.
whatsapp-pairing-not-ready = البوابة ليست جاهزة بعد لإعطاء رمز. انتظر لحظة ثم اطلبه من جديد.
whatsapp-server-key-again = يؤدي العنوان إلى خادم آخر. أدخل مفتاح الواجهة البرمجية من جديد كي لا يراه خادم لم يُقصد له.
whatsapp-instance-no-other-account = لم يعد حساب آخر يطلب هذا الرقم. أعد تحميل الصفحة لترى حالته.
