imports-title = الاستيراد
imports-lead = أدخل المستخدمين والمدفوعات من ملف CSV. لا يُكتب شيء قبل أن ترى ما سيحدث.
imports-new = استيراد جديد
imports-kind = محتوى الملف
imports-file = ملف CSV
imports-file-hint = بترميز UTF-8 مع سطر عناوين؛ فاصلة أو فاصلة منقوطة أو مسافة جدولة.
imports-upload = ارفع وراجع
imports-template-users = قالب المستخدمين
imports-template-payments = قالب المدفوعات
imports-earlier = عمليات سابقة
imports-empty-title = لا عمليات استيراد بعد
imports-empty = تبقى عمليات الاستيراد وصفوفها المرفوضة مذكورة هنا.
imports-name = الملف
imports-state = الحالة
imports-rows = الصفوف
imports-created = أُنشئت
imports-updated = حُدّثت
imports-unchanged = بلا تغيير
imports-refused = مرفوضة
imports-when = متى
imports-progress = التقدّم
imports-columns = الأعمدة
imports-columns-lead = أي عمود في الملف يغذّي أي حقل. يُحفظ اختيارك للملف التالي.
imports-not-in-file = ليس في الملف
imports-save-columns = استخدم هذه الأعمدة
imports-sample = أول صفوف الملف
imports-check = افحص دون كتابة
imports-run = استورد الصفوف السليمة
imports-all-or-nothing = لا شيء إلا إذا سلمت كل الصفوف
imports-preview = ما الذي سيحدث
imports-result = ما الذي حدث
imports-problems = الصفوف المرفوضة
imports-all-good = لم يُرفض أي صف.
imports-line = السطر
imports-column = العمود
imports-value = القيمة
imports-reason = السبب
imports-report = نزّل كل الصفوف المرفوضة
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
