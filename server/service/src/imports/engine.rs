//! A run from its first row to its last, a thousand rows at a time. What a batch brings in, what it refuses and how far the run is are
//! committed together, so that a process that dies at any moment leaves a run which goes on where it stood, with nothing lost and
//! nothing twice. Whoever works on a run holds its newest fencing token; one that was taken over fails at its next batch.
//! [`reading`] takes rows from the file, [`batch`] works on a thousand of them.

use db::{
    Tx,
    imports::{self as store, Run},
};
use domain::{
    Error, Result,
    access::{Caller, Module, Operation},
    audit::Change,
    import::{ImportKind, ImportState},
    live::LiveEvent,
    msg,
    time::Timestamp,
};

use self::reading::read_batch;
use super::{columns::Columns, seen::Seen, users};
use crate::{Context, audit, figures, live};

mod batch;
mod reading;

/// For how long a run belongs to who works on it without a sign of life.
const LEASE_SECONDS: i64 = 60;
/// Least time between two events for browsers.
const QUIET_MILLIS: i64 = 400;
/// From so many new rows on, a database may go about its tables otherwise than before.
const MANY: i64 = 1_000;

/// Is told after each batch how far the run is; an error stops the work there, as if the process had died.
pub type Progress<'a> = &'a mut (dyn FnMut(&Run) -> Result<()> + Send);

/// What a pass over the file does with its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Says what would happen.
    Check,
    /// Lets it happen.
    Write,
}

struct Work<'a> {
    context: &'a Context,
    caller: &'a Caller,
    kind: ImportKind,
    columns: Columns,
    run: Run,
    ids: Seen,
    addresses: Seen,
    earlier: users::Earlier,
    told_at: Timestamp,
}

/// The operation that an import of this kind is.
#[must_use]
pub const fn operation(kind: ImportKind) -> Operation {
    match kind {
        ImportKind::Users => Operation::ImportUsers,
        ImportKind::Payments => Operation::ImportPayments,
    }
}

/// Checks every row and writes none: the run is `Checked` afterwards.
///
/// # Errors
/// When the file is not acceptable as a whole, the run was taken over, or the database refuses.
pub async fn check(context: &Context, caller: &Caller, run: Run, progress: Progress<'_>) -> Result<Run> {
    let mut work = Work::begin(context, caller, run).await?;
    if work.is_over() {
        return Ok(work.run);
    }
    work.restart(ImportState::Checking).await?;
    work.pass(Pass::Check, progress).await?;
    work.end(ImportState::Checked).await
}

/// Brings the good rows in, or goes on where an earlier process stopped. Where it is all or nothing, every row is checked first.
///
/// # Errors
/// When the file is not acceptable as a whole, the run was taken over, or the database refuses.
pub async fn import(context: &Context, caller: &Caller, run: Run, progress: Progress<'_>) -> Result<Run> {
    let mut work = Work::begin(context, caller, run).await?;
    if work.is_over() {
        return Ok(work.run);
    }
    if work.run.state != ImportState::Running.code() {
        if work.run.all_or_nothing {
            work.restart(ImportState::Checking).await?;
            work.pass(Pass::Check, progress).await?;
            if work.run.rows_refused > 0 {
                return work.end(ImportState::Refused).await;
            }
        }
        work.restart(ImportState::Running).await?;
    }
    work.remember().await?;
    work.pass(Pass::Write, progress).await?;
    work.end(ImportState::Done).await
}

impl<'a> Work<'a> {
    /// Takes the run, and reads how far it is only then: the last batch of a process that was just killed may still be committed by
    /// the database after the caller looked, but not after the fence was moved.
    async fn begin(context: &'a Context, caller: &'a Caller, run: Run) -> Result<Self> {
        let kind = ImportKind::from_code(&run.kind).ok_or_else(Error::internal)?;
        let columns = Columns::new(kind, &json::<Vec<String>>(&run.header)?, &json::<super::columns::Mapping>(&run.mapping)?)?;
        let tx = context.db.begin().await?;
        let fence = store::take(&*tx, run.id, context.now().plus_seconds(LEASE_SECONDS)).await?;
        let stored = store::find(&*tx, run.id).await?.ok_or_else(Error::not_found)?;
        tx.commit().await?;
        // The file may have been moved since; everything else is as it is stored.
        let run = Run { file_path: run.file_path, fence, ..stored };
        Ok(Self {
            context,
            caller,
            kind,
            columns,
            run,
            ids: Seen::default(),
            addresses: Seen::default(),
            earlier: users::Earlier::default(),
            told_at: Timestamp(0),
        })
    }

