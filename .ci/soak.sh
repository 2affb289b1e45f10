#!/usr/bin/env bash
# make soak: the long runs. Journeys see SOAK=1 and walk their whole matrix, then they walk on PostgreSQL, and each script of .ci/soak/
# is one more run (kill loops, say). `make test` runs a slice of each.
set -euo pipefail
cd "$(dirname "$0")/.."
LOGS=target/soak/logs
. .ci/steps.sh
. .ci/postgres.sh
trap pg_stop EXIT

# `make test` walks the journeys on SQLite; here they walk on PostgreSQL too.
journeys_on_postgres() {
  "$(pg_programs)/psql" -qX "$TEST_POSTGRES_URL" -c 'CREATE DATABASE journeys' || return 1
  E2E_DATABASE_URL=${TEST_POSTGRES_URL%/*}/journeys browser_journeys
}

# Hours where minutes are usual.
whole_matrix() { SOAK=1 JOURNEYS_SECONDS=14400 browser_journeys; }

toolchain
SWITCHYARD=$PWD/target/debug/switchyard
SOAK_FIGURES=$PWD/target/soak
export SWITCHYARD SOAK_FIGURES
step 'server' server
step 'browser half' browser
step site site
step PostgreSQL pg_start
for script in .ci/soak/*.sh; do
  [ ! -f "$script" ] || step "$(basename "$script" .sh)" bash "$script"
done
journeys 'whole matrix in Chromium' whole_matrix
journeys 'journeys on PostgreSQL' journeys_on_postgres
conclude
