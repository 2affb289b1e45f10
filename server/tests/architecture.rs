//! The rules of the house, read from manifests and sources: who may import whom, what a browser never downloads,
//! and habits that no lint knows. A rule that stands in the way is changed here, with a reason in DECISIONS.md.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Every crate of the workspace and the ones it may name. Dev-dependencies are free.
const MAY_USE: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("ui", &["domain"]),
    ("api", &["domain"]),
    ("admin", &["ui", "api", "domain"]),
    ("panel", &["ui", "api", "domain"]),
    ("app", &["admin", "panel", "ui", "api", "domain"]),
    ("frontend-staff", &["app", "ui"]),
    ("frontend-customer", &["app", "ui"]),
    ("bundler", &[]),
    ("migrations", &[]),
    ("db", &["domain", "migrations"]),
    ("gateway", &["domain"]),
    ("service", &["domain", "db"]),
    ("switchyard", &["domain", "api", "ui", "app", "db", "gateway", "service", "migrations"]),
    ("bench", &["domain", "db", "service"]),
];

/// Crates too large for a browser, or of no use there. A name ending in `*` stands for all that begin so.
const NEVER_IN_A_BROWSER: [&str; 20] = [
    "sea-orm*",
    "sea-query*",
    "sqlx*",
    "libsqlite3-sys",
    "tokio*",
    "hyper*",
    "axum*",
    "tower-http",
    "reqwest",
    "lettre",
    "rustls*",
    "argon2",
    "jsonwebtoken",
    "regex*",
    "fluent-*",
    "jiff*",
    "chrono-tz",
    "icu_*",
    "rust_decimal",
    "phonenumber",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn workspace() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("the workspace's manifests can be read")
}

#[test]
fn crates_import_only_what_their_row_allows() {
    let workspace = workspace();
    let ours: BTreeSet<&str> = workspace.packages.iter().map(|p| p.name.as_str()).collect();
    let mut offences = Vec::new();
    for package in &workspace.packages {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package.name.as_str()) else {
            offences.push(format!("{} has no row in MAY_USE", package.name));
            continue;
        };
        for used in &package.dependencies {
            let name = used.name.as_str();
            if !ours.contains(name) || allowed.contains(&name) {
                continue;
            }
            if used.kind != DependencyKind::Development || name == "switchyard" {
                offences.push(format!("{} must not use {name}", package.name));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

/// What Leptos names but a browser never calls (reading Cargo.toml; international host names), so the linker drops it all.
const DROPPED_WHEN_LINKED: [&str; 2] = ["leptos_config", "url"];

/// The crates linked into one browser entry, with exactly the features that entry turns on.
fn crates_in(entry: &str) -> BTreeSet<String> {
    let tree = |offline: &[&str]| {
        Command::new(env!("CARGO"))
            .current_dir(root())
            .args(["tree", "--locked", "--package", entry])
            .args(["--target", "wasm32-unknown-unknown", "--prefix", "none"])
            .args(["--edges", "normal,no-proc-macro", "--format", "{p}"])
            .args(DROPPED_WHEN_LINKED.map(|name| format!("--prune={name}")))
            .args(offline)
            .output()
            .expect("cargo runs")
    };
    let mut output = tree(&["--offline"]);
    if !output.status.success() {
        output = tree(&[]);
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn is_one_of(name: &str, patterns: &[&str]) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *pattern,
    })
}

#[test]
fn browser_entries_hold_no_crate_of_the_server() {
    for entry in ["frontend-staff", "frontend-customer"] {
        let crates = crates_in(entry);
        assert!(crates.contains("leptos"), "{entry} without leptos: the list is wrong");
        let foreign: Vec<&String> = crates.iter().filter(|name| is_one_of(name, &NEVER_IN_A_BROWSER)).collect();
        assert!(foreign.is_empty(), "{entry} would make browsers download {foreign:?}");
    }
}

/// Every file below these folders with this ending, as path and text.
fn sources(folders: &[&str], ending: &str) -> Vec<(String, String)> {
    let root = root();
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            if !path.ends_with("node_modules") && !path.ends_with("target") {
                let inside = fs::read_dir(&path).expect("a folder can be listed");
                open.extend(inside.flatten().map(|entry| entry.path()));
            }
        } else if path.extension().is_some_and(|found| found == ending) {
            let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
            found.push((name, fs::read_to_string(&path).expect("a source is text")));
        }
    }
    found.sort();
    found
}

/// Rust sources of the workspace.
fn rust() -> Vec<(String, String)> {
    sources(&["app", "frontend", "server", "migrations"], "rs")
}

