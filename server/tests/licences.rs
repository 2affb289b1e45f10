//! What may be shipped: the licence of every crate, the crates that are banned, and the ones that must be there only once.

use cargo_metadata::{Metadata, MetadataCommand, Package};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
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
const ONCE: [&str; 11] = [
    "axum",
    "http",
    "hyper",
    "sqlx",
    "sea-orm",
    "chrono",
    "rust_decimal",
    "libsqlite3-sys",
    "leptos",
    "rustls",
    "wasm-bindgen",
];

/// The packages that are really built on one platform, with all our features on.
fn resolved(platform: &str) -> Vec<Package> {
    let read = |offline: bool| {
        let mut options = vec![
            "--locked".to_owned(),
            "--all-features".to_owned(),
            format!("--filter-platform={platform}"),
        ];
        options.extend(offline.then(|| "--offline".to_owned()));
        MetadataCommand::new()
            .manifest_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml"))
            .other_options(options)
            .exec()
    };
    let metadata: Metadata = read(true)
        .or_else(|_| read(false))
        .expect("the lock file can be resolved");
    let used: BTreeSet<_> = metadata
        .resolve
        .iter()
        .flat_map(|resolve| resolve.nodes.iter().map(|node| node.id.clone()))
        .collect();
    metadata
        .packages
        .into_iter()
        .filter(|package| used.contains(&package.id))
        .collect()
}

fn everything() -> Vec<Package> {
    let server = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let mut packages = resolved(&server);
    packages.extend(resolved("wasm32-unknown-unknown"));
    packages
}

#[test]
fn every_crate_has_a_licence_we_accept() {
    let mut offences = BTreeSet::new();
    for package in everything() {
        let licence = package.license.as_deref().unwrap_or("none");
        if !accepted(licence) {
            offences.insert(format!("{} {}: {licence}", package.name, package.version));
        }
    }
    assert!(offences.is_empty(), "not accepted: {offences:#?}");
}

#[test]
fn banned_crates_stay_out() {
    let found: BTreeSet<String> = everything()
        .into_iter()
        .map(|package| package.name.to_string())
        .filter(|name| BANNED.contains(&name.as_str()))
        .collect();
    assert!(found.is_empty(), "banned: {found:?}");
}

#[test]
fn crates_whose_types_cross_borders_are_there_once() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in everything() {
        versions
            .entry(package.name.to_string())
            .or_default()
            .insert(package.version.to_string());
    }
    for name in ONCE {
        let found = versions.get(name).map_or(0, BTreeSet::len);
        assert_eq!(found, 1, "{name}: {:?}", versions.get(name));
    }
}

/// Whether an SPDX expression can be met with the allowed licences. Old manifests write `/` for OR.
fn accepted(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
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
            ALLOWED.contains(&format!("{licence} WITH {exception}").as_str())
                || ALLOWED.contains(&licence)
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
    assert!(!accepted("none"));
}
