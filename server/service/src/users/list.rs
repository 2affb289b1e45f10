//! Showing users: a page of the table in two statements (three where SQLite weighs a search), one user, what filters and forms offer,
//! and those the palette finds.

use db::users::list::Row;
use domain::{
    access::{Caller, Operation, Reach},
    error::{Error, Result},
    ids::UserId,
    narrowing::LONGEST,
    page::{Cursor, DEFAULT_PAGE_SIZE, PAGE_SIZES, Page},
    search::FOUND_MAX,
    text::Locale,
    time::Period,
    user::{CHOICES_MAX, NAME_MAX, UserChoices, UserChoicesQuery, UserFilter, UserListQuery, UserRow, UserSort, UserView},
};

use super::{filter, rules};
use crate::{Context, figures, phones};

/// Whether this caller sees what users paid.
pub fn sees_money(caller: &Caller) -> bool {
    caller.may(Operation::ListPayments)
}

/// A page of the table.
///
/// # Errors
/// Forbidden, or when the database refuses.
pub async fn list(context: &Context, caller: &Caller, query: &UserListQuery) -> Result<Page<UserRow>> {
    let reach = caller.reach(Operation::ListUsers)?;
    let filter = filter::allowed(caller, &query.filter)?;
    let narrow = filter::narrow_page(context, &reach, filter).await?;
    let cursor = query.cursor.as_deref().and_then(Cursor::decode);
    let size = if PAGE_SIZES.contains(&query.size) { query.size } else { DEFAULT_PAGE_SIZE };
    let page = db::users::list::page(context.db.read(), &narrow, query.sort, query.reversed, cursor.as_ref(), size.into()).await?;
    let month = filter.month.unwrap_or_else(|| context.this_month());
    let rows = shown(context, &page.rows, sees_money(caller), month).await?;
    Ok(Page { rows, previous: page.previous, next: page.next })
}

/// Rows with their figures, in one more statement; money only where it may be seen.
///
/// # Errors
/// When the database refuses, or a row cannot be read.
pub async fn shown(context: &Context, rows: &[Row], money: bool, month: Period) -> Result<Vec<UserRow>> {
    let ids: Vec<UserId> = rows.iter().map(|row| row.id).collect();
    let mut figures = figures::of_users(context, &ids, month).await?;
    rows.iter()
        .map(|row| {
            let of = figures.remove(&row.id).unwrap_or_default();
            let (paid, paid_this_month) = if money { (Some(of.paid), Some(of.paid_in_month)) } else { (None, None) };
            let phone_shown = row.phone.as_deref().map(phones::grouped);
            Ok(UserRow { instances: of.instances, messages: of.messages, paid, paid_this_month, phone_shown, ..row.shown()? })
        })
        .collect()
}

/// One user within reach of an operation; everybody else is not there.
///
/// # Errors
/// Not found out of reach, or when the database refuses.
pub async fn load(context: &Context, reach: &Reach, user: UserId) -> Result<Row> {
    let row = db::users::list::find(context.db.read(), user).await?;
    row.filter(|row| reach.covers(row.id, row.manager_id, &row.path)).ok_or_else(Error::not_found)
}

/// One user.
///
/// # Errors
/// Not found out of reach, forbidden, or when the database refuses.
pub async fn view(context: &Context, caller: &Caller, user: UserId) -> Result<UserView> {
    let row = load(context, &caller.reach(Operation::ViewUser)?, user).await?;
    let money = sees_money(caller);
    let shown = shown(context, std::slice::from_ref(&row), money, context.this_month()).await?.pop().ok_or_else(Error::internal)?;
    let covers = |operation| caller.reach(operation).is_ok_and(|reach| reach.covers(row.id, row.manager_id, &row.path));
    let (branch, folder) = db::users::units::find(context.db.read(), row.branch_id, row.folder_id).await?;
    let manages = rules::may_manage(caller, row.id, shown.role, shown.post);
    Ok(UserView {
        parent: row.parent_id.zip(row.parent_name.clone()),
        external_id: row.external_id.clone(),
        time_zone: row.time_zone.clone(),
        locale: Locale::from_tag(&row.locale).unwrap_or_default(),
        notes: row.notes.clone(),
        branch: branch.map(|found| (found.unit.id, found.unit.name)),
        folder: folder.map(|found| (found.unit.id, found.unit.name)),
        must_change_password: row.must_change_password,
        password_changed_at: row.password_changed_at,
        version: row.version,
        can_edit: manages && covers(Operation::EditUser),
        can_set_status: manages && row.id != caller.user && row.node != Some(1) && covers(Operation::SetUserStatus),
        sees_money: money,
        can_record_payment: covers(Operation::RecordPayment),
        sees_sessions: covers(Operation::ListSessions),
        row: shown,
    })
}

/// What filters and forms offer, in one statement.
///
/// # Errors
/// Forbidden, or when the database refuses.
pub async fn choices(context: &Context, caller: &Caller, query: &UserChoicesQuery) -> Result<UserChoices> {
    let reach = caller.reach(Operation::ListUsers)?;
    let within = db::users::choices::Within { tree: &caller.tree, reach: &reach };
    // No name holds a control character, and some databases refuse to look for one.
    let text: String = query.q.trim().chars().filter(|letter| !letter.is_control()).take(NAME_MAX).collect();
    let UserChoicesQuery { organisation, branch, folder, manager, plan, .. } = *query;
    let kept = db::users::choices::Kept { plan, manager, organisation, branch, folder };
    let offered = db::users::choices::offered(context.db.read(), within, &db::users::key(&text), &query.only, kept, CHOICES_MAX).await?;
    Ok(UserChoices {
        plans: offered.plans,
        managers: offered.managers,
        parents: offered.parents,
        organisations: offered.organisations,
        branches: offered.branches,
        folders: offered.folders,
        roles: rules::roles_given(caller),
    })
}

/// Users whose name, address, phone or id matches, for the palette.
///
/// # Errors
/// Forbidden, or when the database refuses.
pub async fn find(context: &Context, caller: &Caller, text: &str) -> Result<Vec<(UserId, String, String)>> {
    let reach = caller.reach(Operation::ListUsers)?;
    if text.trim().chars().count() > LONGEST {
        return Ok(Vec::new());
    }
    let narrow = filter::narrow_page(context, &reach, &UserFilter { q: text.to_owned(), ..UserFilter::default() }).await?;
    if narrow.search == db::users::narrow::Search::All {
        return Ok(Vec::new());
    }
    let page = db::users::list::page(context.db.read(), &narrow, UserSort::Registered, false, None, FOUND_MAX).await?;
    Ok(page.rows.into_iter().map(|row| (row.id, row.name, row.email)).collect())
}
