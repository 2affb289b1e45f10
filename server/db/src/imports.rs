//! Runs of imports. A run is one row that says how far it is; it moves on in the transaction that brings its rows in, under a lease
//! whose fencing token proves that nobody took the run over meanwhile. What the rows of a file are compared with stands in [`lookup`],
//! what they write to in [`write`].

use domain::{
    ids::{ImportId, UserId},
    page::{Cursor, Page},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Value};

use crate::{
    Sql,
    error::{DbError, DbResult},
    page::{Key, seek},
    sql::{all, exec, insert_many, one, scalar},
    values,
};

pub mod lookup;
pub mod sweep;
pub mod write;

/// Tells PostgreSQL what its tables have become after many rows came in at once: by itself it looks about once a minute, and until then
/// it may read all of a table that was empty a moment ago. Statements for SQLite do not depend on what it knows.
///
/// # Errors
/// When the database refuses.
pub async fn refresh_statistics(connection: &impl ConnectionTrait) -> DbResult<()> {
    if connection.get_database_backend() == DbBackend::Postgres {
        exec(
            connection,
            "ANALYZE users, user_tag, organisation, user_measure, payment, payment_text, ledger_account, ledger_entry",
            vec![],
        )
        .await?;
    }
    Ok(())
}

/// A run as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Run {
    /// Its id.
    pub id: ImportId,
    /// Kind's code.
    pub kind: String,
    /// Name of the file as the person knows it.
    pub file_name: String,
    /// Where it is.
    pub file_path: String,
    /// SHA-256 of it.
    pub file_digest: Vec<u8>,
    /// Its size.
    pub bytes: i64,
    /// The byte after the last row that was read.
    pub read_bytes: i64,
    /// The line after it.
    pub read_line: i64,
    /// State's code.
    pub state: String,
    /// Column names, as JSON.
    pub header: String,
    /// Which column feeds which, as JSON.
    pub mapping: String,
    /// The first rows, as JSON.
    pub sample: String,
    /// What separates fields.
    pub delimiter: String,
    /// Rows read.
    pub rows_read: i64,
    /// Rows made.
    pub rows_created: i64,
    /// Rows that changed something.
    pub rows_updated: i64,
    /// Rows that were in already.
    pub rows_unchanged: i64,
    /// Rows refused.
    pub rows_refused: i64,
    /// Everything or nothing.
    pub all_or_nothing: bool,
    /// Part of the tree it imports into.
    pub path: String,
    /// When it began.
    pub created_at: Timestamp,
    /// Who began it.
    pub created_by: UserId,
    /// Their name.
    pub created_by_name: String,
    /// The caller, as JSON, to go on after a crash.
    pub caller: String,
    /// Until when someone works on it.
    pub lease_until: i64,
    /// The newest fencing token.
    pub fence: i64,
}

const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "file_name",
    "file_path",
    "file_digest",
    "bytes",
    "read_bytes",
    "read_line",
    "state",
    "header",
    "mapping",
    "sample",
    "delimiter",
    "rows_read",
    "rows_created",
    "rows_updated",
    "rows_unchanged",
    "rows_refused",
    "all_or_nothing",
    "path",
    "created_at",
    "created_by",
    "created_by_name",
    "caller",
    "lease_until",
    "fence",
];

/// Keeps a new run.
///
/// # Errors
/// When the database refuses.
pub async fn insert(connection: &impl ConnectionTrait, run: &Run) -> DbResult<()> {
    let row = values![
        run.id,
        run.kind.as_str(),
        run.file_name.as_str(),
        run.file_path.as_str(),
        run.file_digest.clone(),
        run.bytes,
        run.read_bytes,
        run.read_line,
        run.state.as_str(),
        run.header.as_str(),
        run.mapping.as_str(),
        run.sample.as_str(),
        run.delimiter.as_str(),
        run.rows_read,
        run.rows_created,
        run.rows_updated,
        run.rows_unchanged,
        run.rows_refused,
        run.all_or_nothing,
        run.path.as_str(),
        run.created_at,
        run.created_by,
        run.created_by_name.as_str(),
        run.caller.as_str(),
        run.lease_until,
        run.fence
    ];
    insert_many(connection, "import_run", COLUMNS, vec![row], "").await.map(|_| ())
}

/// A run.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, id: ImportId) -> DbResult<Option<Run>> {
    one(connection, "SELECT * FROM import_run WHERE id = ?", values![id]).await
}

