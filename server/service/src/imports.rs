//! Imports of users and payments from CSV files, by the command line ([`run_file`]) and by the page ([`ImportsService`]).
//!
//! ```text
//! file    one pass over the whole: what refuses it altogether, its digest, separator, header and first rows
//! columns which column feeds which            rows   one row after the other, in memory that does not grow
//! user_rows, payment_rows   cells read or refused    users, payments   what rows mean for what is there, and the writing of it
//! engine  batches of a thousand rows, each committed with how far the run is; goes on where a dead process stopped
//! sweep   files that nobody will import
//! ```
//!
//! A row is known by its external id in the importer's part of the tree: an equal one changes nothing. To import another kind: its
//! columns in `domain::import::ImportKind`, its two modules here, its arms in [`engine`].

use std::path::Path;

use db::imports::{self as store, Run};
use domain::{
    Error, Result,
    access::{Caller, Reach},
    ids::ImportId,
    import::{ImportKind, ImportState, RowProblem},
    msg,
    port::chunks::Chunks,
    text::Locale,
};

mod cells;
mod columns;
pub mod engine;
mod file;
mod payment_rows;
mod payments;
mod report;
mod rows;
mod seen;
mod service;
mod sweep;
#[cfg(test)]
mod tests;
mod user_rows;
mod users;

pub use columns::Mapping;
pub use engine::Progress;
pub use report::{Problems, refused_rows};
pub use service::{ImportsService, resume_abandoned};
pub use sweep::sweep;

use crate::Context;

/// How a file is imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Says what would happen and does nothing.
    pub dry_run: bool,
    /// Nothing goes in unless every row does.
    pub all_or_nothing: bool,
    /// Which column of the file feeds which; what is not named here is found by name.
    pub mapping: Mapping,
}

/// What became of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// The run; its refused rows are read by [`Problems`].
    pub import: ImportId,
    /// `Done`, `Checked` (dry run) or `Refused` (all or nothing, and a row was bad).
    pub state: ImportState,
    /// Rows read.
    pub rows: i64,
    /// Rows that made something, or would.
    pub created: i64,
    /// Rows that changed something, or would.
    pub updated: i64,
    /// Rows that were in already.
    pub unchanged: i64,
    /// Rows refused.
    pub refused: i64,
    /// Whether it went on where an earlier process stopped.
    pub resumed: bool,
}

/// The refused rows of a run that the command line did.
///
/// # Errors
/// When there is no such run, or the database refuses.
pub async fn refused_rows_of(context: &Context, import: ImportId, locale: Locale) -> Result<Chunks> {
    let run = store::find(context.db.read(), import).await?.ok_or_else(Error::not_found)?;
    refused_rows(context, &run, locale)
}

/// Who may import works on a whole part of the tree: single users' files have no place to put new people.
fn allowed(caller: &Caller, kind: ImportKind) -> Result<()> {
    match caller.reach(engine::operation(kind))? {
        Reach::Tree(_) => Ok(()),
        Reach::Own(_) | Reach::Assigned(_) => Err(Error::new(domain::ErrorKind::Forbidden, msg::imports_whole_tree_only())),
    }
}

/// Reads the head of a file into a run that is not stored yet.
async fn new_run(
    context: &Context,
    caller: &Caller,
    kind: ImportKind,
    name: &str,
    path: &Path,
    chosen: &[(String, Option<String>)],
) -> Result<Run> {
    let (from, shown) = (path.to_owned(), name.to_owned());
    let head = tokio::task::spawn_blocking(move || file::scan(&from))
        .await
        .map_err(|_| Error::internal())?
        .map_err(|error| file::refusal(error, &shown))?;
    let kept = store::kept_mapping(context.db.read(), caller.user, kind.code()).await?;
    let kept: Mapping = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let text = |value: serde_json::Result<String>| value.map_err(|_| Error::internal());
    Ok(Run {
        id: context.new_id(),
        kind: kind.code().to_owned(),
        file_name: name.to_owned(),
        file_path: path.display().to_string(),
        file_digest: head.digest,
        bytes: i64::try_from(head.bytes).unwrap_or(i64::MAX),
        read_bytes: 0,
        read_line: 1,
        state: ImportState::Uploaded.code().to_owned(),
        header: text(serde_json::to_string(&head.header))?,
        mapping: text(serde_json::to_string(&columns::propose(kind, &head.header, chosen, &kept)))?,
        sample: text(serde_json::to_string(&head.sample))?,
        delimiter: char::from(head.delimiter).to_string(),
        rows_read: 0,
        rows_created: 0,
        rows_updated: 0,
        rows_unchanged: 0,
        rows_refused: 0,
        all_or_nothing: false,
        path: caller.tree.clone(),
        created_at: context.now(),
        created_by: caller.user,
        created_by_name: caller.name.clone(),
        caller: text(serde_json::to_string(caller))?,
        lease_until: 0,
        fence: 0,
    })
}

/// Imports a file from end to end, or goes on where an earlier process stopped with the same file, and says what became of it.
///
/// # Errors
/// When the file is not acceptable as a whole, the caller may not import, or the database refuses. Then nothing was done, unless an
/// earlier batch is in already; running it again goes on from there.
pub async fn run_file(
    context: &Context,
    caller: &Caller,
    kind: ImportKind,
    path: &Path,
    options: &Options,
    progress: Progress<'_>,
) -> Result<Outcome> {
    allowed(caller, kind)?;
    let path = path.canonicalize().map_err(|error| file::refusal(error.into(), &path.display().to_string()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some((wrong, _)) = options.mapping.iter().find(|(known, _)| !kind.columns().contains(&known.as_str())) {
        return Err(Error::invalid(msg::imports_unknown_column(domain::user::shorten(wrong), kind.columns().join(", "))));
    }
    let mut run = new_run(context, caller, kind, &name, &path, &options.mapping).await?;
    run.all_or_nothing = options.all_or_nothing;
    // What is wrong with the columns is said before anything is stored.
    service::columns_of(&run)?;
    let unfinished = if options.dry_run { None } else { store::find_unfinished(context.db.read(), &run).await? };
    let resumed = unfinished.is_some();
    let run = match unfinished {
        Some(before) => Run { file_path: run.file_path, ..before },
        None => {
            store::insert(context.db.write(), &run).await?;
            run
        }
    };
    let done = if options.dry_run {
        engine::check(context, caller, run, progress).await?
    } else {
        engine::import(context, caller, run, progress).await?
    };
    Ok(Outcome {
        import: done.id,
        state: ImportState::from_code(&done.state).ok_or_else(Error::internal)?,
        rows: done.rows_read,
        created: done.rows_created,
        updated: done.rows_updated,
        unchanged: done.rows_unchanged,
        refused: done.rows_refused,
        resumed,
    })
}

/// A stored refusal as people see it.
fn shown(problem: store::Problem) -> Result<RowProblem> {
    let reason = serde_json::from_str(&problem.reason).map_err(|error| {
        tracing::error!(%error, "a stored refusal cannot be read");
        Error::internal()
    })?;
    Ok(RowProblem { line: u64::try_from(problem.line).unwrap_or(0), column: problem.column_name, value: problem.value, reason })
}
