#!/usr/bin/env bash
# A Belgian company founded lately has no valid VAT number, by a library's word.
#
# Package:  npm jsvat 2.5.4; beside it PyPI python-stdnum 2.2.
# Source:   the Belgian royal decree of 24 June 2003 on enterprise numbers gives ten digits of which the first is 0 or 1; as those with 0
#           were running out, the economy ministry asked that programs take a 1 from 1 January 2023 on. The last two digits are 97 less the
#           rest of the first eight by 97.
# Expected: BE1012345646 is valid (8 digits 10123456, 97 - 10123456 mod 97 = 46).
# Seen:     jsvat finds Belgium and says neither the number nor its format is valid; python-stdnum takes it. A number that begins with 0
#           is fine in both.
# Matters:  a customer with such a number is refused at sign-up or charged domestic tax, and an older one in the test data is not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts jsvat@2.5.4
python3 -m venv venv
venv/bin/pip install --quiet python-stdnum==2.2

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const { belgium, checkVAT } = require('jsvat');

const check = (number) => 97 - (Number(number.slice(2, 10)) % 97);
for (const [number, valid] of [['BE0403019261', true], ['BE1012345646', false], ['BE1000000021', false]]) {
  assert.equal(check(number), Number(number.slice(10)), 'the check digits are right');
  const found = checkVAT(number, [belgium]);
  assert.equal(found.country?.name, 'Belgium');
  assert.deepEqual([found.isValid, found.isValidFormat], [valid, valid], number);
  console.log(`${number}: ${found.isValid ? 'valid' : 'not valid'}`);
}
JS
node run.cjs
venv/bin/python -c '
from stdnum.eu import vat
for number in ("BE0403019261", "BE1012345646", "BE1000000021"):
    assert vat.is_valid(number), number'
