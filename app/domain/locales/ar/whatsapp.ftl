whatsapp-message-refused = رفضت البوابة هذه الرسالة: { $reason }
whatsapp-message-not-on-whatsapp = الرقم { $number } ليس على واتساب. تحقّق من الرقم أو تواصل مع صاحبه بطريقة أخرى.
whatsapp-message-not-possible = هذه البوابة لا تستطيع إرسال هذه الرسالة: { $feature }
whatsapp-message-reach-out-locked = لا يسمح واتساب لهذا الرقم بمراسلة من لم يراسله أولًا (الخطأ 463). انتظر حتى يرفع واتساب القيد ثم أرسلها من جديد.
whatsapp-message-outcome-unknown = { $count ->
    [zero] لم تؤكد البوابة هل أُرسلت هذه الرسالة أم لا.
    [one] بعد محاولة واحدة لم تؤكد البوابة هل أُرسلت هذه الرسالة أم لا.
    [two] بعد محاولتين لم تؤكد البوابة هل أُرسلت هذه الرسالة أم لا.
    [few] بعد { $count } محاولات لم تؤكد البوابة هل أُرسلت هذه الرسالة أم لا.
    [many] بعد { $count } محاولة لم تؤكد البوابة هل أُرسلت هذه الرسالة أم لا.
   *[other] بعد { $count } محاولة لم تؤكد البوابة هل أُرسلت هذه الرسالة أم لا.
  } تحقق من الهاتف قبل أن ترسلها من جديد.
whatsapp-message-trying-again = لم تُجب البوابة بوضوح بعد ({ $reason }). يُعاد السؤال عن الرسالة نفسها، وهي لا تُرسل إلا مرة واحدة.
whatsapp-message-expired = بقيت هذه الرسالة في قائمة الانتظار طويلًا ولم تُرسل. أرسلها من جديد إن كانت لا تزال مطلوبة.
whatsapp-message-undelivered = أبلغ واتساب أنه لم يتمكن من إرسال هذه الرسالة. تحقّق من الرقم ثم أرسلها من جديد.
whatsapp-message-number-removed = أُزيل الرقم قبل أن تؤكد البوابة هل أُرسلت هذه الرسالة أم لا.
whatsapp-message-cannot-cancel = لم تعد هذه الرسالة في قائمة الانتظار، فلا يمكن إلغاؤها.
whatsapp-message-cannot-retry = لا يُعاد إرسال إلا رسالة تعذّر إرسالها أو انتهت صلاحيتها أو أُلغيت.
whatsapp-message-number-is-gone = أُزيل الرقم الذي أرسل هذه الرسالة. اكتب رسالة جديدة من رقم آخر.
whatsapp-instance-limit = لدى { $name } { $count ->
    [zero] صفر من الأرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $count } أرقام
    [many] { $count } رقمًا
   *[other] { $count } رقم
  }، والباقة تسمح بعدد { $max }. أزل رقمًا أو اختر باقة أوسع.
whatsapp-instance-no-room = لا يوجد خادم في الخدمة يتسع لرقم آخر. حاول لاحقًا أو اطلب من المشغّل إضافة خادم.
whatsapp-instance-too-often = أُضيفت أرقام وأُزيلت أكثر من اللازم الآن. يمكنك المتابعة بعد { $minutes ->
    [zero] لحظة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
  }.
whatsapp-instance-not-scanning = لا يُربط بهذه الطريقة إلا رقم ينتظر مسح رمزه. ابدأ ربطه أولًا.
whatsapp-pairing-too-often = أُرسلت رموز أكثر من اللازم الآن. يمكنك طلب رمز آخر بعد { $minutes ->
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
whatsapp-server-status-choice = يمكن وضع الخادم في الخدمة أو في الصيانة. أما خروجه من الخدمة فيُعرف بفحصه.
whatsapp-server-unreachable = تعذّر الوصول إلى الخادم: { $reason }
whatsapp-server-no-clear-answer = لم يُجب الخادم بوضوح: { $reason }
whatsapp-server-refused = رفض الخادم الطلب: { $reason }
whatsapp-server-key-refused = لا يقبل الخادم مفتاح API. عدّل الخادم وأدخل مفتاحه من جديد.
whatsapp-server-unhealthy = يجيب الخادم، لكنه يبلغ عن مشكلة (قرص ممتلئ مثلًا). راجع صفحة حالته.
whatsapp-server-slow-down = يطلب الخادم تقليل عدد الطلبات.
whatsapp-server-no-driver = لا يوجد في هذه العملية برنامج تشغيل لـ«{ $provider }».
whatsapp-webhook-not-signed = هذا الاستدعاء غير موقّع بسرّ هذا الخادم.
whatsapp-webhook-unreadable = المحتوى ليس حدثًا يمكن قراءته: { $reason }
whatsapp-webhook-too-large = حجم المحتوى { $count } بايت، والحد الأقصى المقروء { $max }.
whatsapp-message-unconfirmed = قبلت البوابة هذه الرسالة، لكن وصولها لم يتأكد خلال { $minutes } دقائق. التأكيد اللاحق يُحتسب؛ تحقق من الهاتف قبل أن ترسلها من جديد.
whatsapp-queue-owner-inactive = حساب { $name } معطّل، فلا يمكن إضافة رسائل أخرى إلى قائمة الانتظار. فعّل الحساب أولًا.
whatsapp-queue-number-full = عدد الرسائل في قائمة الانتظار { $count } في «{ $name }»، والحد الأقصى { $max }. أرسل عددًا أقل، أو انتظر حتى يُرسل بعضها.
whatsapp-queue-texts-full = نصوص رسائل { $name } في قائمة الانتظار تبلغ { $count } ميغابايت، والحد الأقصى { $max } ميغابايت. أرسل رسائل أقل أو أقصر، أو انتظر حتى يُرسل بعضها.
whatsapp-pairing-not-ready = البوابة ليست جاهزة بعد لإعطاء رمز. انتظر لحظة ثم اطلبه من جديد.
whatsapp-server-key-again = يؤدي العنوان إلى خادم آخر. أدخل مفتاح API من جديد كي لا يراه خادم لم يُقصد له.
whatsapp-instance-no-other-account = لم يعد حساب آخر يطلب هذا الرقم. أعد تحميل الصفحة لترى حالته.
