//! Stored phone numbers, to be read again by newer rules.

use domain::ids::UserId;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::search_text;
use crate::{DbResult, all, exec, values};

/// Somebody with a phone, and what else their search text is made of.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct WithPhone {
    /// Who.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Part of the tree.
    pub path: String,
    /// As stored.
    pub phone: String,
    /// Sign-in name.
    pub username: Option<String>,
    /// Address.
    pub email: String,
    /// Foreign id.
    pub external_id: Option<String>,
}

/// The next people who have a phone.
///
/// # Errors
/// When the database refuses.
pub async fn after(connection: &impl ConnectionTrait, after: UserId, most: usize) -> DbResult<Vec<WithPhone>> {
    let text = format!(
        "SELECT id, name, path, phone, username, email, external_id FROM users WHERE id > ? AND phone IS NOT NULL ORDER BY id LIMIT {most}"
    );
    all(connection, &text, values![after]).await
}

/// Gives somebody this number in place of the one that was read; whether they still had it.
///
/// # Errors
/// When the database refuses.
pub async fn replace(connection: &impl ConnectionTrait, person: &WithPhone, phone: &str) -> DbResult<bool> {
    let search = search_text(&person.name, person.username.as_deref(), &person.email, Some(phone), person.external_id.as_deref());
    let text = "UPDATE users SET phone = ?, search = ?, version = version + 1 WHERE id = ? AND phone = ? AND name = ? AND email = ?";
    let same = values![phone, search, person.id, person.phone.as_str(), person.name.as_str(), person.email.as_str()];
    Ok(exec(connection, text, same).await? == 1)
}
