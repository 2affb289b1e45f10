//! The trail as pages show it, newest first, within the reader's part of the tree, in words. Whoever may not see money does not see it
//! here either: what changed in an operation of money stays hidden from them. Network addresses of those above a reader do, too.

use async_trait::async_trait;
use db::audit::{ListedRow, Named, Narrow};
use domain::{
    Error, Result,
    access::{Caller, Module, Operation, Reach},
    audit::{AuditListQuery, AuditRow, AuditView, Change, Seal, Thing},
    ids::{AuditId, UserId},
    page::{Cursor, Page},
    port::{Audit, chunks::Chunks},
};

use super::{
    export,
    values::{self, Names, Reading},
};
use crate::{Context, figures::start_of_day, users::sentence};

/// Most rows that one page holds, whatever the call asks for.
const MOST_ROWS: u16 = 200;
/// How many of those who act are offered before anybody types a name.
const OFFERED: usize = 100;

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

    /// Rows in words: however many there are, one query for each kind of thing that they name.
    async fn shown(&self, caller: &Caller, rows: Vec<ListedRow>) -> Result<Vec<AuditRow>> {
        let mut read: Vec<(ListedRow, Vec<Change>)> = Vec::with_capacity(rows.len());
        for row in rows {
            let changes = changes(caller, &row);
            read.push((row, changes));
        }
        let mut texts = Vec::new();
        for (row, changes) in &read {
            texts.push(row.event.subject.clone());
            let people = [Some(row.event.actor_id), row.event.behind_id, row.event.subject_user];
            texts.extend(people.into_iter().flatten().map(|user| user.to_string()));
            texts.extend(changes.iter().flat_map(|change| [change.before.clone(), change.after.clone()]).flatten());
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let names = Names::of(self.context.db.read(), &texts, &caller.tree).await?;
        Ok(read.into_iter().map(|(row, changes)| shown(row, &changes, &names, caller)).collect())
    }
}

#[async_trait]
impl Audit for AuditService {
    async fn list(&self, caller: &Caller, query: &AuditListQuery) -> Result<Page<AuditRow>> {
        let reach = caller.reach(Operation::ViewAudit)?;
        let narrow = narrow(&self.context, &reach, query).await?;
        let (cursor, size) = (query.cursor.as_deref().and_then(Cursor::decode), usize::from(query.size.clamp(1, MOST_ROWS)));
        let rows = db::audit::page(self.context.db.read(), &reach, &narrow, cursor.as_ref(), size).await?;
        let page = Page::from_read(rows, size, cursor.as_ref(), |row| (row.event.at.0.to_string(), row.event.id.0.to_string()));
        let (previous, next) = (page.previous, page.next);
        Ok(Page { rows: self.shown(caller, page.rows).await?, previous, next })
    }

    async fn view(&self, caller: &Caller, event: AuditId) -> Result<AuditView> {
        let reach = caller.reach(Operation::ViewAudit)?;
        let read = self.context.db.read();
        let found = db::audit::find(read, &reach, event).await?.ok_or_else(Error::not_found)?;
        let seal = match (found.seq, &found.chain) {
            (Some(place), Some(chain)) => Some(Seal { place, chain: hex::encode(chain), at: db::audit::sealed_at(read, place).await? }),
            _ => None,
        };
        // Which request and which session it was belongs to from where it was.
        let sees = sees_address(&caller.tree, found.actor_path.as_deref());
        let (request, session) = (found.event.request_id.clone().filter(|_| sees), found.event.session_id.filter(|_| sees));
        let digest = hex::encode(&found.event.digest);
        let row = self.shown(caller, vec![found]).await?.pop().ok_or_else(Error::internal)?;
        Ok(AuditView { row, request, session, digest, seal })
    }

    async fn actors(&self, caller: &Caller, asked: Option<UserId>) -> Result<Vec<(UserId, String)>> {
        caller.reach(Operation::ViewAudit)?;
        let read = self.context.db.read();
        let mut found = db::audit::actors(read, &caller.tree, OFFERED).await?;
        if let Some(asked) = asked.filter(|asked| !found.iter().any(|row| row.id == asked.0)) {
            found.extend(db::audit::names(read, Named::Users, [asked.0], &caller.tree).await?);
        }
        Ok(found.into_iter().map(|row| (UserId(row.id), row.name)).collect())
    }

    async fn export(&self, caller: &Caller, query: &AuditListQuery) -> Result<Chunks> {
        export::export(&self.context, caller, query).await
    }
}

/// The filter as conditions. A filter of which any part is not understood is refused.
pub(super) async fn narrow(context: &Context, reach: &Reach, query: &AuditListQuery) -> Result<Narrow> {
    query.check()?;
    let near = db::audit::is_near(context.db.read(), reach).await?;
    let (from, before) = (start_of_day(context, query.from.as_deref(), 0), start_of_day(context, query.until.as_deref(), 1));
    Ok(Narrow { who: query.who, action: query.action, kind: query.kind, from, before, near })
}

/// Whether an operation of this name moves money.
fn moves_money(operation: &str) -> bool {
    Operation::ALL.iter().any(|known| known.name() == operation && known.needs().0 == Module::Money)
}

/// Whether somebody in this part of the tree may read from where another acted: not from where those act who stand above them.
pub fn sees_address(tree: &str, actor_path: Option<&str>) -> bool {
    actor_path.is_none_or(|path| path.starts_with(tree))
}

/// What changed, as far as this reader may know. What cannot be read is for the verifier to name; the rest of the row is shown.
pub(super) fn changes(caller: &Caller, row: &ListedRow) -> Vec<Change> {
    let hidden = !caller.may(Operation::ListPayments) && moves_money(&row.event.operation);
    if hidden { Vec::new() } else { serde_json::from_str(&row.event.changes).unwrap_or_default() }
}

fn shown(row: ListedRow, changes: &[Change], names: &Names, caller: &Caller) -> AuditRow {
    let sees_address = sees_address(&caller.tree, row.actor_path.as_deref());
    let event = row.event;
    let operation = Operation::ALL.iter().copied().find(|known| known.name() == event.operation);
    let reading = Reading { operation, user: event.subject_user, names };
    let person = |id: UserId, name: String| {
        let id = id.to_string();
        Thing { opens: names.knows(&id), id, name, of: None }
    };
    let own = event.actor_id == caller.user;
    AuditRow {
        what: sentence(&event.operation, &event.subject_name, changes),
        changes: values::changes(reading, changes),
        subject: values::subject(reading, event.subject, event.subject_name, own),
        id: event.id,
        at: event.at,
        actor: person(event.actor_id, event.actor_name),
        behind: event.behind_id.map(|id| person(id, event.behind_name.unwrap_or_default())),
        operation: event.operation,
        address: event.address.filter(|_| sees_address),
        sealed: row.seq.is_some(),
    }
}
