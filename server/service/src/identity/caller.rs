//! From rows to a [`Caller`]: who somebody is and what they may do, read anew on each request.

use db::identity::account::Account;
use domain::{
    Error, Result,
    access::{Caller, Module, Operation, Origin, Post, Role, grants},
    ids::SessionId,
    session::Viewer,
    user::UserStatus,
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
    let mut held = grants(role, post);
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
        role,
        post,
        operations: Operation::ALL.iter().copied().filter(|operation| caller.may(*operation)).collect(),
        must_change_password: account.must_change_password,
    };
    Ok((caller, viewer))
}

/// Whether staff may end sessions of somebody or send them a link: nobody acts on the head of their own part of the tree but the head.
pub(super) fn may_act_on(caller: &Caller, target: &Account) -> bool {
    let own_head = target.node.is_some() && target.path == caller.tree;
    target.id == caller.user || !own_head || caller.user == domain::ids::UserId::NIL
}
