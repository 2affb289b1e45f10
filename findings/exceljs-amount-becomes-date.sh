#!/usr/bin/env bash
# An amount in dirhams, in a cell with Excel's own kind of number format, comes out of ExcelJS as a day in 1903.
#
# Package:  npm exceljs 4.4.0; beside it npm xlsx 0.18.5 and PyPI openpyxl 3.1.5, which read the number. Read in
#           lib/utils/utils.js, `isDateFmt`.
# Source:   ECMA-376 part 1, 18.8.31: a backslash shows the next character as it stands, and an underscore leaves a space as wide as the
#           next character; neither is a part of a date then. Excel writes letters in number formats in just this way.
# Expected: 1234.5 from a cell formatted `#,##0.00\ \D\h\s` (1,234.50 Dhs) or `_-* #,##0.00\ _M_A_D_-`.
# Seen:     the library takes text in quotes and in brackets out of the format, but not what is escaped, finds an `h`, `s` or `M`
#           and gives a Date: 18 May 1903. The same amount in `0.00" Dhs"` is a number.
# Matters:  which amounts of a customer's price list or bank statement are lost depends on the letters of the currency: Dhs, MAD, KM,
#           MRU yes, EUR no.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts exceljs@4.4.0 xlsx@0.18.5
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const ExcelJS = require('exceljs');
const XLSX = require('xlsx');

const escaped = ['#,##0.00\\ \\D\\h\\s', '_-* #,##0.00\\ _M_A_D_-', '\\M\\R\\U\\ 0.00'];
const others = ['0.00" Dhs"', '[$AED]\\ 0.00', '#,##0.00\\ \\E\\U\\R'];

(async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('amounts');
  for (const format of [...escaped, ...others]) sheet.addRow([1234.5]).getCell(1).numFmt = format;
  await book.xlsx.writeFile('amounts.xlsx');

  const again = new ExcelJS.Workbook();
  await again.xlsx.readFile('amounts.xlsx');
  const read = (row) => again.getWorksheet('amounts').getRow(row).getCell(1).value;
  escaped.forEach((format, at) => {
    assert.equal(read(at + 1).toISOString?.().slice(0, 10), '1903-05-18', format);
    console.log(`1234.5 as ${format} is ${read(at + 1).toISOString()}`);
  });
  others.forEach((format, at) => assert.equal(read(escaped.length + at + 1), 1234.5, format));

  const sheetjs = XLSX.readFile('amounts.xlsx', { cellDates: true }).Sheets.amounts;
  for (let row = 1; row <= escaped.length; row += 1) assert.deepEqual([sheetjs[`A${row}`].t, sheetjs[`A${row}`].v], ['n', 1234.5]);
})();
JS
node run.cjs
venv/bin/python -c '
from openpyxl import load_workbook
values = [row[0] for row in load_workbook("amounts.xlsx").active.iter_rows(values_only=True)]
assert values == [1234.5] * 6, values'
