#!/usr/bin/env bash
# Two programs of others judge a small book: hledger (from the distribution) and beancount (from PyPI, in target/beancount). One person
# pays in currencies of no, two and three decimals, names are Arabic, and a payment is refused by both when a cent of it is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/common.sh

PROGRAM=${PROGRAM:-target/debug/switchyard}
BEANCOUNT=3.2.3
export LC_ALL=C.UTF-8

programs() {
  need hledger hledger || { say 'hledger cannot be had from the distribution, so the books were not checked'; return 1; }
  [ -x target/beancount/bin/bean-check ] && return 0
  python3 -c 'import ensurepip' 2>/dev/null || apt_install python3 python3-venv \
    || { say 'there is no python3 with venv, so the books were not checked'; return 1; }
  rm -rf target/beancount
  { python3 -m venv target/beancount && target/beancount/bin/pip install --quiet --disable-pip-version-check "beancount==$BEANCOUNT"; } \
    || { rm -rf target/beancount; say "beancount $BEANCOUNT cannot be had from PyPI, so the books were not checked"; return 1; }
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
books() { env DATABASE_URL="sqlite://$folder/books.sqlite" SWITCHYARD_DATA_DIR="$folder" SWITCHYARD_PASSWORD_MEMORY_KIB=8 "$PROGRAM" "$@"; }

# Who reads a file: the checkers, by the names of its format.
accepts() {
  case $1 in
    hledger) hledger -f "$2" check -s ;;
    beancount) target/beancount/bin/bean-check "$2" ;;
  esac
}

programs
books migrate
books owner create --name 'ليلى حداد' --email owner@example.com <<<'correct horse battery staple'
cat >"$folder/users.csv" <<'CSV'
external_id,name,email,phone,organisation,role,status
u1,سارة منصور,sara@example.com,,,customer,active
u2,Omar Núñez,omar@example.com,,,customer,active
CSV
cat >"$folder/payments.csv" <<'CSV'
external_id,user_external_id,paid_at,amount,currency,method,status,note
p1,u1,2026-01-05,1234.567,KWD,bank,success,
p2,u1,2026-02-05,0.01,USD,bank,success,دفعة
p3,u1,2026-03-05,1500,JPY,bank,success,
p4,u1,2026-03-06,99.99,USD,gateway,success,
p5,u2,2026-03-06,0.0001,CLF,upi,success,
p6,u2,2026-03-07,7.00,USD,upi,pending,
CSV
books import users "$folder/users.csv"
books import payments "$folder/payments.csv"
books check
for format in hledger beancount; do
  books books export --format "$format" >"$folder/all.$format"
  grep -q 1234.567 "$folder/all.$format"
  accepts "$format" "$folder/all.$format"
  books books export --format "$format" --from 2026-02-01 --to 2026-02-28 >"$folder/february.$format"
  if grep -q 1234.567 "$folder/february.$format"; then say "$format: January stands in February"; exit 1; fi
  grep -q 0.01 "$folder/february.$format"
  accepts "$format" "$folder/february.$format"
  # What accepts everything proves nothing.
  sed 's/-99\.99 USD/-99.98 USD/' "$folder/all.$format" >"$folder/wrong.$format"
  if accepts "$format" "$folder/wrong.$format" >/dev/null 2>&1; then say "$format takes books that are a cent wrong"; exit 1; fi
done
say 'hledger and beancount agree with the books'
