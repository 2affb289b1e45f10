overview-title = نظرة عامة
overview-greeting = مرحبًا بعودتك، { $name }
overview-lead = نظرة سريعة على مستخدميك ومدفوعاتهم وأرقام هواتفهم.
overview-find-user = البحث عن مستخدم
overview-import = استيراد ملف
overview-new-user = مستخدم جديد
overview-registered = المستخدمون المسجّلون شهريًّا
overview-users = المستخدمون
overview-paid = المدفوعات شهريًّا
overview-paid-sum = المدفوعات بعد خصم المبالغ المستردة في آخر اثني عشر شهرًا: { $sum }.
overview-month = الشهر
overview-registered-sum = { $count ->
    [zero] لم يسجّل أحد في آخر اثني عشر شهرًا.
    [one] سجّل مستخدم واحد في آخر اثني عشر شهرًا.
    [two] سجّل مستخدمان في آخر اثني عشر شهرًا.
    [few] سجّل { $count } مستخدمين في آخر اثني عشر شهرًا.
    [many] سجّل { $count } مستخدمًا في آخر اثني عشر شهرًا.
   *[other] سجّل { $count } مستخدم في آخر اثني عشر شهرًا.
  }
