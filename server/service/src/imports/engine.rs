//! A run from its first row to its last, a thousand rows at a time. What a batch brings in, what it refuses and how far the run is are
//! committed together, so that a process that dies at any moment leaves a run which goes on where it stood, with nothing lost and
//! nothing twice. Whoever works on a run holds its newest fencing token; one that was taken over fails at its next batch.

use std::{fs::File, io::BufReader, path::Path};

use db::{
    Tx,
    imports::{self as store, Problem, Run},
};
use domain::{
    Error, ErrorKind, Result,
    access::{Caller, Module, Operation},
    audit::Change,
    import::{ImportKind, ImportState, RowProblem},
    live::LiveEvent,
    msg,
    time::Timestamp,
    user::shorten,
};
use sea_orm::ConnectionTrait;

use super::{
    columns::Columns,
    file, payment_rows, payments,
    rows::{Row, Rows},
    seen::Seen,
    user_rows, users,
};
use crate::{Context, audit, live};

/// Rows of a transaction.
const BATCH: usize = 1_000;
/// For how long a run belongs to who works on it without a sign of life.
const LEASE_SECONDS: i64 = 60;
/// Least time between two events for browsers.
const QUIET_MILLIS: i64 = 400;
/// How often a batch is tried when others write the same things.
const TRIES: usize = 5;

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

/// Rows that were read, by what they hold.
enum Lines {
    Users(Vec<user_rows::UserLine>),
    Payments(Vec<payment_rows::PaymentLine>),
}

/// What a batch amounts to.
enum Plan {
    Users(users::Plan),
    Payments(payments::Plan),
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
    work.restart(ImportState::Checking).await?;
    work.pass(Pass::Check, progress).await?;
    work.end(ImportState::Checked).await
}

