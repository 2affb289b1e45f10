#!/usr/bin/env bash
# make test: everything CI checks, from a fresh clone. Runs to the end whatever fails; the last line is `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/steps.sh
. .ci/postgres.sh

started=$(clock)
trap pg_stop EXIT

# What the journeys and wasm-opt need from the distribution.
machine() { need node nodejs && need npm npm && need chromium chromium && need curl curl; }

unit_tests() { timeout 3000 "$CARGO" test --locked "${SERVER_SET[@]}" --no-fail-fast; }

site_sizes() { target/debug/bundler sizes --limits frontend/sizes.json; }

# Without a toolchain there is nothing to count.
toolchain || { printf '0 passed, 1 failed\n'; exit 1; }
step 'programs of the machine' machine
step packages packages
step formatting formatting
step 'repository checks' repository
# First what `make run` builds, so that a cold run of this says how long that takes.
step server server
step 'browser half' browser
step site site
step 'sizes of a first visit' site_sizes
step 'lints of the server' server_lints
step 'lints of the browser half' browser_lints
step 'books read by others' bash .ci/books.sh
step PostgreSQL pg_start
tests 'tests of the server' unit_tests
step 'one build for run and tests' shared_build
journeys 'journeys in Chromium' browser_journeys
printf '%-28s%8s s\n' 'all of it' "$(seconds $(($(clock) - started)))"
conclude
