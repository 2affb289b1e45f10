//! What can go wrong while bundling, each as a sentence that names the file or value at fault.

use std::{io, path::Path};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{path} could not be read: {source}")]
    Read { path: String, source: io::Error },
    #[error("{path} could not be written: {source}")]
    Write { path: String, source: io::Error },
    #[error("{file}:{line}:{column}: {reason}")]
    Style { file: String, line: u32, column: u32, reason: String },
    #[error("the style sheet could not be made: {0}")]
    Sheet(String),
    #[error("{0} is missing: build the browser entries first (`make site` does it and then calls this program)")]
    NoWasm(String),
    #[error("wasm-bindgen refused {path}: {reason}")]
    Bindgen { path: String, reason: String },
    #[error("{tool} failed: {reason}")]
    Tool { tool: &'static str, reason: String },
    #[error("{path} is not what it should be: {reason}")]
    Json { path: String, reason: String },
    #[error("{0} could not be compressed: {1}")]
    Compress(&'static str, io::Error),
    #[error("{0} has no entry in the site's manifest: build the site again with `make site`")]
    NotInManifest(String),
    #[error("the site was compressed with --quick (quality {0}), so its sizes say nothing: build it again without")]
    QuickSite(u32),
    #[error("{0}")]
    TooLarge(String),
}

impl Error {
    pub fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::Read { path, source }
    }

    pub fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.display().to_string();
        move |source| Self::Write { path, source }
    }

    pub fn json(path: &Path) -> impl FnOnce(serde_json::Error) -> Self {
        let path = path.display().to_string();
        move |reason| Self::Json { path, reason: reason.to_string() }
    }
}
