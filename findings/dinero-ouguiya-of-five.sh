#!/usr/bin/env bash
# Two currencies of dinero.js count five smallest units to one, while ISO 4217 counts a hundred.
#
# Package:  npm dinero.js 2.0.2 (with its own currency objects).
# Source:   the ISO 4217 table gives MRU (ouguiya) and MGA (ariary) two decimals like USD, so what banks and gateways call 150 smallest
#           units is 1.50 or, where a gateway takes whole ariary only, 150; nowhere 30. That the coins are fifths is what the library
#           follows: `base: 5, exponent: 1` in objects that it says are those of ISO 4217.
# Expected: 150 smallest units of MRU are 1.50, as 150 of USD are.
# Seen:     they are 30 ouguiya and 0 khoums: twenty times as much. `toDecimal` refuses the currency, so code that prints with it
#           fails for these two only; code that prints with `toUnits` does not fail and is wrong.
# Matters:  an amount stored in ISO smallest units and shown through the library is multiplied by twenty, without an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts dinero.js@2.0.2

cat > run.mjs <<'JS'
import assert from 'node:assert/strict';
import { dinero, toDecimal, toUnits, MGA, MRU, USD } from 'dinero.js';

const dollars = dinero({ amount: 150, currency: USD });
assert.deepEqual(toUnits(dollars), [1, 50]);
assert.equal(toDecimal(dollars), '1.50');

const inIntl = new Intl.NumberFormat('en', { style: 'currency', currency: 'MRU' }).resolvedOptions();
assert.equal(inIntl.maximumFractionDigits, 2);

for (const currency of [MRU, MGA]) {
  const money = dinero({ amount: 150, currency });
  assert.deepEqual(toUnits(money), [30, 0]);
  assert.throws(() => toDecimal(money), /not decimal/);
  console.log(`150 smallest units of ${currency.code} are ${toUnits(money).join(' and ')}`);
}
JS
node run.mjs
