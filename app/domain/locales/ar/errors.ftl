error-check-fields = بعض الحقول تحتاج إلى مراجعة.
error-sign-in = سجّل الدخول للمتابعة.
error-forbidden = دورك لا يسمح بهذا. تواصل مع من يدير حسابك.
error-not-found = هذا غير موجود، أو ليست لديك صلاحية الوصول إليه.
error-internal = حدث خطأ من جانبنا. لم يُفقد شيء؛ حاول مرة أخرى.
error-changed-meanwhile = غيّر شخص آخر هذا في الأثناء. أعد التحميل لرؤية أحدث نسخة ثم حاول مرة أخرى.
error-too-many-tries = محاولات كثيرة جدًا. انتظر { $seconds ->
    [zero] لحظة
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
    [many] { $seconds } ثانية
   *[other] { $seconds } ثانية
  } ثم حاول مرة أخرى.
error-unreadable-request = تعذّرت قراءة هذا الطلب. أعد تحميل الصفحة وحاول مرة أخرى.
error-offline = تعذّر الوصول إلى الخادم. تحقق من اتصالك؛ لم يُفقد شيء.
error-upload-too-large = الملف أكبر من { $megabytes } ميغابايت. قسّمه أو ارفع الحد في الإعدادات.
error-busy = قاعدة البيانات مشغولة. حاول مرة أخرى بعد لحظة.
field-required = هذا الحقل مطلوب.
field-too-long = طول النص { $count } حرفًا، والحد الأقصى { $max }.
field-control-characters = يحتوي النص على محارف تحكم غير مرئية. اكتبه من جديد.
field-choose-one = «{ $value }» ليس من الخيارات.
field-not-an-email = «{ $value }» ليس بريدًا إلكترونيًا مثل name@example.com.
field-not-a-phone = «{ $value }» ليس رقم هاتف مع رمز الدولة مثل ‎+34 600 111 222.
field-phone-no-country = «{ $value }» بلا رمز دولة. اكتبه مع الرمز مثل ‎+34 600 111 222.
field-phone-ambiguous = «{ $value }» قد يكون رقمًا في دولتين. اكتبه بعلامة الزائد ورمز الدولة.
field-phone-decimal = «{ $value }» فيه كسور عشرية كما في كميات جداول البيانات. اجعل تنسيق العمود نصًّا واكتب الرقم مع رمز الدولة.
field-phone-two = «{ $value }» أكثر من رقم واحد. اكتب رقمًا واحدًا.
field-not-a-username = «{ $value }» لا يصلح اسم مستخدم. استخدم من 3 إلى 40 حرفًا أو رقمًا أو نقطة أو شرطة.
field-too-many-tags = عدد الوسوم { $count } كبير؛ الحد الأقصى { $max }.
field-bad-tag = الوسم «{ $value }» أطول من { $max } حرفًا أو يحتوي على محارف تحكم.
field-unknown-currency = «{ $code }» ليس رمز عملة مثل USD.
field-not-an-amount = «{ $value }» ليس مبلغًا مثل 1234.50 بلا فواصل آلاف.
field-amount-missing = أدخل مبلغًا.
field-amount-ambiguous = يمكن قراءة «{ $value }» بطريقتين. اكتبه بلا فواصل آلاف، مثل 1500.
field-not-a-day = «{ $value }» ليس تاريخًا مثل 2026-11-21.
field-day-outside = يجب أن يقع «{ $value }» بين عام 1970 واليوم.
field-too-many-decimals = «{ $value }» فيه منازل عشرية أكثر من { $decimals } المسموحة في { $currency }.
field-amount-too-large = هذا المبلغ كبير جدًا.
field-currency-mix = لا يمكن خلط { $one } و{ $other } هنا.
field-not-positive = يجب أن يكون المبلغ أكبر من صفر.
field-not-a-url = «{ $value }» ليس عنوان ويب مثل http://127.0.0.1:3000.
field-link-local = «{ $value }» عنوان محلي للوصلة (169.254.0.0/16 أو fe80::/10). لا يمكن الوصول إلى بوابة هناك؛ اكتب عنوان البوابة نفسها.
field-not-between = «{ $value }» ليس عددًا صحيحًا بين { $min } و{ $max }.
field-too-many-recipients = عدد المستلمين { $count } كبير دفعة واحدة؛ الحد الأقصى { $max }.
field-password-short = تحتاج كلمة المرور إلى { $min } أحرف على الأقل.
field-password-simple = تحتاج كلمة المرور إلى أحرف أكثر تنوعًا.
filter-unknown-name = لا يوجد عامل تصفية باسم «{ $name }». احذفه من العنوان؛ لن يظهر شيء قبل ذلك.
filter-unknown-value = لا تصلح القيمة «{ $value }» لعامل التصفية «{ $name }». أزلها؛ لن يظهر شيء قبل ذلك.
filter-too-long = نص عامل التصفية «{ $name }» طوله { $count } محرفًا، والحد الأقصى { $max }. اختصره؛ لن يظهر شيء قبل ذلك.
error-cross-site = أُرسل هذا من موقع آخر فرُفض. افتح الصفحة هنا وأرسله مرة أخرى.
error-upload-quota = بلغت حد الملفات المرفوعة: { $count } من الملفات أو { $megabytes } ميغابايت في المجموع. استورد الملفات الموجودة أو حاول مرة أخرى غدًا.
error-too-many-downloads = لديك { $max } من التنزيلات الجارية. انتظر حتى ينتهي أحدها.
