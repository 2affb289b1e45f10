#!/usr/bin/env bash
# Full disks: SWITCHYARD_FULL_DISKS (200) times a small disk is filled under writes and freed again, on each database. Another connection
# is asked what is there; a write that was acknowledged and is not there fails. The figures of those that held go into
# target/soak/full-disks.json.
#
# server/db/src/connection/tests.rs writes through the product's own pools and transactions:
#   sqlite-pages      a file that may not grow any more; needs no disk of its own, and `make test` does a few of these
#   sqlite-disk       the file and its write-ahead log on a tmpfs, which another file fills up
#   postgres-disk     one table and its index on another tmpfs; PostgreSQL's own write-ahead log stays on the machine's disk
# server/tests/crash/disks.rs records payments by HTTP in the running program, which is killed and started again now and then:
#   program-sqlite    as sqlite-disk
#   program-postgres  as postgres-disk, with all tables
#
# What this is not: a tmpfs has no cache to lose and no sectors to break, so it shows a full disk and what comes after it, and nothing about
# power cuts (kills.sh) or bad disks. Where PostgreSQL's write-ahead log has no room PostgreSQL stops itself, which is not tried here.
# Mounting needs root or sudo.
set -euo pipefail
cd "$(dirname "$0")/../.."
. .ci/build.sh
toolchain

SOAK_FIGURES=${SOAK_FIGURES:-$PWD/target/soak}
SWITCHYARD_FULL_DISKS=${SWITCHYARD_FULL_DISKS:-200}
export SOAK_FIGURES SWITCHYARD_FULL_DISKS
rm -rf "$SOAK_FIGURES/full-disks" "$SOAK_FIGURES/full-disks.json"

disks=$(mktemp -d "${TMPDIR:-/tmp}/switchyard-disks.XXXXXX")
release() {
  local disk
  for disk in "$disks"/*; do as_root umount "$disk" 2>/dev/null || as_root umount -l "$disk" 2>/dev/null || true; done
  rm -rf "$disks"
}
trap release EXIT
chmod 755 "$disks"
make_disk() {
  mkdir "$disks/$1"
  as_root mount -t tmpfs -o "size=$2,mode=777" tmpfs "$disks/$1"
}
# PostgreSQL takes a folder for tables only from the user that it runs as (postgres.sh).
make_tables() {
  mkdir "$disks/$1/tables"
  chmod 700 "$disks/$1/tables"
  [ "$(id -u)" = 0 ] || return 0
  if id postgres >/dev/null 2>&1; then chown postgres: "$disks/$1/tables"; else chown nobody: "$disks/$1/tables"; fi
}
make_disk sqlite 48m
make_disk postgres 48m && make_tables postgres
# Payments are never deleted, so these grow by all of them.
make_disk program-sqlite 768m
make_disk program-postgres 768m && make_tables program-postgres
export SWITCHYARD_FULL_DISK=$disks/sqlite SWITCHYARD_FULL_DISK_TABLESPACE=$disks/postgres
export SWITCHYARD_FULL_DISK_PROGRAM=$disks/program-sqlite SWITCHYARD_FULL_DISK_PROGRAM_TABLES=$disks/program-postgres

# A cluster of its own, which ends before the disk under it goes.
.ci/postgres.sh "$CARGO" test --locked "${SERVER_SET[@]}" -- --test-threads=1 w1_what_ w1_payments_

{
  printf '[\n'
  cat "$SOAK_FIGURES"/full-disks/*.json | sed '$!s/$/,/; s/^/  /'
  printf ']\n'
} >"$SOAK_FIGURES/full-disks.json"
cat "$SOAK_FIGURES/full-disks.json"
[ "$(grep -c '"story"' "$SOAK_FIGURES/full-disks.json")" = 5 ] || { say 'a story is missing: it did not hold, or was not tried'; exit 1; }
