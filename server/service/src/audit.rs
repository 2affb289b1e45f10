//! The audit trail. Stub signature: see the area's owner.

use db::Tx;
use domain::{
    Result,
    access::{Caller, Operation},
    audit::Change,
    ids::{AuditId, UserId},
};

use crate::Context;

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

/// Appends an event with its digest, inside the transaction that made it true.
///
/// # Errors
/// When the database refuses.
pub async fn append(_tx: &Tx, context: &Context, _caller: &Caller, _entry: Entry<'_>) -> Result<AuditId> { Ok(context.new_id()) }