/// Brings the good rows in, or goes on where an earlier process stopped. Where it is all or nothing, every row is checked first.
///
/// # Errors
/// When the file is not acceptable as a whole, the run was taken over, or the database refuses.
pub async fn import(context: &Context, caller: &Caller, run: Run, progress: Progress<'_>) -> Result<Run> {
    let goes_on = run.state == ImportState::Running.code();
    let mut work = Work::begin(context, caller, run).await?;
    if !goes_on {
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
    async fn begin(context: &'a Context, caller: &'a Caller, mut run: Run) -> Result<Self> {
        let kind = ImportKind::from_code(&run.kind).ok_or_else(Error::internal)?;
        let columns = Columns::new(kind, &json::<Vec<String>>(&run.header)?, &json::<super::columns::Mapping>(&run.mapping)?)?;
        let tx = context.db.begin().await?;
        run.fence = store::take(&*tx, run.id, context.now().plus_seconds(LEASE_SECONDS)).await?;
        tx.commit().await?;
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

    fn reader(&self, offset: i64, line: i64) -> Result<Rows<BufReader<File>>> {
        let delimiter = self.run.delimiter.bytes().next().unwrap_or(b',');
        let (offset, line) = (u64::try_from(offset).unwrap_or(0), u64::try_from(line).unwrap_or(1));
        file::open(Path::new(&self.run.file_path), delimiter, offset, line).map_err(|error| file::refusal(error, &self.run.file_name))
    }

    /// Reads again what stands before the place where the run goes on, to know its ids.
    async fn remember(&mut self) -> Result<()> {
        if self.run.read_bytes == 0 {
            return Ok(());
        }
        let mut reader = self.reader(0, 1)?;
        while reader.offset() < u64::try_from(self.run.read_bytes).unwrap_or(0) {
            let (again, batch) = read_batch(reader, self.run.file_name.clone()).await?;
            reader = again;
            if batch.is_empty() {
                return Err(Error::invalid(msg::imports_file_changed()));
            }
            for row in &batch {
                self.note(row);
            }
        }
        // The last batch read on past the place: its rows come again and must not find themselves.
        let place = u64::try_from(self.run.read_line).unwrap_or(1);
        self.ids.forget_from(place);
        self.addresses.forget_from(place);
        Ok(())
    }

    /// What of a row stood in the file before: the column and the line.
    fn note(&mut self, row: &Row) -> Option<(&'static str, u64)> {
        let id = self.columns.cell(row, "external_id");
        let mut twice = (!id.is_empty()).then(|| self.ids.note(id, row.line)).flatten().map(|line| ("external_id", line));
        if self.kind == ImportKind::Users {
            let address = domain::email::key(self.columns.cell(row, "email"));
            let again = (!address.is_empty()).then(|| self.addresses.note(&address, row.line)).flatten().map(|line| ("email", line));
            twice = twice.or(again);
        }
        twice
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
            let (lines, problems) = self.sort_out(batch);
            self.batch(pass, from, &lines, problems).await?;
            progress(&self.run)?;
        }
        // Less than what was scanned: somebody cut the file meanwhile.
        if self.run.read_bytes < self.run.bytes && self.run.rows_read == 0 {
            return Err(Error::invalid(msg::imports_file_changed()));
        }
        Ok(())
    }

    /// Reads the cells of rows, and refuses what cannot be read or stood in the file before.
    fn sort_out(&mut self, batch: Vec<Row>) -> (Lines, Vec<RowProblem>) {
        let (zone, now) = (self.context.zone(), self.context.now());
        let mut problems = Vec::new();
        let mut lines = match self.kind {
            ImportKind::Users => Lines::Users(Vec::new()),
            ImportKind::Payments => Lines::Payments(Vec::new()),
        };
        for row in batch {
            let twice = self.note(&row).map(|(known, line)| {
                let value = shorten(self.columns.cell(&row, known));
                self.columns.problem(&row, known, msg::imports_twice_in_file(value, line))
            });
            let read = match &mut lines {
                Lines::Users(lines) => user_rows::read(&self.columns, row, &zone, now).map(|line| {
                    if twice.is_none() {
                        lines.push(line);
                    }
                }),
                Lines::Payments(lines) => payment_rows::read(&self.columns, row, &zone, now).map(|line| {
                    if twice.is_none() {
                        lines.push(line);
                    }
                }),
            };
            let wrong = read.err().unwrap_or_default();
            if twice.is_some() || !wrong.is_empty() {
                self.run.rows_refused += 1;
            }
            problems.extend(wrong.into_iter().chain(twice));
        }
        (lines, problems)
    }

    /// One batch, tried again when others write the same things at the same moment.
    async fn batch(&mut self, pass: Pass, from: i64, lines: &Lines, problems: Vec<RowProblem>) -> Result<()> {
        let mut tries = 1;
        loop {
            let before = self.run.clone();
            match self.attempt(pass, from, lines, &problems).await {
                Err(error)
                    if tries < TRIES
                        && matches!(error.kind, ErrorKind::Unavailable | ErrorKind::Conflict)
                        && error.message != msg::imports_taken_over() =>
                {
                    tracing::info!(import = %self.run.id, %error, tries, "a batch is tried again");
                    self.run = before;
                    tries += 1;
                }
                other => return other,
            }
        }
    }

    async fn attempt(&mut self, pass: Pass, from: i64, lines: &Lines, problems: &[RowProblem]) -> Result<()> {
        let tx = self.context.db.begin().await?;
        // What earlier batches brought is in the database; this one begins with nothing of its own, also when it is tried again.
        if pass == Pass::Write {
            self.earlier = users::Earlier::default();
        }
        let plan = self.plan(&*tx, lines).await?;
        if pass == Pass::Write {
            match &plan {
                Plan::Users(plan) => users::apply(&tx, self.context, plan).await?,
                Plan::Payments(plan) => payments::apply(&tx, self.context, self.caller, plan).await?,
            }
        }
        let (created, updated, unchanged, refused, more) = match plan {
            Plan::Users(plan) => (plan.created(), plan.updated(), plan.unchanged, plan.refused, plan.problems),
            Plan::Payments(plan) => (plan.created(), 0, plan.unchanged, plan.refused, plan.problems),
        };
        let count = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        self.run.rows_created += count(created);
        self.run.rows_updated += count(updated);
        self.run.rows_unchanged += count(unchanged);
        self.run.rows_refused += count(refused);
        store::insert_problems(&*tx, self.run.id, stored(problems.iter().chain(&more))?).await?;
        store::advance(&*tx, from, &self.run, self.context.now().plus_seconds(LEASE_SECONDS)).await.map_err(taken_over)?;
        let wrote = pass == Pass::Write && created + updated > 0;
        if self.tell(&tx, false).await? && wrote {
            self.tell_lists(&tx).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn plan(&mut self, connection: &impl ConnectionTrait, lines: &Lines) -> Result<Plan> {
        Ok(match lines {
            Lines::Users(lines) => {
                Plan::Users(users::plan(connection, self.context, self.caller, &self.columns, lines, &mut self.earlier).await?)
            }
            Lines::Payments(lines) => Plan::Payments(payments::plan(connection, self.context, self.caller, &self.columns, lines).await?),
        })
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
        Ok(self.run)
    }
}

/// Reads a batch beside the tasks of the runtime.
async fn read_batch(mut reader: Rows<BufReader<File>>, name: String) -> Result<(Rows<BufReader<File>>, Vec<Row>)> {
    let read = tokio::task::spawn_blocking(move || {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH
            && let Some(row) = reader.next_row()?
        {
            batch.push(row);
        }
        Ok((reader, batch))
    });
    read.await.map_err(|_| Error::internal())?.map_err(|error| file::refusal(error, &name))
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

/// Problems as stored, each row's numbered.
fn stored<'p>(problems: impl Iterator<Item = &'p RowProblem>) -> Result<Vec<Problem>> {
    let mut sorted: Vec<&RowProblem> = problems.collect();
    sorted.sort_by_key(|problem| problem.line);
    let (mut line, mut seq) = (0, 0);
    sorted
        .into_iter()
        .map(|problem| {
            seq = if problem.line == line { seq + 1 } else { 0 };
            line = problem.line;
            let reason = serde_json::to_string(&problem.reason).map_err(|_| Error::internal())?;
            Ok(Problem {
                line: i64::try_from(line).unwrap_or(i64::MAX),
                seq,
                column_name: problem.column.clone(),
                value: problem.value.clone(),
                reason,
            })
        })
        .collect()
}
