//! What a first visit costs a browser, held against what was recorded: growth is fine, unnoticed growth is not.
//!
//! The file of limits has one row per entry: `recorded` is the last size somebody looked at and accepted, `aim` the size it shall come
//! down to; once it is reached, it holds.

use crate::{
    error::{Error, Result},
    files,
    manifest::Manifest,
    site::ENTRIES,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::Path};

/// Growth over the recorded size that needs no new record, in percent.
const ALLOWED_GROWTH: usize = 5;

type Limits = BTreeMap<String, Limit>;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    #[serde(skip_serializing_if = "Option::is_none")]
    aim: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded: Option<Visit>,
}

/// Bytes with brotli that a browser with an empty cache fetches for one entry.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Visit {
    wasm: usize,
    js: usize,
    css: usize,
    total: usize,
}

impl Visit {
    fn of(entry: &str, manifest: &Manifest) -> Result<Self> {
        let wasm = manifest.travels(&format!("{entry}.wasm"))?;
        let js = manifest.travels(&format!("{entry}.js"))?;
        let css = manifest.travels("main.css")?;
        Ok(Self { wasm, js, css, total: wasm + js + css })
    }
}

pub fn check(site: &Path, limits: &Path, record: bool) -> Result<()> {
    let manifest = Manifest::read(site)?;
    if manifest.quality != 11 {
        return Err(Error::QuickSite(manifest.quality));
    }
    let mut known: Limits = match limits.is_file() {
        true => serde_json::from_slice(&files::read(limits)?).map_err(Error::json(limits))?,
        false => Limits::new(),
    };
    let mut complaints = Vec::new();
    for (entry, _) in ENTRIES {
        let visit = Visit::of(entry, &manifest)?;
        let limit = known.entry(entry.to_owned()).or_default();
        let aim = limit.aim.map(|aim| format!("; the aim is {aim}")).unwrap_or_default();
        println!(
            "{entry:<9} {:>7} B with brotli on a first visit ({} wasm, {} js, {} css){aim}",
            visit.total, visit.wasm, visit.js, visit.css
        );
        if manifest.shipped_std {
            continue;
        }
        if record {
            limit.recorded = Some(visit);
        }
        complaints.extend(judge(entry, visit, limit));
    }
    if manifest.shipped_std {
        println!("the standard library is the compiler's own, so these sizes are neither recorded nor held against the record");
        return Ok(());
    }
    if record {
        let mut text = serde_json::to_vec_pretty(&known).map_err(Error::json(limits))?;
        text.push(b'\n');
        files::write(limits, &text)?;
    }
    match complaints.is_empty() {
        true => Ok(()),
        false => Err(Error::TooLarge(complaints.join("\n         "))),
    }
}

fn judge(entry: &str, now: Visit, limit: &Limit) -> Vec<String> {
    let mut complaints = Vec::new();
    if let Some(then) = limit.recorded
        && now.total * 100 > then.total * (100 + ALLOWED_GROWTH)
    {
        complaints.push(format!(
            "{entry} grew from {} B to {} B, more than {ALLOWED_GROWTH} %: make it smaller, or accept it with `make record-sizes` and say why in the commit",
            then.total, now.total
        ));
    }
    let reached = |aim: &usize| limit.recorded.is_some_and(|then| then.total <= *aim);
    if let Some(aim) = limit.aim.filter(reached).filter(|aim| now.total > *aim) {
        complaints.push(format!("{entry} is {} B, over its aim of {aim} B that it had reached", now.total));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(total: usize) -> Visit {
        Visit { wasm: total, js: 0, css: 0, total }
    }

    #[test]
    fn five_percent_pass_and_more_do_not() {
        let limit = Limit { aim: None, recorded: Some(visit(1000)) };
        assert!(judge("staff", visit(1050), &limit).is_empty());
        assert!(judge("staff", visit(900), &limit).is_empty());
        let complaints = judge("staff", visit(1051), &limit);
        assert!(complaints[0].starts_with("staff grew from 1000 B to 1051 B"), "{complaints:?}");
    }

    #[test]
    fn an_aim_holds_once_it_is_reached() {
        let reached = Limit { aim: Some(100), recorded: Some(visit(100)) };
        assert_eq!(judge("customer", visit(101), &reached), ["customer is 101 B, over its aim of 100 B that it had reached"]);
        let not_yet = Limit { aim: Some(100), recorded: Some(visit(120)) };
        assert!(judge("customer", visit(119), &not_yet).is_empty());
    }

    #[test]
    fn an_entry_without_limits_is_free() {
        assert!(judge("staff", visit(usize::MAX / 200), &Limit::default()).is_empty());
    }
}
