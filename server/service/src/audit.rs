//! The audit trail. A use case calls [`append`] inside the transaction that made the thing true: the row carries a digest of all its
//! fields, so that no writer waits for another. After the commit the sealer ([`seal`]) chains committed rows in batches and signs the
//! head; [`verify`] recomputes all of it in constant memory and names the first row that was touched. What waits for the sealer longer
//! than a minute is an alarm ([`oldest_unsealed`]).
//!
//! To audit another operation: build an [`Entry`] in its use case; secrets are masked there; its line stands in
//! `written`, its words in [`words`]. To cover another field: a new version of [`digest`].

use db::{Tx, Wake, audit::EventRow};
use domain::{
    Result,
    access::{Caller, Operation},
    audit::Change,
    ids::{AuditId, UserId},
    time::Timestamp,
};

use crate::Context;

pub mod canonical;
mod export;
mod list;
mod seal;
#[cfg(test)]
mod tests;
mod values;
mod verify;
mod words;
#[cfg(test)]
mod written;

pub use export::file_name as export_name;
pub use list::{AuditService, sees_address};
pub use seal::{oldest_unsealed, seal};
pub use verify::{Broken, VerifyReport, verify};

use canonical::Canonical;

/// What happened, as the use case knows it; who and from where comes from the caller.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The operation.
    pub operation: Operation,
    /// On what: an id's text.
    pub subject: String,
    /// The user concerned, for their timeline.
    pub subject_user: Option<UserId>,
    /// The subject's name as it is now.
    pub subject_name: &'a str,
    /// The part of the tree in which it can be read.
    pub path: &'a str,
    /// What changed; secrets masked.
    pub changes: Vec<Change>,
}

/// Something that happened before, for sample data: with its own time and person.
#[derive(Debug, Clone)]
pub struct Past<'a> {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: UserId,
    /// Who, by name.
    pub actor_name: &'a str,
    /// What.
    pub entry: Entry<'a>,
}

/// Longest name or subject, longest side of a change, longest address or request id, in characters; the rest is cut off.
const MOST_NAME: usize = 300;
const MOST_CHANGE: usize = 4_000;
const MOST_ORIGIN: usize = 200;

/// Appends an event with its digest, inside the transaction that made it true.
///
/// # Errors
/// When the database refuses.
pub async fn append(tx: &Tx, context: &Context, caller: &Caller, entry: Entry<'_>) -> Result<AuditId> {
    let mut event = event(context.new_id(), context.now(), caller.user, &caller.name, entry);
    event.behind_id = caller.behind;
    if let Some(behind) = caller.behind {
        event.behind_name = db::audit::name_of(&**tx, behind).await?.map(|name| clean(&name, MOST_NAME));
    }
    event.session_id = caller.session;
    event.address = caller.origin.address.as_deref().map(|text| clean(text, MOST_ORIGIN));
    event.request_id = caller.origin.request_id.as_deref().map(|text| clean(text, MOST_ORIGIN));
    let id = event.id;
    insert(tx, vec![event]).await?;
    Ok(id)
}

/// An event of the past with its digest, for sample data that is loaded in bulk and sealed afterwards.
pub(crate) fn of_the_past(id: AuditId, past: Past<'_>) -> EventRow {
    let mut event = event(id, past.at, past.actor, past.actor_name, past.entry);
    event.digest = digest(&event).to_vec();
    event
}

/// Appends many events of the past, for sample data.
///
/// # Errors
/// When the database refuses.
pub async fn append_many(tx: &Tx, _context: &Context, past: Vec<Past<'_>>) -> Result<()> {
    let events = past
        .into_iter()
        .map(|past| event(AuditId(crate::context::uuid_at(past.at)), past.at, past.actor, past.actor_name, past.entry))
        .collect();
    insert(tx, events).await
}

async fn insert(tx: &Tx, mut events: Vec<EventRow>) -> Result<()> {
    for event in &mut events {
        event.digest = digest(event).to_vec();
    }
    db::audit::insert(&**tx, events).await?;
    tx.wake(Wake::Audit);
    Ok(())
}

fn event(id: AuditId, at: Timestamp, actor: UserId, actor_name: &str, entry: Entry<'_>) -> EventRow {
    #[cfg(test)]
    written::check(entry.operation, &entry.changes);
    let changes: Vec<Change> = entry
        .changes
        .into_iter()
        .map(|change| Change {
            field: clean(&change.field, MOST_NAME),
            before: change.before.map(|text| clean(&text, MOST_CHANGE)),
            after: change.after.map(|text| clean(&text, MOST_CHANGE)),
        })
        .collect();
    EventRow {
        id,
        at,
        actor_id: actor,
        actor_name: clean(actor_name, MOST_NAME),
        behind_id: None,
        behind_name: None,
        operation: entry.operation.name().to_owned(),
        subject: clean(&entry.subject, MOST_NAME),
        subject_user: entry.subject_user,
        subject_name: clean(entry.subject_name, MOST_NAME),
        path: entry.path.to_owned(),
        changes: serde_json::to_string(&changes).expect("text is always JSON"),
        session_id: None,
        address: None,
        request_id: None,
        digest: Vec::new(),
    }
}

/// Text as both databases can hold it (PostgreSQL knows no NUL), not longer than that.
fn clean(text: &str, most: usize) -> String {
    text.chars().take(most).map(|c| if c == '\0' { '\u{FFFD}' } else { c }).collect()
}

/// The digest of an event: all its fields, as they are stored.
#[must_use]
pub fn digest(event: &EventRow) -> [u8; 32] {
    Canonical::new("audit event 1")
        .id(event.id.0)
        .number(event.at.0)
        .id(event.actor_id.0)
        .text(&event.actor_name)
        .optional_id(event.behind_id.map(|id| id.0))
        .optional_text(event.behind_name.as_deref())
        .text(&event.operation)
        .text(&event.subject)
        .optional_id(event.subject_user.map(|id| id.0))
        .text(&event.subject_name)
        .text(&event.path)
        .text(&event.changes)
        .optional_id(event.session_id.map(|id| id.0))
        .optional_text(event.address.as_deref())
        .optional_text(event.request_id.as_deref())
        .digest()
}
