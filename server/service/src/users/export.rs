//! The filtered users as CSV, streamed: a thousand rows at a time by keyset, in the order of the list, so that memory stays constant
//! for any size. Between batches the caller is asked for again; an export that may not go on fails instead of ending. Cells that a
//! spreadsheet would run as formulas get an apostrophe, which the import takes away. What the import knows has the import's names and
//! reads as it does, so that an export goes in again and changes nothing; it passes over the other columns.

use std::collections::{BTreeSet, VecDeque};

use async_trait::async_trait;
use db::users::{list::Row, narrow::Narrow};
use domain::{
    Money,
    access::{Caller, Operation, Role},
    audit::Change,
    error::{Error, Result},
    ids::UserId,
    msg,
    page::Cursor,
    port::chunks::{ChunkSource, Chunks},
    time::{Period, Timestamp},
    user::{UserFilter, UserListQuery, UserRow, UserSort, UserStatus},
};

use super::{assign, changes, filter, list};
use crate::{Context, audit, cells::neutral, identity};

/// Rows read at once.
const BATCH: usize = 1_000;
/// Tells spreadsheets that this is UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();
/// Columns for everybody, then those of money.
const COLUMNS: [&str; 20] = [
    "id",
    "name",
    "username",
    "email",
    "email_status",
    "phone",
    "role",
    "post",
    "status",
    "tier",
    "organisation",
    "manager",
    "plan",
    "tags",
    "instances",
    "messages",
    "external_id",
    "manager_email",
    "parent_external_id",
    "registered_at",
];
const LAST: &str = "last_seen_at";
const MONEY: [&str; 2] = ["paid", "paid_this_month"];

/// See [`domain::port::Users::export`].
pub async fn export(context: &Context, caller: &Caller, query: &UserListQuery) -> Result<Chunks> {
    let reach = caller.reach(Operation::ExportUsers)?;
    let filter = filter::allowed(caller, &query.filter)?;
    let narrow = filter::narrow_page(context, &reach, filter).await?;
    let asked = filter.to_parameters().into_iter().map(|(field, value)| changes::one(field, None, Some(value))).collect();
    begin(context, caller, narrow, query, asked).await
}

/// See [`domain::port::Users::export_these`]. Who is out of reach is not in the file.
pub async fn export_these(context: &Context, caller: &Caller, users: &[UserId]) -> Result<Chunks> {
    let reach = caller.reach(Operation::ExportUsers)?;
    let users: Vec<UserId> = users.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    if users.len() > assign::MOST {
        return Err(Error::invalid(msg::users_too_many(users.len(), assign::MOST)));
    }
    let query = UserListQuery::default();
    let asked = vec![changes::one("users", None, Some(users.len().to_string()))];
    let narrow = Narrow { only: Some(users), ..filter::narrow(context, &reach, &query.filter) };
    begin(context, caller, narrow, &query, asked).await
}

/// Notes down what is taken away, by whom, and begins the file.
async fn begin(context: &Context, caller: &Caller, narrow: Narrow, query: &UserListQuery, asked: Vec<Change>) -> Result<Chunks> {
    let filter = &query.filter;
    let tx = context.db.begin().await?;
    let entry = audit::Entry {
        operation: Operation::ExportUsers,
        subject: "users".to_owned(),
        subject_user: None,
        subject_name: &file_name(context, filter),
        path: &caller.tree,
        changes: asked,
    };
    audit::append(&tx, context, caller, entry).await?;
    tx.commit().await?;
    let money = list::sees_money(caller);
    let month = filter.month.unwrap_or_else(|| context.this_month());
    Ok(Box::new(Export {
        context: context.clone(),
        caller: caller.clone(),
        narrow,
        sort: query.sort,
        reversed: query.reversed,
        money,
        month,
        ready: VecDeque::from([head(money)?]),
        next: Next::First,
    }))
}

