# shellcheck shell=bash
# Sourced: the steps that make the program and its site. Every script builds through these, so that nothing is compiled twice.
. .ci/common.sh
. .ci/small.sh

toolchain() { . .ci/toolchain.sh; }

# All crates of the lock file for both halves, so that later steps and the repository checks need no network.
packages() {
  "$CARGO" fetch --locked --target "$("$RUSTC" --print host-tuple)" --target wasm32-unknown-unknown && { small_std || true; }
}

server() { "$CARGO" build --locked "${SERVER_SET[@]}"; }

# The bundler alone, where no server of the dev profile is wanted.
bundler() { "$CARGO" build --locked -p bundler; }

browser() {
  if small_std; then unstable "$CARGO" build --locked "${WASM_SET[@]}" "${SMALL_STD[@]}"
  else "$CARGO" build --locked "${WASM_SET[@]}"; fi
}

# wasm-opt and the script minifier; without Node the bundler says that it leaves them out.
node_tools() {
  if command -v npm >/dev/null 2>&1; then npm_packages frontend/bundler; else say "no Node here: the site will be a few percent larger"; fi
}

site() { node_tools && target/debug/bundler site "$@"; }
