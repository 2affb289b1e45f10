#!/usr/bin/env bash
# make release: the program for production, one file with the site inside. Arguments are more for the same build (`-p bench`).
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/build.sh

release() { "$CARGO" build --locked --release -p switchyard --features switchyard/embed "$@"; }

timed toolchain toolchain
timed packages packages
timed bundler bundler
timed browser browser
timed site site
timed release release "$@"
ls -l target/release/switchyard
