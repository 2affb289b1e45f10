#!/usr/bin/env bash
# One Fluent file says "1.00 credit" in Python and "1.00 credits" in JavaScript.
#
# Package:  PyPI fluent.runtime 0.4.0 and npm @fluent/bundle 0.19.1, both by the makers of Fluent.
# Source:   Fluent's guide: a selector on NUMBER() with options chooses the plural of the number as it is formatted (its example is a score
#           with one decimal). CLDR's plural operands see the decimals that are shown: English has "one" for 1 without any.
# Expected: 1.00 takes `other`; 1.4 shown without decimals is 1 and takes `one`.
# Seen:     so it is in JavaScript. Python chooses by the bare number: `one` for 1.00 and `other` for what it writes as 1.
# Matters:  mails written by a server in Python and pages in JavaScript from the same catalogue differ, in amounts above all, since those are
#           what has fixed decimals; in languages where the forms are other words, as in Arabic or Polish, the sentence is wrong.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts @fluent/bundle@0.19.1
python3 -m venv venv
venv/bin/pip install --quiet fluent.runtime==0.4.0

cat > text.ftl <<'FTL'
balance = { NUMBER($n, minimumFractionDigits: 2) ->
    [one] { NUMBER($n, minimumFractionDigits: 2) } credit
   *[other] { NUMBER($n, minimumFractionDigits: 2) } credits
 }
rounded = { NUMBER($n, maximumFractionDigits: 0) ->
    [one] { NUMBER($n, maximumFractionDigits: 0) } credit
   *[other] { NUMBER($n, maximumFractionDigits: 0) } credits
 }
FTL
cat > run.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';

const bundle = new FluentBundle('en', { useIsolating: false });
bundle.addResource(new FluentResource(readFileSync('text.ftl', 'utf8')));
const write = (id, n) => bundle.formatPattern(bundle.getMessage(id).value, { n });
console.log([write('balance', 1), write('balance', 2), write('rounded', 1.4)].join(', '));
JS
cat > run.py <<'PY'
from fluent.runtime import FluentBundle, FluentResource

bundle = FluentBundle(["en"], use_isolating=False)
with open("text.ftl", encoding="utf-8") as file:
    bundle.add_resource(FluentResource(file.read()))


def write(id, n):
    text, errors = bundle.format_pattern(bundle.get_message(id).value, {"n": n})
    assert not errors, errors
    return text


print(write("balance", 1), write("balance", 2), write("rounded", 1.4), sep=", ")
PY
javascript=$(node run.mjs)
python=$(venv/bin/python run.py)
echo "JavaScript: $javascript"
echo "Python:     $python"
[ "$javascript" = "1.00 credits, 2.00 credits, 1 credit" ]
[ "$python" = "1.00 credit, 2.00 credits, 1 credits" ]
