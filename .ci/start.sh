#!/usr/bin/env bash
# make run: from a fresh clone to a running Switchyard with sample data and a simulated WhatsApp, in one command.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/build.sh

ADDRESS=http://${SWITCHYARD_LISTEN:-127.0.0.1:3000}
PHONE=http://${SWITCHYARD_SIMULATOR_LISTEN:-127.0.0.1:3001}/phone
DATA=${SWITCHYARD_DATA_DIR:-data}
OWN_FILE=$DATA/switchyard.sqlite
PENDING=$DATA/.sample-data-pending
PROGRAM=target/debug/switchyard
CHILDREN=()

stop() {
  trap - EXIT INT TERM
  [ "${#CHILDREN[@]}" = 0 ] || kill -TERM "${CHILDREN[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
}
trap stop EXIT
trap 'say "stopping"; stop; exit 0' INT TERM

migrate() { "$PROGRAM" migrate; }
sample_data() { "$PROGRAM" demo && rm -f "$PENDING"; }

# Sample data goes only into the file this script made itself, never into a database somebody named.
prepare() {
  mkdir -p "$DATA"
  if [ -z "${DATABASE_URL:-}${SWITCHYARD_CONFIG:-}" ]; then
    # A first start that was interrupted starts over: the marker says that nobody has used the file yet.
    if [ -e "$PENDING" ]; then rm -f "$OWN_FILE" "$OWN_FILE"-wal "$OWN_FILE"-shm; fi
    [ -e "$OWN_FILE" ] || touch "$PENDING"
  fi
  timed migrations migrate
  if [ -e "$PENDING" ]; then timed 'sample data' sample_data; fi
}

launch() {
  "$PROGRAM" simulator >"$DATA/simulator.log" 2>&1 &
  CHILDREN+=($!)
  "$PROGRAM" serve &
  CHILDREN+=($!)
  local server=$!
  for _ in {1..300}; do
    curl -fsS --max-time 2 -o /dev/null "$ADDRESS/health/ready" 2>/dev/null && return 0
    kill -0 "$server" 2>/dev/null || { say "the server stopped while starting: its reason stands above"; return 1; }
    sleep 0.1
  done
  say "the server was not ready within 30 s at $ADDRESS"
  return 1
}

answers() { curl -fsS --max-time 2 -o /dev/null "$ADDRESS/health/live" 2>/dev/null; }

if answers; then say "something answers at $ADDRESS already: stop it first, or set SWITCHYARD_LISTEN to another address"; exit 1; fi
COLD=
[ -x "$PROGRAM" ] || COLD=1
timed toolchain toolchain
timed packages packages
timed server server
timed browser browser
timed site site
prepare
timed start launch
write_times target/build-times.json
if [ -n "$COLD" ]; then cp target/build-times.json target/build-times-cold.json; fi

printf '\nSwitchyard is at %s (Ctrl-C stops it). The simulator writes to %s.\n' "$ADDRESS" "$DATA/simulator.log"
printf 'WhatsApp is simulated: its phone, which scans codes and answers messages, is at %s\n\n' "$PHONE"
"$PROGRAM" demo --print-sign-ins || true
wait -n "${CHILDREN[@]}" || true
say "one of the programs ended, so the other is stopped too; $DATA/simulator.log has the simulator's words"
exit 1
