//! `saved_view`: views of the user list that people keep. Each is its owner's alone, so every statement names them.

use domain::{
    ids::{UserId, ViewId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbResult, all, exec, scalar, users::key, values};

/// A view as stored; the query is one pair a line.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Row {
    /// Its id.
    pub id: ViewId,
    /// Its name.
    pub name: String,
    /// `name=value`, one a line.
    pub query: String,
}

/// Somebody's views, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(connection: &impl ConnectionTrait, user: UserId) -> DbResult<Vec<Row>> {
    all(connection, "SELECT id, name, query FROM saved_view WHERE user_id = ? ORDER BY created_at, id", values![user]).await
}

/// How many views somebody keeps.
///
/// # Errors
/// When the database refuses.
pub async fn count(connection: &impl ConnectionTrait, user: UserId) -> DbResult<i64> {
    let text = "SELECT CAST(COUNT(*) AS bigint) FROM saved_view WHERE user_id = ?";
    Ok(scalar::<i64>(connection, text, values![user]).await?.unwrap_or(0))
}

/// Keeps a view.
///
/// # Errors
/// Unique, when its owner has one of this name; or when the database refuses.
pub async fn insert(connection: &impl ConnectionTrait, user: UserId, view: &Row, now: Timestamp) -> DbResult<()> {
    let text = "INSERT INTO saved_view (id, user_id, name, name_key, query, created_at) VALUES (?, ?, ?, ?, ?, ?)";
    let row = values![view.id, user, view.name.as_str(), key(&view.name), view.query.as_str(), now];
    exec(connection, text, row).await.map(drop)
}

/// Gives a view another name; whether there is such a view.
///
/// # Errors
/// Unique, when its owner has one of this name; or when the database refuses.
pub async fn rename(connection: &impl ConnectionTrait, user: UserId, view: ViewId, name: &str) -> DbResult<bool> {
    let text = "UPDATE saved_view SET name = ?, name_key = ? WHERE id = ? AND user_id = ?";
    Ok(exec(connection, text, values![name, key(name), view, user]).await? == 1)
}

/// Gives a view another query; whether there is such a view.
///
/// # Errors
/// When the database refuses.
pub async fn update(connection: &impl ConnectionTrait, user: UserId, view: ViewId, query: &str) -> DbResult<bool> {
    let text = "UPDATE saved_view SET query = ? WHERE id = ? AND user_id = ?";
    Ok(exec(connection, text, values![query, view, user]).await? == 1)
}

/// Forgets a view; whether there was such a view.
///
/// # Errors
/// When the database refuses.
pub async fn delete(connection: &impl ConnectionTrait, user: UserId, view: ViewId) -> DbResult<bool> {
    Ok(exec(connection, "DELETE FROM saved_view WHERE id = ? AND user_id = ?", values![view, user]).await? == 1)
}
