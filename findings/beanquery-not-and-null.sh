#!/usr/bin/env bash
# In Beancount's query language `payee != 'X'` and `NOT (payee = 'X')` are two different sums.
#
# Package:  PyPI beanquery 0.2.0, with PyPI beancount 3.2.3.
# Source:   beanquery's page presents a light-weight SQL query tool. In SQL (ISO/IEC 9075, three-valued logic) NOT of an unknown is unknown, so a row
#           without a payee is in neither sum, and `WHERE p` and `WHERE NOT p` leave the rows without a value to `IS NULL`.
# Expected: one sum for both spellings, as sqlite3 gives for the same rows (it is asked beside it here).
# Seen:     `!=` leaves out the entries without a payee, `NOT (… = …)` takes them in: -7 against 93.
# Matters:  most entries of a bank statement have no payee; a report of "everybody but this customer" is short by all of them, or not,
#           depending on how somebody happened to write the condition.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet beanquery==0.2.0 beancount==3.2.3

cat > run.py <<'PY'
import sqlite3
from decimal import Decimal

from beancount import loader
from beanquery import query

rows = [(None, 100), ("Customer A", 50), ("Customer B", -7)]
text = "2026-01-01 open Assets:Bank\n2026-01-01 open Income:Credits\n"
for payee, amount in rows:
    text += f'2026-01-05 * {chr(34) + payee + chr(34) if payee else ""} "Top-up"\n  Assets:Bank  {amount} USD\n  Income:Credits\n'
ledger, errors, options = loader.load_string(text)
assert not errors, errors

database = sqlite3.connect(":memory:")
database.execute("CREATE TABLE posting (payee TEXT, number INTEGER)")
database.executemany("INSERT INTO posting VALUES (?, ?)", rows)

spellings = ["payee != 'Customer A'", "NOT (payee = 'Customer A')"]
seen, sql = [], []
for condition in spellings:
    _, answer = query.run_query(ledger, options, f"SELECT sum(number) WHERE account = 'Assets:Bank' AND {condition}")
    seen.append(answer[0][0])
    sql.append(database.execute(f"SELECT sum(number) FROM posting WHERE {condition}").fetchone()[0])

assert sql == [-7, -7], sql
assert seen == [Decimal(-7), Decimal(93)], seen
print(dict(zip(spellings, map(str, seen))), "and in SQL", sql)
PY
venv/bin/python run.py
