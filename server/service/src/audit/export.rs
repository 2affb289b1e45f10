//! The filtered trail as CSV, streamed: a thousand events at a time by keyset, newest first. Codes and ids stand in it as they were
//! written down, so that a file means the same in every language; what changed is the JSON of the event itself, which its digest covers.
//! That somebody took it away is an event of its own.

use std::collections::VecDeque;

use async_trait::async_trait;
use db::audit::{ListedRow, Narrow};
use domain::{
    access::{Caller, Operation, Reach},
    audit::{AuditListQuery, Change},
    error::{Error, Result},
    page::Cursor,
    port::chunks::{ChunkSource, Chunks},
};

use super::{
    Entry, append,
    list::{changes, narrow, sees_address},
};
use crate::{Context, cells::neutral, identity};

/// Rows read at once.
const BATCH: usize = 1_000;
/// Tells spreadsheets that this is UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();
const COLUMNS: [&str; 15] = [
    "id",
    "at",
    "actor_id",
    "actor",
    "behind_id",
    "behind",
    "operation",
    "subject",
    "subject_name",
    "changes",
    "session",
    "address",
    "request",
    "place",
    "digest",
];

/// See [`domain::port::Audit::export`].
pub(super) async fn export(context: &Context, caller: &Caller, query: &AuditListQuery) -> Result<Chunks> {
    let reach = caller.reach(Operation::ExportAudit)?;
    let narrow = narrow(context, query)?;
    let asked = query.to_parameters().into_iter();
    let asked = asked.map(|(field, value)| Change { field: field.to_owned(), before: None, after: Some(value) }).collect();
    let tx = context.db.begin().await?;
    let entry = Entry {
        operation: Operation::ExportAudit,
        subject: "audit".to_owned(),
        subject_user: None,
        subject_name: &file_name(context),
        path: &caller.tree,
        changes: asked,
    };
    append(&tx, context, caller, entry).await?;
    tx.commit().await?;
    let mut head = MARK.to_vec();
    head.extend(write([COLUMNS.map(str::to_owned).to_vec()], csv::QuoteStyle::Necessary)?);
    let (context, caller) = (context.clone(), caller.clone());
    Ok(Box::new(Export { context, caller, reach, narrow, ready: VecDeque::from([head]), next: Next::First }))
}

/// What the file is called.
#[must_use]
pub fn file_name(context: &Context) -> String {
    let day = jiff::Timestamp::from_microsecond(context.now().0).unwrap_or_default().to_zoned(context.zone()).date();
    format!("audit-{day}.csv")
}

/// Where the next batch begins.
enum Next {
    First,
    After(Cursor),
    End,
}

struct Export {
    context: Context,
    caller: Caller,
    reach: Reach,
    narrow: Narrow,
    ready: VecDeque<Vec<u8>>,
    next: Next,
}

#[async_trait]
impl ChunkSource for Export {
    async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(Ok(ready));
        }
        let cursor = match std::mem::replace(&mut self.next, Next::End) {
            Next::First => None,
            Next::After(cursor) => Some(cursor),
            Next::End => return None,
        };
        match self.batch(cursor).await {
            Ok(bytes) if bytes.is_empty() => None,
            other => Some(other),
        }
    }
}

impl Export {
    /// A file takes as long as the browser reads: who was signed out, or lost a right meanwhile, gets no more of it.
    async fn check_caller(&self) -> Result<()> {
        let stands = match self.caller.session {
            Some(_) => identity::still_stands(&self.context, &self.caller).await?,
            None => identity::still_holds(self.context.db.read(), &self.caller).await?,
        };
        if stands { Ok(()) } else { Err(Error::forbidden()) }
    }

    async fn batch(&mut self, cursor: Option<Cursor>) -> Result<Vec<u8>> {
        if cursor.is_some() {
            self.check_caller().await?;
        }
        let mut rows = db::audit::page(self.context.db.read(), &self.reach, &self.narrow, cursor.as_ref(), BATCH).await?;
        if rows.len() > BATCH {
            rows.truncate(BATCH);
            let last = rows.last().map(|row| &row.event);
            self.next = last
                .map_or(Next::End, |last| Next::After(Cursor { key: last.at.0.to_string(), id: last.id.0.to_string(), backwards: false }));
        }
        write(rows.into_iter().map(|row| record(row, &self.caller)), csv::QuoteStyle::Always)
    }
}

fn record(row: ListedRow, caller: &Caller) -> Vec<String> {
    let sees = sees_address(&caller.tree, row.actor_path.as_deref());
    let changes = changes(caller, &row);
    let changes = if changes.is_empty() { String::new() } else { row.event.changes };
    let (event, place) = (row.event.id, row.seq.map(|seq| seq.to_string()).unwrap_or_default());
    let at = jiff::Timestamp::from_microsecond(row.event.at.0).map(|at| at.to_string()).unwrap_or_default();
    vec![
        event.to_string(),
        at,
        row.event.actor_id.to_string(),
        row.event.actor_name,
        row.event.behind_id.map(|id| id.to_string()).unwrap_or_default(),
        row.event.behind_name.unwrap_or_default(),
        row.event.operation,
        row.event.subject,
        row.event.subject_name,
        changes,
        row.event.session_id.filter(|_| sees).map(|id| id.to_string()).unwrap_or_default(),
        row.event.address.filter(|_| sees).unwrap_or_default(),
        row.event.request_id.filter(|_| sees).unwrap_or_default(),
        place,
        hex::encode(&row.event.digest),
    ]
}

/// Rows are quoted throughout, so that no program takes a number that is a name for a quantity.
fn write(records: impl IntoIterator<Item = Vec<String>>, quotes: csv::QuoteStyle) -> Result<Vec<u8>> {
    let failed = |cause: String| {
        tracing::error!(%cause, "a CSV record could not be written");
        Error::internal()
    };
    let mut writer = csv::WriterBuilder::new().quote_style(quotes).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for record in records {
        writer.write_record(record.into_iter().map(neutral)).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.to_string()))
}
