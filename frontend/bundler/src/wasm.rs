//! From cargo's module to what a browser loads: wasm-bindgen's JavaScript, a shrunk module, and the scripts it brings along.

use crate::{
    assets::Asset,
    cache::Cache,
    error::{Error, Result},
    hash::Mixed,
    names,
    node::Tools,
    order, unused,
};
use std::{collections::BTreeMap, path::Path};
use wasm_bindgen_cli_support::Bindgen;

/// Changes of these sources change what is made, so they are part of the key it is kept under.
const RECIPE: [&str; 6] = [
    include_str!("wasm.rs"),
    include_str!("unused.rs"),
    include_str!("names.rs"),
    include_str!("node.rs"),
    include_str!("order.rs"),
    include_str!("../package.json"),
];

/// A browser entry as made from one module.
struct Bound {
    script: String,
    wasm: Vec<u8>,
    /// Scripts that crates carry inside, by the path the main script imports them from.
    snippets: BTreeMap<String, String>,
}

/// Whether the module has the standard library that came with the compiler: only that one has somebody to call when something panics.
pub fn has_shipped_std(module: &[u8]) -> bool {
    const HANDLER: &[u8] = b"rust_begin_unwind";
    module.windows(HANDLER.len()).any(|bytes| bytes == HANDLER)
}

/// The files of one browser entry: `name.js`, `name.wasm` and its snippets.
pub fn bundle(name: &str, module: &[u8], path: &Path, tools: Option<&Tools>, cache: &Cache) -> Result<Vec<Asset>> {
    let key = key(name, module, tools.is_some());
    let bound = match recall(&key, cache) {
        Some(bound) => bound,
        None => {
            let bound = arrange(shrink(name, bind(name, module, path)?, tools)?)?;
            remember(&key, &bound, cache)?;
            bound
        }
    };
    Ok(assemble(name, bound))
}

fn key(name: &str, module: &[u8], shrunk: bool) -> String {
    let mut mixed = Mixed::default();
    for part in RECIPE {
        mixed.add("recipe", part.as_bytes());
    }
    mixed.add(name, module).add("shrunk", &[u8::from(shrunk)]).finish()
}

fn bind(name: &str, module: &[u8], path: &Path) -> Result<Bound> {
    let refused = |reason: &dyn std::fmt::Display| Error::Bindgen { path: path.display().to_string(), reason: format!("{reason:#}") };
    let mut output = Bindgen::new()
        .input_bytes(name, module.to_vec())
        .web(true)
        .map_err(|reason| refused(&reason))?
        .out_name(name)
        .typescript(false)
        // The page names the hashed module itself, so the script must not look for one beside it.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .map_err(|reason| refused(&reason))?;
    let mut snippets = BTreeMap::new();
    for (owner, scripts) in output.snippets() {
        for (at, script) in scripts.iter().enumerate() {
            snippets.insert(format!("{owner}/inline{at}.js"), script.clone());
        }
    }
    for (path, script) in output.local_modules() {
        snippets.insert(path.clone(), script.clone());
    }
    // The build that brings a standard library of its own also leaves every function its name.
    unused::remove(output.wasm_mut(), !has_shipped_std(module));
    let script = output.js().to_owned();
    let script = names::shorten(output.wasm_mut(), &script);
    Ok(Bound { script, snippets, wasm: output.wasm_mut().emit_wasm() })
}

fn shrink(name: &str, bound: Bound, tools: Option<&Tools>) -> Result<Bound> {
    let Some(tools) = tools else {
        return Ok(bound);
    };
    Ok(Bound { wasm: tools.shrink_wasm(name, &bound.wasm)?, script: tools.shrink_script(&bound.script)?, snippets: bound.snippets })
}

fn arrange(bound: Bound) -> Result<Bound> {
    Ok(Bound { wasm: order::arrange(&bound.wasm)?, ..bound })
}

/// Names the snippets by content too, and lets the main script import them under those names.
fn assemble(name: &str, bound: Bound) -> Vec<Asset> {
    let mut script = bound.script;
    let mut assets = Vec::new();
    for (path, text) in bound.snippets {
        let asset = Asset::new(&format!("snippets/{path}"), text.into_bytes());
        script = script.replace(&format!("./snippets/{path}"), &asset.url());
        assets.push(asset);
    }
    assets.push(Asset::new(&format!("{name}.js"), script.into_bytes()));
    assets.push(Asset::new(&format!("{name}.wasm"), bound.wasm));
    assets
}

fn recall(key: &str, cache: &Cache) -> Option<Bound> {
    let scripts = cache.get(&format!("bound/{key}.json"))?;
    let (script, snippets) = serde_json::from_slice(&scripts).ok()?;
    Some(Bound { script, snippets, wasm: cache.get(&format!("bound/{key}.wasm"))? })
}

fn remember(key: &str, bound: &Bound, cache: &Cache) -> Result<()> {
    cache.put(&format!("bound/{key}.wasm"), &bound.wasm)?;
    let path = format!("bound/{key}.json");
    let scripts = serde_json::to_vec(&(&bound.script, &bound.snippets)).map_err(Error::json(Path::new(&path)))?;
    cache.put(&path, &scripts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_that_is_none_is_refused_by_its_path() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::open(home.path().to_owned());
        let error = bundle("staff", b"no wasm", Path::new("target/staff.wasm"), None, &cache).err().unwrap().to_string();
        assert!(error.starts_with("wasm-bindgen refused target/staff.wasm"), "{error}");
    }

    #[test]
    fn the_standard_library_is_known_by_its_panics() {
        assert!(has_shipped_std(b"..17rust_begin_unwind..") && !has_shipped_std(b"rust_begin"));
    }

    #[test]
    fn snippets_are_imported_under_their_hashed_names() {
        let bound = Bound {
            script: "import { a } from './snippets/streams-1/inline0.js';".to_owned(),
            wasm: vec![1],
            snippets: BTreeMap::from([("streams-1/inline0.js".to_owned(), "export let a".to_owned())]),
        };
        let assets = assemble("staff", bound);
        assert_eq!(assets[1].bytes, format!("import {{ a }} from '{}';", assets[0].url()).into_bytes());
        assert_eq!(assets[2].name, "staff.wasm");
    }

    #[test]
    fn a_bound_module_is_recalled_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::open(home.path().to_owned());
        let bound = Bound { script: "let a".to_owned(), wasm: vec![7], snippets: BTreeMap::new() };
        remember("k", &bound, &cache).unwrap();
        let again = recall("k", &cache).unwrap();
        assert_eq!((again.script, again.wasm), (bound.script, bound.wasm));
        assert_ne!(key("staff", b"1", true), key("staff", b"1", false));
    }
}
