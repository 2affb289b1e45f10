#!/usr/bin/env bash
# make coverage: which lines of the rules (app/domain) and the use cases (server/service) the Rust tests run. Only our own crates are
# compiled with counters, so that everything else is shared with `make test`. Ends with both shares and fails below 90 %; lines of tests
# themselves are left out, and what no test runs is listed in target/coverage/uncovered.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
LOGS=target/coverage/logs
. .ci/steps.sh
. .ci/postgres.sh
trap pg_stop EXIT
OUT=$PWD/target/coverage
BAR=90

# The tools must read what this compiler writes: of its own LLVM or newer.
llvm_tools() {
  local own major
  own=$("$RUSTC" --print sysroot)/lib/rustlib/$("$RUSTC" --print host-tuple)/bin
  major=$("$RUSTC" -vV | sed -nE 's/^LLVM version: ([0-9]+).*/\1/p')
  if [ -x "$own/llvm-cov" ]; then PROFDATA=$own/llvm-profdata COV=$own/llvm-cov; return 0; fi
  need "llvm-cov-$major" "llvm-$major" || return 1
  PROFDATA=llvm-profdata-$major COV=llvm-cov-$major
}

counted_tests() {
  RUSTC_WORKSPACE_WRAPPER=$PWD/.ci/coverage/rustc LLVM_PROFILE_FILE=$OUT/raw/%p-%m.profraw \
    "$CARGO" test --locked "${SERVER_SET[@]}" --no-fail-fast
}

# The programs that ran, as cargo names them.
objects() {
  RUSTC_WORKSPACE_WRAPPER=$PWD/.ci/coverage/rustc "$CARGO" test --locked "${SERVER_SET[@]}" --no-run --message-format=json 2>/dev/null \
    | node -e '
      const lines = require("fs").readFileSync(0, "utf8").split("\n").filter((line) => line.startsWith("{"));
      const executables = lines.map((line) => JSON.parse(line).executable).filter(Boolean);
      console.log([...new Set(executables)].map((path) => `-object=${path}`).join("\n"));'
}

shares() {
  local found
  "$PROFDATA" merge -sparse "$OUT"/raw/*.profraw -o "$OUT/tests.profdata" || return 1
  mapfile -t found < <(objects)
  "$COV" export --format=lcov --instr-profile="$OUT/tests.profdata" "${found[@]}" >"$OUT/lines.lcov" || return 1
  node .ci/coverage/shares.mjs "$OUT/lines.lcov" "$OUT" "$BAR" app/domain/src server/service/src
}

toolchain
rm -rf "$OUT"; mkdir -p "$OUT/raw"
step 'tools of LLVM' llvm_tools
step PostgreSQL pg_start
tests 'tests, counted' counted_tests
step 'lines covered' shares
cat "$OUT/shares.txt"
conclude
