//! What changed about a user, field by field, for the audit trail; and what every change does besides writing the row: it appends the
//! event and tells browsers.

use db::{Tx, users::list::Row};
use domain::{
    Msg,
    access::{Caller, Module, Operation},
    audit::Change,
    error::{Error, Result},
    ids::UserId,
    live::LiveEvent,
    msg,
    text::TimeStyle,
};
use sea_orm::ConnectionTrait;

use crate::{Context, audit, live};

/// Most ids that one live event names.
const NAMED: usize = 50;

/// Fields and their values, in the order of the form.
pub type Values = Vec<(&'static str, Option<String>)>;

/// The fields of a user as stored.
pub fn values_of(row: &Row) -> Values {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    vec![
        ("name", text(&row.name)),
        ("username", row.username.clone()),
        ("email", text(&row.email)),
        ("phone", row.phone.clone()),
        ("role", text(&row.role)),
        ("post", row.post.clone()),
        ("tier", Some(row.tier.to_string())),
        ("organisation", row.organisation_id.map(|id| id.to_string())),
        ("branch", row.branch_id.map(|id| id.to_string())),
        ("folder", row.folder_id.map(|id| id.to_string())),
        ("manager", row.manager_id.map(|id| id.to_string())),
        ("parent", row.parent_id.map(|id| id.to_string())),
        ("time_zone", text(&row.time_zone)),
        ("locale", text(&row.locale)),
        ("tags", text(&row.tags)),
        ("notes", text(&row.notes)),
    ]
}

/// What differs; everything that is filled in where there was nothing before.
pub fn between(before: Option<&Values>, after: &Values) -> Vec<Change> {
    after
        .iter()
        .enumerate()
        .filter_map(|(at, (field, after))| {
            let before = before.and_then(|before| before.get(at)).and_then(|(_, value)| value.clone());
            (before != *after).then(|| Change { field: (*field).to_owned(), before, after: after.clone() })
        })
        .collect()
}

/// One change.
pub fn one(field: &str, before: Option<String>, after: Option<String>) -> Change {
    Change { field: field.to_owned(), before, after }
}

/// Appends the event of a change of a user.
///
/// # Errors
/// When the database refuses.
#[expect(clippy::too_many_arguments, reason = "each is a column of the event")]
pub async fn append(
    tx: &Tx,
    context: &Context,
    caller: &Caller,
    operation: Operation,
    user: UserId,
    name: &str,
    path: &str,
    changes: Vec<Change>,
) -> Result<()> {
    let entry = audit::Entry { operation, subject: user.to_string(), subject_user: Some(user), subject_name: name, path, changes };
    audit::append(tx, context, caller, entry).await.map(drop)
}

/// What fields are called on pages.
fn label(field: &str) -> Option<Msg> {
    Some(match field {
        "name" => msg::userpages_name(),
        "username" => msg::userpages_username(),
        "email" => msg::userpages_email(),
        "phone" => msg::userpages_phone(),
        "role" => msg::userpages_role(),
        "post" => msg::userpages_post(),
        "status" => msg::userpages_status(),
        "tier" => msg::userpages_tier(),
        "organisation" => msg::userpages_organisation(),
        "branch" => msg::userpages_branch(),
        "folder" => msg::userpages_folder(),
        "manager" => msg::userpages_manager(),
        "parent" => msg::userpages_parent(),
        "time_zone" => msg::userpages_time_zone(),
        "locale" => msg::userpages_language(),
        "tags" => msg::userpages_tags(),
        "notes" => msg::userpages_notes(),
        _ => return None,
    })
}

/// The refusal of an edit that began from an older version: who was quicker, with what, and when.
///
/// # Errors
/// When the database refuses.
pub async fn meanwhile(connection: &impl ConnectionTrait, user: UserId) -> Result<Error> {
    let operations = [Operation::EditUser, Operation::AssignUser, Operation::SetUserStatus, Operation::EditAccount].map(Operation::name);
    let Some(last) = db::users::timeline::last_change(connection, user, &operations).await? else {
        return Ok(db::DbError::Stale("users").into());
    };
    let changed: Vec<Change> = serde_json::from_str(&last.changes).unwrap_or_default();
    let fields: Vec<Msg> = changed.iter().filter_map(|change| label(&change.field)).collect();
    let (name, at) = (last.actor_name, (last.at, TimeStyle::DateTime));
    Ok(Error::conflict(match fields.as_slice() {
        [] => return Ok(db::DbError::Stale("users").into()),
        [one] => msg::users_changed_meanwhile(name, one.clone(), at),
        [first, more @ ..] => msg::users_changed_more_meanwhile(name, first.clone(), more.len(), at),
    }))
}

/// Tells browsers that users changed; `path` covers all of them.
///
/// # Errors
/// When the database refuses.
pub async fn publish(tx: &Tx, context: &Context, path: &str, users: &[UserId]) -> Result<()> {
    let ids = if users.len() <= NAMED { users.to_vec() } else { Vec::new() };
    let one = match users {
        [one] => Some(*one),
        _ => None,
    };
    live::publish(tx, context, Module::Users, path, one, &LiveEvent::Users { ids }).await
}
