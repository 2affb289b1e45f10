#!/usr/bin/env bash
# One in sixteen Pix codes of this library is broken, depending on the amount.
#
# Package:  npm pix-payload 1.0.4.
# Source:   EMVCo's QR Code Specification for Payment Systems (merchant-presented), which the Brazilian BR Code follows: the last field
#           is 63, its length is always 04, its value the CRC-16 of all before (with "6304") as four hexadecimal digits, zeros included.
# Expected: every code ends in 6304 and four digits that fit, as those of npm pix-utils 2.8.2 do for the same payee and amounts.
# Seen:     where the checksum begins with a zero it is written with three digits and the length 03: 20.19 ends in `6303E90`.
#           61 of the 1,000 amounts below are like this.
# Matters:  a wallet refuses the code, for some amounts only and always the same ones; tests with one or two amounts pass.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts pix-payload@1.0.4 pix-utils@2.8.2

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const { payload } = require('pix-payload');
const { createStaticPix } = require('pix-utils');

/** CRC-16 with polynomial 0x1021 and start 0xFFFF, as four hexadecimal digits. */
function crc16(text) {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
assert.equal(crc16('123456789'), '29B1');

const key = '123e4567-e12b-12d1-a456-426655440000';
const fits = (code) => code.slice(-8, -4) === '6304' && code.slice(-4) === crc16(code.slice(0, -4));

const broken = [];
for (let centavos = 2001; centavos <= 3000; centavos += 1) {
  const amount = centavos / 100;
  const code = payload({ key, name: 'Loja Exemplo', city: 'Sao Paulo', amount, transactionId: 'FATURA1' });
  if (!fits(code)) {
    assert.match(code, /6303[0-9A-F]{3}$|6302[0-9A-F]{2}$|6301[0-9A-F]$/);
    broken.push(`${amount.toFixed(2)}: ${code.slice(-7)}`);
  }
  const other = createStaticPix({ merchantName: 'Loja Exemplo', merchantCity: 'Sao Paulo', pixKey: key, transactionAmount: amount, txid: 'FATURA1' });
  assert.ok(fits(other.toBRCode()), `pix-utils ${amount}`);
}
console.log(`${broken.length} of 1,000 amounts, such as ${broken[0]}`);
assert.equal(broken.length, 61);
assert.equal(broken[0], '20.19: 6303E90');
JS
node run.cjs
