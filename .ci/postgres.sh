#!/usr/bin/env bash
# A private PostgreSQL: its own cluster in a temporary folder, run by an unprivileged user, with every promise of durability kept.
#   sourced:  pg_start exports TEST_POSTGRES_URL; pg_stop ends and removes it (call it from an EXIT trap)
#   executed: .ci/postgres.sh COMMAND…   runs the command beside a cluster
# shellcheck source=.ci/common.sh
declare -F apt_install >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/common.sh"

PG_HOME=

# The folder of initdb and pg_ctl, version 15 or newer: from the PATH, else where Debian puts the newest.
pg_programs() {
  local found
  if command -v initdb >/dev/null 2>&1 && command -v pg_ctl >/dev/null 2>&1; then dirname "$(command -v initdb)"; return; fi
  found=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  [ -x "$found" ] || return 1
  dirname "$found"
}

# As root PostgreSQL refuses to run, so its programs run as somebody with no rights elsewhere.
pg_run() {
  if [ "$(id -u)" != 0 ]; then "$@"; return; fi
  local user=nobody
  ! id postgres >/dev/null 2>&1 || user=postgres
  setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups -- env HOME="$PG_HOME" "$@"
}

pg_free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { printf '%s' "$port"; return 0; }
  done
  return 1
}

pg_start() {
  local bin port
  pg_programs >/dev/null || apt_install postgresql || return 1
  bin=$(pg_programs) || { say "no PostgreSQL could be had"; return 1; }
  port=$(pg_free_port) || { say "no free port for PostgreSQL"; return 1; }
  PG_HOME=$(mktemp -d "${TMPDIR:-/tmp}/switchyard-pg.XXXXXX") || return 1
  if [ "$(id -u)" = 0 ]; then
    if id postgres >/dev/null 2>&1; then chown postgres: "$PG_HOME"; else chown nobody: "$PG_HOME"; fi
  fi
  (cd "$PG_HOME" && pg_run "$bin/initdb" -D "$PG_HOME/data" -U switchyard -A trust -E UTF8 --locale=C >"$PG_HOME.log" 2>&1 \
    && pg_run "$bin/pg_ctl" -D "$PG_HOME/data" -l "$PG_HOME/server.log" -w -t 60 start -o \
      "-p $port -k $PG_HOME -c listen_addresses=127.0.0.1 -c fsync=on -c synchronous_commit=on -c max_connections=300 ${PG_OPTIONS:-}" \
      >>"$PG_HOME.log" 2>&1) || { say "PostgreSQL did not start:"; tail -n 20 "$PG_HOME.log" >&2; pg_stop; return 1; }
  export TEST_POSTGRES_URL="postgres://switchyard@127.0.0.1:$port/postgres"
}

pg_stop() {
  [ -n "$PG_HOME" ] || return 0
  local bin
  if bin=$(pg_programs) && [ -f "$PG_HOME/data/postmaster.pid" ]; then
    (cd / && pg_run "$bin/pg_ctl" -D "$PG_HOME/data" -m fast -w -t 30 stop >/dev/null 2>&1) || true
  fi
  rm -rf "$PG_HOME" "$PG_HOME.log"
  PG_HOME=
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -euo pipefail
  [ $# -gt 0 ] || { say "usage: .ci/postgres.sh COMMAND…"; exit 2; }
  trap pg_stop EXIT
  pg_start
  "$@"
fi
