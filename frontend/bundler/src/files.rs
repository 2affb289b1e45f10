//! The file system, with errors that name the file.

use crate::error::{Error, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(Error::read(path))
}

/// Writes beside the target and renames, so that a reader sees the old file or the new one.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::write(folder))?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    fs::write(&beside, bytes).map_err(Error::write(&beside))?;
    fs::rename(&beside, path).map_err(Error::write(path))
}

/// Every file below a folder as a relative path with `/`, sorted; none where there is no folder.
pub fn below(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        collect(folder, "", &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(Error::read(folder))? {
        let entry = entry.map_err(Error::read(folder))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.push(name);
        }
    }
    Ok(())
}

/// Removes what is below the folder and not among `kept`.
pub fn keep_only(folder: &Path, kept: &[String]) -> Result<()> {
    for name in below(folder)? {
        if !kept.contains(&name) {
            let path = folder.join(name);
            fs::remove_file(&path).map_err(Error::write(&path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_below_a_folder_come_sorted_with_their_folders() {
        let home = tempfile::tempdir().unwrap();
        write(&home.path().join("icons/b.svg"), b"b").unwrap();
        write(&home.path().join("a.txt"), b"a").unwrap();
        assert_eq!(below(home.path()).unwrap(), ["a.txt", "icons/b.svg"]);
        assert!(below(&home.path().join("nowhere")).unwrap().is_empty());
    }

    #[test]
    fn what_is_not_kept_goes() {
        let home = tempfile::tempdir().unwrap();
        write(&home.path().join("old.js"), b"1").unwrap();
        write(&home.path().join("new.js"), b"2").unwrap();
        keep_only(home.path(), &["new.js".to_owned()]).unwrap();
        assert_eq!(below(home.path()).unwrap(), ["new.js"]);
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = read(Path::new("nowhere/x.css")).unwrap_err().to_string();
        assert!(error.starts_with("nowhere/x.css could not be read"), "{error}");
    }
}
