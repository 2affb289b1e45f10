//! Activating and deactivating. Who is deactivated loses every live session and every open link in the same transaction; all history
//! stays. Their numbers stay paired and what is queued waits: it goes on, as far as it has not run out, when they are activated again.
//! The event says how many messages that concerns.

use db::{identity::session::Which, users::change};
use domain::{
    access::{Caller, Operation},
    error::{Error, Result},
    ids::UserId,
    msg,
    user::UserStatus,
};

use super::{changes, create::facts_of, edit::lock_managed};
use crate::{
    Context,
    figures::{self, Facts},
    identity,
};

/// See [`domain::port::Users::set_status`]; whether it changed anything.
pub async fn set_status(context: &Context, caller: &Caller, user: UserId, status: UserStatus) -> Result<bool> {
    let reach = caller.reach(Operation::SetUserStatus)?;
    let tx = context.db.begin().await?;
    let row = lock_managed(&*tx, caller, &reach, user).await?;
    let before = facts_of(&row)?;
    if before.status == status {
        return Ok(false);
    }
    if status == UserStatus::Inactive {
        if user == caller.user {
            return Err(Error::invalid(msg::users_not_yourself()));
        }
        if row.node == Some(1) {
            return Err(Error::invalid(msg::users_root_stays_active()));
        }
    }
    if !change::set_status(&*tx, user, before.status, status).await? {
        return Err(db::DbError::Stale("users").into());
    }
    if status == UserStatus::Inactive {
        identity::end_sessions(&tx, context, user, &row.path, Which::All, "deactivated").await?;
        identity::end_links(&tx, context, user).await?;
    }
    let mut changed = vec![changes::one("status", Some(before.status.code().to_owned()), Some(status.code().to_owned()))];
    let waiting = change::messages_waiting(&*tx, user).await?;
    if waiting > 0 {
        let (held, free) = (Some(waiting.to_string()), Some("0".to_owned()));
        let (was, is) = if status == UserStatus::Inactive { (free, held) } else { (held, free) };
        changed.push(changes::one("messages_held", was, is));
    }
    figures::user_changed(&tx, context, user, &before, &Facts { status, ..before.clone() }).await?;
    changes::append(&tx, context, caller, Operation::SetUserStatus, user, &row.name, &row.path, changed).await?;
    changes::publish(&tx, context, &row.path, &[user]).await?;
    tx.commit().await?;
    Ok(true)
}
