//! Results kept under the hash of what they were made from, so that a second run makes nothing twice.

use crate::{
    error::Result,
    files::{keep_only, write},
};
use std::{
    fs,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

pub struct Cache {
    folder: PathBuf,
    used: Mutex<Vec<String>>,
}

impl Cache {
    pub fn open(folder: PathBuf) -> Self {
        Self { folder, used: Mutex::default() }
    }

    /// What was kept under this key, if anything was.
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        self.mark(key);
        fs::read(self.folder.join(key)).ok()
    }

    pub fn put(&self, key: &str, bytes: &[u8]) -> Result<()> {
        self.mark(key);
        write(&self.folder.join(key), bytes)
    }

    /// What is kept under this key, made now where nothing is.
    pub fn get_or(&self, key: &str, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        if let Some(kept) = self.get(key) {
            return Ok(kept);
        }
        let made = make()?;
        self.put(key, &made)?;
        Ok(made)
    }

    /// Forgets what this run did not ask for.
    pub fn sweep(&self) -> Result<()> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        keep_only(&self.folder, &used)
    }

    fn mark(&self, key: &str) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.push(key.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_made_once_and_swept_when_nobody_asks() {
        let home = tempfile::tempdir().unwrap();
        let first = Cache::open(home.path().join("kept"));
        assert_eq!(first.get_or("k", || Ok(b"one".to_vec())).unwrap(), b"one");
        assert_eq!(first.get_or("k", || Ok(b"two".to_vec())).unwrap(), b"one");

        let second = Cache::open(home.path().join("kept"));
        second.put("other", b"3").unwrap();
        second.sweep().unwrap();
        assert_eq!(second.get("k"), None);
        assert_eq!(second.get("other").unwrap(), b"3");
    }
}
