//! What a user did and what was done to them, newest first: audit events and sign-in attempts, merged by time. Whoever sees no money
//! sees no event about money.
//!
//! To tell a new operation: its sentence in `users.ftl` and its arm in [`sentence`], and where that names the person one in [`own_sentence`].

use db::users::timeline::{AttemptRow, EventRow};
use domain::{
    Currency, Money, Msg,
    access::{Caller, Module, Operation},
    audit::Change,
    error::Result,
    ids::UserId,
    msg,
    page::{Cursor, DEFAULT_PAGE_SIZE, Page},
    payment::Method,
    session::device_words,
    user::TimelineEntry,
};
use uuid::Uuid;

use super::list;
use crate::{Context, audit::sees_address};

/// An entry with its place.
struct Placed {
    id: Uuid,
    entry: TimelineEntry,
}

/// See [`domain::port::Users::timeline`].
pub async fn timeline(context: &Context, caller: &Caller, user: UserId, cursor: Option<String>) -> Result<Page<TimelineEntry>> {
    let row = list::load(context, &caller.reach(Operation::ViewTimeline)?, user).await?;
    let cursor = cursor.as_deref().and_then(Cursor::decode);
    let size = usize::from(DEFAULT_PAGE_SIZE);
    let mut hidden: Vec<&str> = if list::sees_money(caller) { Vec::new() } else { money_operations().map(Operation::name).collect() };
    // Sign-ins are told by the attempts, which also know the refused ones.
    hidden.push(Operation::SignIn.name());
    let connection = context.db.read();
    let events = db::users::timeline::events(connection, user, &hidden, cursor.as_ref(), size).await?;
    let attempts = db::users::timeline::attempts(connection, user, cursor.as_ref(), size).await?;
    let mut entries: Vec<Placed> = events
        .into_iter()
        .map(|row| event(row, user, &caller.tree))
        .chain(attempts.into_iter().map(|attempt| placed_attempt(attempt, &row.name)))
        .collect();
    let backwards = cursor.as_ref().is_some_and(|cursor| cursor.backwards);
    entries.sort_by(|a, b| {
        let order = (a.entry.at, a.id).cmp(&(b.entry.at, b.id));
        if backwards { order } else { order.reverse() }
    });
    entries.truncate(size + 1);
    let page = Page::from_read(entries, size, cursor.as_ref(), |placed| (placed.entry.at.0.to_string(), placed.id.to_string()));
    Ok(page.map(|placed| placed.entry))
}

/// Operations whose events tell of amounts.
fn money_operations() -> impl Iterator<Item = Operation> {
    Operation::ALL.iter().copied().filter(|operation| operation.needs().0 == Module::Money || *operation == Operation::ImportPayments)
}

fn event(row: EventRow, user: UserId, tree: &str) -> Placed {
    let own = row.subject_user == Some(user);
    Placed { id: row.id, entry: told(row, tree, own, &user.to_string()) }
}

/// An event as a page tells it to somebody in this part of the tree. Whom it concerns is not named where it is their `own` page, and what
/// has the page's own id, `here`, is not referred to.
pub(crate) fn told(row: EventRow, tree: &str, own: bool, here: &str) -> TimelineEntry {
    let address = row.address.filter(|_| sees_address(tree, row.actor_path.as_deref()));
    let changes: Vec<Change> = serde_json::from_str(&row.changes).unwrap_or_default();
    let operation = Operation::ALL.iter().copied().find(|known| known.name() == row.operation);
    let what = operation
        .and_then(|operation| money_sentence(operation, &row.subject_name, &changes, own))
        .or_else(|| operation.filter(|_| own).and_then(|operation| own_sentence(operation, &changes)))
        .unwrap_or_else(|| sentence(&row.operation, &row.subject_name, &changes));
    let is_there = !matches!(operation, Some(Operation::DeleteInstance | Operation::DeleteServer));
    let subject = Some(row.subject).filter(|subject| is_there && subject != here);
    TimelineEntry { at: row.at, what, by: row.actor_name, address, subject }
}

/// What a change says that a field is now.
fn became<'c>(changes: &'c [Change], field: &str) -> Option<&'c str> {
    changes.iter().find(|change| change.field == field).and_then(|change| change.after.as_deref())
}

/// What money moved: `12.50 USD` in the trail.
fn amount_in(changes: &[Change]) -> Option<Money> {
    let (amount, code) = became(changes, "amount")?.split_once(' ')?;
    Money::parse_major(amount, Currency::from_code(code)?).ok()
}

