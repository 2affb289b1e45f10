userpages-title = المستخدمون
userpages-caption = المستخدمون
userpages-search = البحث بالاسم أو البريد أو الهاتف أو المعرّف
userpages-new = مستخدم جديد
userpages-new-lead = نرسل إلى المستخدم الجديد دعوة بالبريد فيها رابط لاختيار كلمة المرور. الرابط صالح لسبعة أيام.
userpages-invitation-hint = تُرسل الدعوة إلى هذا العنوان.
userpages-import = استيراد
userpages-export = تصدير CSV
userpages-create = إنشاء ودعوة
userpages-save = حفظ
userpages-open = فتح
userpages-edit = تعديل
userpages-edit-of = تعديل { $name }
userpages-empty-title = لا يوجد مستخدمون بعد
userpages-empty = المستخدمون هم عملاؤك وفريقك. أنشئ أول مستخدم أو استورد قائمة لديك.
userpages-name = الاسم
userpages-email = البريد الإلكتروني
userpages-phone = الهاتف
userpages-phone-hint = مع رمز الدولة، مثل ‎+34 600 111 222.
userpages-username = اسم المستخدم
userpages-username-hint = يمكن استخدامه لتسجيل الدخول بدلًا من البريد الإلكتروني.
userpages-role = الدور
userpages-post = الوظيفة
userpages-post-hint = للموظفين: ما يمكنهم رؤيته وفعله.
userpages-status = الحالة
userpages-organisation = المؤسسة
userpages-manager = المدير
userpages-no-manager = بلا مدير
userpages-no-organisation = بلا مؤسسة
userpages-branch = الفرع
userpages-folder = المجلد
userpages-no-branch = بلا فرع
userpages-no-folder = بلا مجلد
userpages-default-hint = الافتراضي لهذا المستخدم. يُزال عند تغيير المؤسسة.
userpages-parent = يتبع
userpages-parent-own = يتبعني مباشرة
userpages-parent-stays = بلا تغيير
userpages-tier = المستوى
userpages-plan = الباقة
userpages-tags = الوسوم
userpages-tags-hint = كلمات تفصل بينها فواصل.
userpages-tag = الوسم
userpages-instances = أرقام الهواتف
userpages-messages = الرسائل
userpages-paid = المدفوع
userpages-has-paid = دفع
userpages-never-paid = لم يدفع قط
userpages-paid-this-month = دفع هذا الشهر
userpages-paid-total = إجمالي المدفوع
userpages-registered = تاريخ التسجيل
userpages-registered-from = مسجّل من
userpages-registered-to = مسجّل حتى
userpages-last-seen = آخر نشاط
userpages-seen-from = نشط منذ
userpages-seen-to = نشط حتى
userpages-id = المعرّف
userpages-never = أبدًا
userpages-yes = نعم
userpages-no = لا
userpages-figures = إحصاءات هؤلاء المستخدمين
userpages-in-month = في { $month }
userpages-total-users = المستخدمون
userpages-registered-by-month = حسب شهر التسجيل
userpages-active-users = المستخدمون النشطون
userpages-team-owners = مالكو الفرق
userpages-active-instances = أرقام الهواتف المرتبطة
userpages-messages-today = رسائل اليوم
userpages-system-health = النظام
userpages-paying-users = المستخدمون الدافعون
userpages-paid-in-month = مستخدمون دفعوا
userpages-payments-total = المدفوعات منذ البداية
userpages-payments-this-month = المدفوعات
userpages-revenue = الإيرادات
userpages-pending-transactions = مدفوعات معلّقة
userpages-leave = بلا تغيير
userpages-with-selected = تغيير المحددين
userpages-assign-explain = حدّد مستخدمين في الجدول ثم اختر ما يتغيّر. الحقول التي تتركها كما هي لا تتغير.
userpages-activate = تفعيل
userpages-activated = تم تفعيل المستخدم.
userpages-activate-title = تفعيل هذا المستخدم؟
userpages-activate-explain = سيتمكن { $name } من تسجيل الدخول مجددًا بكلمة مروره السابقة.
userpages-deactivate = تعطيل
userpages-deactivate-title = تعطيل هذا المستخدم؟
userpages-deactivate-explain = تنتهي جميع جلسات { $name } فورًا ولا يمكن لأحد تسجيل الدخول بهذا الحساب. تبقى المدفوعات وأرقام الهواتف والسجل. يمكنك تفعيله من جديد في أي وقت، وتبقى رسائله في قائمة الانتظار حتى ذلك الحين.
userpages-status-changed = تم تغيير الحالة.
userpages-send-reset = إرسال رابط كلمة المرور
userpages-reset-title = إرسال رابط لاختيار كلمة مرور جديدة؟
userpages-reset-explain = يُرسل رابط إلى { $email } وهو صالح لساعة واحدة. لا يمكن لأحد تسجيل الدخول إلى هذا الحساب قبل استخدامه: تنتهي جلساته ولا تعود كلمة مروره صالحة.
userpages-reset-sent = تم إرسال الرابط.
userpages-tabs = أقسام صفحة هذا المستخدم
userpages-tab-details = التفاصيل
userpages-tab-payments = المدفوعات
userpages-tab-numbers = أرقام الهواتف
userpages-tab-sessions = الجلسات
userpages-tab-timeline = السجل الزمني
userpages-person = الشخص
userpages-contact = بيانات الاتصال
userpages-place = الدور والفريق
userpages-more = المزيد
userpages-activity = النشاط
userpages-language = اللغة
userpages-operators = الافتراضي
userpages-time-zone = المنطقة الزمنية
userpages-external-id = المعرّف الخارجي
userpages-password-set = تاريخ تعيين كلمة المرور
userpages-no-password = لم تُختر بعد
userpages-must-change = يجب اختيار كلمة مرور جديدة عند تسجيل الدخول التالي.
userpages-notes = ملاحظات
userpages-notes-hint = يراها الموظفون فقط.
userpages-record-payment = تسجيل دفعة
userpages-record-explain = للأموال المستلمة خارج هذا النظام. الدفعة المسجّلة لا تتغير أبدًا؛ صحّح الخطأ باسترداد ودفعة جديدة.
userpages-currency = العملة
userpages-note-hint = مرجع أو سبب.
userpages-paid-on-hint = اليوم، ما لم تختر يومًا سابقًا.
userpages-understood = يُفهم المبلغ على أنه { $amount }.
userpages-amount-sample = مثل { $sample }.
userpages-payment-recorded = تم تسجيل الدفعة.
userpages-payments-caption = مدفوعات هذا المستخدم، الأحدث أولًا
userpages-no-payments-title = لا توجد مدفوعات بعد
userpages-no-payments = تظهر هنا مدفوعات هذا المستخدم، سواء سُجّلت أو استُوردت أو جاءت من بوابة دفع.
userpages-refund = استرداد
userpages-refund-title = استرداد هذه الدفعة؟
userpages-refund-explain = يمكن استرداد ما يصل إلى { $left }. تبقى الدفعة في الدفاتر ويُسجّل الاسترداد بجانبها.
userpages-amount-in = المبلغ بعملة { $currency }
userpages-at-most = بحد أقصى { $left }.
userpages-reason = السبب
userpages-refunded = تم تسجيل الاسترداد.
userpages-nothing-left = لا يمكن استرداد شيء من هذه الدفعة.
userpages-sessions-lead = كل الأجهزة التي سجّل هذا المستخدم الدخول منها.
userpages-no-sessions-title = لا جلسات مفتوحة
userpages-no-sessions = عندما يسجّل هذا المستخدم الدخول يظهر جهازه هنا ويمكن إنهاء جلسته.
userpages-end-all = إنهاء جميع الجلسات
userpages-end-all-title = إنهاء جميع الجلسات؟
userpages-end-all-explain = تنتهي جلسات { $name } على كل الأجهزة فورًا ويمكنه تسجيل الدخول من جديد.
userpages-older = الأقدم
userpages-newest = الأحدث
userpages-no-events-title = لا أحداث بعد
userpages-no-events = يظهر هنا ما يفعله هذا المستخدم وما يُفعل بحسابه.
userpages-numbers-caption = أرقام هواتف هذا المستخدم
userpages-number-name = الاسم
userpages-number-name-hint = الغرض من الرقم، مثل «المبيعات».
userpages-add-number = إضافة رقم
userpages-add-number-lead = يُضاف لهذا المستخدم. تعرض الصفحة التالية الرمز الذي يُمسح بالهاتف.
userpages-no-numbers-title = لا أرقام هواتف بعد
userpages-no-numbers = يُربط رقم واتساب بمسح رمز، ثم يمكنه إرسال الرسائل.
userpages-server = الخادم
userpages-queued = رسائل في قائمة الانتظار
userpages-changed = آخر تغيير
userpages-assigned = { $count ->
    [zero] لم يتغير أي مستخدم.
    [one] تغيّر مستخدم واحد.
    [two] تغيّر مستخدمان.
    [few] تغيّر { $count } مستخدمين.
    [many] تغيّر { $count } مستخدمًا.
   *[other] تغيّر { $count } مستخدم.
  }
