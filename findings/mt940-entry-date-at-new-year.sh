#!/usr/bin/env bash
# A payment of 31 December that is booked on 2 January is booked a year too early.
#
# Package:  npm mt940js 1.3.5 and npm mt940-js 1.0.0 (with tslib 2.8.1, which it needs); beside them PyPI mt-940 5.1.1, which has it right.
# Source:   SWIFT MT940, field 61: subfield 1 is the value date (YYMMDD), subfield 2 the entry date, which has no year (MMDD). The two are days
#           apart, so the year is the one that brings them close.
# Expected: `:61:2512310102C2,00` has value date 31 December 2025 and entry date 2 January 2026.
# Seen:     both put the value date's year before the entry date: 2 January 2025, 363 days before the value date. The same the other way
#           round: `2601021231` is booked on 31 December 2026.
# Matters:  who books or searches by entry date misses the payments of each turn of the year, and finds them in books that are closed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts mt940js@1.3.5 mt940-js@1.0.0 tslib@2.8.1
python3 -m venv venv
venv/bin/pip install --quiet mt-940==5.1.1

cat > statement.sta <<'STA'
:20:STATEMENT
:25:10010010/1111111111
:28C:00001/001
:60F:C251230EUR1000,00
:61:2512310102C2,00NTRFNONREF//BANK1
:86:Customer A
:61:2601021231C3,00NTRFNONREF//BANK2
:86:Customer B
:61:2601050106C4,00NTRFNONREF//BANK3
:86:Customer C
:62F:C260106EUR1009,00
-
STA
cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { Parser } = require('mt940js');
const mt940 = require('mt940-js');

const day = (date) => (typeof date === 'string' ? date : date.toISOString()).slice(0, 10);
const dates = (transactions, value) => transactions.map((one) => `${day(one[value])} ${day(one.entryDate)}`);
const seen = ['2025-12-31 2025-01-02', '2026-01-02 2026-12-31', '2026-01-05 2026-01-06'];

(async () => {
  const [older] = new Parser().parse(readFileSync('statement.sta', 'utf8'));
  const [newer] = await mt940.read(readFileSync('statement.sta'));
  assert.deepEqual(dates(older.transactions, 'date'), seen);
  assert.deepEqual(dates(newer.transactions, 'valueDate'), seen);
  console.log('value and entry date:', seen.join(', '));
})();
JS
node run.cjs
venv/bin/python - <<'PY'
import mt940

days = [(str(one.data["date"]), str(one.data["entry_date"])) for one in mt940.parse("statement.sta")]
assert days == [("2025-12-31", "2026-01-02"), ("2026-01-02", "2025-12-31"), ("2026-01-05", "2026-01-06")], days
PY
