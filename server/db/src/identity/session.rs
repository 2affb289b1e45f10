//! Sessions: one row per signed-in device. Every request reads its session and its user in one query; nothing is believed from a token
//! but the session's id.

use domain::{
    ids::{SessionId, UserId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult};

use super::account::{self, Account};
use crate::{DbResult, all, exec, one, scalar, sql::Sql, values};

/// A session.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Session {
    /// Id.
    pub session_id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// Since when.
    pub created_at: Timestamp,
    /// Last request, to the minute.
    pub seen_at: Timestamp,
    /// Ends then unless seen before.
    pub idle_until: Timestamp,
    /// Ends then in any case.
    pub expires_at: Timestamp,
    /// Ended.
    pub revoked_at: Option<Timestamp>,
    /// "Firefox on Linux".
    pub device: String,
    /// Where from.
    pub address: Option<String>,
    /// Counts how often all its tokens were replaced: older access tokens are worth nothing.
    pub generation: i64,
}

const COLUMNS: &str = "s.id AS session_id, s.user_id, s.created_at, s.seen_at, s.idle_until, s.expires_at, s.revoked_at, s.device, s.address, \
    s.generation";

/// A session with its user.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// Its user.
    pub account: Account,
}

impl FromQueryResult for SignedIn {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, sea_orm::DbErr> {
        Ok(Self { session: Session::from_query_result(row, prefix)?, account: Account::from_query_result(row, prefix)? })
    }
}

/// A session with its user, in one query.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, id: SessionId) -> DbResult<Option<SignedIn>> {
    one(
        connection,
        &format!("SELECT {COLUMNS}, {} FROM session s JOIN users u ON u.id = s.user_id WHERE s.id = ?", account::COLUMNS),
        values![id],
    )
    .await
}

/// A new session.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// Id.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// Now.
    pub now: Timestamp,
    /// Ends then unless seen before.
    pub idle_until: Timestamp,
    /// Ends then in any case.
    pub expires_at: Timestamp,
    /// Browser or client.
    pub user_agent: Option<&'a str>,
    /// "Firefox on Linux".
    pub device: &'a str,
    /// Where from.
    pub address: Option<&'a str>,
    /// SHA-256 of what the browser keeps beyond its sessions, to be known again at the door.
    pub device_hash: Option<&'a [u8]>,
}

/// Begins a session.
///
/// # Errors
/// When the database refuses.
pub async fn insert(connection: &impl ConnectionTrait, new: &NewSession<'_>) -> DbResult<()> {
    exec(connection, "INSERT INTO session (id, user_id, created_at, seen_at, idle_until, expires_at, user_agent, device, address, device_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values![new.id, new.user, new.now, new.now, new.idle_until, new.expires_at, new.user_agent.map(str::to_owned), new.device, new.address.map(str::to_owned), new.device_hash.map(<[u8]>::to_vec)]).await.map(drop)
}

/// Whether a device signed in as this user before. One whose session was ended by hand, or by an old token that came again, may be in
/// somebody else's hands and is not known any more.
///
/// # Errors
/// When the database refuses.
pub async fn knows(connection: &impl ConnectionTrait, user: UserId, device_hash: &[u8]) -> DbResult<bool> {
    let text = "SELECT CAST(COUNT(*) AS bigint) FROM session s WHERE s.user_id = ? AND s.device_hash = ? AND NOT EXISTS \
        (SELECT 1 FROM session t WHERE t.user_id = s.user_id AND t.device_hash = s.device_hash AND t.revoked_reason IN ('revoked', 'token_reused'))";
    Ok(scalar::<i64>(connection, text, values![user, device_hash.to_vec()]).await?.unwrap_or(0) > 0)
}

/// Replaces all tokens of a session: access tokens of before are worth nothing from now on.
///
/// # Errors
/// When the database refuses.
pub async fn renew(connection: &impl ConnectionTrait, id: SessionId) -> DbResult<()> {
    exec(connection, "UPDATE session SET generation = generation + 1 WHERE id = ?", values![id]).await.map(drop)
}

/// The most sessions that somebody has, and that a list shows.
pub const LISTED: usize = 100;

/// Ends what is more than [`LISTED`] sessions of a user, those that were not seen for the longest time; answers how many ended.
///
/// # Errors
/// When the database refuses.
pub async fn end_surplus(connection: &impl ConnectionTrait, user: UserId, now: Timestamp) -> DbResult<u64> {
    let text = format!(
        "UPDATE session SET revoked_at = ?, revoked_reason = 'too_many' WHERE id IN (SELECT s.id FROM session s WHERE s.user_id = ? \
        AND s.revoked_at IS NULL AND s.idle_until > ? AND s.expires_at > ? ORDER BY s.seen_at DESC, s.id DESC LIMIT 10000 OFFSET {LISTED})"
    );
    exec(connection, &text, values![now, user, now, now]).await
}

/// A user's sessions that have not ended, last seen first.
///
/// # Errors
/// When the database refuses.
pub async fn list(connection: &impl ConnectionTrait, user: UserId, now: Timestamp) -> DbResult<Vec<Session>> {
    all(
        connection,
        &format!(
            "SELECT {COLUMNS} FROM session s WHERE s.user_id = ? AND s.revoked_at IS NULL AND s.idle_until > ? AND s.expires_at > ? \
        ORDER BY s.seen_at DESC, s.id DESC LIMIT {LISTED}"
        ),
        values![user, now, now],
    )
    .await
}

/// Which of a user's sessions to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// This one.
    One(SessionId),
    /// All but this one.
    Others(SessionId),
    /// All.
    All,
}

/// Ends a user's sessions; answers how many ended.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(connection: &impl ConnectionTrait, user: UserId, which: Which, reason: &str, now: Timestamp) -> DbResult<u64> {
    let mut sql = Sql::new("UPDATE session SET revoked_at = ");
    sql.bind(now).push(", revoked_reason = ").bind(reason).push(" WHERE user_id = ").bind(user).push(" AND revoked_at IS NULL");
    match which {
        Which::One(id) => {
            sql.push(" AND id = ").bind(id);
        }
        Which::Others(id) => {
            sql.push(" AND id <> ").bind(id);
        }
        Which::All => {}
    }
    sql.exec(connection).await
}

/// Notes that a session was used, and that its idle time begins anew.
///
/// # Errors
/// When the database refuses.
pub async fn touch(
    connection: &impl ConnectionTrait,
    id: SessionId,
    user: UserId,
    seen_at: Timestamp,
    idle_until: Timestamp,
) -> DbResult<()> {
    exec(
        connection,
        "UPDATE session SET seen_at = ?, idle_until = ? WHERE id = ? AND revoked_at IS NULL AND seen_at < ?",
        values![seen_at, idle_until, id, seen_at],
    )
    .await?;
    exec(connection, "UPDATE users SET last_seen_at = ? WHERE id = ? AND COALESCE(last_seen_at, 0) < ?", values![seen_at, user, seen_at])
        .await
        .map(drop)
}

/// Forgets sessions and their refresh tokens that ended before this; answers how many sessions.
///
/// # Errors
/// When the database refuses.
pub async fn forget(connection: &impl ConnectionTrait, before: Timestamp) -> DbResult<u64> {
    const ENDED: &str = "expires_at < ? OR revoked_at < ?";
    exec(
        connection,
        &format!("DELETE FROM refresh_token WHERE session_id IN (SELECT id FROM session WHERE {ENDED})"),
        values![before, before],
    )
    .await?;
    exec(connection, &format!("DELETE FROM session WHERE {ENDED}"), values![before, before]).await
}
