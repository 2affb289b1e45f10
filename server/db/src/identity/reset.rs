//! Reset links: single use, stored as the SHA-256 of the secret in the link.

use domain::{
    ids::{LinkId, UserId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbResult, exec, one, values};

/// A link that still works.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Link {
    /// Id.
    pub id: LinkId,
    /// Whose.
    pub user_id: UserId,
}

/// Makes a link.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    connection: &impl ConnectionTrait,
    id: LinkId,
    user: UserId,
    hash: &[u8],
    now: Timestamp,
    expires_at: Timestamp,
) -> DbResult<()> {
    exec(
        connection,
        "INSERT INTO reset_link (id, user_id, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
        values![id, user, hash.to_vec(), now, expires_at],
    )
    .await
    .map(drop)
}

/// The link of this hash, where it still works.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, hash: &[u8], now: Timestamp) -> DbResult<Option<Link>> {
    one(connection, "SELECT id, user_id FROM reset_link WHERE hash = ? AND used_at IS NULL AND expires_at > ?", values![hash.to_vec(), now])
        .await
}

/// Uses a link up; false where it was used meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn use_up(connection: &impl ConnectionTrait, id: LinkId, now: Timestamp) -> DbResult<bool> {
    Ok(exec(connection, "UPDATE reset_link SET used_at = ? WHERE id = ? AND used_at IS NULL AND expires_at > ?", values![now, id, now])
        .await?
        == 1)
}

/// Ends all links of a user.
///
/// # Errors
/// When the database refuses.
pub async fn end_all(connection: &impl ConnectionTrait, user: UserId, now: Timestamp) -> DbResult<u64> {
    exec(connection, "UPDATE reset_link SET used_at = ? WHERE user_id = ? AND used_at IS NULL", values![now, user]).await
}

/// Forgets links that ended before this; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn forget(connection: &impl ConnectionTrait, before: Timestamp) -> DbResult<u64> {
    exec(connection, "DELETE FROM reset_link WHERE expires_at < ?", values![before]).await
}
