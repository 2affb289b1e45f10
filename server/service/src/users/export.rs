//! The filtered users as CSV. What the import knows has the import's names and reads as it does, so that an export goes in again and
//! changes nothing; it passes over the other columns.

use std::collections::BTreeSet;

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
    port::chunks::Chunks,
    time::Period,
    user::{UserFilter, UserListQuery, UserRow, UserSort, UserStatus},
};

use super::{assign, changes, filter, list};
use crate::{
    Context, audit,
    download::{self, BATCH, Batches, moment},
};

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
    let batches =
        Export { context: context.clone(), tree: caller.tree.clone(), narrow, sort: query.sort, reversed: query.reversed, money, month };
    download::begin(context, caller, head(money), batches)
}

/// What the file is called: whom it holds, as far as a word says it, and of which day it is.
#[must_use]
pub fn file_name(context: &Context, filter: &UserFilter) -> String {
    let words = ["users"].into_iter().chain(filter.status.map(UserStatus::code)).chain(filter.role.map(Role::code));
    download::name(context, &words.collect::<Vec<_>>())
}

struct Export {
    context: Context,
    tree: String,
    narrow: Narrow,
    sort: UserSort,
    reversed: bool,
    money: bool,
    month: Period,
}

#[async_trait]
impl Batches for Export {
    async fn batch(&mut self, cursor: Option<&Cursor>) -> Result<(Vec<Vec<String>>, Option<String>)> {
        let page = db::users::list::page(self.context.db.read(), &self.narrow, self.sort, self.reversed, cursor, BATCH).await?;
        let rows = list::shown(&self.context, &page.rows, self.money, self.month).await?;
        Ok((rows.iter().zip(&page.rows).map(|(row, stored)| record(row, stored, &self.tree)).collect(), page.next))
    }
}

fn head(money: bool) -> Vec<String> {
    COLUMNS.into_iter().chain([LAST]).chain(MONEY.into_iter().filter(|_| money)).map(str::to_owned).collect()
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

/// By which the import finds somebody again: their id elsewhere, where it is of this part of the tree, else ours.
pub(crate) fn external(id: Option<&str>, space: Option<&str>, ours: UserId, tree: &str) -> String {
    id.filter(|_| space == Some(tree)).map_or_else(|| ours.to_string(), str::to_owned)
}

/// The owner or sub-dealer above, but for the head of this part of the tree: who is above them stands in no file.
fn parent(stored: &Row, tree: &str) -> String {
    let head = stored.node.is_some() && stored.path == tree;
    let above = stored.parent_id.filter(|_| !head);
    above.map(|id| external(stored.parent_external_id.as_deref(), stored.parent_external_space.as_deref(), id, tree)).unwrap_or_default()
}
