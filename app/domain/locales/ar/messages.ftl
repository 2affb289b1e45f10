messages-title = الرسائل
messages-new = رسالة جديدة
messages-to = إلى
messages-text = الرسالة
messages-state = الحالة
messages-when = في قائمة الانتظار منذ
messages-number = رقم الهاتف
messages-owner = العميل
messages-filter-to = أُرسلت إلى
messages-caption = الرسائل، الأحدث أولًا
messages-empty-title = لا رسائل بعد
messages-empty = تظهر هنا فورًا الرسائل التي ترسلها مع حالتها.
messages-empty-staff = تظهر هنا الرسائل التي يرسلها العملاء مع حالتها.
messages-only-to = عرض الرسائل إلى { $number } فقط
messages-conversation = الرسائل إلى { $number }
messages-write-again = الكتابة إلى هذا الرقم
messages-through = عبر الرقم:
messages-cancel = إلغاء
messages-cancel-to = إلغاء الرسالة إلى { $number }
messages-cancelled = تم إلغاء الرسالة.
messages-retry = إعادة الإرسال
messages-retry-to = إعادة الإرسال إلى { $number }
messages-retried = عادت الرسالة إلى قائمة الانتظار.
messages-open-number = فتح رقم المرسل
messages-open-customer = فتح صفحة العميل
messages-recipients = المستلمون
messages-recipients-hint = أرقام هواتف مع رمز الدولة، رقم في كل سطر أو مفصولة بفواصل.
messages-recipients-found = { $count ->
    [zero] لا أرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $count } أرقام
    [many] { $count } رقمًا
   *[other] { $count } رقم
  }
messages-length = { $count } من { $max } حرف
messages-send = إرسال
messages-send-count = { $count ->
    [zero] إرسال
    [one] إرسال رسالة واحدة
    [two] إرسال رسالتين
    [few] إرسال { $count } رسائل
    [many] إرسال { $count } رسالة
   *[other] إرسال { $count } رسالة
  }
messages-queue-note = تدخل الرسائل قائمة الانتظار فورًا وتُرسل واحدة بعد أخرى، بوتيرة بشرية.
messages-no-number-title = اربط رقمًا أولًا
messages-no-number = تُرسل الرسائل عبر رقم واتساب الخاص بك. اربط رقمًا بمسح رمز.
messages-queued = الرسائل في قائمة الانتظار.
