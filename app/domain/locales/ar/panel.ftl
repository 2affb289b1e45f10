panel-hello = مرحبًا، { $name }
panel-first-title = صِل رقمك في واتساب
panel-first = ثلاث خطوات صغيرة: سمِّه، امسح رمزًا بالهاتف، أرسل.
panel-recent = أحدث الرسائل
