#!/usr/bin/env bash
# What data costs as it grows: the sample's load, the users' page, a page far down, the figures, the audit trail; and what a thousand
# silent connections cost those who ask for the users' page, for which more files are open than most shells allow. server/bench says how;
# sizes come from the environment (BENCH_USERS=20000 is a quick run). Fails when one of them misses its bar, but measures all.
set -euo pipefail
failed=0
[ "$(ulimit -n)" = unlimited ] || [ "$(ulimit -n)" -ge 8192 ] || ulimit -Sn 8192 2>/dev/null || ulimit -Sn "$(ulimit -Hn)"
for what in load page depth figures silence audit; do
  target/release/bench "$what" || failed=1
done
exit "$failed"