    /// Whether another process has brought it to its end.
    fn is_over(&self) -> bool {
        matches!(ImportState::from_code(&self.run.state), Some(ImportState::Done | ImportState::Refused))
    }

    async fn restart(&mut self, state: ImportState) -> Result<()> {
        let tx = self.context.db.begin().await?;
        store::restart(&*tx, self.run.id, self.run.fence, state.code()).await.map_err(taken_over)?;
        self.tell(&tx, true).await?;
        tx.commit().await?;
        self.run = Run {
            state: state.code().to_owned(),
            read_bytes: 0,
            read_line: 1,
            rows_read: 0,
            rows_created: 0,
            rows_updated: 0,
            rows_unchanged: 0,
            rows_refused: 0,
            ..self.run.clone()
        };
        (self.ids, self.addresses, self.earlier) = (Seen::default(), Seen::default(), users::Earlier::default());
        Ok(())
    }

    async fn pass(&mut self, pass: Pass, progress: Progress<'_>) -> Result<()> {
        let mut reader = self.reader(self.run.read_bytes, self.run.read_line)?;
        loop {
            let from = self.run.read_bytes;
            let (again, batch) = read_batch(reader, self.run.file_name.clone()).await?;
            reader = again;
            if batch.is_empty() {
                break;
            }
            self.run.read_bytes = i64::try_from(reader.offset()).unwrap_or(i64::MAX);
            self.run.read_line = i64::try_from(reader.line()).unwrap_or(i64::MAX);
            self.run.rows_read += number(batch.len());
            let (lines, problems) = self.sort_out(&batch);
            self.batch(pass, from, &lines, (batch.as_slice(), problems)).await?;
            progress(&self.run)?;
        }
        // Less than what was scanned: somebody cut the file meanwhile.
        if self.run.read_bytes < self.run.bytes && self.run.rows_read == 0 {
            return Err(Error::invalid(msg::imports_file_changed()));
        }
        Ok(())
    }

    /// Tells browsers how far it is, a few times a second; whether it did.
    async fn tell(&mut self, tx: &Tx, always: bool) -> Result<bool> {
        let now = self.context.now();
        if !always && now < self.told_at.plus_millis(QUIET_MILLIS) {
            return Ok(false);
        }
        self.told_at = now;
        live::publish(tx, self.context, Module::Imports, &self.run.path, Some(self.run.created_by), &LiveEvent::Import { id: self.run.id })
            .await?;
        Ok(true)
    }

    async fn tell_lists(&self, tx: &Tx) -> Result<()> {
        let (module, event) = match self.kind {
            ImportKind::Users => (Module::Users, LiveEvent::Users { ids: Vec::new() }),
            ImportKind::Payments => (Module::Money, LiveEvent::Payments { users: Vec::new() }),
        };
        live::publish(tx, self.context, module, &self.run.path, None, &event).await
    }

    async fn end(mut self, state: ImportState) -> Result<Run> {
        let tx = self.context.db.begin().await?;
        store::end(&*tx, self.run.id, self.run.fence, state.code()).await.map_err(taken_over)?;
        if state != ImportState::Checked {
            let count = |field: &str, value: i64| Change { field: field.to_owned(), before: None, after: Some(value.to_string()) };
            let changes = vec![
                count("created", self.run.rows_created),
                count("updated", self.run.rows_updated),
                count("unchanged", self.run.rows_unchanged),
                count("refused", self.run.rows_refused),
            ];
            let entry = audit::Entry {
                operation: operation(self.kind),
                subject: self.run.id.to_string(),
                subject_user: None,
                subject_name: &self.run.file_name,
                path: &self.run.path,
                changes,
            };
            audit::append(&tx, self.context, self.caller, entry).await?;
            self.tell_lists(&tx).await?;
        }
        self.tell(&tx, true).await?;
        tx.commit().await?;
        self.run.state = state.code().to_owned();
        if state == ImportState::Done && self.run.rows_created >= MANY {
            // The rows are in, whatever becomes of this. A command that imports has no worker beside it which would sum what is left.
            if let Err(error) = figures::fold(self.context).await {
                tracing::warn!(%error, "figures of an import are not summed yet");
            }
            if let Err(error) = store::refresh_statistics(self.context.db.write()).await {
                tracing::warn!(%error, "the database was not told of the rows that an import brought");
            }
        }
        Ok(self.run)
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn taken_over(error: db::DbError) -> Error {
    match error {
        db::DbError::Stale(_) => Error::conflict(msg::imports_taken_over()),
        other => other.into(),
    }
}

fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| {
        tracing::error!(%error, "a stored run of an import cannot be read");
        Error::internal()
    })
}