userpages-with-selected-count = { $count ->
    [zero] تغيير المحددين
    [one] تغيير مستخدم واحد محدد
    [two] تغيير مستخدمَين محددَين
    [few] تغيير { $count } مستخدمين محددين
    [many] تغيير { $count } مستخدمًا محددًا
   *[other] تغيير { $count } مستخدم محدد
  }
userpages-sessions-ended = { $count ->
    [zero] لم تكن هناك جلسة لإنهائها.
    [one] انتهت جلسة واحدة.
    [two] انتهت جلستان.
    [few] انتهت { $count } جلسات.
    [many] انتهت { $count } جلسة.
   *[other] انتهت { $count } جلسة.
  }
userpages-figures-month = إحصاءات شهر
userpages-selected = { $count ->
    [zero] لم يُحدَّد أحد في هذه الصفحة
    [one] تم تحديد مستخدم واحد في هذه الصفحة
    [two] تم تحديد مستخدمَين في هذه الصفحة
    [few] تم تحديد { $count } مستخدمين في هذه الصفحة
    [many] تم تحديد { $count } مستخدمًا في هذه الصفحة
   *[other] تم تحديد { $count } مستخدم في هذه الصفحة
  }
userpages-clear-selection = إلغاء التحديد
userpages-new-rows = { $count ->
    [zero] لا مستخدمين جدد
    [one] مستخدم جديد
    [two] مستخدمان جديدان
    [few] { $count } مستخدمين جدد
    [many] { $count } مستخدمًا جديدًا
   *[other] { $count } مستخدم جديد
  }
