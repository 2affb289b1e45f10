#!/usr/bin/env bash
# A sheet of phone numbers turned into CSV by SheetJS has six digits of each number left.
#
# Package:  npm xlsx 0.18.5 (SheetJS).
# Source:   RFC 4180 knows no display widths: one expects a CSV file to hold the values of the cells.
#           The package's page says of `sheet_to_csv` that it takes the formatted text, and of `rawNumbers` that it takes the numbers;
#           the format General shows numbers of twelve and more digits with an exponent.
# Expected: 4915112345678 (a phone with its country code is 11 to 15 digits).
# Seen:     4.91511E+12. Eleven digits survive, so numbers of the United States do and those of Germany, India or Brazil do not; the same
#           happens to `sheet_to_json` with `raw: false`.
# Matters:  the usual road from a customer's spreadsheet to an import is this call, and nothing brings the digits back.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const XLSX = require('xlsx');

const phones = [12025550142, 4915112345678, 919876543210, 5511987654321];
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['phone'], ...phones.map((phone) => [phone])]), 'people');
XLSX.writeFile(book, 'people.xlsx');

const sheet = XLSX.readFile('people.xlsx').Sheets.people;
const lines = XLSX.utils.sheet_to_csv(sheet).trim().split('\n').slice(1);
assert.deepEqual(lines, ['12025550142', '4.91511E+12', '9.19877E+11', '5.51199E+12']);
assert.notEqual(Number(lines[1]), phones[1], 'the digits are gone');

assert.deepEqual(XLSX.utils.sheet_to_csv(sheet, { rawNumbers: true }).trim().split('\n').slice(1).map(Number), phones);
console.log(lines.join(', '));
JS
node run.cjs
