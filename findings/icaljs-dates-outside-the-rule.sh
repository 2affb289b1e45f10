#!/usr/bin/env bash
# "The last day of the month" as a recurrence rule comes out of ical.js as four days, and the end of February as 3 March.
#
# Package:  npm ical.js 2.2.1; beside it npm rrule 2.8.1 and PyPI python-dateutil 2.9.0.post0, which agree with each other.
# Source:   RFC 5545, 3.3.10: BYSETPOS picks from the set of one period (its own example is the last working day of the month), a negative
#           BYMONTHDAY counts from the end of each month, and a date that does not exist is left out.
# Expected: MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1 from February 2026 is 28 February, 31 March, 30 April, 31 May;
#           YEARLY;BYMONTH=2,8;BYMONTHDAY=-1 has 28 February and 31 August each year; YEARLY from 29 February 2024 is next in 2028.
# Seen:     BYSETPOS beside BYMONTHDAY is overlooked: 28 February, then 28, 29 and 30 March. In the second rule 2027 has 3 March instead
#           of 28 February, and the third is on 1 March in every other year. The RFC's own example with weekdays is right.
# Matters:  calendars take their rules from such files, invoices and reminders follow them: three invoices in one month, or one on a day
#           on which the payer's calendar shows none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 rrule@2.8.1
python3 -m venv venv
venv/bin/pip install --quiet python-dateutil==2.9.0.post0

cat > run.mjs <<'JS'
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import ICAL from 'ical.js';
import rrule from 'rrule';

function byIcal(start, rule) {
  const days = [];
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(start));
  for (let day = iterator.next(); day; day = iterator.next()) days.push(day.toString().slice(0, 10));
  return days.join(' ');
}

function byRrule(start, rule) {
  const dates = rrule.rrulestr(`DTSTART:${start.replaceAll('-', '')}T000000Z\nRRULE:${rule}`).all();
  return dates.map((date) => date.toISOString().slice(0, 10)).join(' ');
}

function byDateutil(start, rule) {
  const program = 'import sys; from datetime import datetime; from dateutil.rrule import rrulestr; '
    + 'print(*(d.date() for d in rrulestr(sys.argv[2], dtstart=datetime.fromisoformat(sys.argv[1]))))';
  return execFileSync('venv/bin/python', ['-c', program, start, rule], { encoding: 'utf8' }).trim();
}

for (const [start, rule, right, seen] of [
  ['2026-02-28', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4',
    '2026-02-28 2026-03-31 2026-04-30 2026-05-31', '2026-02-28 2026-03-28 2026-03-29 2026-03-30'],
  ['2026-01-01', 'FREQ=YEARLY;BYMONTH=2,8;BYMONTHDAY=-1;COUNT=4',
    '2026-02-28 2026-08-31 2027-02-28 2027-08-31', '2026-02-28 2026-08-31 2027-03-03 2027-08-31'],
  ['2024-02-29', 'FREQ=YEARLY;COUNT=3',
    '2024-02-29 2028-02-29 2032-02-29', '2024-02-29 2025-03-01 2026-03-01'],
  ['2026-01-30', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3',
    '2026-01-30 2026-02-27 2026-03-31', '2026-01-30 2026-02-27 2026-03-31'],
]) {
  assert.equal(byRrule(start, rule), right, rule);
  assert.equal(byDateutil(start, rule), right, rule);
  assert.equal(byIcal(start, rule), seen, rule);
  if (seen !== right) console.log(`${rule}\n  ical.js: ${seen}\n  right:   ${right}`);
}
JS
node run.mjs
