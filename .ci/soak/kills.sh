#!/usr/bin/env bash
# Kills: SWITCHYARD_KILLS (100) of each kind on each database, with the tests of server/tests/crash. The figures of those that held
# go into target/soak/kills.json, one line per story and database; a story that did not hold is missing there, and this script fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
. .ci/build.sh
toolchain

SOAK_FIGURES=${SOAK_FIGURES:-$PWD/target/soak}
SWITCHYARD_KILLS=${SWITCHYARD_KILLS:-100}
export SOAK_FIGURES SWITCHYARD_KILLS
rm -rf "$SOAK_FIGURES/kills" "$SOAK_FIGURES/kills.json"

run=("$CARGO" test --locked "${SERVER_SET[@]}" --test crash -- --test-threads=2)
if [ -n "${TEST_POSTGRES_URL:-}" ]; then "${run[@]}"; else .ci/postgres.sh "${run[@]}"; fi

{
  printf '[\n'
  cat "$SOAK_FIGURES"/kills/*.json | sed '$!s/$/,/; s/^/  /'
  printf ']\n'
} >"$SOAK_FIGURES/kills.json"
cat "$SOAK_FIGURES/kills.json"
