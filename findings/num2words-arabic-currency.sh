#!/usr/bin/env bash
# Amounts in Arabic words silently become Saudi riyals.
#
# Package:  PyPI num2words 0.5.14, language `ar`.
# Source:   ISO 4217 names what USD and JOD are, and gives JOD and KWD three decimals. num2words' other languages raise
#           NotImplementedError for a currency that they lack; in Arabic the `else` of `set_currency_prefer` (lang_AR.py) is the riyal.
# Expected: dollars and cents for USD, dinars for JOD, or the NotImplementedError that English gives for KWD;
#           250 fils for 1.250 KWD, which is how many there are.
# Seen:     1.25 USD and 1.250 JOD are "one riyal and twenty-five halalas", without an error; 1.250 KWD has the right name
#           but "twenty-five fils", a tenth of it. 1.250 TND is right, so a trial with that currency passes.
# Matters:  the amount in words stands on invoices and receipts, and where it differs from the digits the words count.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet num2words==0.5.14

cat > run.py <<'PY'
from decimal import Decimal

from num2words import num2words


def words(amount, currency, lang="ar"):
    return " ".join(num2words(Decimal(amount), lang=lang, to="currency", currency=currency).split())


riyal, halala, dinar, dollar = "ريال", "هللة", "دينار", "دولار"
for currency in ("USD", "JOD"):
    text = words("1.250", currency)
    assert riyal in text and halala in text, text
    assert dinar not in text and dollar not in text, text
assert words("1.25", "USD") == words("1.25", "SAR"), "a dollar is worded as a riyal"

assert words("1.250", "KWD") == "واحد دينار و خمس و عشرون فلس", "25 fils"
assert words("1.250", "TND") == "واحد دينار و مئتان و خمسون مليم", "250 millimes, as it should be"

try:
    words("1.250", "KWD", lang="en")
except NotImplementedError:
    print("USD and JOD are worded as riyals, 1.250 KWD as 25 fils; English refuses what it does not know")
else:
    raise AssertionError("English has learnt KWD")
PY
venv/bin/python run.py
