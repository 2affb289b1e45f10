//! The trail as pages show it, newest first, within the reader's part of the tree. Whoever may not see money does not see it here
//! either: what changed in an operation of money stays hidden from them. Network addresses of those above a reader do, too.

use async_trait::async_trait;
use db::audit::ListedRow;
use domain::{
    Result,
    access::{Caller, Module, Operation},
    audit::{AuditRow, Change},
    page::{Cursor, DEFAULT_PAGE_SIZE, Page},
    port::Audit,
};

use crate::{Context, users::sentence};

/// See [`Audit`].
#[derive(Debug, Clone)]
pub struct AuditService {
    context: Context,
}

impl AuditService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }
}

#[async_trait]
impl Audit for AuditService {
    async fn list(&self, caller: &Caller, cursor: Option<String>) -> Result<Page<AuditRow>> {
        let reach = caller.reach(Operation::ViewAudit)?;
        let cursor = cursor.as_deref().and_then(Cursor::decode);
        let size = usize::from(DEFAULT_PAGE_SIZE);
        let rows = db::audit::page(self.context.db.read(), &reach, cursor.as_ref(), size).await?;
        let page = Page::from_read(rows, size, cursor.as_ref(), |row| (row.event.at.0.to_string(), row.event.id.0.to_string()));
        let sees_money = caller.may(Operation::ListPayments);
        Ok(page.map(|row| shown(row, sees_money, &caller.tree)))
    }
}

/// Whether an operation of this name moves money.
fn moves_money(operation: &str) -> bool {
    Operation::ALL.iter().any(|known| known.name() == operation && known.needs().0 == Module::Money)
}

/// Whether somebody in this part of the tree may read from where another acted: not from where those act who stand above them.
pub fn sees_address(tree: &str, actor_path: Option<&str>) -> bool {
    actor_path.is_none_or(|path| path.starts_with(tree))
}

fn shown(row: ListedRow, sees_money: bool, tree: &str) -> AuditRow {
    let sees_address = sees_address(tree, row.actor_path.as_deref());
    let event = row.event;
    let hidden = !sees_money && moves_money(&event.operation);
    // What cannot be read is for the verifier to name; the rest of the row is shown.
    let changes: Vec<Change> = if hidden { Vec::new() } else { serde_json::from_str(&event.changes).unwrap_or_default() };
    let what = sentence(&event.operation, &event.subject_name, &changes);
    AuditRow {
        what,
        id: event.id,
        at: event.at,
        actor: event.actor_name,
        actor_id: event.actor_id,
        behind: event.behind_name,
        operation: event.operation,
        subject: event.subject,
        subject_name: event.subject_name,
        changes,
        address: event.address.filter(|_| sees_address),
        sealed: row.seq.is_some(),
    }
}
