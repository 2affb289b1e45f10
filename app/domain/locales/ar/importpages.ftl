imports-title = الاستيراد
imports-lead = استيراد المستخدمين والمدفوعات من ملف CSV. لا يُحفظ شيء قبل أن ترى معاينة.
imports-new = استيراد جديد
imports-kind = محتوى الملف
imports-file = ملف CSV
imports-file-hint = بترميز UTF-8 مع سطر عناوين؛ فاصلة أو فاصلة منقوطة أو مسافة جدولة.
imports-upload = رفع ومعاينة
imports-template-users = قالب المستخدمين
imports-template-payments = قالب المدفوعات
imports-earlier = عمليات الاستيراد السابقة
imports-empty-title = لا عمليات استيراد بعد
imports-empty = تظهر هنا عمليات الاستيراد وصفوفها المرفوضة.
imports-name = الملف
imports-state = الحالة
imports-rows = الصفوف
imports-created = أُنشئت
imports-updated = حُدّثت
imports-unchanged = بلا تغيير
imports-refused = مرفوضة
imports-when = الوقت
imports-progress = التقدّم
imports-columns = الأعمدة
imports-columns-lead = أي عمود في الملف يقابل أي حقل. يُحفظ اختيارك للملف التالي.
imports-not-in-file = ليس في الملف
imports-save-columns = استخدام هذه الأعمدة
imports-sample = أول صفوف الملف
imports-check = فحص دون حفظ
imports-run = استيراد الصفوف السليمة
imports-all-or-nothing = عدم استيراد شيء إلا إذا سلمت كل الصفوف
imports-preview = معاينة
imports-result = النتيجة
imports-problems = الصفوف المرفوضة
imports-all-good = لم يُرفض أي صف.
imports-line = السطر
imports-column = العمود
imports-value = القيمة
imports-reason = السبب
imports-report = تنزيل كل الصفوف المرفوضة
imports-refresh = تحديث
imports-started = الاستيراد جارٍ.
imports-would-write = { $count ->
    [0] لن يُكتب أي صف.
    [zero] لن يُكتب أي صف.
    [one] سيُكتب صف واحد.
    [two] سيُكتب صفان.
    [few] ستُكتب { $count } صفوف.
    [many] سيُكتب { $count } صفًا.
   *[other] سيُكتب { $count } صف.
  }
imports-show-made = { $count ->
    [zero] لا مستخدمين جدد
    [one] عرض المستخدم الجديد
    [two] عرض المستخدمَين الجديدين
    [few] عرض المستخدمين الجدد وعددهم { $count }
    [many] عرض المستخدمين الجدد وعددهم { $count }
   *[other] عرض المستخدمين الجدد وعددهم { $count }
  }
