//! What holds for all catalogues: the same keys with the same variables in every language, all of Arabic's forms, and no key that
//! nobody uses.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use domain::text::{Locale, Part, Pattern, msg, sources::SOURCES};

use super::{IcuIntl, Texts, resolve};

mod words;

fn keys(locale: Locale) -> BTreeMap<String, Pattern> {
    Texts::shipped().catalogue(locale).0.clone().into_iter().collect()
}

fn variables(parts: &[Part], found: &mut BTreeSet<String>) {
    for part in parts {
        match part {
            Part::Words(_) => {}
            Part::Value(name) => {
                found.insert(name.clone());
            }
            Part::Choice(name, cases, _) => {
                found.insert(name.clone());
                for (_, parts) in cases {
                    variables(parts, found);
                }
            }
        }
    }
}

fn variables_of(pattern: &Pattern) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if let Pattern::Parts(parts) = pattern {
        variables(parts, &mut found);
    }
    found
}

#[test]
fn every_language_has_the_same_keys_with_the_same_variables() {
    let english = keys(Locale::En);
    let mut problems = Vec::new();
    for locale in [Locale::Es, Locale::Ar] {
        let other = keys(locale);
        problems.extend(english.keys().filter(|key| !other.contains_key(*key)).map(|key| format!("{} lacks {key}", locale.tag())));
        problems.extend(
            other.keys().filter(|key| !english.contains_key(*key)).map(|key| format!("{} has {key}, which English does not", locale.tag())),
        );
        for (key, pattern) in &english {
            let (wanted, found) = (variables_of(pattern), other.get(key).map(variables_of));
            if found.as_ref().is_some_and(|found| *found != wanted) {
                problems.push(format!("{}: {key} has the variables {found:?}, English {wanted:?}", locale.tag()));
            }
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn no_key_stands_twice() {
    for locale in Locale::ALL {
        let mut seen = BTreeMap::new();
        for (tag, area, source) in SOURCES.iter().filter(|(tag, ..)| *tag == locale.tag()) {
            for (key, _) in resolve::resolve(area, source).expect("resolves") {
                let before = seen.insert(key.clone(), *area);
                assert!(before.is_none(), "{tag}: {key} stands in {} and in {area}", before.unwrap_or_default());
            }
        }
    }
}

const COUNTS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn choices<'a>(parts: &'a [Part], found: &mut Vec<&'a [(String, Vec<Part>)]>) {
    for part in parts {
        if let Part::Choice(_, cases, _) = part {
            found.push(cases);
            for (_, parts) in cases {
                choices(parts, found);
            }
        }
    }
}

#[test]
fn a_choice_by_count_has_the_forms_its_language_needs() {
    let mut problems = Vec::new();
    for (locale, needed) in [
        (Locale::En, &["one", "other"][..]),
        (Locale::Es, &["one", "other"][..]),
        (Locale::Ar, &["one", "two", "few", "many", "other"][..]),
    ] {
        for (key, pattern) in keys(locale) {
            let mut found = Vec::new();
            if let Pattern::Parts(parts) = &pattern {
                choices(parts, &mut found);
            }
            for cases in found {
                let has = |form: &str| cases.iter().any(|(case, _)| case == form);
                let by_count = COUNTS[..5].iter().any(|form| has(form));
                problems.extend(
                    needed
                        .iter()
                        .filter(|form| by_count && !has(form))
                        .map(|form| format!("{}: {key} lacks the form [{form}]", locale.tag())),
                );
            }
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the workspace is readable").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            if !["target", "node_modules", ".git"].iter().any(|skip| name == *skip) {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The names that follow `msg::` in a text.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("msg::").skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default())
}

#[test]
fn every_key_is_used_somewhere() {
    let mut files = Vec::new();
    for folder in ["app", "server", "frontend"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder), &mut files);
    }
    let mut used = BTreeSet::new();
    for file in &files {
        used.extend(names_in(&fs::read_to_string(file).expect("sources are text")).map(str::to_owned));
    }
    let unused: Vec<_> = keys(Locale::En).into_keys().filter(|key| !used.contains(&key.replace('-', "_"))).collect();
    assert!(unused.is_empty(), "nobody writes these messages; use them or take them out of all languages:\n{}", unused.join("\n"));
}

#[test]
fn an_area_holds_its_own_messages_and_no_others() {
    let errors = Texts::shipped().areas(Locale::En, &["errors"]);
    assert!(errors.0.contains_key("error-not-found"));
    assert!(!errors.0.contains_key("session-failed"));
    assert!(Texts::shipped().areas(Locale::Ar, &["errors", "session"]).0.contains_key("session-failed"));
    assert!(Texts::shipped().area_names().any(|area| area == "session"));
}

#[test]
fn a_browser_reads_the_same_messages_that_the_server_wrote() {
    let made = Texts::shipped().browser_json("test", &["errors"], Locale::Ar);
    let read: domain::text::Catalogue = serde_json::from_str(&made.text).expect("reads");
    assert_eq!(read.0, Texts::shipped().areas(Locale::Ar, &["errors"]).0);
    assert_eq!(made, Texts::load().browser_json("test", &["errors"], Locale::Ar), "every process makes the same bytes");
    assert_ne!(made.hash, Texts::shipped().browser_json("test", &["errors"], Locale::En).hash);
}

#[test]
fn a_message_reads_well_in_each_language() {
    let written = |locale, message| Texts::shipped().format(&IcuIntl::new(locale, "UTC"), &message);
    assert_eq!(written(Locale::En, msg::error_too_many_tries(1)), "Too many attempts. Please wait one second and try again.");
    assert_eq!(written(Locale::En, msg::error_too_many_tries(1200)), "Too many attempts. Please wait 1,200 seconds and try again.");
    assert!(written(Locale::Ar, msg::error_too_many_tries(2)).contains("ثانيتين"));
    assert_eq!(
        written(Locale::Es, msg::error_sign_in()),
        Texts::shipped().areas(Locale::Es, &["errors"]).format(&msg::error_sign_in(), &IcuIntl::new(Locale::Es, "UTC"))
    );
}
