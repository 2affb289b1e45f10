#!/usr/bin/env bash
# make bench: the measurements. Each script of .ci/bench/ is one, run in order beside a private PostgreSQL; it gets the release
# binary as SWITCHYARD and writes its figures, as ratios against a peer or a limit, to $BENCH/<its name>.json.
# One more measurement is one more script there. Arguments pick scripts by a part of their name.
set -euo pipefail
cd "$(dirname "$0")/.."
LOGS=target/bench/logs
. .ci/steps.sh
. .ci/postgres.sh
trap pg_stop EXIT

timed release bash .ci/release.sh -p bench
toolchain
BENCH=$PWD/target/bench
SWITCHYARD=$PWD/target/release/switchyard
export BENCH SWITCHYARD
step PostgreSQL pg_start
for script in .ci/bench/*.sh; do
  name=$(basename "$script" .sh)
  case "$name" in *"${1:-}"*) step "$name" bash "$script" ;; esac
done
conclude
