ui-close = إغلاق
ui-cancel = إلغاء
ui-search = بحث
ui-next-page = الصفحة التالية
ui-previous-page = الصفحة السابقة
ui-pages = الصفحات
ui-rows-per-page = الصفوف في الصفحة
ui-rows-shown = { $count ->
    [zero] لا صفوف في هذه الصفحة
    [one] صف واحد في هذه الصفحة
    [two] صفّان في هذه الصفحة
    [few] { $count } صفوف في هذه الصفحة
    [many] { $count } صفًا في هذه الصفحة
   *[other] { $count } صف في هذه الصفحة
  }
ui-loading = جارٍ التحميل…
ui-retry = إعادة المحاولة
ui-copy = نسخ
ui-copied = تم النسخ
ui-show-as-table = عرض كجدول
ui-show-password = إظهار كلمة المرور
ui-hide-password = إخفاء كلمة المرور
ui-optional = اختياري
ui-apply = تطبيق
ui-filters = عوامل التصفية
ui-filters-active = { $count ->
    [zero] لا عوامل تصفية مفعّلة
    [one] عامل تصفية واحد مفعّل
    [two] عاملا تصفية مفعّلان
    [few] { $count } عوامل تصفية مفعّلة
    [many] { $count } عامل تصفية مفعّلًا
   *[other] { $count } عامل تصفية مفعّل
  }
ui-clear-filters = مسح عوامل التصفية
ui-remove-filter = إزالة عامل التصفية { $filter }
ui-any = الكل
ui-columns = الأعمدة
ui-column-show = إظهار { $column }
ui-column-hide = إخفاء { $column }
ui-column-earlier = نقل { $column } نحو البداية
ui-column-later = نقل { $column } نحو النهاية
ui-columns-reset = إعادة ضبط الأعمدة
ui-actions = الإجراءات
ui-actions-for = إجراءات { $name }
ui-problems = { $count ->
    [zero] لا مشكلات
    [one] هناك مشكلة
    [two] هناك مشكلتان
    [few] هناك { $count } مشكلات
    [many] هناك { $count } مشكلة
   *[other] هناك { $count } مشكلة
  }
ui-failed-title = تعذّر عرض هذا
ui-failed-code = الرمز { $code }
ui-failed-request = الطلب { $id }
ui-no-results = لا نتائج
ui-no-results-hint = لا توجد صفوف تطابق عوامل التصفية هذه. غيّرها أو امسحها لرؤية المزيد.
ui-skip = الانتقال إلى المحتوى
ui-areas = الأقسام
ui-more = المزيد
ui-fold-rail = طي الشريط الجانبي
ui-you-are-here = أنت هنا
ui-account = حسابك
ui-sign-out = تسجيل الخروج
ui-preferences = التفضيلات
ui-language = اللغة
ui-theme = المظهر
ui-theme-system = النظام
ui-theme-light = فاتح
ui-theme-dark = داكن
ui-theme-contrast = تباين عالٍ
ui-density = تباعد الصفوف
ui-density-comfortable = مريح
ui-density-compact = مدمج
ui-offline = لا يوجد اتصال. قد يكون ما تراه قديمًا، وسيتحدّث عند عودة الاتصال.
ui-go-to = الانتقال إلى أي شيء
ui-go-to-hint = اكتب صفحة أو إجراءً أو اسمًا أو رقمًا أو مبلغًا أو معرّفًا
ui-go-to-pages = الصفحات
ui-go-to-nothing = لا نتائج لعبارة «{ $query }».
ui-go-to-count = { $count ->
    [zero] لا اقتراحات
    [one] اقتراح واحد
    [two] اقتراحان
    [few] { $count } اقتراحات
    [many] { $count } اقتراحًا
   *[other] { $count } اقتراح
  }
ui-shortcuts = اختصارات لوحة المفاتيح
ui-shortcuts-single = استخدام اختصارات المفتاح الواحد
ui-shortcut-go-to = الانتقال إلى أي شيء
ui-shortcut-search = البحث في الصفحة
ui-shortcut-help = إظهار اختصارات لوحة المفاتيح
ui-shortcut-next-row = الصف التالي
ui-shortcut-previous-row = الصف السابق
ui-shortcut-open-row = فتح الصف
ui-shortcut-close = إغلاق المفتوح
ui-qr-code = رمز QR لمسحه بهاتفك
ui-qr-seconds = { $count ->
    [zero] انتهى الوقت
    [one] بقيت ثانية واحدة
    [two] بقيت ثانيتان
    [few] بقيت { $count } ثوانٍ
    [many] بقيت { $count } ثانية
   *[other] بقيت { $count } ثانية
  }
ui-qr-nth = الرمز { $number } من { $total }
ui-qr-coming = سيظهر رمز هنا بعد لحظات.
ui-file-choose = اختيار ملف
ui-file-drop = أو أفلته هنا
ui-file-chosen = { $name }، { $kilobytes } كيلوبايت
ui-progress = { $done } من { $total }
ui-step = الخطوة { $number } من { $total }
ui-step-done = تمت
ui-just-now = الآن
ui-minutes-ago = { $count ->
    [zero] الآن
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
    [many] قبل { $count } دقيقة
   *[other] قبل { $count } دقيقة
  }
