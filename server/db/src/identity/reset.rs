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

/// A new link.
#[derive(Debug)]
pub struct NewLink<'a> {
    /// Id.
    pub id: LinkId,
    /// Whose.
    pub user: UserId,
    /// SHA-256 of its secret.
    pub hash: &'a [u8],
    /// Now.
    pub now: Timestamp,
    /// Works until then.
    pub expires_at: Timestamp,
    /// Whether anybody could ask for it who knows the name.
    pub asked: bool,
}

/// Makes a link.
///
/// # Errors
/// When the database refuses.
pub async fn insert(connection: &impl ConnectionTrait, new: &NewLink<'_>) -> DbResult<()> {
    exec(
        connection,
        "INSERT INTO reset_link (id, user_id, hash, created_at, expires_at, asked) VALUES (?, ?, ?, ?, ?, ?)",
        values![new.id, new.user, new.hash.to_vec(), new.now, new.expires_at, new.asked],
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

/// Ends the links of a user that were asked for at the door, and no others.
///
/// # Errors
/// When the database refuses.
pub async fn end_asked(connection: &impl ConnectionTrait, user: UserId, now: Timestamp) -> DbResult<u64> {
    exec(connection, "UPDATE reset_link SET used_at = ? WHERE user_id = ? AND used_at IS NULL AND asked", values![now, user]).await
}

/// Forgets links that ended before this; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn forget(connection: &impl ConnectionTrait, before: Timestamp) -> DbResult<u64> {
    exec(connection, "DELETE FROM reset_link WHERE expires_at < ?", values![before]).await
}
