#!/usr/bin/env bash
# make soak: the long runs. Tests marked `#[ignore]` run here, journeys see SOAK=1 and walk their whole matrix, and each script
# of .ci/soak/ is one more run (kill loops, chaos, a million messages). `make test` runs a slice of each.
set -euo pipefail
cd "$(dirname "$0")/.."
LOGS=target/soak/logs
. .ci/steps.sh
. .ci/postgres.sh
trap pg_stop EXIT
export SOAK=1

long_tests() { "$CARGO" test --locked "${SERVER_SET[@]}" --no-fail-fast -- --ignored --test-threads=1; }
browser_journeys() {
  rm -rf end2end/test-results/results.json
  npm_packages end2end || return 1
  (cd end2end && CHROMIUM=${CHROMIUM:-$(command -v chromium)} PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npx --no-install playwright test)
}

# `make test` walks the journeys on SQLite; here they walk on PostgreSQL too.
journeys_on_postgres() {
  "$(pg_programs)/psql" -qX "$TEST_POSTGRES_URL" -c 'CREATE DATABASE journeys' || return 1
  SOAK=0 E2E_DATABASE_URL=${TEST_POSTGRES_URL%/*}/journeys browser_journeys
}

toolchain
SWITCHYARD=$PWD/target/debug/switchyard
SOAK_FIGURES=$PWD/target/soak
export SWITCHYARD SOAK_FIGURES
step 'server' server
step 'browser half' browser
step site site
step PostgreSQL pg_start
tests 'long tests' long_tests
for script in .ci/soak/*.sh; do
  [ ! -f "$script" ] || step "$(basename "$script" .sh)" bash "$script"
done
journeys 'whole matrix in Chromium' browser_journeys
journeys 'journeys on PostgreSQL' journeys_on_postgres
conclude
