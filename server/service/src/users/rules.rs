//! Who may give which role, whose account they may change, and where people may be put. Nobody gives a role above their own, and
//! nobody changes the account of someone above them: it would be a way to become them.

use db::users::BriefRow;
use domain::{
    access::{Caller, Operation, Post, Reach, Role},
    error::{Error, FieldError, Result},
    ids::{OrganisationId, UserId},
    msg,
};
use sea_orm::ConnectionTrait;

/// Most levels of sub-dealers below the owner.
pub const DEALER_LEVELS: usize = 3;

/// Whether this caller may give this role and post.
#[must_use]
pub fn may_give(caller: &Caller, role: Role, post: Option<Post>) -> bool {
    match (caller.role, caller.post) {
        (Role::Owner, _) => true,
        (Role::SubDealer, _) => role != Role::Owner,
        (Role::Employee, Some(Post::Super)) => matches!(role, Role::Employee | Role::Customer),
        // No money: a post that handles it, or everything, is above theirs.
        (Role::Employee, Some(Post::Users)) => {
            role == Role::Customer || (role == Role::Employee && !matches!(post, Some(Post::Super | Post::Billing)))
        }
        _ => false,
    }
}

/// The roles this caller may give.
#[must_use]
pub fn roles_given(caller: &Caller) -> Vec<Role> {
    if !caller.may(Operation::CreateUser) {
        return Vec::new();
    }
    Role::ALL.into_iter().filter(|role| may_give(caller, *role, (*role == Role::Employee).then_some(Post::Support))).collect()
}

/// Whether this caller may change this account: one's own, or one that they could have made.
#[must_use]
pub fn may_manage(caller: &Caller, user: UserId, role: Role, post: Option<Post>) -> bool {
    caller.user == user || may_give(caller, role, post)
}

/// How many dealers stand above and at a path: 1 for the root's.
#[must_use]
pub fn steps(path: &str) -> usize {
    path.matches('/').count()
}

/// Collects what is wrong with single fields.
#[derive(Debug, Default)]
pub struct Wrong(pub Vec<FieldError>);

impl Wrong {
    /// Says what is wrong with a field.
    pub fn say(&mut self, field: &str, message: domain::Msg) {
        self.0.push(FieldError { field: field.to_owned(), message });
    }

    /// Ends here where anything was said.
    ///
    /// # Errors
    /// Invalid, with the fields.
    pub fn stop(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::fields(self.0)) }
    }
}

/// The dealer under whom someone is put: the one named, or the head of the caller's own part of the tree. Out of reach is not there.
///
/// # Errors
/// Invalid at the field `parent`, or when the database refuses.
pub async fn parent(connection: &impl ConnectionTrait, caller: &Caller, reach: &Reach, named: Option<UserId>) -> Result<BriefRow> {
    let found = match named {
        Some(id) => db::users::brief(connection, id).await?.filter(|row| reach.covers(row.id, row.manager_id, &row.path)),
        None => db::users::head_of(connection, &caller.tree).await?,
    };
    found.filter(|row| row.node.is_some()).ok_or_else(|| Error::field("parent", msg::users_parent_not_a_dealer()))
}

/// Says what is wrong with an address or user name that somebody else has.
///
/// # Errors
/// When the database refuses.
pub async fn check_free(
    connection: &impl ConnectionTrait,
    wrong: &mut Wrong,
    email: &str,
    username: Option<&str>,
    but: UserId,
) -> Result<()> {
    let taken = db::users::taken(connection, email, username, but).await?;
    if taken.iter().any(|row| row.email_key == db::users::key(email)) {
        wrong.say("email", msg::users_email_taken(email));
    }
    if let Some(username) = username
        && taken.iter().any(|row| row.username_key.as_deref() == Some(db::users::key(username).as_str()))
    {
        wrong.say("username", msg::users_username_taken(username));
    }
    Ok(())
}

/// What the database says when someone took an address or user name in the same instant.
#[must_use]
pub fn taken_meanwhile(error: db::DbError, email: &str, username: Option<&str>) -> Error {
    if error.is_unique_on("email_key") {
        Error::field("email", msg::users_email_taken(email))
    } else if error.is_unique_on("username_key") {
        Error::field("username", msg::users_username_taken(username.unwrap_or_default()))
    } else {
        error.into()
    }
}

/// Says what is wrong with a manager: staff of this part of the tree or above, within the caller's reach, and active.
///
/// # Errors
/// When the database refuses.
pub async fn check_manager(connection: &impl ConnectionTrait, wrong: &mut Wrong, reach: &Reach, manager: UserId, path: &str) -> Result<()> {
    let found = db::users::brief(connection, manager).await?.filter(|row| reach.covers(row.id, row.manager_id, &row.path));
    match found {
        Some(row) if row.role != Role::Customer.code() && row.status == "active" => {
            if !path.starts_with(&row.path) {
                wrong.say("manager", msg::users_manager_elsewhere(row.name));
            }
        }
        _ => wrong.say("manager", msg::users_manager_not_staff()),
    }
    Ok(())
}

/// Says what is wrong with an organisation: of this part of the tree or above, within the caller's reach.
///
/// # Errors
/// When the database refuses.
pub async fn check_organisation(
    connection: &impl ConnectionTrait,
    wrong: &mut Wrong,
    reach: &Reach,
    organisation: OrganisationId,
    path: &str,
) -> Result<()> {
    match db::organisations::brief(connection, organisation).await?.filter(|row| in_reach(reach, &row.path)) {
        Some(row) => {
            if !path.starts_with(&row.path) {
                wrong.say("organisation", msg::users_organisation_elsewhere(row.name));
            }
        }
        None => wrong.say("organisation", msg::users_organisation_unknown()),
    }
    Ok(())
}

/// Whether what stands at a path, and belongs to nobody in particular, is within reach.
#[must_use]
pub fn in_reach(reach: &Reach, path: &str) -> bool {
    matches!(reach, Reach::Tree(tree) if path.starts_with(tree.as_str()))
}

/// The time zone, where it is one.
pub fn check_time_zone(wrong: &mut Wrong, zone: Option<&str>) {
    if let Some(zone) = zone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        wrong.say("time_zone", msg::users_time_zone_unknown(domain::user::shorten(zone)));
    }
}
