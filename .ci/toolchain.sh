# shellcheck shell=bash
# Sourced by the other scripts: finds one Rust toolchain that has the wasm32 standard library and exports CARGO, RUSTC and
# friends. Order: rustup's own (adding the target where that is possible), else Debian's packages with a standard library
# for wasm built from rust-web-src, else a rustup that is installed now. One toolchain builds everything: artefacts of two
# never mix. SWITCHYARD_TOOLCHAIN=debian leaves rustup aside.
# shellcheck source=.ci/common.sh
declare -F apt_install >/dev/null || . "$(dirname "${BASH_SOURCE[0]}")/common.sh"

has_wasm() {
  local rlib sysroot
  sysroot=$("$1" --print sysroot 2>/dev/null) || return 1
  for rlib in "$sysroot"/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib; do [ -f "$rlib" ] && return 0; done
  return 1
}

# The first release that builds the dependency tree is 1.95.
new_enough() {
  local minor
  minor=$("$1" --version 2>/dev/null | sed -nE 's/^rustc 1\.([0-9]+)\..*/\1/p')
  [ "${minor:-0}" -ge 95 ]
}

use_rustup() {
  [ "${SWITCHYARD_TOOLCHAIN:-rustup}" = rustup ] || return 1
  [ ! -x "$HOME/.cargo/bin/rustup" ] || PATH="$HOME/.cargo/bin:$PATH"
  command -v rustup >/dev/null 2>&1 || return 1
  local rustc channel=()
  rustc=$(rustup which rustc 2>/dev/null) || rustc=
  if [ -z "$rustc" ] || ! new_enough "$rustc"; then
    say "rustup has no Rust 1.95 or newer yet: asking it for the stable one"
    timeout 900 rustup toolchain install stable --profile minimal -c clippy -c rustfmt --no-self-update >/dev/null 2>&1 || return 1
    channel=(--toolchain stable)
    rustc=$(rustup which "${channel[@]}" rustc 2>/dev/null) || return 1
    new_enough "$rustc" || return 1
  fi
  has_wasm "$rustc" || timeout 120 rustup target add "${channel[@]}" wasm32-unknown-unknown >/dev/null 2>&1 || true
  has_wasm "$rustc" || { say "rustup cannot get the wasm32 target here"; return 1; }
  local bin; bin=$(dirname "$rustc")
  if [ ! -x "$bin/cargo-clippy" ] || [ ! -x "$bin/cargo-fmt" ]; then
    timeout 120 rustup component add "${channel[@]}" clippy rustfmt >/dev/null 2>&1 || return 1
  fi
  use_programs_of "$bin"
}

# Cargo looks for its subcommands beside rustup before the PATH, so every program is called by its own path.
use_programs_of() {
  CARGO=$1/cargo RUSTC=$1/rustc RUSTDOC=$1/rustdoc RUSTFMT=$1/rustfmt
  CARGO_CLIPPY=$1/cargo-clippy CARGO_FMT=$1/cargo-fmt
}

use_debian() {
  apt_has rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web lld-19 || return 1
  apt_install rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web lld-19 || return 1
  new_enough /usr/bin/rustc || { say "the distribution's $(/usr/bin/rustc --version) is older than 1.95"; return 1; }
  use_programs_of /usr/bin
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19
  has_wasm "$RUSTC" || build_wasm_std
}

# Debian ships the sources of the standard library, not its build for wasm32: two minutes, once per machine.
build_wasm_std() {
  say "building Rust's standard library for wasm32 (once, about two minutes)"
  local scratch lib
  scratch=$(mktemp -d) || return 1
  lib="$("$RUSTC" --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" || return 1
  mkdir -p "$scratch/src" && echo '#![no_main]' >"$scratch/src/lib.rs"
  printf '[package]\nname="seed"\nversion="0.0.0"\nedition="2021"\n[lib]\ncrate-type=["cdylib"]\n[workspace]\n' >"$scratch/Cargo.toml"
  (cd "$scratch" && env -u CARGO_BUILD_RUSTFLAGS RUSTC="$RUSTC" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$scratch/target" \
    RUSTFLAGS="-C linker=wasm-ld-19 -C embed-bitcode=yes" "$CARGO" build --quiet --release --target wasm32-unknown-unknown \
    -Zbuild-std=std,panic_abort -Zbuild-std-features=) || { rm -rf "$scratch"; return 1; }
  as_root mkdir -p "$lib" && as_root cp "$scratch"/target/wasm32-unknown-unknown/release/deps/*.rlib "$lib/"
  local copied=$?
  rm -rf "$scratch"
  return "$copied"
}

# No rustup and no such packages (Ubuntu): the distribution's rustup, else the one its makers publish.
install_rustup() {
  [ "${SWITCHYARD_TOOLCHAIN:-rustup}" = rustup ] || return 1
  ! command -v rustup >/dev/null 2>&1 || return 1
  say "installing rustup"
  if apt_has rustup; then apt_install rustup || return 1
  else
    curl --proto '=https' --tlsv1.2 -fsS --max-time 120 https://sh.rustup.rs 2>/dev/null \
      | sh -s -- -y --quiet --no-modify-path --default-toolchain none >/dev/null 2>&1 || return 1
  fi
  use_rustup
}

# mold links the server in a second instead of ten; a compiler that does not know it is left alone.
link_fast() {
  need mold mold || return 0
  local scratch
  scratch=$(mktemp) || return 0
  if ! echo 'int main(void) { return 0; }' | cc -fuse-ld=mold -x c -o "$scratch" - 2>/dev/null; then rm -f "$scratch"; return 0; fi
  rm -f "$scratch"
  export CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS="--cfg=erase_components -Clink-arg=-fuse-ld=mold"
  export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUSTFLAGS=$CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS
}

find_toolchain() {
  [ -z "${SWITCHYARD_TOOLS_FOUND:-}" ] || return 0
  need cc build-essential || return 1
  use_rustup || use_debian || install_rustup \
    || { say "no Rust 1.95 or newer with the wasm32 target could be had: install rustup, then run this again"; return 1; }
  link_fast
  export CARGO RUSTC RUSTDOC RUSTFMT CARGO_CLIPPY CARGO_FMT SWITCHYARD_TOOLS_FOUND=1
}

find_toolchain || return 1 2>/dev/null || exit 1
