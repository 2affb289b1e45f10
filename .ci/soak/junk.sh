#!/usr/bin/env bash
# Junk: every field of every server function meets every piece of junk there is, where `make test` lets each meet some of the borders.
set -euo pipefail
cd "$(dirname "$0")/../.."
. .ci/build.sh
toolchain

run=(env SWITCHYARD_JUNK=1000 "$CARGO" test --locked "${SERVER_SET[@]}" -- --test-threads=2 is_answered_by_a_fault)
if [ -n "${TEST_POSTGRES_URL:-}" ]; then "${run[@]}"; else .ci/postgres.sh "${run[@]}"; fi
