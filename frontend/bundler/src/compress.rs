//! Brotli and gzip copies beside a file, made once per content.

use crate::{
    assets::Asset,
    cache::Cache,
    error::{Error, Result},
};
use std::io::Write as _;

/// How hard brotli tries: 11 for what is shipped, 5 for the edit loop.
pub fn quality(quick: bool) -> u32 {
    if quick { 5 } else { 11 }
}

pub struct Packed {
    pub br: Vec<u8>,
    pub gz: Vec<u8>,
}

/// The compressed copies of a file, none where its kind is compressed already.
pub fn pack(asset: &Asset, quality: u32, cache: &Cache) -> Result<Option<Packed>> {
    if !worthwhile(&asset.name) {
        return Ok(None);
    }
    let key = |ending: &str| format!("packed/{}.{quality}.{ending}", asset.hash);
    Ok(Some(Packed {
        br: cache.get_or(&key("br"), || brotli(&asset.bytes, quality))?,
        gz: cache.get_or(&key("gz"), || gzip(&asset.bytes))?,
    }))
}

fn worthwhile(name: &str) -> bool {
    const TEXTUAL: [&str; 12] = ["css", "csv", "html", "ico", "js", "json", "map", "svg", "txt", "wasm", "webmanifest", "xml"];
    name.rsplit_once('.').is_some_and(|(_, ending)| TEXTUAL.contains(&ending))
}

fn brotli(bytes: &[u8], quality: u32) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams {
        quality: i32::try_from(quality).unwrap_or(11),
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &settings).map_err(|error| Error::Compress("a brotli copy", error))?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).and_then(|()| packer.finish()).map_err(|error| Error::Compress("a gzip copy", error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn some_asset(name: &str) -> Asset {
        Asset::new(name, "every yard has its switches, ".repeat(200).into_bytes())
    }

    #[test]
    fn copies_unpack_to_the_same_bytes() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::open(home.path().to_owned());
        let asset = some_asset("a.js");
        let packed = pack(&asset, 11, &cache).unwrap().unwrap();

        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(&packed.gz[..]).read_to_end(&mut plain).unwrap();
        assert_eq!(plain, asset.bytes);

        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &packed.br[..], &mut plain).unwrap();
        assert_eq!(plain, asset.bytes);
        assert!(packed.br.len() < packed.gz.len());
    }

    #[test]
    fn pictures_and_fonts_are_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::open(home.path().to_owned());
        assert!(pack(&some_asset("photo.webp"), 11, &cache).unwrap().is_none());
        assert!(pack(&some_asset("inter.woff2"), 11, &cache).unwrap().is_none());
    }
}
