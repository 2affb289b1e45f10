//! What may be shipped: the licence of every crate, the crates that are banned, and the ones that must be there only once.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

/// Licences whose duties this project meets. MPL-2.0 asks for nothing while its files are used as they are.
const ALLOWED: [&str; 15] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "CC0-1.0",
    "MPL-2.0",
    "CDLA-Permissive-2.0",
    "BSL-1.0",
    "0BSD",
    "Unlicense",
];

/// One TLS stack, rustls over aws-lc-rs: a second one beside it makes rustls panic when it has to choose.
const BANNED: [&str; 3] = ["openssl-sys", "native-tls", "ring"];

/// Crates whose types cross our borders: a second version would not fit, or would link SQLite twice.
const ONCE: [&str; 11] =
    ["axum", "http", "hyper", "sqlx", "sea-orm", "chrono", "rust_decimal", "libsqlite3-sys", "leptos", "rustls", "wasm-bindgen"];

struct Crate {
    name: String,
    version: String,
    licence: String,
}

/// The crates that are really built for one platform, all our features on. `cargo tree` tells: `cargo metadata` also lists
/// what is merely optional.
fn built_for(platform: &str) -> Vec<Crate> {
    let tree = |offline: &[&str]| {
        Command::new(env!("CARGO"))
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .args(["tree", "--locked", "--workspace", "--all-features"])
            .args(["--target", platform, "--edges", "normal,build,dev"])
            .args(["--prefix", "none", "--format", "{p}|{l}|"])
            .args(offline)
            .output()
            .expect("cargo runs")
    };
    let mut output = tree(&["--offline"]);
    if !output.status.success() {
        output = tree(&[]);
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().filter_map(crate_of).collect()
}

/// Reads `name v1.2.3 (proc-macro)|MIT|`.
fn crate_of(line: &str) -> Option<Crate> {
    let mut parts = line.split('|');
    let mut package = parts.next()?.split_whitespace();
    Some(Crate { name: package.next()?.to_owned(), version: package.next()?.to_owned(), licence: parts.next()?.to_owned() })
}

fn everything() -> Vec<Crate> {
    let server = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let mut crates = built_for(&server);
    crates.extend(built_for("wasm32-unknown-unknown"));
    assert!(crates.len() > 100, "the list of crates is too short");
    crates
}

#[test]
fn every_crate_has_a_licence_we_accept() {
    let mut offences = BTreeSet::new();
    for found in everything() {
        if !accepted(&found.licence) {
            offences.insert(format!("{} {}: {}", found.name, found.version, found.licence));
        }
    }
    assert!(offences.is_empty(), "not accepted: {offences:#?}");
}

#[test]
fn banned_crates_stay_out() {
    let found: BTreeSet<String> = everything().into_iter().map(|found| found.name).filter(|name| BANNED.contains(&name.as_str())).collect();
    assert!(found.is_empty(), "banned: {found:?}");
}

#[test]
fn crates_whose_types_cross_borders_are_there_once() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for found in everything() {
        versions.entry(found.name).or_default().insert(found.version);
    }
    for name in ONCE {
        let found = versions.get(name).map_or(0, BTreeSet::len);
        assert_eq!(found, 1, "{name}: {:?}", versions.get(name));
    }
}

/// Whether an SPDX expression can be met with the allowed licences. Old manifests write `/` for OR.
fn accepted(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest) && rest.is_empty()
}

fn any_of(rest: &mut &[&str]) -> bool {
    let mut met = all_of(rest);
    while let Some(("OR", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        *rest = after;
        met |= all_of(rest);
    }
    met
}

fn all_of(rest: &mut &[&str]) -> bool {
    let mut met = one(rest);
    while let Some(("AND", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        *rest = after;
        met &= one(rest);
    }
    met
}

fn one(rest: &mut &[&str]) -> bool {
    match **rest {
        ["(", ..] => {
            *rest = &rest[1..];
            let met = any_of(rest);
            *rest = rest.get(1..).unwrap_or_default();
            met
        }
        [licence, "WITH", exception, ..] => {
            *rest = &rest[3..];
            ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()) || ALLOWED.contains(&licence)
        }
        [licence, ..] => {
            *rest = &rest[1..];
            ALLOWED.contains(&licence)
        }
        [] => false,
    }
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    assert!(accepted("MIT OR GPL-3.0-only"));
    assert!(accepted("MIT/Apache-2.0"));
    assert!(accepted("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(accepted("Apache-2.0 WITH LLVM-exception OR GPL-2.0"));
    assert!(!accepted("GPL-3.0-only"));
    assert!(!accepted("(MIT OR Apache-2.0) AND OpenSSL"));
    assert!(!accepted(""));
}
