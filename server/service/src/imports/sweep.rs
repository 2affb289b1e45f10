//! Files that nobody will import: uploads that were never started, and what a process left behind that died between a file and its row.
//! What is running, or can go on, is never touched: a row is forgotten only while the database says that nobody started it, and a file
//! goes only after its row. Any number of processes may sweep at once.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use db::imports::{self as store, Run};
use domain::{Error, Result, ids::ImportId, import::ImportState, time::Timestamp};

use super::service::folder;
use crate::Context;

/// Seconds for which an upload waits to be started.
const WAITS: i64 = 7 * 24 * 3_600;
/// Seconds after which a file that no run names belongs to nobody: longer than any upload is on its way.
const ON_ITS_WAY: i64 = 24 * 3_600;

/// Forgets what was never started, and removes files that nobody will import; a worker calls this now and then. Answers how many files
/// went.
///
/// # Errors
/// When the database refuses.
pub async fn sweep(context: &Context) -> Result<usize> {
    let mut gone = unstarted(context).await?;
    for path in old_files(context, folder(context)).await? {
        if is_over(context, &path).await? {
            gone += usize::from(remove(&path));
        }
    }
    // Nothing in the database speaks of these: they are moved away once they are whole.
    for path in old_files(context, context.settings.data_dir.join("uploads")).await? {
        if stem(&path).is_some_and(|name| uuid::Uuid::try_parse(name).is_ok()) {
            gone += usize::from(remove(&path));
        }
    }
    Ok(gone)
}

async fn unstarted(context: &Context) -> Result<usize> {
    let (now, here) = (context.now(), format!("{}/", folder(context).display()));
    let (before, mut gone) = (now.plus_seconds(-WAITS), 0);
    loop {
        let runs = store::sweep::unstarted(context.db.read(), &here, before, now).await?;
        if runs.is_empty() {
            return Ok(gone);
        }
        for Run { id, file_path, .. } in runs {
            let tx = context.db.begin().await?;
            let forgotten = store::sweep::forget(&*tx, id, before, now).await?;
            tx.commit().await?;
            if forgotten {
                tracing::info!(import = %id, "an upload that was never started is forgotten");
                gone += usize::from(remove(Path::new(&file_path)));
            }
        }
    }
}

/// Whether no run will read this file any more: there is none, or it has come to its end.
async fn is_over(context: &Context, path: &Path) -> Result<bool> {
    let Some(id) = stem(path).and_then(|name| name.parse::<ImportId>().ok()) else { return Ok(false) };
    let run = store::find(context.db.write(), id).await?;
    let over = |run: &Run| matches!(ImportState::from_code(&run.state), Some(ImportState::Done | ImportState::Refused));
    Ok(run.as_ref().is_none_or(over))
}

/// The name of one of our files.
fn stem(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.strip_suffix(".csv")
}

/// Files of a folder that nobody has written to for a day.
async fn old_files(context: &Context, folder: PathBuf) -> Result<Vec<PathBuf>> {
    let before = at(context.now().plus_seconds(-ON_ITS_WAY));
    let list = move || {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Vec::new(),
            Err(error) => {
                tracing::warn!(%error, folder = %folder.display(), "a folder of uploads cannot be read");
                return Vec::new();
            }
        };
        let is_old = |entry: &std::fs::DirEntry| {
            entry.metadata().is_ok_and(|data| data.is_file() && data.modified().is_ok_and(|written| written < before))
        };
        entries.flatten().filter(is_old).map(|entry| entry.path()).collect()
    };
    tokio::task::spawn_blocking(list).await.map_err(|_| Error::internal())
}

fn at(time: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(time.millis()).unwrap_or(0))
}

/// Removes a file; whether there was one. Another process may have been faster.
fn remove(path: &Path) -> bool {
    match std::fs::remove_file(path) {
        Ok(()) => true,
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                tracing::warn!(%error, file = %path.display(), "an upload could not be removed");
            }
            false
        }
    }
}
