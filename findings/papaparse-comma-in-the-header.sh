#!/usr/bin/env bash
# A bank's file with semicolons and decimal commas is cut at the decimal commas, because a column's name holds a comma.
#
# Package:  npm papaparse 5.7.1; Python's own csv.Sniffer errs alike on the same file.
# Source:   RFC 4180 is for commas, but programs write semicolons wherever the comma is the decimal mark. Papa Parse's page says that the
#           delimiter is found by itself from the first rows.
# Expected: `name;amount (EUR, gross)` and two rows of a name and an amount are two columns, name and amount: cut at the semicolon.
# Seen:     cut at the comma: the first column is `name;amount (EUR` with "Customer A;1", the second ` gross)` with "50". There are as many
#           commas as semicolons in each line, both fit, and the comma is tried first. No error is reported. Without a header it is the
#           same; with `name;amount` it is right.
# Matters:  amounts lose their decimals and names gain numbers, in files of two columns, which is what a price list or a list of top-ups is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts papaparse@5.7.1

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const Papa = require('papaparse');

const rows = 'Customer A;1,50\nCustomer B;2,75\n';
const read = (header) => Papa.parse(header + rows, { skipEmptyLines: true });

for (const header of ['name;amount (EUR, gross)\n', '']) {
  const found = read(header);
  assert.equal(found.meta.delimiter, ',');
  assert.deepEqual(found.errors, []);
  assert.deepEqual(found.data.at(-2), ['Customer A;1', '50']);
}
const plain = read('name;amount\n');
assert.deepEqual([plain.meta.delimiter, plain.data.at(-2)], [';', ['Customer A', '1,50']]);
console.log(read('name;amount (EUR, gross)\n').data);
JS
node run.cjs
python3 -c '
import csv
text = "name;amount (EUR, gross)\nCustomer A;1,50\nCustomer B;2,75\n"
assert csv.Sniffer().sniff(text).delimiter == ","'
