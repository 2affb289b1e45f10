#!/usr/bin/env bash
# A price in a currency of three decimals is read as a thousand times itself.
#
# Package:  PyPI price-parser 0.5.1.
# Source:   ISO 4217 gives KWD, BHD, OMR, JOD and TND three decimals, so "KWD 1.250" is the full and usual spelling. The package's page
#           says that thousands and decimal marks need no effort, and that the decimal mark may be named.
# Expected: 1.250, since the currency that was read along settles the guess (the parser returns it itself), or at least 0.500 for
#           "BHD 0.500", because no thousands begin with a zero.
# Seen:     1250 and 500; "12.345,678 TND", with two marks of which only one can part thousands, becomes 12345678.
#           Four decimals are right: 1.0000 CLF.
# Matters:  an amount out of a message, a price list or a gateway's page is charged a thousandfold, in just the currencies of the Gulf.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet price-parser==0.5.1

cat > run.py <<'PY'
from decimal import Decimal

from price_parser import Price

for text, currency, right, seen in [
    ("KWD 1.250", "KWD", "1.250", "1250"),
    ("BHD 0.500", "BHD", "0.500", "500"),
    ("OMR 10.500", "OMR", "10.500", "10500"),
    ("1,234.500 KWD", "KWD", "1234.500", "1234500"),
    ("12.345,678 TND", "TND", "12345.678", "12345678"),
]:
    price = Price.fromstring(text)
    assert price.currency == currency, price
    assert price.amount == Decimal(seen), f"{text}: {price.amount}"
    assert price.amount == 1000 * Decimal(right)
    print(f"{text} is read as {price.amount}")

assert Price.fromstring("CLF 1.0000").amount == 1
assert Price.fromstring("USD 1.25").amount == Decimal("1.25")
assert Price.fromstring("KWD 1.250", decimal_separator=".").amount == Decimal("1.250"), "naming the mark helps"
PY
venv/bin/python run.py
