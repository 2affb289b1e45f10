//! The whole site: read what it is made from, stop when nothing changed, else make, name, compress and list every file.

use crate::{
    assets::Asset,
    cache::Cache,
    compress::{self, Packed},
    error::{Error, Result},
    files,
    hash::Mixed,
    manifest::Manifest,
    node::Tools,
    parallel, styles, wasm,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Instant,
};

/// The browser entries: what pages call them, and the file cargo makes of their crate.
pub const ENTRIES: [(&str, &str); 2] = [("staff", "frontend_staff.wasm"), ("customer", "frontend_customer.wasm")];

/// Changes of these sources change the site, so they count as its input.
const RECIPE: [&str; 8] = [
    include_str!("site.rs"),
    include_str!("styles.rs"),
    include_str!("compress.rs"),
    include_str!("wasm.rs"),
    include_str!("unused.rs"),
    include_str!("names.rs"),
    include_str!("node.rs"),
    include_str!("order.rs"),
];

pub struct Plan {
    pub root: PathBuf,
    pub out: PathBuf,
    pub wasm: PathBuf,
    pub quick: bool,
}

/// Everything the site is made from, read once.
struct Inputs {
    modules: Vec<(&'static str, PathBuf, Vec<u8>)>,
    public: Vec<Asset>,
    key: String,
}

pub fn build(plan: &Plan) -> Result<()> {
    let started = Instant::now();
    let kept = plan.out.with_extension("kept");
    let tools = Tools::find(&plan.root, kept.join("scratch"));
    let inputs = read(plan, tools.is_some())?;
    let cache = Cache::open(kept);
    if cache.get("made-from").as_deref() == Some(inputs.key.as_bytes()) && complete(&plan.out) {
        println!("the site is up to date");
        return Ok(());
    }
    if tools.is_none() {
        println!("Node's wasm-opt and esbuild are not here: skipped, so the site is a few percent larger");
    }
    let assets = make(plan, inputs.public, &inputs.modules, tools.as_ref(), &cache)?;
    let shipped_std = inputs.modules.iter().any(|(.., bytes)| wasm::has_shipped_std(bytes));
    let manifest = publish(plan, &assets, Manifest { quality: compress::quality(plan.quick), shipped_std, ..Manifest::default() }, &cache)?;
    cache.put("made-from", inputs.key.as_bytes())?;
    cache.sweep()?;
    for (name, size) in &manifest.sizes {
        println!("{name:<28} {:>9} B {:>9} B with brotli", size.raw, size.br);
    }
    println!("the site was made in {:.1} s", started.elapsed().as_secs_f32());
    Ok(())
}

fn read(plan: &Plan, shrunk: bool) -> Result<Inputs> {
    let mut mixed = Mixed::default();
    mixed.add("quick", &[u8::from(plan.quick), u8::from(shrunk)]);
    for part in RECIPE {
        mixed.add("recipe", part.as_bytes());
    }
    let mut modules = Vec::new();
    for (name, file) in ENTRIES {
        let path = plan.wasm.join(file);
        if !path.is_file() {
            return Err(Error::NoWasm(path.display().to_string()));
        }
        let bytes = files::read(&path)?;
        mixed.add(file, &bytes);
        modules.push((name, path, bytes));
    }
    let style = plan.root.join("style");
    for name in files::below(&style)? {
        mixed.add(&name, &files::read(&style.join(&name))?);
    }
    let folder = plan.root.join("public");
    let mut public = Vec::new();
    for name in files::below(&folder)? {
        let bytes = files::read(&folder.join(&name))?;
        mixed.add(&name, &bytes);
        public.push(Asset::new(&name, bytes));
    }
    Ok(Inputs { modules, public, key: mixed.finish() })
}

fn make(
    plan: &Plan,
    public: Vec<Asset>,
    modules: &[(&'static str, PathBuf, Vec<u8>)],
    tools: Option<&Tools>,
    cache: &Cache,
) -> Result<Vec<Asset>> {
    let addresses: BTreeMap<&str, String> = public.iter().map(|asset| (asset.name.as_str(), asset.url())).collect();
    let sheet = styles::bundle(&plan.root.join("style/main.css"), |name| addresses.get(name).cloned())?;
    let entries = parallel::map(modules, |(name, path, bytes)| wasm::bundle(name, bytes, path, tools, cache))?;
    let mut assets: Vec<Asset> = entries.into_iter().flatten().collect();
    assets.push(Asset::new("main.css", sheet.into_bytes()));
    assets.extend(public);
    Ok(assets)
}

/// Writes every file and its copies, then the manifest, then removes what an earlier build left.
fn publish(plan: &Plan, assets: &[Asset], mut manifest: Manifest, cache: &Cache) -> Result<Manifest> {
    let packed = parallel::map(assets, |asset| compress::pack(asset, manifest.quality, cache))?;
    let folder = plan.out.join("assets");
    let mut written = Vec::new();
    for (asset, packed) in assets.iter().zip(&packed) {
        write(&folder, asset, packed.as_ref(), &mut written)?;
        manifest.add(asset, packed.as_ref());
    }
    manifest.write(&plan.out)?;
    files::keep_only(&folder, &written)?;
    Ok(manifest)
}

fn write(folder: &Path, asset: &Asset, packed: Option<&Packed>, written: &mut Vec<String>) -> Result<()> {
    let path = asset.path();
    let mut put = |path: String, bytes: &[u8]| {
        files::write(&folder.join(&path), bytes)?;
        written.push(path);
        Ok(())
    };
    if let Some(packed) = packed {
        put(format!("{path}.br"), &packed.br)?;
        put(format!("{path}.gz"), &packed.gz)?;
    }
    put(path, &asset.bytes)
}

/// Whether every file of the manifest is still there.
fn complete(out: &Path) -> bool {
    Manifest::read(out).is_ok_and(|manifest| manifest.urls.values().all(|url| out.join(url.trim_start_matches('/')).is_file()))
}