userpages-created = تم إنشاء المستخدم والدعوة في طريقها إليه.
userpages-change-all = تغيير كل المستخدمين المطابقين
userpages-all-matching = { $count ->
    [zero] لا مستخدم مطابق
    [one] المستخدم المطابق الوحيد
    [two] المستخدمان المطابقان
    [few] كل المستخدمين المطابقين وعددهم { $count }
    [many] كل المستخدمين المطابقين وعددهم { $count }
   *[other] كل المستخدمين المطابقين وعددهم { $count }
  }
userpages-all-selected = كل المستخدمين المطابقين محددون
userpages-changing = { $count ->
    [zero] لم يتغير أحد بعد
    [one] تغيّر واحد حتى الآن
    [two] تغيّر اثنان حتى الآن
    [few] تغيّر { $count } حتى الآن
    [many] تغيّر { $count } حتى الآن
   *[other] تغيّر { $count } حتى الآن
  }
userpages-export-selected = تصدير المحددين
userpages-add-tags = إضافة وسوم
userpages-remove-tags = إزالة وسوم
userpages-refused = { $count ->
    [zero] لم يتعذّر تغيير أي مستخدم
    [one] تعذّر تغيير مستخدم واحد
    [two] تعذّر تغيير مستخدمَين
    [few] تعذّر تغيير { $count } مستخدمين
    [many] تعذّر تغيير { $count } مستخدمًا
   *[other] تعذّر تغيير { $count } مستخدم
  }
userpages-views = العروض
userpages-view-all = الكل
userpages-view-active = النشطون
userpages-view-bounced = المرتجع بريدهم
userpages-view-save = حفظ العرض
userpages-view-update = حفظ التغييرات
userpages-view-explain = يحفظ العرض عوامل تصفية القائمة وترتيبها وأعمدتها، ولا يراه سواك.
userpages-view-name = اسم العرض
userpages-view-rename = تغيير اسم العرض
userpages-view-delete = حذف العرض
userpages-view-delete-title = حذف هذا العرض؟
userpages-view-delete-explain = سيُزال { $name } من عروضك، ولن يتغيّر أي مستخدم.
userpages-view-actions = إجراءات هذا العرض
userpages-view-saved = تم حفظ العرض.
userpages-view-renamed = تم تغيير اسم العرض.
userpages-view-deleted = تم حذف العرض.
userpages-view-own = { $name }
userpages-import-filter = الاستيراد
userpages-import-this = هذا الاستيراد
