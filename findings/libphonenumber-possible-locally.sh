#!/usr/bin/env bash
# A phone number that nobody can dial from abroad is "possible", with its country code, in Google's library and not in its rewrite.
#
# Package:  npm google-libphonenumber 3.2.47 and PyPI phonenumbers 9.0.43; beside them npm libphonenumber-js 1.13.16.
# Source:   ITU-T E.164: with a country code the whole national number follows. libphonenumber's own text for `isPossibleNumber` is that
#           a number that is possible only within an area counts too (IS_POSSIBLE_LOCAL_ONLY); libphonenumber-js calls its function the same.
# Expected: +1 253-0000, a subscriber's number without its area, is not possible, or both say the same.
# Seen:     `isPossibleNumber` is true in Google's and in the Python port, with the reason "local only", and E.164 output is written
#           for it; `isPossible` of libphonenumber-js is false.
# Matters:  a list checked with "possible" (which the rewrite's page advises, because what is "valid" ages) lets through numbers to which no
#           message can go, and front and back end of one product do not agree on which.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts google-libphonenumber@3.2.47 libphonenumber-js@1.13.16
python3 -m venv venv
venv/bin/pip install --quiet phonenumbers==9.0.43

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const { PhoneNumberUtil, PhoneNumberFormat } = require('google-libphonenumber');
const rewrite = require('libphonenumber-js');
const rewriteMax = require('libphonenumber-js/max');

const google = PhoneNumberUtil.getInstance();
const LOCAL_ONLY = PhoneNumberUtil.ValidationResult.IS_POSSIBLE_LOCAL_ONLY;

const text = '+1 253-0000';
const number = google.parse(text);
assert.equal(google.isPossibleNumber(number), true);
assert.equal(google.isPossibleNumberWithReason(number), LOCAL_ONLY);
assert.equal(google.format(number, PhoneNumberFormat.E164), '+12530000');
assert.equal(google.isValidNumber(number), false);
for (const { parsePhoneNumberFromString: parse } of [rewrite, rewriteMax]) {
  assert.equal(parse(text).isPossible(), false);
  assert.equal(parse('+1 253 253 0000').isPossible(), true);
}
console.log(`${text}: possible in Google's library, not in libphonenumber-js`);
JS
node run.cjs
venv/bin/python -c '
import phonenumbers as p
number = p.parse("+1 253-0000")
assert p.is_possible_number(number) and not p.is_valid_number(number)
assert p.is_possible_number_with_reason(number) == p.ValidationResult.IS_POSSIBLE_LOCAL_ONLY'
