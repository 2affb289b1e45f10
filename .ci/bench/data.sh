#!/usr/bin/env bash
# What data costs as it grows: the sample's load, the users' page, a page far down, the figures, the audit trail. server/bench says how;
# sizes come from the environment (BENCH_USERS=20000 is a quick run). Fails when one of them misses its bar, but measures all.
set -euo pipefail
failed=0
for what in load page depth figures audit; do
  target/release/bench "$what" || failed=1
done
exit "$failed"
