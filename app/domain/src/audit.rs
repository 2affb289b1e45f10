//! The audit trail as pages see it. Rows are append-only and hash-chained by a sealer; see `service::audit`.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{AuditId, SessionId, UserId},
    text::Msg,
    time::Timestamp,
};

mod action;
mod list;

pub use action::{AuditAction, AuditKind};
pub use list::AuditListQuery;

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who: the name as it was then.
    pub actor: Thing,
    /// As whom, when staff acted for a user.
    pub behind: Option<Thing>,
    /// The operation's name.
    pub operation: String,
    /// What was done, as a sentence.
    pub what: Msg,
    /// On what: the name as it was then.
    pub subject: Thing,
    /// What changed.
    pub changes: Vec<ShownChange>,
    /// From where.
    pub address: Option<String>,
    /// Whether the sealer has chained it.
    pub sealed: bool,
}

/// All that there is about one event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditView {
    /// What the list shows.
    pub row: AuditRow,
    /// The request that it came by.
    pub request: Option<String>,
    /// The session in which it was done.
    pub session: Option<SessionId>,
    /// SHA-256 over all of its fields, in hexadecimal.
    pub digest: String,
    /// Its place in the chain, once it is there.
    pub seal: Option<Seal>,
}

/// The place of an event in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The how-manieth it is.
    pub place: i64,
    /// The chain's value there, in hexadecimal.
    pub chain: String,
    /// When the batch was signed that holds it.
    pub at: Option<Timestamp>,
}

/// A record that an event names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thing {
    /// Its id: `usr_…`, `pay_…`; or the name of a list.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The user whose it is, for what has no page but theirs.
    pub of: Option<UserId>,
    /// Whether the reader can open it.
    pub opens: bool,
}

/// One field's change, in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShownChange {
    /// What the field is called.
    pub field: Msg,
    /// Before; none where there was nothing.
    pub before: Option<ShownValue>,
    /// After; none where there is nothing any more.
    pub after: Option<ShownValue>,
}

/// A value, as it is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownValue {
    /// As it was written down.
    Text(String),
    /// A phone number in its groups.
    Phone(String),
    /// Words of the catalogues.
    Words(Msg),
    /// A record.
    Thing(Thing),
}

/// One field's change, as it is stored. Secrets are masked before they get here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Field.
    pub field: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}