/// What an event of money says, with the amount; none where the trail does not hold it.
fn money_sentence(operation: Operation, name: &str, changes: &[Change], own: bool) -> Option<Msg> {
    let amount = amount_in(changes)?;
    Some(match operation {
        Operation::RecordPayment => {
            let method = Method::from_code(became(changes, "method")?)?.label();
            if own { msg::users_timeline_paid_amount(amount, method) } else { msg::users_timeline_paid_amount_for(amount, name, method) }
        }
        Operation::RefundPayment if own => msg::users_timeline_refunded_amount(amount),
        Operation::RefundPayment => msg::users_timeline_refunded_amount_for(amount, name),
        _ => return None,
    })
}

/// What an event says on the page of the person it concerns, where it would name them otherwise.
fn own_sentence(operation: Operation, changes: &[Change]) -> Option<Msg> {
    Some(match operation {
        Operation::CreateUser => msg::users_timeline_own_created(),
        Operation::EditUser => msg::users_timeline_own_edited(),
        Operation::SetUserStatus if became(changes, "status") == Some("inactive") => msg::users_timeline_own_deactivated(),
        Operation::SetUserStatus => msg::users_timeline_own_activated(),
        Operation::AssignUser => msg::users_timeline_own_assigned(),
        Operation::ResetPassword => msg::users_timeline_own_reset(),
        Operation::RevokeSession | Operation::RevokeOwnSession => msg::users_timeline_own_revoked(),
        Operation::RecordPayment => msg::users_timeline_own_paid(),
        Operation::RefundPayment => msg::users_timeline_own_refunded(),
        _ => return None,
    })
}

fn placed_attempt(row: AttemptRow, name: &str) -> Placed {
    let device = device_words(&row.device);
    let what = if row.outcome == "granted" { msg::users_timeline_signed_in(device) } else { msg::users_timeline_sign_in_failed(device) };
    Placed {
        id: row.id(),
        entry: TimelineEntry {
            at: row.at,
            what,
            by: name.to_owned(),
            address: Some(row.address).filter(|address| !address.is_empty()),
            subject: None,
        },
    }
}

/// What an event says. An operation without a sentence of its own is told by its name.
pub fn sentence(operation: &str, subject: &str, changes: &[Change]) -> Msg {
    let Some(known) = Operation::ALL.iter().copied().find(|known| known.name() == operation) else {
        return msg::users_timeline_other(operation);
    };
    let became = |field: &str, value: &str| changes.iter().any(|change| change.field == field && change.after.as_deref() == Some(value));
    match known {
        Operation::SignIn => {
            let device = changes.iter().find(|change| change.field == "device").and_then(|change| change.after.as_deref());
            let device = device_words(device.unwrap_or_default());
            if became("outcome", "refused") { msg::users_timeline_sign_in_failed(device) } else { msg::users_timeline_signed_in(device) }
        }
        Operation::SignOut => msg::users_timeline_signed_out(),
        Operation::CreateUser => msg::users_timeline_created(subject),
        Operation::EditUser => msg::users_timeline_edited(subject),
        Operation::SetUserStatus if became("status", "inactive") => msg::users_timeline_deactivated(subject),
        Operation::SetUserStatus => msg::users_timeline_activated(subject),
        Operation::AssignUser => msg::users_timeline_assigned(subject),
        Operation::ResetPassword => msg::users_timeline_reset(subject),
        Operation::ChangePassword => msg::users_timeline_password(),
        Operation::EditAccount => msg::users_timeline_profile(),
        Operation::RevokeSession | Operation::RevokeOwnSession => msg::users_timeline_revoked(subject),
        Operation::ExportUsers => msg::users_timeline_exported(),
        Operation::ExportPayments => msg::users_timeline_payments_exported(),
        Operation::ExportAudit => msg::audit_action_export_audit(),
        Operation::CreateOrganisation => msg::users_timeline_organisation_created(subject),
        Operation::EditOrganisation => msg::users_timeline_organisation_edited(subject),
        Operation::RecordPayment => msg::users_timeline_paid(subject),
        Operation::RefundPayment => msg::users_timeline_refunded(subject),
        Operation::ImportUsers | Operation::ImportPayments => msg::users_timeline_imported(subject),
        Operation::CreateInstance => msg::users_timeline_instance_created(subject),
        Operation::ControlInstance => msg::users_timeline_instance_controlled(subject),
        Operation::DeleteInstance => msg::users_timeline_instance_deleted(subject),
        Operation::SendMessages => msg::users_timeline_messages(subject),
        Operation::ControlMessage => msg::users_timeline_message_controlled(subject),
        Operation::CreateServer | Operation::EditServer | Operation::DeleteServer => msg::users_timeline_server(subject),
        _ => msg::users_timeline_other(operation),
    }
}
