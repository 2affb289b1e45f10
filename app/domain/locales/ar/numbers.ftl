numbers-title = الأرقام
numbers-lead = حسابات واتساب، يُربط كل منها مرة واحدة بمسح رمز.
numbers-name = الاسم
numbers-owner = العميل
numbers-phone = رقم الهاتف
numbers-state = الحالة
numbers-server = الخادم
numbers-queued = رسائل في الانتظار
numbers-changed = الحالة منذ
numbers-seen = آخر إشارة
numbers-messages = الرسائل
numbers-see-messages = عرض رسائله
numbers-about = عن هذا الرقم
numbers-no-phone = يُعرف بعد ربطه
numbers-search = ابحث بالاسم أو العميل أو الهاتف
numbers-empty-title = لا أرقام بعد
numbers-empty = الرقم حساب واتساب يرسل رسائلك. يُربط مرة واحدة بمسح رمز بهاتفه.
numbers-empty-staff = يربط العملاء أرقام واتساب الخاصة بهم بمسح رمز. لإضافة رقم لأحدهم افتح صفحته.
numbers-find-customer = ابحث عن عميل
numbers-add = إضافة رقم
numbers-add-lead = أعطه اسمًا أولًا. تعرض الصفحة التالية الرمز المطلوب مسحه.
numbers-add-hint = لا يراه غيرك، مثل «المتجر».
numbers-connect = اتصال
numbers-connect-again = الاتصال من جديد
numbers-log-out = تسجيل الخروج
numbers-log-out-title = تسجيل خروج هذا الرقم؟
numbers-log-out-explain = ينسى الهاتف هذا الاتصال. يحتفظ الرقم بمكانه وبما ينتظر في طابوره؛ وللإرسال من جديد امسح رمزًا جديدًا.
numbers-logged-out = سُجِّل خروج الرقم.
numbers-remove = إزالة
numbers-remove-title = إزالة هذا الرقم؟
numbers-remove-explain = يُسجَّل خروجه وتُلغى الرسائل التي ما زالت تنتظر. ويبقى ما أُرسل في سجلك.
numbers-scan = امسح هذا الرمز بواتساب
numbers-step-open = افتح واتساب على هاتف هذا الرقم
numbers-step-menu = الإعدادات، ثم الأجهزة المرتبطة، ثم ربط جهاز
numbers-step-point = وجِّه الهاتف نحو هذا الرمز
numbers-other-screen = يجب أن ترى الكاميرا الرمز. إن كنت تقرأ هذا على الهاتف نفسه فافتح هذه الصفحة على شاشة أخرى.
numbers-starting = الرمز في الطريق…
numbers-waiting-scan = في انتظار المسح. يتجدد الرمز تلقائيًا.
numbers-is-connected = متصل باسم { $name }.
numbers-is-connected-plain = متصل.
numbers-connected-title = متصل
numbers-connected-explain = يرسل هذا الرقم رسائلك الآن. يمكنك إغلاق هذه الصفحة؛ أبقِ الهاتف مشغَّلًا ومتصلًا بالإنترنت.
numbers-waiting-count = { $count ->
    [zero] لا رسائل تنتظر دورها.
    [one] رسالة واحدة تنتظر دورها.
    [two] رسالتان تنتظران دورهما.
    [few] { $count } رسائل تنتظر دورها.
    [many] { $count } رسالة تنتظر دورها.
   *[other] { $count } رسالة تنتظر دورها.
  }
numbers-new-title = جاهز للربط
numbers-is-new = ليكن هاتف هذا الرقم في متناولك. لا يستغرق الأمر دقيقة.
numbers-failed-title = لم يُمسح الرمز في الوقت المحدد
numbers-has-failed = تصلح الرموز مدة قصيرة حفاظًا على الأمان. اتصل من جديد حين يكون الهاتف في متناولك.
numbers-stopped-title = غير متصل
numbers-is-stopped = سُجِّل خروج هذا الرقم فلا يرسل شيئًا. يبقى ما ينتظر في طابوره حتى تصله من جديد.
numbers-passkey-title = يطلب هذا الحساب مفتاح مرور
numbers-needs-passkey = أزل مفتاح المرور من الهاتف (الإعدادات، الحساب، مفاتيح المرور) ثم اتصل من جديد.
numbers-refresh = تحديث الرمز
numbers-write = كتابة رسالة
numbers-by-phone = الربط برقم الهاتف بدلًا من ذلك
numbers-by-phone-number = رقم هاتف واتساب هذا
numbers-by-phone-hint = مع رمز البلد، مثل ‎+34 600 111 222.
numbers-by-phone-get = الحصول على رمز يُكتب
numbers-by-phone-type = على الهاتف: الأجهزة المرتبطة، ربط جهاز، الربط برقم الهاتف بدلًا من ذلك. ثم اكتب هذا الرمز.
numbers-waiting = في الانتظار
numbers-owner-inactive = هذا الحساب معطَّل، فلا يُرسَل شيء
numbers-owner-inactive-explain = تبقى الرسائل المنتظرة في الطابور، وتخرج حين يعود الحساب نشطًا ما لم تنتهِ صلاحيتها قبل ذلك.
numbers-other-account = رُبط هنا حساب واتساب آخر
numbers-other-account-explain = كان الرقم { $before } وأصبح { $now }. لا يُرسَل شيء حتى تؤكد أن هذا صحيح.
numbers-other-account-confirm = تأكيد وإرسال
numbers-other-account-refuse = تسجيل خروجه
numbers-other-account-confirmed = تم التأكيد. تخرج الرسائل المنتظرة الآن.
numbers-simulator = هذا الخادم محاكٍ: فتح هاتفه
numbers-connected-explain-staff = يرسل هذا الرقم رسائل صاحبه الآن. يجب أن يبقى هاتفه مشغَّلًا ومتصلًا بالإنترنت.
numbers-is-new-staff = يربطه العميل بهاتف هذا الرقم. لا يستغرق الأمر دقيقة.
numbers-is-stopped-staff = سُجِّل خروج هذا الرقم فلا يرسل شيئًا. يبقى ما ينتظر في طابوره حتى يُربط من جديد.
numbers-remove-explain-staff = يُسجَّل خروجه وتُلغى الرسائل التي ما زالت تنتظر. ويبقى ما أُرسل في سجل العميل.
