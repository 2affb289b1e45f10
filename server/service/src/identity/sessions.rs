//! Sessions as people see and end them: their own, and, for staff, other people's within reach.

use db::{
    Tx,
    identity::{
        account::{self, Account},
        session::{self, Session, Which},
    },
};
use domain::{
    Error, Result,
    access::{Caller, Module, Operation},
    audit::Change,
    ids::{SessionId, UserId},
    live::LiveEvent,
    session::SessionRow,
};

use super::{caller::check_manages, reset::about};
use crate::{Context, audit, live};

/// A user within reach of an operation; anybody else does not exist.
pub(super) async fn account_within(context: &Context, caller: &Caller, operation: Operation, user: UserId) -> Result<Account> {
    let reach = caller.reach(operation)?;
    let account = account::find(context.db.read(), user).await?.ok_or_else(Error::not_found)?;
    if reach.covers(account.id, account.manager_id, &account.path) { Ok(account) } else { Err(Error::not_found()) }
}

/// Ends sessions of a user at this path, inside the transaction; answers how many. Open streams hear of it and end too (see
/// [`crate::live::Subscription`]), so that nothing is left but to sign in again.
///
/// # Errors
/// When the database refuses.
pub async fn end_sessions(tx: &Tx, context: &Context, user: UserId, path: &str, which: Which, reason: &str) -> Result<u64> {
    let ended = session::revoke(&**tx, user, which, reason, context.now()).await?;
    if ended > 0 {
        live::publish(tx, context, Module::Sessions, path, Some(user), &LiveEvent::Users { ids: vec![user] }).await?;
    }
    Ok(ended)
}

fn row(session: Session, current: Option<SessionId>) -> SessionRow {
    SessionRow {
        current: current == Some(session.session_id),
        id: session.session_id,
        device: session.device,
        address: session.address,
        created_at: session.created_at,
        seen_at: session.seen_at,
    }
}

/// That so many sessions ended.
pub(super) fn everything_ended(count: u64) -> Change {
    Change { field: "sessions".to_owned(), before: Some(count.to_string()), after: Some("0".to_owned()) }
}

pub(super) async fn own(context: &Context, caller: &Caller) -> Result<Vec<SessionRow>> {
    caller.reach(Operation::ListOwnSessions)?;
    let sessions = session::list(context.db.read(), caller.user, context.now()).await?;
    Ok(sessions.into_iter().map(|session| row(session, caller.session)).collect())
}

pub(super) async fn of(context: &Context, caller: &Caller, user: UserId) -> Result<Vec<SessionRow>> {
    let account = account_within(context, caller, Operation::ListSessions, user).await?;
    let sessions = session::list(context.db.read(), account.id, context.now()).await?;
    Ok(sessions.into_iter().map(|session| row(session, caller.session)).collect())
}

/// Ends one's own sessions; answers how many.
pub(super) async fn revoke_own(context: &Context, caller: &Caller, which: Which) -> Result<u64> {
    caller.reach(Operation::RevokeOwnSession)?;
    let account = account::find(context.db.read(), caller.user).await?.ok_or_else(Error::not_found)?;
    end(context, caller, Operation::RevokeOwnSession, &account, which).await
}

/// Ends another user's sessions; answers how many.
pub(super) async fn revoke_of(context: &Context, caller: &Caller, user: UserId, session: Option<SessionId>) -> Result<u64> {
    let account = account_within(context, caller, Operation::RevokeSession, user).await?;
    check_manages(caller, &account)?;
    end(context, caller, Operation::RevokeSession, &account, session.map_or(Which::All, Which::One)).await
}

async fn end(context: &Context, caller: &Caller, operation: Operation, account: &Account, which: Which) -> Result<u64> {
    let tx = context.db.begin().await?;
    let ended = end_sessions(&tx, context, account.id, &account.path, which, "revoked").await?;
    if let Which::One(id) = which {
        if ended == 0 {
            return Err(Error::not_found());
        }
        let changes = vec![Change { field: "session".to_owned(), before: Some(id.to_string()), after: None }];
        audit::append(&tx, context, caller, about(operation, account, changes)).await?;
    } else if ended > 0 {
        audit::append(&tx, context, caller, about(operation, account, vec![everything_ended(ended)])).await?;
    }
    tx.commit().await?;
    Ok(ended)
}
