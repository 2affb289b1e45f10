//! A user as signing in sees one: what decides whether and as whom, and the writes to password and profile.

use domain::{
    ids::{OrganisationId, UserId},
    text::Locale,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    DbError, DbResult, exec, one,
    users::{key, search_text},
    values,
};

/// What decides who somebody is.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Account {
    /// Id.
    pub id: UserId,
    /// Number of their own part of the tree, for those who have one.
    pub node: Option<i64>,
    /// Path.
    pub path: String,
    /// Role's code.
    pub role: String,
    /// Post's code.
    pub post: Option<String>,
    /// Name.
    pub name: String,
    /// User name.
    pub username: Option<String>,
    /// Address.
    pub email: String,
    /// E.164.
    pub phone: Option<String>,
    /// Foreign id.
    pub external_id: Option<String>,
    /// Status' code.
    pub status: String,
    /// Manager.
    pub manager_id: Option<UserId>,
    /// Organisation.
    pub organisation_id: Option<OrganisationId>,
    /// Its name.
    pub organisation_name: Option<String>,
    /// IANA zone.
    pub time_zone: String,
    /// Language tag.
    pub locale: String,
    /// PHC string; none until a first password is set.
    pub password_hash: Option<String>,
    /// When it was last set.
    pub password_changed_at: Option<Timestamp>,
    /// Must choose a new password first.
    pub must_change_password: bool,
}

/// The columns of [`Account`], of a table or alias `u`.
pub(super) const COLUMNS: &str = "u.id, u.node, u.path, u.role, u.post, u.name, u.username, u.email, u.phone, u.external_id, u.status, u.manager_id, u.organisation_id, \
    (SELECT o.name FROM organisation o WHERE o.id = u.organisation_id) AS organisation_name, \
    u.time_zone, u.locale, u.password_hash, u.password_changed_at, u.must_change_password";

/// The account of an id.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, id: UserId) -> DbResult<Option<Account>> {
    one(connection, &format!("SELECT {COLUMNS} FROM users u WHERE u.id = ?"), values![id]).await
}

/// The account that signs in by this key: an address or a user name, in lower case.
///
/// # Errors
/// When the database refuses.
pub async fn find_by_login(connection: &impl ConnectionTrait, key: &str) -> DbResult<Option<Account>> {
    let column = if key.contains('@') { "email_key" } else { "username_key" };
    one(connection, &format!("SELECT {COLUMNS} FROM users u WHERE u.{column} = ?"), values![key]).await
}

/// The account at this node of the tree.
///
/// # Errors
/// When the database refuses.
pub async fn find_by_node(connection: &impl ConnectionTrait, node: i64) -> DbResult<Option<Account>> {
    one(connection, &format!("SELECT {COLUMNS} FROM users u WHERE u.node = ?"), values![node]).await
}

/// Sets a password where the one that was checked still stands.
///
/// # Errors
/// Stale when another was set meanwhile.
pub async fn set_password(
    connection: &impl ConnectionTrait,
    id: UserId,
    expected: Option<&str>,
    hash: &str,
    now: Timestamp,
) -> DbResult<()> {
    let changed = exec(
        connection,
        "UPDATE users SET password_hash = ?, password_changed_at = ?, must_change_password = FALSE \
        WHERE id = ? AND COALESCE(password_hash, '') = ?",
        values![hash, now, id, expected.unwrap_or_default()],
    )
    .await?;
    if changed == 1 { Ok(()) } else { Err(DbError::Stale("users")) }
}

/// Puts the same password under newer parameters; nothing where it was changed meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn rehash(connection: &impl ConnectionTrait, id: UserId, expected: &str, hash: &str) -> DbResult<()> {
    exec(connection, "UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?", values![hash, id, expected]).await.map(drop)
}

/// Takes the password of somebody active away, until a link sets the next; false where they are not active any more.
///
/// # Errors
/// When the database refuses.
pub async fn bar_password(connection: &impl ConnectionTrait, id: UserId) -> DbResult<bool> {
    let text = "UPDATE users SET password_hash = NULL, must_change_password = TRUE WHERE id = ? AND status = 'active'";
    Ok(exec(connection, text, values![id]).await? == 1)
}

/// Notes that somebody comes in, where they are still active and have the password that was checked: whoever shuts them out in the same
/// instant is either seen here, or sees the session that begins in this transaction.
///
/// # Errors
/// When the database refuses.
pub async fn come_in(connection: &impl ConnectionTrait, id: UserId, checked: Option<&str>, now: Timestamp) -> DbResult<bool> {
    let text = "UPDATE users SET last_seen_at = CASE WHEN COALESCE(last_seen_at, 0) < ? THEN ? ELSE last_seen_at END \
        WHERE id = ? AND status = 'active' AND COALESCE(password_hash, '') = ?";
    Ok(exec(connection, text, values![now, now, id, checked.unwrap_or_default()]).await? == 1)
}

/// The owner of the address opened a link sent there.
///
/// # Errors
/// When the database refuses.
pub async fn verify_email(connection: &impl ConnectionTrait, id: UserId) -> DbResult<()> {
    exec(connection, "UPDATE users SET email_status = 'verified' WHERE id = ? AND email_status <> 'verified'", values![id]).await.map(drop)
}

/// Changes one's own name, language and time zone, where the name is still the one that was seen.
///
/// # Errors
/// Stale when it was changed meanwhile.
pub async fn set_profile(connection: &impl ConnectionTrait, seen: &Account, name: &str, locale: Locale, time_zone: &str) -> DbResult<()> {
    let search = search_text(name, seen.username.as_deref(), &seen.email, seen.phone.as_deref(), seen.external_id.as_deref());
    let changed = exec(connection, "UPDATE users SET name = ?, name_key = ?, search = ?, locale = ?, time_zone = ?, version = version + 1 WHERE id = ? AND name = ? AND email = ?",
        values![name, key(name), search, locale.tag(), time_zone, seen.id, seen.name.as_str(), seen.email.as_str()]).await?;
    if changed == 1 { Ok(()) } else { Err(DbError::Stale("users")) }
}
