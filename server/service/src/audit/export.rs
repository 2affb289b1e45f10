//! The filtered trail as CSV, newest first. Codes and ids stand in it as they were written down, so that a file means the same in every
//! language; what changed is the JSON of the event itself, which its digest covers. That somebody took it away is an event of its own.

use async_trait::async_trait;
use db::audit::{ListedRow, Narrow};
use domain::{
    access::{Caller, Operation, Reach},
    audit::{AuditListQuery, Change},
    error::Result,
    page::{Cursor, Page},
    port::chunks::Chunks,
};

use super::{
    Entry, append,
    list::{changes, narrow, sees_address},
};
use crate::{
    Context,
    download::{self, BATCH, Batches, moment},
};

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
    let narrow = narrow(context, &reach, query).await?;
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
    let batches = Export { context: context.clone(), caller: caller.clone(), reach, narrow };
    download::begin(context, caller, COLUMNS.map(str::to_owned).to_vec(), batches)
}

/// What the file is called.
#[must_use]
pub fn file_name(context: &Context) -> String {
    download::name(context, &["audit"])
}

struct Export {
    context: Context,
    caller: Caller,
    reach: Reach,
    narrow: Narrow,
}

#[async_trait]
impl Batches for Export {
    async fn batch(&mut self, cursor: Option<&Cursor>) -> Result<(Vec<Vec<String>>, Option<String>)> {
        let rows = db::audit::page(self.context.db.read(), &self.reach, &self.narrow, cursor, BATCH).await?;
        let page = Page::from_read(rows, BATCH, cursor, |row| (row.event.at.0.to_string(), row.event.id.0.to_string()));
        Ok((page.rows.into_iter().map(|row| record(row, &self.caller)).collect(), page.next))
    }
}

fn record(row: ListedRow, caller: &Caller) -> Vec<String> {
    let sees = sees_address(&caller.tree, row.actor_path.as_deref());
    let changes = if changes(caller, &row).is_empty() { String::new() } else { row.event.changes };
    let (event, place) = (row.event.id, row.seq.map(|seq| seq.to_string()).unwrap_or_default());
    vec![
        event.to_string(),
        moment(Some(row.event.at)),
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
