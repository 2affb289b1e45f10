numbers-title = أرقام الهواتف
numbers-lead = حسابات واتساب، يُربط كل منها مرة واحدة بمسح رمز.
numbers-name = الاسم
numbers-owner = العميل
numbers-phone = رقم الهاتف
numbers-state = الحالة
numbers-server = الخادم
numbers-queued = رسائل في قائمة الانتظار
numbers-changed = الحالة منذ
numbers-seen = آخر نشاط
numbers-messages = الرسائل
numbers-see-messages = عرض الرسائل
numbers-about = عن هذا الرقم
numbers-no-phone = يُعرف بعد ربطه
numbers-search = البحث بالاسم أو العميل أو الهاتف
numbers-empty-title = لا أرقام هواتف بعد
numbers-empty = كل رقم هو حساب واتساب يرسل رسائلك. يُربط مرة واحدة بمسح رمز بهاتفه.
numbers-empty-staff = يربط العملاء أرقام واتساب الخاصة بهم بمسح رمز. لإضافة رقم لأحدهم افتح صفحته.
numbers-find-customer = البحث عن عميل
numbers-add = إضافة رقم
numbers-add-lead = أعطه اسمًا أولًا. تعرض الصفحة التالية الرمز المطلوب مسحه.
numbers-add-hint = لا يراه غيرك، مثل «المتجر».
numbers-connect = ربط
numbers-connect-again = إعادة الربط
numbers-log-out = إلغاء الربط
numbers-log-out-title = إلغاء ربط هذا الرقم؟
numbers-log-out-explain = ينقطع الهاتف عن هذا الرقم. يبقى الرقم هنا مع رسائله في قائمة الانتظار؛ وللإرسال من جديد امسح رمزًا جديدًا.
numbers-logged-out = تم إلغاء ربط الرقم.
numbers-remove = إزالة
numbers-remove-title = إزالة هذا الرقم؟
numbers-remove-explain = يُلغى ربط الرقم وتُلغى رسائله في قائمة الانتظار. وتبقى الرسائل المرسلة في السجل.
numbers-scan = امسح هذا الرمز بواتساب
numbers-step-open = افتح واتساب على هاتف هذا الرقم
numbers-step-menu = الإعدادات، ثم الأجهزة المرتبطة، ثم ربط جهاز
numbers-step-point = وجِّه الهاتف نحو هذا الرمز
numbers-other-screen = يجب أن ترى الكاميرا الرمز. إن كنت تقرأ هذا على الهاتف نفسه فافتح هذه الصفحة على شاشة أخرى.
numbers-starting = الرمز في الطريق…
numbers-waiting-scan = في انتظار المسح. يتجدد الرمز تلقائيًا.
numbers-is-connected = مرتبط باسم { $name }.
numbers-is-connected-plain = مرتبط.
numbers-connected-title = مرتبط
numbers-connected-explain = يمكن لهذا الرقم إرسال الرسائل الآن. يمكنك إغلاق هذه الصفحة؛ أبقِ الهاتف مشغّلًا ومتصلًا بالإنترنت.
numbers-waiting-count = { $count ->
    [zero] لا رسائل في قائمة الانتظار.
    [one] رسالة واحدة في قائمة الانتظار.
    [two] رسالتان في قائمة الانتظار.
    [few] { $count } رسائل في قائمة الانتظار.
    [many] { $count } رسالة في قائمة الانتظار.
   *[other] { $count } رسالة في قائمة الانتظار.
  }
numbers-new-title = جاهز للربط
numbers-is-new = ليكن هاتف هذا الرقم في متناولك. يستغرق الربط أقل من دقيقة.
numbers-failed-title = لم يُمسح الرمز في الوقت المحدد
numbers-has-failed = تنتهي صلاحية الرموز سريعًا حفاظًا على الأمان. أعد الربط حين يكون الهاتف في متناولك.
numbers-stopped-title = غير مرتبط
numbers-is-stopped = هذا الرقم غير مرتبط ولا يرسل شيئًا. تبقى رسائله في قائمة الانتظار حتى تعيد ربطه.
numbers-passkey-title = يطلب هذا الحساب مفتاح مرور
numbers-needs-passkey = أزل مفتاح المرور من الهاتف (الإعدادات، الحساب، مفاتيح المرور) ثم أعد الربط.
numbers-refresh = تحديث الرمز
numbers-write = كتابة رسالة
numbers-by-phone = الربط برقم الهاتف بدلًا من ذلك
numbers-by-phone-number = رقم هاتف واتساب هذا
numbers-by-phone-hint = مع رمز الدولة، مثل ‎+34 600 111 222.
numbers-by-phone-get = الحصول على رمز للكتابة
numbers-by-phone-type = على الهاتف: الأجهزة المرتبطة، ربط جهاز، الربط برقم الهاتف بدلًا من ذلك. ثم اكتب هذا الرمز.
numbers-waiting = في قائمة الانتظار
numbers-owner-inactive = هذا الحساب معطَّل، فلا يُرسَل شيء
numbers-owner-inactive-explain = تبقى الرسائل في قائمة الانتظار، وتُرسل حين يعود الحساب نشطًا ما لم تنتهِ صلاحيتها قبل ذلك.
numbers-other-account = رُبط هنا حساب واتساب آخر
numbers-other-account-explain = كان الرقم { $before } وأصبح { $now }. لا يُرسَل شيء حتى تؤكد أن هذا صحيح.
numbers-other-account-confirm = تأكيد وإرسال
numbers-other-account-refuse = إلغاء الربط
numbers-other-account-confirmed = تم التأكيد. يجري إرسال الرسائل في قائمة الانتظار.
numbers-simulator = هذا الخادم محاكٍ: فتح هاتفه
numbers-connected-explain-staff = يمكن لهذا الرقم إرسال رسائل العميل الآن. يجب أن يبقى هاتفه مشغّلًا ومتصلًا بالإنترنت.
numbers-is-new-staff = يربطه العميل بهاتف هذا الرقم. يستغرق الربط أقل من دقيقة.
numbers-is-stopped-staff = هذا الرقم غير مرتبط ولا يرسل شيئًا. تبقى رسائله في قائمة الانتظار حتى يُعاد ربطه.