/// Fails with every line for which the rule says what is wrong; lines of comment are not asked.
fn hold(files: &[(String, String)], rule: impl Fn(&str, &str) -> Option<String>) {
    let mut offences = Vec::new();
    for (path, text) in files {
        for (at, line) in text.lines().enumerate() {
            if !line.trim_start().starts_with("//")
                && let Some(wrong) = rule(path, line)
            {
                offences.push(format!("{path}:{}: {wrong}", at + 1));
            }
        }
    }
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn lints_are_expected_with_a_reason_and_never_allowed() {
    let outer = concat!("#[", "allow(");
    let inner = concat!("#![", "allow(");
    hold(&rust(), |_, line| {
        (line.contains(outer) || line.contains(inner)).then(|| "write #[expect(…, reason = \"…\")] instead of allow".to_owned())
    });
}

#[test]
fn only_the_design_system_writes_textareas() {
    let raw = concat!("<", "textarea");
    hold(&sources(&["app"], "rs"), |path, line| {
        (line.contains(raw) && !path.starts_with("app/ui/"))
            .then(|| "Leptos 0.8 does not escape a raw textarea: use the field of ui, which does".to_owned())
    });
}

#[test]
fn passwords_are_never_kept_while_a_form_comes_back() {
    let field = concat!("<Password", "Field name=\"");
    hold(&sources(&["app"], "rs"), |_, line| {
        let name = line.split_once(field)?.1.split('"').next()?;
        (!ui::typed::SECRET.contains(&name)).then(|| format!("`{name}` belongs into ui::typed::SECRET"))
    });
}

#[test]
fn views_have_no_inline_style() {
    hold(&sources(&["app", "frontend"], "rs"), |path, line| {
        let inline = line.match_indices("style").any(|(at, word)| {
            let before = line[..at].chars().next_back();
            let after = &line[at + word.len()..];
            let attribute = after.starts_with("=\"")
                || after.starts_with("={")
                || after.starts_with("=move")
                || after.strip_prefix(':').is_some_and(|rest| rest.split_once('=').is_some_and(|(name, _)| is_name(name)));
            before.is_none_or(char::is_whitespace) && attribute
        });
        (inline && !path.contains("/tests/") && !path.ends_with("/tests.rs"))
            .then(|| "the content security policy refuses inline style: use a class".to_owned())
    });
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[test]
fn style_sheets_know_start_and_end_but_not_left_and_right() {
    let plain: Vec<(String, String)> = sources(&["style"], "css").into_iter().map(|(path, text)| (path, without_comments(&text))).collect();
    hold(&plain, |_, line| {
        line.split(['{', '}', ';'])
            .filter_map(|piece| piece.split_once(':'))
            .map(|(property, value)| (property.trim(), value.trim()))
            .find(|(property, value)| is_physical(property, value))
            .map(|(property, value)| format!("`{property}: {value}` would not mirror for right-to-left text"))
    });
}

fn is_physical(property: &str, value: &str) -> bool {
    let sided = ["margin", "padding", "border", "scroll-margin", "scroll-padding"]
        .iter()
        .any(|box_side| property.strip_prefix(box_side).is_some_and(|rest| rest.split('-').any(|word| word == "left" || word == "right")));
    let placed = matches!(property, "left" | "right");
    let aligned =
        matches!(property, "text-align" | "float" | "clear") && value.split_whitespace().any(|word| matches!(word, "left" | "right"));
    sided || placed || aligned
}

/// The text with its comments blanked, so that lines keep their numbers.
fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, next) = after.split_once("*/").unwrap_or((after, ""));
        plain.push_str(before);
        plain.extend(comment.chars().filter(|c| *c == '\n'));
        rest = next;
    }
    plain + rest
}

#[test]
fn files_stay_short_enough_to_read() {
    const MOST: usize = 400;
    let long: Vec<String> = rust()
        .into_iter()
        .filter(|(path, _)| !path.contains("/tests/") && !path.ends_with("tests.rs"))
        .map(|(path, text)| {
            let lines: Vec<&str> = text.lines().collect();
            let tests = lines.windows(2).position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].trim_start().starts_with("mod tests"));
            (path, tests.unwrap_or(lines.len()))
        })
        .filter(|(_, lines)| *lines > MOST)
        .map(|(path, lines)| format!("{path} has {lines} lines, more than {MOST}"))
        .collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn the_rules_for_style_sheets_tell_sides_from_names() {
    assert!(is_physical("margin-left", "0"));
    assert!(is_physical("border-top-right-radius", "4px"));
    assert!(is_physical("text-align", "right"));
    assert!(!is_physical("margin-inline-start", "0"));
    assert!(!is_physical("text-align", "end"));
    assert!(!is_physical("a", "hover"));
    assert_eq!(without_comments("a/* left:\n0 */b"), "a\nb");
}
