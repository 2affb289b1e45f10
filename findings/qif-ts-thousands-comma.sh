#!/usr/bin/env bash
# 1,234.50 in a QIF file becomes 1.
#
# Package:  npm qif-ts 1.0.0; beside it npm qif2json 0.4.0, on which it is based. Both keep to Intuit's description of QIF, by their pages.
# Source:   that description writes amounts as Quicken does, with a comma between thousands (`T-1,000.00`).
# Expected: 1234.5, and parts of 1000 and 234.5 where the payment is split.
# Seen:     1, without an error: the text goes to parseFloat, which stops at the comma. qif2json takes the comma out of the amount but not
#           of its parts, which are 1 and 234.5 in both. Amounts below a thousand are right.
# Matters:  tests with small amounts pass; in the books each payment of a thousand and more is a handful of coins.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts qif-ts@1.0.0 qif2json@0.4.0

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const { deserializeQif } = require('qif-ts');
const qif2json = require('qif2json');

const file = ['!Type:Bank',
  'D1/13/2026', 'T1,234.50', 'PCustomer A', 'SCredits', '$1,000.00', 'SFees', '$234.50', '^',
  'D1/14/2026', 'T-987.65', 'PCustomer B', 'LRefunds', '^', ''].join('\n');

const [first, second] = deserializeQif(file).transactions;
assert.deepEqual([first.amount, second.amount], [1, -987.65]);
assert.deepEqual(first.splits.map((split) => split.amount), [1, 234.5]);

const older = qif2json.parse(file, { dateFormat: 'us' }).transactions;
assert.deepEqual(older.map((one) => one.amount), [1234.5, -987.65]);
assert.deepEqual(older[0].division.map((part) => part.amount), [1, 234.5]);
console.log(`T1,234.50 is ${first.amount} to qif-ts and ${older[0].amount} to qif2json`);
JS
node run.cjs