ui-hours-ago = { $count ->
    [zero] الآن
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
    [many] قبل { $count } ساعة
   *[other] قبل { $count } ساعة
  }
ui-days-ago = { $count ->
    [zero] اليوم
    [one] أمس
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
  }
ui-in-minutes = { $count ->
    [zero] الآن
    [one] بعد دقيقة
    [two] بعد دقيقتين
    [few] بعد { $count } دقائق
    [many] بعد { $count } دقيقة
   *[other] بعد { $count } دقيقة
  }
ui-in-hours = { $count ->
    [zero] الآن
    [one] بعد ساعة
    [two] بعد ساعتين
    [few] بعد { $count } ساعات
    [many] بعد { $count } ساعة
   *[other] بعد { $count } ساعة
  }
ui-in-days = { $count ->
    [zero] اليوم
    [one] غدًا
    [two] بعد يومين
    [few] بعد { $count } أيام
    [many] بعد { $count } يومًا
   *[other] بعد { $count } يوم
  }
ui-undo = تراجع
ui-confirm-word = اكتب { $word } للتأكيد
ui-notices = الإشعارات
ui-unchanged = دون تغيير
ui-recounting = قيد التحديث
ui-open-rows = عرض الصفوف وراء { $figure }
ui-new-rows = { $count ->
    [zero] لا صفوف جديدة
    [one] صف جديد واحد
    [two] صفّان جديدان
    [few] { $count } صفوف جديدة
    [many] { $count } صفًا جديدًا
   *[other] { $count } صف جديد
  }
ui-none = لا شيء
ui-select-row = تحديد { $name }
ui-select-all = تحديد جميع صفوف هذه الصفحة
ui-other-currencies = { $count ->
    [zero] لا عملات أخرى
    [one] عملة أخرى
    [two] عملتان أخريان
    [few] { $count } عملات أخرى
    [many] { $count } عملة أخرى
   *[other] { $count } عملة أخرى
  }
ui-rows-range = { $from }–{ $to }
ui-rows-range-more = { $from }–{ $to } وأكثر
ui-rows-total = من { $total }
ui-sort = الترتيب حسب
ui-sort-up = { $column }، تصاعديًّا
ui-sort-down = { $column }، تنازليًّا
ui-filter-unknown = { $filter }: القيمة «{ $value }» غير معروفة، لذلك لا يظهر شيء
ui-skip-rows = الانتقال إلى الصفوف
ui-unfold-rail = توسيع الشريط الجانبي
ui-fill-in = املأ «{ $label }»
ui-field-problem = { $label }: { $problem }
ui-leave-unsaved = لم تُحفظ تغييراتك. هل تريد مغادرة هذه الصفحة وتجاهلها؟
ui-signed-out = تم تسجيل خروجك.
ui-sign-in-again = تسجيل الدخول للمتابعة هنا
ui-sign-in-tab = تسجيل الدخول في علامة تبويب أخرى ثم إعادة الإرسال
ui-back-to-list = العودة إلى القائمة
ui-back-home = الانتقال إلى الصفحة الرئيسية
ui-refused-title = ليست لديك صلاحية الوصول إلى هذه الصفحة
ui-missing-title = غير موجود
ui-saved = تم الحفظ
ui-created = تم الإنشاء
ui-added = تمت الإضافة
ui-messages-moved = { $count ->
    [zero] لم تتغير حالة أي رسالة.
    [one] تغيّرت حالة رسالة واحدة.
    [two] تغيّرت حالة رسالتين.
    [few] تغيّرت حالة { $count } رسائل.
    [many] تغيّرت حالة { $count } رسالة.
   *[other] تغيّرت حالة { $count } رسالة.
  }
ui-keep-mine = الاحتفاظ بنصي والكتابة فوق الآخر
ui-show-newest = عرض أحدث نسخة
ui-now-newest = نصك الآن مبني على أحدث نسخة. احفظ لاستبدالها.
ui-more-figures = إحصاءات أخرى
ui-about = معنى «{ $figure }»
ui-go-to-here = في هذه الصفحة
ui-go-to-recent = المفتوحة مؤخرًا
ui-enter-name = أدخل اسمًا
ui-enter-email = أدخل عنوان بريد إلكتروني
ui-enter-phone = أدخل رقم هاتف
ui-enter-recipients = أدخل المستلمين
ui-enter-message = اكتب رسالة
ui-enter-reason = اذكر السبب
ui-enter-time-zone = اختر منطقة زمنية
ui-enter-url = أدخل عنوان الخادم
ui-enter-key = أدخل مفتاح API
ui-enter-password = أدخل كلمة مرور
ui-enter-file = اختر ملفًا
