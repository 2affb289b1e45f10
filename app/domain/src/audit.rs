//! The audit trail as pages see it. Rows are append-only and hash-chained by a sealer; see `service::audit`.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{AuditId, UserId},
    time::Timestamp,
};

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who: the name as it was then.
    pub actor: String,
    /// Who, as id.
    pub actor_id: UserId,
    /// As whom, when staff acted for a user.
    pub behind: Option<String>,
    /// The operation's name.
    pub operation: String,
    /// What was done, as a sentence.
    pub what: crate::Msg,
    /// On what: `usr_…`, `pay_…`.
    pub subject: String,
    /// The subject's name as it was then.
    pub subject_name: String,
    /// What changed: field, before, after.
    pub changes: Vec<Change>,
    /// From where.
    pub address: Option<String>,
    /// Whether the sealer has chained it.
    pub sealed: bool,
}

/// One field's change. Secrets are masked before they get here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Field.
    pub field: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}
