servers-title = الخوادم
servers-lead = يشغّل كل خادم بوابة واتساب التي تعيش عليها الأرقام. تذهب الأرقام الجديدة إلى الخادم الأوسع مكانًا.
servers-new = إضافة خادم
servers-new-lead = يُسأل فورًا إن كان يجيب ويقبل المفتاح.
servers-name = الاسم
servers-name-hint = تختاره أنت، مثل «فرانكفورت 1».
servers-provider = البرنامج
servers-url = العنوان
servers-url-hint = مع البروتوكول والمنفذ، مثل http://127.0.0.1:3001.
servers-status = الحالة
servers-devices = الأرقام
servers-of = { $current } من { $max }
servers-show-numbers = عرض الأرقام على { $name }
servers-version = الإصدار
servers-latency = يجيب خلال
servers-ms = { $ms } مللي ثانية
servers-checked = آخر فحص
servers-never-checked = لم يُسأل بعد
servers-unknown = غير معروف بعد
servers-load = الحِمل
servers-cpu = المعالج { $percent }٪
servers-memory = الذاكرة { $percent }٪
servers-disk = القرص { $percent }٪
servers-problem = المشكلة
servers-key = مفتاح API
servers-key-new-hint = المفتاح الذي تطلبه البوابة. يُحفظ مشفّرًا ولا يُعرض مرة أخرى.
servers-key-hint = المحفوظ ينتهي بـ { $hint }. اترك هذا فارغًا للإبقاء عليه.
servers-max = أقصى عدد للأرقام
servers-max-hint = كم رقمًا يتسع له، من 1 إلى 10000.
servers-create = إضافة وفحص
servers-save = حفظ وفحص
servers-edit = تعديل
servers-edit-name = تعديل { $name }
servers-check = افحص الآن
servers-checked-now = سُئل الخادم الآن.
servers-delete = إزالة
servers-delete-title = إزالة هذا الخادم؟
servers-delete-explain = يُنسى { $name } مع مفتاحه. لا تُمسّ البوابة نفسها، ويمكن إضافة الخادم من جديد.
servers-deleted = أُزيل الخادم.
servers-holds = عليه أرقام فلا يمكن إزالته. وضع الصيانة يبعد عنه الأرقام الجديدة.
servers-maintain = صيانة
servers-maintain-title = إخراج هذا الخادم للصيانة؟
servers-maintain-explain = لا توضع أرقام جديدة على { $name } وتنتظر طوابيره. ويُرسل ما ينتظر حين يشارك من جديد.
servers-resume = استئناف
servers-changed = تغيّر الخادم.
servers-empty-title = لا خوادم بعد
servers-empty = يشغّل الخادم بوابة واتساب التي تعيش عليها الأرقام. المحاكي المرفق مع Switchyard خادم للتجربة: شغّله بالأمر أدناه وأضف عنوانه.
servers-empty-command = switchyard simulator
servers-online-count = { $count ->
    [zero] لا خادم متصل
    [one] خادم واحد متصل
    [two] خادمان متصلان
    [few] { $count } خوادم متصلة
    [many] { $count } خادمًا متصلًا
   *[other] { $count } خادم متصل
  }
servers-room = { $count ->
    [zero] لا مكان لرقم آخر
    [one] مكان لرقم واحد آخر
    [two] مكان لرقمين آخرين
    [few] مكان لـ{ $count } أرقام أخرى
    [many] مكان لـ{ $count } رقمًا آخر
   *[other] مكان لـ{ $count } رقم آخر
  }
servers-maintain-do = إخراجه
