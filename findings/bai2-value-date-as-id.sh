#!/usr/bin/env bash
# Two customers' payments on one day are one payment, because their value date is taken for their id.
#
# Package:  PyPI bankstatementparser 0.0.29 (`Bai2Parser`, `Deduplicator`); beside it PyPI bai2 0.15.0, which has it right.
# Source:   BAI2 (Cash Management Balance Reporting, version 2), record 16: the funds type decides how many fields follow it: none for 0, 1, 2
#           and Z, date and time for V, three amounts for S, a number and that many pairs for D. The bank's reference comes after those.
# Expected: `16,165,5000,V,260106,,BREF1,INV101,CUSTOMER A/` is 50.00, valued on 6 January, with references BREF1 and INV101.
# Seen:     id and reference are 260106, the text is BREF1, and the value date is the statement's day. Two such payments of one amount have
#           the same id, and the library's own Deduplicator counts them as an exact duplicate and keeps neither among the unique ones. For S and D
#           the ids are amounts and counts. With funds type 0 all is right.
# Matters:  banks of the United States send V and S for credits that are not yet available; the second customer's payment is never
#           credited, and the first one's cannot be matched to its invoice.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet bankstatementparser==0.0.29 bai2==0.15.0

cat > day.bai <<'BAI'
01,122099999,123456789,260105,0200,1,80,1,2/
02,031001234,122099999,1,260104,2359,USD,2/
03,0123456789,USD,010,500000,,/
16,165,5000,V,260106,,BREF1,INV101,CUSTOMER A/
16,165,5000,V,260106,,BREF2,INV102,CUSTOMER B/
16,165,9000,S,1000,3000,5000,BREF3,INV103,CUSTOMER C/
16,165,7000,D,2,1,3000,2,4000,BREF4,INV104,CUSTOMER D/
16,165,7000,0,BREF5,INV105,CUSTOMER E/
49,533000,7/
98,533000,1,9/
99,533000,1,11/
BAI
cat > run.py <<'PY'
import logging
import warnings

warnings.simplefilter("ignore")
logging.disable()

from bai2 import bai2
from bankstatementparser import Bai2Parser, Deduplicator

frame = Bai2Parser("day.bai").parse()
seen = list(zip(frame["transaction_id"], frame["Reference"], frame["description"]))
assert seen == [
    ("260106", "260106", "BREF1"),
    ("260106", "260106", "BREF2"),
    ("1000", "3000", "5000"),
    ("2", "1", "3000"),
    ("BREF5", "INV105", "CUSTOMER E"),
], seen
assert set(map(str, frame["ValDt"])) == {"2026-01-04"}, "no value date of the two that have one"

deduplicator = Deduplicator()
result = deduplicator.deduplicate(deduplicator.from_dataframe(frame))
(group,) = result.exact_duplicates
assert [one.description for one in group.transactions] == ["BREF1", "BREF2"], group
assert len(result.unique_transactions) == 3

with open("day.bai", encoding="ascii") as file:
    account = bai2.parse_from_string(file.read()).children[0].children[0]
right = [(one.bank_reference, one.customer_reference, one.text) for one in account.children]
assert right == [(f"BREF{n}", f"INV10{n}", f"CUSTOMER {c}") for n, c in enumerate("ABCDE", 1)], right
assert str(account.children[0].availability["date"]) == "2026-01-06"
print("ids are", ", ".join(row[0] for row in seen), "and customers A and B a duplicate")
PY
venv/bin/python run.py
