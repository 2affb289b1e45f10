#!/usr/bin/env bash
# A second customer's payment is left out of the books because it is nearly as high as the first one's.
#
# Package:  PyPI beangulp 0.2.0 (the import framework of Beancount 3), with PyPI beancount 3.2.3.
# Source:   one expects a duplicate to be the same entry again: same reference, payee, amount. The docstring of
#           `similar.heuristic_comparator` tells otherwise: same accounts, two days, amounts within 5 %; payee, narration, links and
#           metadata are not looked at. `Importer.deduplicate` uses it unless an importer brings its own.
# Expected: 51.90 from customer B on 6 January stays beside 50.00 from customer A on 5 January.
# Seen:     it is marked as a duplicate and printed as a comment, which the ledger ignores. The same 50.00 three days later is kept.
# Matters:  a business sells at few prices, so payments of nearly the same amount on neighbouring days are the rule; each is revenue that
#           is missing, and the customer's balance with it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet beangulp==0.2.0 beancount==3.2.3

cat > run.py <<'PY'
import io

from beancount import loader
from beancount.core.data import Transaction
from beangulp import extract
from beangulp.importer import Importer


def entries(text):
    return [entry for entry in loader.load_string(text)[0] if isinstance(entry, Transaction)]


booked = entries("""
2026-01-01 open Assets:Bank
2026-01-01 open Income:Credits
2026-01-05 * "Customer A" "Invoice 101" ^invoice-101
  Assets:Bank     50.00 USD
  Income:Credits
""")
arrived = entries("""
2026-01-06 * "Customer B" "Invoice 102" ^invoice-102
  Assets:Bank     51.90 USD
  Income:Credits
2026-01-08 * "Customer C" "Invoice 103" ^invoice-103
  Assets:Bank     50.00 USD
  Income:Credits
""")


class Statement(Importer):
    def identify(self, filepath):
        return True

    def account(self, filepath):
        return "Assets:Bank"

    def extract(self, filepath, existing):
        return arrived


importer = Statement()
found = importer.extract("statement.csv", booked)
importer.deduplicate(found, booked)
out = io.StringIO()
extract.print_extracted_entries([("statement.csv", found, "Assets:Bank", importer)], out)
text = out.getvalue()

assert '; 2026-01-06 * "Customer B"' in text, text
assert '\n2026-01-08 * "Customer C"' in text, text
kept = entries("2026-01-01 open Assets:Bank\n2026-01-01 open Income:Credits\n" + text.replace("**** ", ";"))
assert [entry.payee for entry in kept] == ["Customer C"], kept
print("of the payments of customers B and C only that of", kept[0].payee, "reaches the books")
PY
venv/bin/python run.py
