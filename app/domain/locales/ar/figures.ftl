figures-about-users = كل من لديه حساب وتنطبق عليه عوامل التصفية، نشطًا كان أم لا.
figures-about-active-users = المستخدمون الذين يمكنهم تسجيل الدخول. لا تُحتسب الحسابات المعطلة.
figures-about-paying-users = المستخدمون الذين لهم دفعة ناجحة واحدة على الأقل حتى الآن، سواء استُردّت أم لا.
figures-about-paid-in-month = المستخدمون الذين لهم دفعة ناجحة واحدة على الأقل بتاريخ هذا الشهر. لا تغيّره عمليات الاسترداد.
figures-about-payments-total = الإجمالي: كل المدفوعات الناجحة بعد طرح المبالغ المستردة، قبل رسوم بوابات الدفع.
figures-about-payments-in-month = الإجمالي: مدفوعات هذا الشهر الناجحة بعد طرح المبالغ المستردة فيه، قبل رسوم بوابات الدفع.
figures-about-revenue = الصافي: مدفوعات هذا الشهر بعد طرح المبالغ المستردة والرسوم التي احتفظت بها بوابات الدفع.
figures-about-pending = مدفوعات لم تُعرف نتيجتها بعد، ولا تدخل في أي إحصاء آخر.
figures-about-team-owners = أشخاص يملكون مؤسسة واحدة على الأقل.
figures-about-instances = أرقام هواتف واتساب المرتبطة الآن.
figures-about-messages = رسائل قبلتها إحدى البوابات اليوم، أيًّا كانت حالتها الآن.
figures-percent = { $percent }%
figures-more-than = أكثر بنسبة { $percent }% من { $month }
figures-less-than = أقل بنسبة { $percent }% من { $month }
figures-same-as = كما في { $month }
figures-so-far-of = حتى الآن { $percent }% من كامل { $month }
figures-count = { $count }
figures-registered = { $count ->
    [zero] لم يسجّل أي مستخدم في { $month }
    [one] سجّل مستخدم واحد في { $month }
    [two] سجّل مستخدمان في { $month }
    [few] سجّل { $count } مستخدمين في { $month }
    [many] سجّل { $count } مستخدمًا في { $month }
   *[other] سجّل { $count } مستخدم في { $month }
  }
figures-in-currency = { $title } ({ $currency })
figures-month-running = { $month }، حتى الآن