/// A person's runs in a part of the tree, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(connection: &impl ConnectionTrait, by: UserId, path: &str, cursor: Option<&Cursor>, size: usize) -> DbResult<Page<Run>> {
    let mut sql = Sql::new("SELECT * FROM import_run WHERE created_by = ");
    sql.bind(by).push(" AND path = ").bind(path);
    seek(&mut sql, "created_at", "id", Key::Number, true, cursor, size);
    let rows: Vec<Run> = sql.all(connection).await?;
    Ok(Page::from_read(rows, size, cursor, |run| (run.created_at.0.to_string(), run.id.0.to_string())))
}

/// The run of the same file by the same person in the same way that did not come to its end, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn find_unfinished(connection: &impl ConnectionTrait, like: &Run) -> DbResult<Option<Run>> {
    one(
        connection,
        "SELECT * FROM import_run WHERE created_by = ? AND kind = ? AND file_digest = ? AND path = ? AND mapping = ? AND all_or_nothing = ?
        AND state = 'running' ORDER BY created_at DESC, id DESC LIMIT 1",
        values![
            like.created_by,
            like.kind.as_str(),
            like.file_digest.clone(),
            like.path.as_str(),
            like.mapping.as_str(),
            like.all_or_nothing
        ],
    )
    .await
}

/// Runs that were being worked on by someone whose lease is over.
///
/// # Errors
/// When the database refuses.
pub async fn abandoned(connection: &impl ConnectionTrait, now: Timestamp) -> DbResult<Vec<Run>> {
    all(
        connection,
        "SELECT * FROM import_run WHERE state IN ('checking', 'running') AND lease_until < ? ORDER BY created_at LIMIT 100",
        values![now],
    )
    .await
}

/// Takes a run over, whoever had it: the new fencing token. Everything the old one still tries fails.
///
/// # Errors
/// When the database refuses.
pub async fn take(connection: &impl ConnectionTrait, id: ImportId, until: Timestamp) -> DbResult<i64> {
    exec(connection, "UPDATE import_run SET lease_until = ?, fence = fence + 1 WHERE id = ?", values![until, id]).await?;
    scalar::<i64>(connection, "SELECT fence FROM import_run WHERE id = ?", values![id]).await?.ok_or(DbError::Stale("import_run"))
}

/// Puts a run at its beginning, in this state, with nothing counted and nothing refused.
///
/// # Errors
/// Stale, when someone took it over.
pub async fn restart(connection: &impl ConnectionTrait, id: ImportId, fence: i64, state: &str) -> DbResult<()> {
    let changed = exec(
        connection,
        "UPDATE import_run SET state = ?, read_bytes = 0, read_line = 1, rows_read = 0, rows_created = 0, rows_updated = 0,
        rows_unchanged = 0, rows_refused = 0 WHERE id = ? AND fence = ?",
        values![state, id, fence],
    )
    .await?;
    if changed != 1 {
        return Err(DbError::Stale("import_run"));
    }
    exec(connection, "DELETE FROM import_problem WHERE import_id = ?", values![id]).await.map(|_| ())
}

/// Moves a run on from where it was to where `to` is, in the transaction that makes it true.
///
/// # Errors
/// Stale, when someone took it over.
pub async fn advance(connection: &impl ConnectionTrait, from: i64, to: &Run, lease_until: Timestamp) -> DbResult<()> {
    let changed = exec(
        connection,
        "UPDATE import_run SET read_bytes = ?, read_line = ?, rows_read = ?, rows_created = ?, rows_updated = ?, rows_unchanged = ?,
        rows_refused = ?, lease_until = ? WHERE id = ? AND fence = ? AND read_bytes = ? AND state = ?",
        values![
            to.read_bytes,
            to.read_line,
            to.rows_read,
            to.rows_created,
            to.rows_updated,
            to.rows_unchanged,
            to.rows_refused,
            lease_until,
            to.id,
            to.fence,
            from,
            to.state.as_str()
        ],
    )
    .await?;
    if changed == 1 { Ok(()) } else { Err(DbError::Stale("import_run")) }
}

