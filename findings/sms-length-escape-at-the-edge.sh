#!/usr/bin/env bash
# The number of SMS that a text will cost is one too low when a euro sign falls on the edge of a part.
#
# Package:  npm sms-length 0.2.2; beside it npm split-sms 0.1.7, npm sms-segments-calculator 1.3.0 and PyPI smsutil 1.1.3.
# Source:   3GPP TS 23.038, 6.2.1.1: the euro sign, brackets, braces, bar, tilde and backslash are an escape and a septet; TS 23.040,
#           9.2.3.24.1: a part of a long message holds 153 septets and such a pair is not torn apart.
# Expected: 152 letters, a euro sign, 152 letters: 306 septets, but the pair does not fit behind the first 152, so 3 parts.
# Seen:     sms-length divides 306 by 153 and says 2, with nothing remaining; the other three say 3.
# Matters:  each part is billed. A price shown or taken before sending is too low for texts that hold amounts, because they hold the sign.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts sms-length@0.2.2 split-sms@0.1.7 sms-segments-calculator@1.3.0
python3 -m venv venv
venv/bin/pip install --quiet smsutil==1.1.3

cat > run.cjs <<'JS'
const assert = require('node:assert/strict');
const { count } = require('sms-length');
const { split } = require('split-sms');
const { SegmentedMessage } = require('sms-segments-calculator');

const parts = (text) => [count(text).messages, split(text).parts.length, new SegmentedMessage(text).segments.length];

const torn = 'a'.repeat(152) + '€' + 'b'.repeat(152);
assert.equal(count(torn).length, 306);
assert.deepEqual(parts(torn), [2, 3, 3]);
assert.equal(count(torn).remaining, 0);

// The same septets with the sign elsewhere fit into two.
assert.deepEqual(parts('€' + 'a'.repeat(304)), [2, 2, 2]);
console.log('sms-length, split-sms, sms-segments-calculator:', parts(torn).join(', '));
JS
node run.cjs
venv/bin/python -c '
import smsutil
text = "a" * 152 + "\N{EURO SIGN}" + "b" * 152
assert len(smsutil.split(text).parts) == 3'
