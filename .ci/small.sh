# shellcheck shell=bash
# Sourced by build.sh: whether the standard library can be compiled along with the pages, for size and with panics that stop without
# words, which makes a first visit six percent smaller. It needs the library's sources and its few crates; where either is missing the
# library that came with the compiler serves. SWITCHYARD_STD=shipped takes that one anyway: its panics say in the console what happened.

SMALL_STD=(-Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size)
# Functions with the same body keep their own names for the bundler (`unused.rs`); wasm-opt makes them one afterwards.
SMALL_FLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Zmerge-functions=disabled"

# The flags are not stable yet, and meant for this one build only.
unstable() { RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg=erase_components $SMALL_FLAGS" "$@"; }

std_sources() { printf '%s/lib/rustlib/src/rust/library' "$("$RUSTC" --print sysroot)"; }

# rustup's sources are a component of their own, asked for once per machine.
get_std_sources() {
  [ ! -f "$(std_sources)/Cargo.lock" ] || return 0
  local asked=target/.std-sources-asked
  [[ "$RUSTC" == */toolchains/* ]] && [ ! -e "$asked" ] || return 1
  mkdir -p target && touch "$asked"
  local toolchain=${RUSTC%/bin/rustc}
  timeout 60 rustup component add --toolchain "${toolchain##*/}" rust-src >/dev/null 2>&1
  [ -f "$(std_sources)/Cargo.lock" ]
}

# The library's own lock file says which crates it is made of.
get_std_crates() {
  local manifest; manifest=$(std_sources)/Cargo.toml
  unstable "$CARGO" fetch --quiet --locked --offline --manifest-path "$manifest" 2>/dev/null \
    || unstable "$CARGO" fetch --quiet --locked --manifest-path "$manifest" 2>/dev/null
}

# Never to /dev/null: a compiler puts its output in the place of what is there, and root may.
# shellcheck disable=SC2086  # the flags are several words
takes_small_flags() {
  local scratch taken=0
  scratch=$(mktemp -d) || return 1
  RUSTC_BOOTSTRAP=1 "$RUSTC" $SMALL_FLAGS --target wasm32-unknown-unknown --crate-type lib --emit metadata -o "$scratch/probe.rmeta" - 2>/dev/null \
    <<<'#![no_core] #![feature(no_core)]' || taken=$?
  rm -rf "$scratch"
  return "$taken"
}

# Answers once, and says so where it is a no.
small_std() {
  if [ -z "${SMALL_STD_POSSIBLE:-}" ]; then
    export SMALL_STD_POSSIBLE=no
    if [ "${SWITCHYARD_STD:-small}" = small ]; then
      if get_std_sources && takes_small_flags && get_std_crates; then SMALL_STD_POSSIBLE=yes
      else say "the standard library cannot be made smaller here: a first visit will weigh a twentieth more"; fi
    fi
  fi
  [ "$SMALL_STD_POSSIBLE" = yes ]
}
