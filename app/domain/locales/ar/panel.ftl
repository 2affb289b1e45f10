panel-hello = أهلًا، { $name }
panel-first-title = صِل رقم واتساب الخاص بك
panel-first = ثلاث خطوات صغيرة وتكون رسالتك الأولى في الطريق.
panel-step-name = سمِّ رقمك
panel-step-scan = امسح رمزًا بهاتفه
panel-step-send = أرسل رسالتك الأولى
panel-sent-today = أُرسلت اليوم
panel-waiting = في الانتظار
panel-connected = المتصلة
panel-connected-of = من { $count }
panel-figures = اليوم
panel-all-well = { $count ->
    [zero] لا أرقام متصلة.
    [one] رقمك متصل وجاهز للإرسال.
    [two] رقماك متصلان وجاهزان للإرسال.
    [few] أرقامك الـ{ $count } متصلة وجاهزة للإرسال.
    [many] أرقامك الـ{ $count } متصلة وجاهزة للإرسال.
   *[other] أرقامك الـ{ $count } متصلة وجاهزة للإرسال.
  }
panel-some-off = { $count ->
    [zero] كل أرقامك متصلة.
    [one] أحد أرقامك غير متصل.
    [two] رقمان من أرقامك غير متصلين.
    [few] { $count } من أرقامك غير متصلة.
    [many] { $count } من أرقامك غير متصلة.
   *[other] { $count } من أرقامك غير متصلة.
  }
panel-pair-title = بقي القليل: اربط { $name }
panel-pair = امسح رمزًا واحدًا بهاتفه فيصبح الرقم قادرًا على الإرسال.
panel-pair-open = إظهار الرمز
panel-send-title = أرسل رسالتك الأولى
panel-send = رقمك متصل. اكتب إلى شخص واحد أو إلى كثيرين معًا.
panel-your-numbers = أرقامك
panel-all-numbers = كل الأرقام
panel-recent = أحدث الرسائل
panel-all-messages = كل الرسائل
