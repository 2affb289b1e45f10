//! Every word that a bundle's pages say stands in a catalogue area that the bundle loads; a missing one would show as its key, and only
//! after the page woke up.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use domain::text::sources::SOURCES;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All Rust files at or below a path.
fn sources(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut files: Vec<PathBuf> = entries.flat_map(|entry| sources(&entry.expect("an entry can be read").path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "rs"));
    files
}

/// The keys that a source names: `msg::shell_home()` is `shell-home`.
fn keys(text: &str) -> Vec<String> {
    let ident = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    text.split("msg::").skip(1).map(ident).filter(|name| name.contains('_')).map(|name| name.replace('_', "-")).collect()
}

/// The area of each key, by the English catalogue.
fn areas() -> BTreeMap<String, &'static str> {
    let mut out = BTreeMap::new();
    for (_, area, text) in SOURCES.iter().filter(|(language, ..)| *language == "en") {
        for key in text.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key).filter(|key| !key.starts_with(' ')) {
            out.insert(key.to_owned(), *area);
        }
    }
    out
}

fn missing(loaded: &[&str], places: &[&str]) -> Vec<String> {
    let areas = areas();
    let mut out = Vec::new();
    for file in places.iter().flat_map(|place| sources(&root().join(place))) {
        let text = fs::read_to_string(&file).expect("a source can be read");
        for key in keys(&text) {
            if let Some(area) = areas.get(&key)
                && !loaded.contains(area)
            {
                out.push(format!("{}: {key} is in {area}", file.display()));
            }
        }
    }
    out
}

#[test]
fn the_customer_side_loads_every_word_it_says() {
    let places = ["app/panel/src", "app/ui/src", "app/src/customer.rs", "app/src/account.rs", "app/src/found.rs", "app/src/frame.rs"];
    assert_eq!(missing(app::CUSTOMER_TEXTS, &places), Vec::<String>::new());
}

#[test]
fn the_staff_side_loads_every_word_it_says() {
    let places = ["app/admin/src", "app/ui/src", "app/src/staff.rs", "app/src/account.rs", "app/src/found.rs", "app/src/frame.rs"];
    assert_eq!(missing(app::STAFF_TEXTS, &places), Vec::<String>::new());
}

#[test]
fn keys_are_found_in_sources_and_catalogues() {
    assert_eq!(keys("t(msg::shell_home()), use msg::{self}; msg::ui_close"), ["shell-home", "ui-close"]);
    assert_eq!(areas().get("shell-home").copied(), Some("shell"));
}
