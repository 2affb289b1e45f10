//! Runs that nobody started: found by age, and forgotten only while that is still true of them.

use domain::{
    ids::{ImportId, UserId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::Run;
use crate::{DbResult, all, exec, one, values};

/// Nobody works on it, and nothing of it is in.
const UNSTARTED: &str = "state IN ('uploaded', 'checked') AND created_at < ? AND lease_until < ?";

/// Some runs of files below this folder that were begun before this and never started, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn unstarted(connection: &impl ConnectionTrait, folder: &str, before: Timestamp, now: Timestamp) -> DbResult<Vec<Run>> {
    let text = format!(
        "SELECT * FROM import_run WHERE {UNSTARTED} AND substr(file_path, 1, CAST(? AS integer)) = ? ORDER BY created_at, id LIMIT 100"
    );
    let length = i32::try_from(folder.chars().count()).unwrap_or(i32::MAX);
    all(connection, &text, values![before, now, length, folder]).await
}

/// Forgets a run with its refusals; answers whether it was still unstarted.
///
/// # Errors
/// When the database refuses.
pub async fn forget(connection: &impl ConnectionTrait, id: ImportId, before: Timestamp, now: Timestamp) -> DbResult<bool> {
    let gone = exec(connection, &format!("DELETE FROM import_run WHERE id = ? AND {UNSTARTED}"), values![id, before, now]).await?;
    if gone == 1 {
        exec(connection, "DELETE FROM import_problem WHERE import_id = ?", values![id]).await?;
    }
    Ok(gone == 1)
}

/// How many files of this person are here and how large they are together: of runs that wait to be started, and of those begun since then.
///
/// # Errors
/// When the database refuses.
pub async fn kept_of(connection: &impl ConnectionTrait, user: UserId, since: Timestamp) -> DbResult<(i64, i64)> {
    #[derive(FromQueryResult)]
    struct Kept {
        files: i64,
        bytes: i64,
    }
    let text = "SELECT CAST(COUNT(*) AS bigint) AS files, CAST(COALESCE(SUM(bytes), 0) AS bigint) AS bytes FROM import_run \
        WHERE created_by = ? AND (created_at > ? OR state IN ('uploaded', 'checked'))";
    let kept: Option<Kept> = one(connection, text, values![user, since]).await?;
    Ok(kept.map_or((0, 0), |kept| (kept.files, kept.bytes)))
}
