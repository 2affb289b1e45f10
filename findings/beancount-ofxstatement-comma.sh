#!/usr/bin/env bash
# Two importers' tools read the comma in opposite ways, and neither says so: 1,50 is 150 to one, 1,234 is 1.234 to the other.
#
# Package:  PyPI beancount 3.2.3 (`beancount.core.number.D`) and PyPI ofxstatement 0.9.3 (`StatementParser.parse_decimal`).
# Source:   ISO 80000-1 allows point and comma as the decimal mark, and banks write either. The docstring of `D` says that
#           commas are dropped and that it is what importers should use; ofxstatement's comment says that localised numbers are cleaned up.
# Expected: one reading of the same text, or an error where it could mean two amounts.
# Seen:     D("1,50") is 150 and D("1.234,56") is 1.23456, without an error; parse_decimal("1,234") is 1.234. Only parse_decimal on
#           "1,234.56" fails. So the same cell of a statement differs by a thousand between two books kept beside each other.
# Matters:  a European statement is booked a hundredfold by the one, an American one a thousandth by the other, and the books balance.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet beancount==3.2.3 ofxstatement==0.9.3

cat > run.py <<'PY'
import decimal
import io
from decimal import Decimal

from beancount.core.number import D
from ofxstatement.parser import CsvStatementParser

parse_decimal = CsvStatementParser(io.StringIO("")).parse_decimal

for text, to_beancount, to_ofxstatement in [
    ("1,50", "150", "1.50"),
    ("1,234", "1234", "1.234"),
    ("-5,00", "-500", "-5.00"),
    ("1 234,50", "123450", "1234.50"),
]:
    assert D(text) == Decimal(to_beancount), D(text)
    assert parse_decimal(text) == Decimal(to_ofxstatement), parse_decimal(text)
    print(f"{text!r} is {D(text)} to beancount and {parse_decimal(text)} to ofxstatement")

assert D("1.234,56") == Decimal("1.23456"), "a thousandth, not an error"
try:
    parse_decimal("1,234.56")
except decimal.InvalidOperation:
    pass
else:
    raise AssertionError("ofxstatement reads both marks now")
PY
venv/bin/python run.py
