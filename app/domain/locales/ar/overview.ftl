overview-hello = مرحبًا، { $name }
overview-registered = مستخدمون جدد شهريًا
overview-registered-describe = المستخدمون المسجَّلون في كل من آخر اثني عشر شهرًا.
overview-payments = المدفوعات شهريًا
overview-payments-describe = مدفوعات آخر اثني عشر شهرًا بأكثر العملات تداولًا.
overview-month = الشهر
overview-see-users = عرض كل المستخدمين
