//! What this process keeps belongs to its user alone: password hashes, texts and phone numbers stand in the database and in uploads. New
//! files and folders are made so, and what an earlier version left open to the machine is closed at each start.

use std::{
    fs::{DirBuilder, OpenOptions, Permissions},
    io::{self, ErrorKind},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// For this user alone.
pub const FILE: u32 = 0o600;
const FOLDER: u32 = 0o700;
/// Everybody may write there, and owns what they write: no folder of ours, such as /tmp.
const STICKY: u32 = 0o1000;
/// What an installation keeps in its folder beside the database.
const FOLDERS: [&str; 3] = ["uploads", "imports", "simulator"];

/// Makes a folder, and those above it that are missing, for this user alone.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER).create(path)
}

/// Makes the folder of an installation and the file of its database where they are missing, and closes to others what is there.
///
/// # Errors
/// When the folder cannot be made.
pub fn prepare(data_dir: &Path, database: &db::Settings) -> io::Result<()> {
    make_folder(data_dir)?;
    close_folder(data_dir);
    close(&data_dir.join("keys"), FILE);
    for folder in FOLDERS.map(|name| data_dir.join(name)) {
        if folder.is_dir() {
            close_folder(&folder);
            for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten().filter(is_file) {
                close(&entry.path(), FILE);
            }
        }
    }
    if let Some(file) = database.file() {
        // SQLite gives the files beside it the rights that this one has.
        if let Err(error) = OpenOptions::new().write(true).create_new(true).mode(FILE).open(&file)
            && error.kind() != ErrorKind::AlreadyExists
        {
            tracing::debug!(%error, file = %file.display(), "the database's file is left to be made");
        }
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = file.clone().into_os_string();
            name.push(suffix);
            close(&PathBuf::from(name), FILE);
        }
    }
    Ok(())
}

fn is_file(entry: &std::fs::DirEntry) -> bool {
    entry.file_type().is_ok_and(|kind| kind.is_file())
}

fn close_folder(path: &Path) {
    if std::fs::metadata(path).is_ok_and(|data| data.permissions().mode() & STICKY == 0) {
        close(path, FOLDER);
    }
}

/// Takes away what others may do with it. Where that is not ours to do, whoever did it knows better, and is told.
fn close(path: &Path, most: u32) {
    let Ok(data) = std::fs::metadata(path) else { return };
    let mode = data.permissions().mode() & 0o777;
    if mode & !most == 0 {
        return;
    }
    match std::fs::set_permissions(path, Permissions::from_mode(mode & most)) {
        Ok(()) => tracing::info!(path = %path.display(), "is now for this user alone"),
        Err(error) => tracing::warn!(%error, path = %path.display(), "may be read by others of this machine"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).expect("it is there").permissions().mode() & 0o7777
    }

    #[test]
    fn w13_what_is_kept_is_for_this_user_alone() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = parent.path().join("deep").join("data");
        let database = db::Settings { url: format!("sqlite://{}/switchyard.sqlite", folder.display()), connections: 2 };
        prepare(&folder, &database).expect("is made");
        let file = folder.join("switchyard.sqlite");
        assert_eq!((mode(&folder), mode(&folder.join("..")), mode(&file)), (0o700, 0o700, 0o600));
        // What an earlier version left.
        let (uploads, wal) = (folder.join("uploads"), folder.join("switchyard.sqlite-wal"));
        std::fs::create_dir(&uploads).expect("a folder");
        let upload = uploads.join("people.csv");
        for path in [&wal, &upload] {
            std::fs::write(path, "x").expect("writes");
        }
        for path in [&folder, &uploads] {
            std::fs::set_permissions(path, Permissions::from_mode(0o755)).expect("opens it");
        }
        for path in [&file, &wal, &upload] {
            std::fs::set_permissions(path, Permissions::from_mode(0o644)).expect("opens it");
        }
        prepare(&folder, &database).expect("is there");
        for path in [&folder, &uploads] {
            assert_eq!(mode(path), 0o700, "{}", path.display());
        }
        for path in [&file, &wal, &upload] {
            assert_eq!(mode(path), 0o600, "{}", path.display());
        }
    }

    #[test]
    fn w13_a_folder_that_everybody_shares_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o1777)).expect("opens it");
        prepare(folder.path(), &db::Settings { url: "postgres://nowhere/nothing".into(), connections: 2 }).expect("is there");
        assert_eq!(mode(folder.path()), 0o1777);
    }
}
