//! Refresh tokens: a chain per session, each stored as the SHA-256 of a secret that only the device holds.

use domain::{
    ids::{RefreshId, SessionId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbResult, exec, one, scalar, values};

/// A refresh token, with the hash and the use of the one that followed it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Refresh {
    /// Id.
    pub id: RefreshId,
    /// Its session.
    pub session_id: SessionId,
    /// When it was exchanged for the next.
    pub used_at: Option<Timestamp>,
    /// The next one's hash.
    pub next_hash: Option<Vec<u8>>,
    /// When the next one was exchanged.
    pub next_used_at: Option<Timestamp>,
}

/// The token of this hash.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, hash: &[u8]) -> DbResult<Option<Refresh>> {
    one(
        connection,
        "SELECT r.id, r.session_id, r.used_at, n.hash AS next_hash, n.used_at AS next_used_at \
        FROM refresh_token r LEFT JOIN refresh_token n ON n.id = r.successor_id WHERE r.hash = ?",
        values![hash.to_vec()],
    )
    .await
}

/// Adds a token to a session's chain.
///
/// # Errors
/// When the database refuses.
pub async fn insert(connection: &impl ConnectionTrait, id: RefreshId, session: SessionId, hash: &[u8], now: Timestamp) -> DbResult<()> {
    exec(
        connection,
        "INSERT INTO refresh_token (id, session_id, hash, issued_at) VALUES (?, ?, ?, ?)",
        values![id, session, hash.to_vec(), now],
    )
    .await
    .map(drop)
}

/// Marks a token as exchanged for `successor`; false where somebody else did so first.
///
/// # Errors
/// When the database refuses.
pub async fn mark_used(connection: &impl ConnectionTrait, id: RefreshId, successor: RefreshId, now: Timestamp) -> DbResult<bool> {
    Ok(exec(
        connection,
        "UPDATE refresh_token SET used_at = ?, successor_id = ? WHERE id = ? AND used_at IS NULL",
        values![now, successor, id],
    )
    .await?
        == 1)
}

/// Forgets all tokens of a session, so that none of them buys anything.
///
/// # Errors
/// When the database refuses.
pub async fn end_all(connection: &impl ConnectionTrait, session: SessionId) -> DbResult<u64> {
    exec(connection, "DELETE FROM refresh_token WHERE session_id = ?", values![session]).await
}

/// Whether a session has a token at all.
///
/// # Errors
/// When the database refuses.
pub async fn has_any(connection: &impl ConnectionTrait, session: SessionId) -> DbResult<bool> {
    let text = "SELECT CAST(COUNT(*) AS bigint) FROM refresh_token WHERE session_id = ?";
    Ok(scalar::<i64>(connection, text, values![session]).await?.unwrap_or(0) > 0)
}
