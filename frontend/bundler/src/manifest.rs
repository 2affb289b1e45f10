//! `manifest.json`: from the name a page uses to the address the file is served under, with every file's sizes.
//!
//! ```json
//! {"staff.js": "/assets/staff.0123456789abcdef.js", …, "sizes": {"staff.js": {"raw": 9, "br": 5, "gz": 6}}, "quality": 11}
//! ```

use crate::{
    assets::Asset,
    compress::Packed,
    error::{Error, Result},
    files,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::Path};

pub const FILE: &str = "manifest.json";

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    #[serde(flatten)]
    pub urls: BTreeMap<String, String>,
    /// Bytes of each file as it is and as it travels.
    pub sizes: BTreeMap<String, Size>,
    /// Brotli's quality: figures of a quick build are no figures.
    pub quality: u32,
    /// The standard library is the one that came with the compiler: a twentieth more than what is recorded, which is no growth.
    #[serde(default)]
    pub shipped_std: bool,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Size {
    pub raw: usize,
    /// With brotli; the raw size where the file has no compressed copy.
    pub br: usize,
    pub gz: usize,
}

impl Manifest {
    pub fn add(&mut self, asset: &Asset, packed: Option<&Packed>) {
        let raw = asset.bytes.len();
        let (br, gz) = packed.map_or((raw, raw), |packed| (packed.br.len(), packed.gz.len()));
        self.urls.insert(asset.name.clone(), asset.url());
        self.sizes.insert(asset.name.clone(), Size { raw, br, gz });
    }

    pub fn read(site: &Path) -> Result<Self> {
        let path = site.join(FILE);
        serde_json::from_slice(&files::read(&path)?).map_err(Error::json(&path))
    }

    pub fn write(&self, site: &Path) -> Result<()> {
        let path = site.join(FILE);
        let text = serde_json::to_vec_pretty(self).map_err(Error::json(&path))?;
        files::write(&path, &text)
    }

    /// What a file weighs on its way to a browser.
    pub fn travels(&self, name: &str) -> Result<usize> {
        self.sizes.get(name).map(|size| size.br).ok_or_else(|| Error::NotInManifest(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back_as_written_and_is_flat_for_its_readers() {
        let home = tempfile::tempdir().unwrap();
        let asset = Asset::new("staff.js", b"let a = 1".to_vec());
        let packed = Packed { br: vec![0; 5], gz: vec![0; 6] };
        let mut manifest = Manifest { quality: 11, ..Default::default() };
        manifest.add(&asset, Some(&packed));
        manifest.write(home.path()).unwrap();

        assert_eq!(Manifest::read(home.path()).unwrap(), manifest);
        let text = std::fs::read_to_string(home.path().join(FILE)).unwrap();
        let plain: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(plain["staff.js"], asset.url());
        assert_eq!(plain["sizes"]["staff.js"]["br"], 5);
    }

    #[test]
    fn a_file_without_compressed_copies_travels_as_it_is() {
        let mut manifest = Manifest::default();
        manifest.add(&Asset::new("photo.webp", vec![0; 40]), None);
        assert_eq!(manifest.travels("photo.webp").unwrap(), 40);
        let error = manifest.travels("staff.wasm").unwrap_err().to_string();
        assert!(error.starts_with("staff.wasm has no entry"), "{error}");
    }
}
