//! The program as the scripts call it: what it writes, what it says, how it ends.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn bundler(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bundler")).args(arguments).current_dir(home).output().expect("the bundler runs")
}

fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

fn manifest(home: &Path, wasm: usize) {
    manifest_with(home, wasm, false);
}

fn manifest_with(home: &Path, wasm: usize, shipped_std: bool) {
    let folder = home.join("target/site");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let size = |br: usize| format!("{{\"raw\":{br},\"br\":{br},\"gz\":{br}}}");
    let sizes = [("staff.wasm", wasm), ("staff.js", 10), ("customer.wasm", 50), ("customer.js", 10), ("main.css", 5)]
        .map(|(name, br)| format!("\"{name}\":{}", size(br)))
        .join(",");
    fs::write(folder.join("manifest.json"), format!("{{\"sizes\":{{{sizes}}},\"quality\":11,\"shipped_std\":{shipped_std}}}"))
        .expect("the manifest can be written");
}

#[test]
fn sizes_are_recorded_and_growth_is_refused() {
    let home = tempfile::tempdir().unwrap();
    manifest(home.path(), 1000);
    let recorded = bundler(home.path(), &["sizes", "--limits", "sizes.json", "--record"]);
    assert!(recorded.status.success(), "{}", said(&recorded.stderr));
    let file = fs::read_to_string(home.path().join("sizes.json")).unwrap();
    assert!(file.contains("\"total\": 1015"), "{file}");

    manifest(home.path(), 1040);
    assert!(bundler(home.path(), &["sizes", "--limits", "sizes.json"]).status.success());

    manifest(home.path(), 1100);
    let refused = bundler(home.path(), &["sizes", "--limits", "sizes.json"]);
    assert!(!refused.status.success());
    assert!(said(&refused.stderr).contains("staff grew from 1015 B to 1115 B"), "{}", said(&refused.stderr));
}

#[test]
fn sizes_with_the_compilers_own_library_are_shown_and_not_judged() {
    let home = tempfile::tempdir().unwrap();
    manifest(home.path(), 1000);
    assert!(bundler(home.path(), &["sizes", "--limits", "sizes.json", "--record"]).status.success());
    let before = fs::read_to_string(home.path().join("sizes.json")).unwrap();

    manifest_with(home.path(), 9000, true);
    for more in [&["--record"][..], &[]] {
        let shown = bundler(home.path(), &[&["sizes", "--limits", "sizes.json"], more].concat());
        assert!(shown.status.success() && said(&shown.stdout).contains("9015 B"), "{}", said(&shown.stdout));
    }
    assert_eq!(fs::read_to_string(home.path().join("sizes.json")).unwrap(), before);
}

#[test]
fn a_site_without_modules_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let refused = bundler(home.path(), &["site"]);
    assert!(!refused.status.success());
    assert!(said(&refused.stderr).contains("frontend_staff.wasm is missing"), "{}", said(&refused.stderr));
}
