#!/usr/bin/env bash
# make check: what can be told without running anything: formatting, lints of both halves, the repository's own state.
set -euo pipefail
cd "$(dirname "$0")/.."
LOGS=target/check-logs
. .ci/steps.sh

timed toolchain toolchain
step formatting formatting
step 'repository checks' repository
step 'lints of the server' server_lints
step 'lints of the browser half' browser_lints
conclude
