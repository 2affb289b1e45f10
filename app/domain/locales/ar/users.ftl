users-email-taken = العنوان «{ $value }» مستخدم في حساب آخر. استخدم عنوانًا آخر أو ابحث عن ذلك الحساب.
users-username-taken = اسم المستخدم «{ $value }» لشخص آخر. اختر اسمًا غيره.
users-role-not-yours = لا يمكنك منح هذا الدور لأنه أعلى من دورك.
users-not-your-own-role = لا يمكنك تغيير دورك بنفسك. اطلب ذلك ممن يدير حسابك.
users-not-your-own-place = لا يمكنك نقل نفسك. اطلب ذلك ممن يدير حسابك.
users-not-yourself = لا يمكنك تعطيل حسابك بنفسك.
users-root-stays-owner = يبقى المالك الأول في جذر الشجرة وبدور المالك.
users-root-stays-active = يبقى حساب المالك الأول نشطًا، فبدونه لا يستطيع أحد تسجيل الدخول.
users-above-you = لا يمكنك تغيير حساب { $name } لأن دوره أعلى من دورك.
users-parent-not-a-dealer = اختر المالك أو موزعًا فرعيًا في نطاقك.
users-parent-below = لا يمكن نقل موزع فرعي إلى ما تحت حسابه. اختر شخصًا آخر.
users-too-deep = الحد الأقصى للموزعين الفرعيين تحت المالك هو { $max ->
    [zero] { $max } مستوى
    [one] مستوى واحد
    [two] مستويان
    [few] { $max } مستويات
    [many] { $max } مستوى
   *[other] { $max } مستوى
  }. اختر شخصًا في مستوى أعلى.
users-dealer-has-people = لا يزال في نطاق { $name } { $count ->
    [zero] { $count } شخص
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
  }. انقلهم أولًا ثم غيّر الدور.
users-names-clash = لدى هذا الموزع الفرعي مؤسسة أو باقة تحمل اسم أخرى في مستوى أعلى. أعد تسميتها أولًا.
users-manager-not-staff = اختر مالكًا أو موزعًا فرعيًا أو موظفًا نشطًا في نطاقك.
users-manager-elsewhere = يعمل { $name } في جزء آخر من الشجرة. اختر شخصًا من هذا الجزء أو من مستوى أعلى.
users-organisation-unknown = لا توجد مؤسسة كهذه في نطاقك.
users-organisation-elsewhere = تنتمي { $name } إلى جزء آخر من الشجرة. اختر مؤسسة من هذا الجزء أو من مستوى أعلى.
users-branch-unknown = اختر فرعًا غير مؤرشف من مؤسسة هذا المستخدم.
users-folder-unknown = اختر مجلدًا غير مؤرشف من مؤسسة هذا المستخدم.
users-time-zone-unknown = «{ $value }» ليست منطقة زمنية مثل Europe/Madrid.
users-too-many = { $count ->
    [zero] { $count } مستخدم
    [one] مستخدم واحد
    [two] مستخدمان
    [few] { $count } مستخدمين
    [many] { $count } مستخدمًا
   *[other] { $count } مستخدم
  } عدد كبير دفعة واحدة؛ يمكن تغيير { $max } معًا على الأكثر.
users-timeline-signed-in = تم تسجيل الدخول من { $device }
users-timeline-signed-out = سُجِّل الخروج
users-timeline-sign-in-failed = رُفضت محاولة تسجيل دخول من { $device }
users-timeline-created = أُنشئ حساب { $name }
users-timeline-edited = عُدّل حساب { $name }
users-timeline-activated = فُعّل حساب { $name }
users-timeline-deactivated = عُطّل حساب { $name }
users-timeline-assigned = تغيّر مدير { $name } أو مؤسسته
users-timeline-reset = أُرسل إلى { $name } رابط لاختيار كلمة مرور جديدة
users-timeline-password = تغيّرت كلمة المرور
users-timeline-profile = عُدّل الملف الشخصي
users-timeline-revoked = أُنهيت جلسات { $name }
users-timeline-exported = صُدّرت قائمة مستخدمين
users-timeline-payments-exported = صُدّرت قائمة مدفوعات
users-timeline-organisation-created = أُنشئت المؤسسة { $name }
users-timeline-organisation-edited = عُدّلت المؤسسة { $name }
users-timeline-paid = سُجّلت دفعة من { $name }
users-timeline-refunded = استُردّت دفعة من { $name }
users-timeline-imported = استُورد الملف { $name }
users-timeline-instance-created = أُضيف الرقم { $name }
users-timeline-instance-controlled = رُبط الرقم { $name } أو أُلغي ربطه
users-timeline-instance-deleted = أُزيل الرقم { $name }
users-timeline-messages = أُضيفت رسائل إلى قائمة الانتظار عبر { $name }
users-timeline-message-controlled = أُلغيت رسالة إلى { $name } أو أُعيد إرسالها
users-timeline-server = أُعدّ الخادم { $name } أو غُيّرت إعداداته
users-timeline-other = العملية: { $name }
users-timeline-own-created = تم إنشاء الحساب
users-timeline-own-edited = عُدّل الحساب
users-timeline-own-activated = فُعّل الحساب
users-timeline-own-deactivated = عُطّل الحساب
users-timeline-own-assigned = تغيّر المدير أو المؤسسة
users-timeline-own-reset = أُرسل رابط لتعيين كلمة مرور جديدة
users-timeline-own-revoked = أُنهيت جلسات
users-timeline-own-paid = سُجّلت دفعة
users-timeline-own-refunded = استُردّت دفعة
users-timeline-paid-amount = سُجّل { $amount } · { $method }
users-timeline-paid-amount-for = سُجّل { $amount } باسم { $name } · { $method }
users-timeline-refunded-amount = استُردّ { $amount }
users-timeline-refunded-amount-for = استُردّ { $amount } إلى { $name }
users-change-nothing = اختر ما تريد تغييره.
users-change-is-another = لم يعد التحديد أو التغيير كما كان عند البدء، فتوقفت العملية. يبقى ما تغيّر من المستخدمين كما هو. راجع التحديد ثم طبّقه من جديد.
users-some-refused = { $count ->
    [zero] لم يتعذّر تغيير أي مستخدم
    [one] تعذّر تغيير مستخدم واحد
    [two] تعذّر تغيير مستخدمَين
    [few] تعذّر تغيير { $count } مستخدمين
    [many] تعذّر تغيير { $count } مستخدمًا
   *[other] تعذّر تغيير { $count } مستخدم
  } ({ $name }). تغيّر: { $changed }.
users-view-name-taken = لديك عرض باسم «{ $value }» من قبل. اختر اسمًا آخر.
users-views-too-many = بلغت العروض المحفوظة أقصى عدد وهو { $max }. احذف واحدًا أولًا.
users-changed-meanwhile = غيّر { $name } «{ $field }» بعد أن فتحت هذا النموذج ({ $at }).
users-changed-more-meanwhile = غيّر { $name } «{ $field }» و{ $count ->
    [zero] لا حقل آخر
    [one] حقلًا آخر
    [two] حقلين آخرين
    [few] { $count } حقول أخرى
    [many] { $count } حقلًا آخر
   *[other] { $count } حقل آخر
  } بعد أن فتحت هذا النموذج ({ $at }).
