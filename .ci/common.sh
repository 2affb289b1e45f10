# shellcheck shell=bash
# Sourced by every script here: says what happens, how long it took, and gets from the distribution what a machine lacks.

# shellcheck disable=SC2034  # the two sets are for those who source this
# What is compiled for the server, always as one set: another selection would turn on other features and compile twice.
SERVER_SET=(-p switchyard -p service -p db -p gateway -p migrations -p domain -p api -p ui -p admin -p panel -p app -p bundler -p bench)
# shellcheck disable=SC2034
WASM_SET=(-p frontend-staff -p frontend-customer --target wasm32-unknown-unknown --profile wasm)

if [ -t 2 ]; then DIM=$'\033[2m' PLAIN=$'\033[0m'; else DIM='' PLAIN=''; fi
say() { printf '%s· %s%s\n' "$DIM" "$*" "$PLAIN" >&2; }

# Milliseconds; only differences mean anything.
clock() { local now=${EPOCHREALTIME/[.,]/}; printf '%s' "$((now / 1000))"; }

seconds() { printf '%d.%d' "$(($1 / 1000))" "$(($1 % 1000 / 100))"; }

# Steps and their milliseconds as "name=123", in order; `timed NAME COMMAND…` runs one and says how long it took.
STEP_TIMES=()
timed() {
  local name=$1 from took; shift
  say "$name …"
  from=$(clock)
  "$@" || { say "$name failed after $(seconds $(($(clock) - from))) s"; return 1; }
  took=$(($(clock) - from)); STEP_TIMES+=("$name=$took")
  say "$name: $(seconds "$took") s"
}

# Writes the steps so far as JSON, for the figures in the README.
write_times() {
  local file=$1 total=0 first=1 pair took
  mkdir -p "$(dirname "$file")"
  {
    printf '{"recorded_at": "%(%Y-%m-%dT%H:%M:%SZ)T", "cores": %d, "steps": [' -1 "$(nproc)"
    for pair in "${STEP_TIMES[@]}"; do
      took=${pair##*=}; total=$((total + took))
      [ "$first" = 1 ] || printf ', '
      first=0
      printf '{"name": "%s", "seconds": %s}' "${pair%=*}" "$(seconds "$took")"
    done
    printf '], "total_seconds": %s}\n' "$(seconds "$total")"
  } >"$file"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else say "this step needs root and there is no sudo: $*"; return 1; fi
}

apt_refresh() {
  [ -z "${APT_REFRESHED:-}" ] || return 0
  as_root apt-get update -qq >/dev/null || return 1
  export APT_REFRESHED=1
}

# Whether the distribution has all of these packages.
apt_has() {
  command -v apt-cache >/dev/null 2>&1 || return 1
  apt_refresh || return 1
  local package
  for package in "$@"; do apt-cache show --quiet=2 "$package" >/dev/null 2>&1 || return 1; done
}

apt_install() {
  command -v apt-get >/dev/null 2>&1 || { say "please install these by hand: $*"; return 1; }
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ "${#missing[@]}" != 0 ] || return 0
  say "installing from the distribution: ${missing[*]}"
  apt_refresh || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Installs the packages unless the program is there.
need() {
  local program=$1; shift
  command -v "$program" >/dev/null 2>&1 || apt_install "$@"
}

# Puts the locked npm packages of a folder in place, once per lock file. Nothing of them runs while they are installed.
npm_packages() {
  local folder=$1
  if cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock"; then return 0; fi
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || return 1
  cp "$folder/package-lock.json" "$folder/node_modules/.installed-lock"
}
