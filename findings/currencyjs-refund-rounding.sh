#!/usr/bin/env bash
# The refund of a fee is a cent less than the fee.
#
# Package:  npm currency.js 2.0.4.
# Source:   commercial rounding takes halves away from zero on both sides (DIN 1333, IEEE 754 roundTiesToAway), banker's rounding takes
#           them to the even side on both; with either, an amount and its opposite add up to nothing. The package hands its cents to
#           Math.round (`round` in dist/currency.js), which ECMA-262 has take halves upwards: -100.5 goes to -100.
# Expected: 10 % of 10.05 and 10 % of -10.05 add up to 0.00.
# Seen:     1.01 and -1.00: a cent remains. Likewise 0.005 is read as 0.01 and -0.005 as nothing.
# Matters:  a fee or tax that is charged and given back line by line leaves cents on the account, and a check that both sides cancel out
#           fails on amounts that end in a half only.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts currency.js@2.0.4

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const currency = require('currency.js');

const fee = currency('10.05').multiply(0.1);
const refund = currency('-10.05').multiply(0.1);
assert.equal(fee.toString(), '1.01');
assert.equal(refund.toString(), '-1.00');
assert.equal(fee.add(refund).toString(), '0.01');

// Half a cent is rounded up on either side, also where no multiplication is in play.
assert.equal(currency('0.005').toString(), '0.01');
assert.equal(currency('-0.005').toString(), '0.00');
assert.equal(currency(0.03).divide(2).add(currency(-0.03).divide(2)).toString(), '0.01');
console.log(`charged ${fee}, refunded ${refund}, left ${fee.add(refund)}`);
JS
node run.cjs