/// Ends the work on a run in this state.
///
/// # Errors
/// Stale, when someone took it over.
pub async fn end(connection: &impl ConnectionTrait, id: ImportId, fence: i64, state: &str) -> DbResult<()> {
    let changed =
        exec(connection, "UPDATE import_run SET state = ?, lease_until = 0 WHERE id = ? AND fence = ?", values![state, id, fence]).await?;
    if changed == 1 { Ok(()) } else { Err(DbError::Stale("import_run")) }
}

/// Sets whether it is all or nothing, before it runs.
///
/// # Errors
/// When the database refuses.
pub async fn set_all_or_nothing(connection: &impl ConnectionTrait, id: ImportId, all_or_nothing: bool) -> DbResult<()> {
    exec(connection, "UPDATE import_run SET all_or_nothing = ? WHERE id = ?", values![all_or_nothing, id]).await.map(|_| ())
}

/// Sets the mapping of a run on which nobody works; answers whether that was so.
///
/// # Errors
/// When the database refuses.
pub async fn set_mapping(connection: &impl ConnectionTrait, id: ImportId, mapping: &str) -> DbResult<bool> {
    let changed = exec(
        connection,
        "UPDATE import_run SET mapping = ?, state = 'uploaded', rows_read = 0, rows_created = 0, rows_updated = 0, rows_unchanged = 0,
        rows_refused = 0, read_bytes = 0 WHERE id = ? AND state IN ('uploaded', 'checked')",
        values![mapping, id],
    )
    .await?;
    if changed == 1 {
        exec(connection, "DELETE FROM import_problem WHERE import_id = ?", values![id]).await?;
    }
    Ok(changed == 1)
}

/// A refused cell as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Problem {
    /// Line of its row.
    pub line: i64,
    /// Which of the row's.
    pub seq: i32,
    /// Column's name in the file.
    pub column_name: String,
    /// Value, shortened.
    pub value: String,
    /// Reason, as JSON.
    pub reason: String,
    /// The whole row as it stood in the file, as JSON: with its first problem, where it was asked for.
    pub cells: Option<String>,
}

/// Keeps refused cells.
///
/// # Errors
/// When the database refuses.
pub async fn insert_problems(connection: &impl ConnectionTrait, id: ImportId, problems: Vec<Problem>) -> DbResult<()> {
    let rows: Vec<Vec<Value>> = problems
        .into_iter()
        .map(|problem| values![id, problem.line, problem.seq, problem.column_name, problem.value, problem.reason, problem.cells])
        .collect();
    insert_many(connection, "import_problem", &["import_id", "line", "seq", "column_name", "value", "reason", "cells"], rows, "")
        .await
        .map(|_| ())
}

/// Refused cells after this one, in the order of the file.
///
/// # Errors
/// When the database refuses.
pub async fn problems_after(connection: &impl ConnectionTrait, id: ImportId, after: (i64, i32), most: u32) -> DbResult<Vec<Problem>> {
    problems(connection, id, after, most, "CAST(NULL AS text)").await
}

/// The same with their rows.
///
/// # Errors
/// When the database refuses.
pub async fn refused_after(connection: &impl ConnectionTrait, id: ImportId, after: (i64, i32), most: u32) -> DbResult<Vec<Problem>> {
    problems(connection, id, after, most, "cells").await
}

async fn problems(connection: &impl ConnectionTrait, id: ImportId, after: (i64, i32), most: u32, cells: &str) -> DbResult<Vec<Problem>> {
    all(connection, &format!("SELECT line, seq, column_name, value, reason, {cells} AS cells FROM import_problem WHERE import_id = ? AND (line, seq) > (?, ?) ORDER BY line, seq LIMIT {most}"),
        values![id, after.0, after.1]).await
}

/// The mapping a person chose last for this kind, as JSON.
///
/// # Errors
/// When the database refuses.
pub async fn kept_mapping(connection: &impl ConnectionTrait, user: UserId, kind: &str) -> DbResult<Option<String>> {
    scalar(connection, "SELECT mapping FROM import_mapping WHERE user_id = ? AND kind = ?", values![user, kind]).await
}

/// Keeps it.
///
/// # Errors
/// When the database refuses.
pub async fn keep_mapping(connection: &impl ConnectionTrait, user: UserId, kind: &str, mapping: &str) -> DbResult<()> {
    exec(connection, "INSERT INTO import_mapping (user_id, kind, mapping) VALUES (?, ?, ?) ON CONFLICT (user_id, kind) DO UPDATE SET mapping = excluded.mapping",
        values![user, kind, mapping]).await.map(|_| ())
}
