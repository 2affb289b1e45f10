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

/// Whether `Accept-Encoding` takes this coding: named with a weight above nothing, or not named where anything is taken.
fn is_accepted(accepts: &str, encoding: &str) -> bool {
    let weight = |name: &str| {
        accepts.split(',').find_map(|one| {
            let mut parts = one.split(';').map(str::trim);
            let is_it = parts.next().is_some_and(|coding| coding.eq_ignore_ascii_case(name));
            let quality = |part: &str| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")).map(str::to_owned);
            is_it.then(|| parts.find_map(quality).is_none_or(|quality| quality.trim().parse::<f32>().is_ok_and(|quality| quality > 0.0)))
        })
    };
    weight(encoding).or_else(|| weight("*")).unwrap_or(false)
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
            if is_accepted(accepts, encoding)
                && let Some(bytes) = read(&format!("{path}{suffix}"))
            {
                return Some((bytes, Some(encoding)));
            }
        }
        read(&path).map(|bytes| (bytes, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w27_a_coding_with_no_weight_is_not_sent() {
        for (accepts, brotli, gzip) in [
            ("br;q=0", false, false),
            ("br;q=0, gzip", false, true),
            ("BR ; Q=0.0, gzip;q=0.5", false, true),
            ("gzip, deflate, br", true, true),
            ("*", true, true),
            ("*;q=0, gzip", false, true),
            ("br;q=0, *", false, true),
            ("brotli", false, false),
            ("br;q=much", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_accepted(accepts, "br"), is_accepted(accepts, "gzip")), (brotli, gzip), "{accepts}");
        }
    }
}
