#!/usr/bin/env bash
# make site: the browser half, from crates to hashed and compressed files in target/site. Arguments go to `bundler site`.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/build.sh

timed toolchain toolchain
timed server server
timed browser browser
timed site site "$@"
