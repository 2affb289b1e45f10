//! The mail outbox. Bodies are sealed, because some hold a link that sets a password. A mail that is due is claimed by moving its due
//! time on, which is the lease: a process that dies with it leaves it to be sent again then.

use domain::{
    ids::{MailId, UserId},
    page::Cursor,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    DbResult, all, exec,
    page::{Key, seek},
    scalar,
    sql::Sql,
    values,
};

/// A mail.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Mail {
    /// Id.
    pub id: MailId,
    /// To whom.
    pub to_address: String,
    /// Subject.
    pub subject: String,
    /// Sealed text.
    pub body: Vec<u8>,
    /// Since when.
    pub created_at: Timestamp,
    /// Not to be sent before.
    pub due_at: Timestamp,
    /// Tries so far.
    pub attempts: i32,
    /// When SMTP took it.
    pub sent_at: Option<Timestamp>,
    /// Why the last try failed.
    pub problem: Option<String>,
}

const COLUMNS: &str = "m.id, m.to_address, m.subject, m.body, m.created_at, m.due_at, m.attempts, m.sent_at, m.problem";

/// Puts a mail into the outbox, due at once.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    connection: &impl ConnectionTrait,
    id: MailId,
    user: Option<UserId>,
    to: &str,
    subject: &str,
    body: Vec<u8>,
    now: Timestamp,
) -> DbResult<()> {
    exec(
        connection,
        "INSERT INTO mail (id, user_id, to_address, subject, body, created_at, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        values![id, user, to, subject, body, now, now],
    )
    .await
    .map(drop)
}

/// How many mails were written to an address since then, counted up to `most`.
///
/// # Errors
/// When the database refuses.
pub async fn written_since(connection: &impl ConnectionTrait, to: &str, since: Timestamp, most: i64) -> DbResult<i64> {
    let text = format!(
        "SELECT CAST(COUNT(*) AS bigint) FROM (SELECT 1 AS mail FROM mail WHERE to_address = ? AND created_at > ? LIMIT {most}) AS written"
    );
    Ok(scalar::<i64>(connection, &text, values![to, since]).await?.unwrap_or(0))
}

/// Mails to users of a part of the tree, newest first, one more than `size`. The root also sees those that belong to nobody.
///
/// # Errors
/// When the database refuses.
pub async fn list(connection: &impl ConnectionTrait, tree: &str, cursor: Option<&Cursor>, size: usize) -> DbResult<Vec<Mail>> {
    let mut sql = Sql::new(&format!("SELECT {COLUMNS} FROM mail m LEFT JOIN users u ON u.id = m.user_id WHERE "));
    if tree == "1/" {
        sql.push("1 = 1");
    } else {
        sql.push("u.path LIKE ").bind(format!("{tree}%"));
    }
    seek(&mut sql, "m.created_at", "m.id", Key::Number, true, cursor, size);
    sql.all(connection).await
}

/// Mails that are due, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn due(connection: &impl ConnectionTrait, now: Timestamp, most: usize) -> DbResult<Vec<Mail>> {
    all(
        connection,
        &format!("SELECT {COLUMNS} FROM mail m WHERE m.sent_at IS NULL AND m.due_at <= ? ORDER BY m.due_at LIMIT {most}"),
        values![now],
    )
    .await
}

/// Claims a mail that is still due as it was seen; false where another process has it.
///
/// # Errors
/// When the database refuses.
pub async fn claim(connection: &impl ConnectionTrait, mail: &Mail, until: Timestamp) -> DbResult<bool> {
    Ok(exec(
        connection,
        "UPDATE mail SET due_at = ?, attempts = attempts + 1 WHERE id = ? AND sent_at IS NULL AND due_at = ?",
        values![until, mail.id, mail.due_at],
    )
    .await?
        == 1)
}

/// SMTP took a mail.
///
/// # Errors
/// When the database refuses.
pub async fn sent(connection: &impl ConnectionTrait, id: MailId, now: Timestamp) -> DbResult<()> {
    exec(connection, "UPDATE mail SET sent_at = ?, problem = NULL WHERE id = ?", values![now, id]).await.map(drop)
}

/// A try failed; the next one is due then.
///
/// # Errors
/// When the database refuses.
pub async fn failed(connection: &impl ConnectionTrait, id: MailId, problem: &str, due_at: Timestamp) -> DbResult<()> {
    exec(connection, "UPDATE mail SET problem = ?, due_at = ? WHERE id = ?", values![problem, due_at, id]).await.map(drop)
}
