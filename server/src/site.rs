//! The built site: scripts, styles and pictures named by the hash of their content, with their compressed forms. With the feature
//! `embed` it is inside the binary; without it is read from `target/site`, where the bundler puts it. Where there is none, pages still
//! work: they are rendered here and do without script.

use std::{borrow::Cow, collections::HashMap};

/// Names of the site's files as the manifest gives them: `staff.js` → `/assets/staff.<hash>.js`.
#[derive(Debug, Clone, Default)]
pub struct Site {
    names: HashMap<String, String>,
}

#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
struct Embedded;

/// The bytes of a file of the site.
#[cfg(feature = "embed")]
fn read(path: &str) -> Option<Cow<'static, [u8]>> {
    Embedded::get(path).map(|file| file.data)
}

/// The bytes of a file of the site.
#[cfg(not(feature = "embed"))]
fn read(path: &str) -> Option<Cow<'static, [u8]>> {
    let root = std::env::var_os("SWITCHYARD_SITE").map_or_else(|| std::path::PathBuf::from("target/site"), std::path::PathBuf::from);
    std::fs::read(root.join(path)).ok().map(Cow::Owned)
}

impl Site {
    /// Reads the manifest.
    #[must_use]
    pub fn load() -> Self {
        let manifest = read("manifest.json")
            .and_then(|bytes| serde_json::from_slice::<HashMap<String, serde_json::Value>>(&bytes).ok())
            .unwrap_or_default();
        let names = manifest.into_iter().filter_map(|(name, value)| value.as_str().map(|path| (name, path.to_owned()))).collect();
        Self { names }
    }

    /// A site of these names, for tests of the pages that carry them.
    #[cfg(test)]
    pub fn of(names: &[(&str, &str)]) -> Self {
        Self { names: names.iter().map(|(name, path)| ((*name).to_owned(), (*path).to_owned())).collect() }
    }

    /// The path of a file by its plain name.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// The file behind `/assets/…`, in the best form that the browser takes: (bytes, content encoding).
    #[must_use]
    pub fn file(&self, path: &str, accepts: &str) -> Option<(Cow<'static, [u8]>, Option<&'static str>)> {
        let plain = path.split('/').all(|part| !part.is_empty() && part != "." && part != "..") && !path.contains('\\');
        if !plain {
            return None;
        }
        let path = format!("assets/{path}");
        for (suffix, encoding) in [(".br", "br"), (".gz", "gzip")] {
            if accepts.contains(encoding)
                && let Some(bytes) = read(&format!("{path}{suffix}"))
            {
                return Some((bytes, Some(encoding)));
            }
        }
        read(&path).map(|bytes| (bytes, None))
    }
}