/// What the file is called: whom it holds, as far as a word says it, and of which day it is.
#[must_use]
pub fn file_name(context: &Context, filter: &UserFilter) -> String {
    let words = ["users"].into_iter().chain(filter.status.map(UserStatus::code)).chain(filter.role.map(Role::code));
    let day = jiff::Timestamp::from_microsecond(context.now().0).unwrap_or_default().to_zoned(context.zone()).date();
    format!("{}-{day}.csv", words.collect::<Vec<_>>().join("-"))
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
    narrow: Narrow,
    sort: UserSort,
    reversed: bool,
    money: bool,
    month: Period,
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
        if stands {
            return Ok(());
        }
        tracing::info!(user = %self.caller.user, "an export was cut off: its caller may not read on");
        Err(Error::forbidden())
    }

    async fn batch(&mut self, cursor: Option<Cursor>) -> Result<Vec<u8>> {
        if cursor.is_some() {
            self.check_caller().await?;
        }
        let page = db::users::list::page(self.context.db.read(), &self.narrow, self.sort, self.reversed, cursor.as_ref(), BATCH).await?;
        if let Some(cursor) = page.next.as_deref().and_then(Cursor::decode) {
            self.next = Next::After(cursor);
        }
        let rows = list::shown(&self.context, &page.rows, self.money, self.month).await?;
        let tree = &self.caller.tree;
        write(rows.iter().zip(&page.rows).map(|(row, stored)| record(row, stored, tree)), csv::QuoteStyle::Always)
    }
}

fn head(money: bool) -> Result<Vec<u8>> {
    let columns = COLUMNS.into_iter().chain([LAST]).chain(MONEY.into_iter().filter(|_| money)).map(str::to_owned).collect();
    let mut bytes = MARK.to_vec();
    bytes.extend(write([columns], csv::QuoteStyle::Necessary)?);
    Ok(bytes)
}

fn record(row: &UserRow, stored: &Row, tree: &str) -> Vec<String> {
    let name = |named: Option<&str>| named.unwrap_or_default().to_owned();
    let mut cells = vec![
        row.id.to_string(),
        row.name.clone(),
        name(row.username.as_deref()),
        row.email.clone(),
        row.email_status.code().to_owned(),
        name(row.phone.as_deref()),
        row.role.code().to_owned(),
        name(row.post.map(domain::access::Post::code)),
        row.status.code().to_owned(),
        row.tier.to_string(),
        name(row.organisation.as_ref().map(|(_, name)| name.as_str())),
        name(row.manager.as_ref().map(|(_, name)| name.as_str())),
        name(row.plan.as_ref().map(|(_, name)| name.as_str())),
        row.tags.join(","),
        row.instances.to_string(),
        row.messages.to_string(),
        external(stored.external_id.as_deref(), stored.external_space.as_deref(), row.id, tree),
        name(stored.manager_email.as_deref()),
        parent(stored, tree),
        moment(Some(row.registered_at)),
        moment(row.last_seen_at),
    ];
    if let Some(paid) = &row.paid {
        cells.push(paid.iter().map(Money::to_string).collect::<Vec<_>>().join("; "));
    }
    if let Some(paid) = row.paid_this_month {
        cells.push(if paid { "yes" } else { "no" }.to_owned());
    }
    cells
}

fn moment(at: Option<Timestamp>) -> String {
    at.and_then(|at| jiff::Timestamp::from_microsecond(at.0).ok()).map(|at| at.to_string()).unwrap_or_default()
}

/// By which the import finds somebody again: their id elsewhere, where it is of this part of the tree, else ours.
fn external(id: Option<&str>, space: Option<&str>, ours: UserId, tree: &str) -> String {
    id.filter(|_| space == Some(tree)).map_or_else(|| ours.to_string(), str::to_owned)
}

/// The owner or sub-dealer above, but for the head of this part of the tree: who is above them stands in no file.
fn parent(stored: &Row, tree: &str) -> String {
    let head = stored.node.is_some() && stored.path == tree;
    let above = stored.parent_id.filter(|_| !head);
    above.map(|id| external(stored.parent_external_id.as_deref(), stored.parent_external_space.as_deref(), id, tree)).unwrap_or_default()
}

/// Rows are quoted throughout, so that no program takes a phone number for a quantity.
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
