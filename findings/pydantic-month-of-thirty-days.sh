#!/usr/bin/env bash
# A subscription period of one month is taken as thirty days, and twelve of them are not a year.
#
# Package:  PyPI pydantic 2.14.4 (field of type timedelta).
# Source:   ISO 8601-2 and RFC 3339, appendix A: P1M is a calendar month, of no fixed length, and P12M is P1Y. Pydantic's page says that
#           ISO 8601 durations are read. A timedelta knows only days and seconds.
# Expected: a validation error for periods with months or years, and days in what is written.
# Seen:     P1M is 30 days, P1Y 365, P12M 360, P0.5M 15; no error. In JSON P1M goes out as P30D and P12M as P360D, but 365 days, however
#           they came about, go out as P1Y.
# Matters:  app stores and payment gateways give billing periods as P1M, P3M, P1Y. Renewals computed from the field come 5 days too early
#           in a year (6 in a leap year), and what was stored and sent on is no longer a month.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pydantic==2.14.4

cat > run.py <<'PY'
from datetime import date, timedelta

from pydantic import BaseModel


class Subscription(BaseModel):
    period: timedelta


for text, days, written in [("P1M", 30, "P30D"), ("P12M", 360, "P360D"), ("P0.5M", 15, "P15D"), ("P1Y", 365, "P1Y"), ("P365D", 365, "P1Y")]:
    subscription = Subscription.model_validate({"period": text})
    assert subscription.period == timedelta(days=days), subscription
    assert subscription.model_dump_json() == f'{{"period":"{written}"}}', subscription.model_dump_json()
    print(text, "is", days, "days, written as", written)

renewal = date(2026, 1, 1)
for _ in range(12):
    renewal += Subscription.model_validate_json('{"period": "P1M"}').period
assert renewal == date(2026, 12, 27), renewal
PY
venv/bin/python run.py
