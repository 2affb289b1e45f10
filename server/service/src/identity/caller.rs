//! From rows to a [`Caller`]: who somebody is and what they may do, read anew on each request.

use db::identity::account::Account;
use domain::{
    Error, ErrorKind, Result,
    access::{Caller, Module, Operation, Origin, Post, Role},
    ids::SessionId,
    msg,
    session::Viewer,
    user::UserStatus,
};

use crate::{
    phones,
    users::rules::{grants_at, may_manage},
};

/// A role as stored; what cannot be read is our fault.
pub(super) fn role_of(account: &Account) -> Result<Role> {
    Role::from_code(&account.role)
        .ok_or_else(|| Error::from(db::DbError::Unreadable { table: "users", column: "role", value: account.role.clone() }))
}

/// Whether somebody may sign in.
pub(super) fn is_active(account: &Account) -> bool {
    UserStatus::from_code(&account.status) == Some(UserStatus::Active)
}

/// The caller and the viewer of an account. Whoever must choose a new password holds nothing but their own account until they did.
///
/// # Errors
/// Internal, when the row cannot be read.
pub fn caller_of(account: &Account, session: Option<SessionId>, origin: &Origin) -> Result<(Caller, Viewer)> {
    let role = role_of(account)?;
    let post = account.post.as_deref().and_then(Post::from_code);
    let mut held = grants_at(role, post, &account.path);
    if account.must_change_password {
        held.retain(|grant| grant.module == Module::Account);
    }
    let caller = Caller {
        user: account.id,
        name: account.name.clone(),
        behind: None,
        session,
        role,
        post,
        tree: account.path.clone(),
        organisation: account.organisation_id,
        grants: held,
        origin: origin.clone(),
    };
    let viewer = Viewer {
        id: account.id,
        name: account.name.clone(),
        email: account.email.clone(),
        phone: account.phone.as_deref().map(phones::grouped),
        organisation: account.organisation_name.clone(),
        role,
        post,
        operations: Operation::ALL.iter().copied().filter(|operation| caller.may(*operation)).collect(),
        must_change_password: account.must_change_password,
    };
    Ok((caller, viewer))
}

/// Refuses to end sessions of somebody, or to send them a link, whose account this caller may not change: either would be a step on the
/// way to become them.
///
/// # Errors
/// Forbidden, or internal when the row cannot be read.
pub(super) fn check_manages(caller: &Caller, target: &Account) -> Result<()> {
    let post = target.post.as_deref().and_then(Post::from_code);
    if may_manage(caller, target.id, role_of(target)?, post) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Forbidden, msg::users_above_you(target.name.as_str())))
}
