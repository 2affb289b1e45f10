# shellcheck shell=bash
# Sourced by the scripts that check: runs named steps to the end whatever fails, keeps a log of each, and counts.
. .ci/build.sh

LOGS=${LOGS:-target/test-logs}
PASSED=0
FAILED=0
FAILURES=()

# `step NAME COMMAND…`: one more check; passes when the command does.
step() { counted 'count_one' "$@"; }

# `tests NAME COMMAND…`: cargo tests; each test counts as itself.
tests() { counted 'count_cargo' "$@"; }

# `journeys NAME COMMAND…`: Playwright's; each journey counts as itself.
journeys() { counted 'count_playwright' "$@"; }

counted() {
  local count=$1 name=$2 log status=0 from before=$FAILED note=
  shift 2
  log="$LOGS/${name//[^a-z0-9]/-}.log"
  mkdir -p "$LOGS"
  printf '%-28s' "$name"
  from=$(clock)
  "$@" >"$log" 2>&1 </dev/null || status=$?
  "$count" "$status" "$log"
  printf '%8s s  ' "$(seconds $(($(clock) - from)))"
  STEP_TIMES+=("$name=$(($(clock) - from))")
  if [ "$FAILED" = "$before" ]; then printf 'ok%s\n' "$note"; return 0; fi
  printf 'FAILED%s, see %s\n' "$note" "$log"
  FAILURES+=("$name")
  tail -n 60 "$log" | sed 's/^/    /'
}

count_one() {
  if [ "$1" = 0 ]; then PASSED=$((PASSED + 1)); else FAILED=$((FAILED + 1)); fi
}

# Sums libtest's closing lines; a run that failed without a failed test (it did not compile, say) counts as one failure.
count_cargo() {
  local passed failed
  read -r passed failed < <(sed -nE 's/^test result: [A-Za-z]+\. ([0-9]+) passed; ([0-9]+) failed;.*/\1 \2/p' "$2" \
    | awk '{ p += $1; f += $2 } END { print p + 0, f + 0 }')
  count_many "$1" "$passed" "$failed"
}

count_playwright() {
  local passed=0 failed=0
  read -r passed failed < <(node -e '
    const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    console.log(stats.expected + stats.flaky, stats.unexpected);' end2end/test-results/results.json 2>/dev/null || echo 0 0)
  count_many "$1" "$passed" "$failed"
}

count_many() {
  local status=$1 passed=$2 failed=$3
  if [ "$failed" = 0 ] && { [ "$status" != 0 ] || [ "$passed" = 0 ]; }; then failed=1; fi
  note=" ($passed passed, $failed failed)"
  PASSED=$((PASSED + passed)); FAILED=$((FAILED + failed))
}

# The closing line, which others read, and the exit code.
conclude() {
  write_times "$LOGS/times.json"
  [ "${#FAILURES[@]}" = 0 ] || printf '\nfailed: %s\n' "$(IFS=';'; printf '%s' "${FAILURES[*]}")"
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
  [ "$FAILED" = 0 ]
}

# The tests and `make run` must share every compiled crate of others, or a first test after a first run takes twice as long.
shared_build() {
  local compiled
  compiled=$(server 2>&1 | tee /dev/stderr | grep -E '^ +Compiling [^ ]+ v[^ ]+$') || true
  [ -z "$compiled" ] || { echo 'these were compiled again: name the features that differ in frontend/bundler/Cargo.toml'; return 1; }
}

# The journeys, in the distribution's Chromium; JOURNEYS_SECONDS is how long they may take.
browser_journeys() {
  rm -rf end2end/test-results/results.json
  npm_packages end2end || return 1
  (cd end2end && CHROMIUM=${CHROMIUM:-$(command -v chromium)} PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
    timeout "${JOURNEYS_SECONDS:-2700}" npx --no-install playwright test)
}

formatting() { "$CARGO_FMT" --all --check; }
server_lints() { "$CARGO_CLIPPY" clippy --locked "${SERVER_SET[@]}" --all-targets -- -D warnings; }
browser_lints() { "$CARGO_CLIPPY" clippy --locked "${WASM_SET[@]}" -- -D warnings; }

# Scripts that parse, a lock file that fits, and npm locks that name no address.
repository() {
  local script
  for script in .ci/*.sh .ci/run .ci/*/*.sh; do [ ! -f "$script" ] || bash -n "$script" || return 1; done
  if command -v shellcheck >/dev/null 2>&1; then shellcheck -x .ci/run .ci/*.sh || return 1; fi
  "$CARGO" metadata --locked --offline --no-deps --format-version 1 >/dev/null || return 1
  ! grep -l '"resolved"' frontend/bundler/package-lock.json end2end/package-lock.json 2>/dev/null \
    || { echo 'these lock files name the registry they were made with: remove the "resolved" lines'; return 1; }
}
