//! Messages that a gateway took and nobody has acknowledged since: `message.look_at` says when they are looked up next.

use domain::{
    ids::{InstanceId, MessageId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbResult, Sql, exec, one, values};

/// A message to look up.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Looked {
    /// Its id.
    pub id: MessageId,
    /// Through which number.
    pub instance_id: InstanceId,
    /// E.164.
    pub recipient: String,
    /// The chat that was answered for it.
    pub chat_id: Option<String>,
    /// The gateway's bare id.
    pub gateway_id: Option<String>,
    /// When the gateway took it.
    pub accepted_at: Option<Timestamp>,
}

#[derive(FromQueryResult)]
struct Taken {
    id: MessageId,
}

/// Takes those that are due, and puts each off to `until`, so that one process asks.
///
/// # Errors
/// When the database refuses.
pub async fn take_due(connection: &impl ConnectionTrait, now: Timestamp, until: Timestamp, limit: usize) -> DbResult<Vec<MessageId>> {
    let mut sql = Sql::new("SELECT m.id FROM message m WHERE m.look_at IS NOT NULL AND (m.look_at <= ");
    sql.bind(now).push(" OR m.look_at > ").bind(super::horizon(now)).push(&format!(") ORDER BY m.look_at LIMIT {limit}"));
    sql.push(&super::for_update(connection, "m", true));
    let ids: Vec<MessageId> = sql.all::<Taken>(connection).await?.into_iter().map(|taken| taken.id).collect();
    if !ids.is_empty() {
        let mut sql = Sql::new("UPDATE message SET look_at = ");
        sql.bind(until).push(" WHERE id IN ").list(ids.iter().copied());
        sql.exec(connection).await?;
    }
    Ok(ids)
}

/// What a look needs of a message that is still only accepted; `None` where an acknowledgement came meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, id: MessageId) -> DbResult<Option<Looked>> {
    one(
        connection,
        "SELECT m.id, m.instance_id, m.recipient, c.chat_id AS chat_id, m.gateway_id, m.accepted_at FROM message m \
         LEFT JOIN whatsapp_chat c ON c.instance_id = m.instance_id AND c.recipient = m.recipient WHERE m.id = ? AND m.state = 'accepted'",
        values![id],
    )
    .await
}

/// Says when it is looked up next; `None` for not again.
///
/// # Errors
/// When the database refuses.
pub async fn put_off(connection: &impl ConnectionTrait, id: MessageId, at: Option<Timestamp>) -> DbResult<()> {
    exec(connection, "UPDATE message SET look_at = ? WHERE id = ?", values![at, id]).await?;
    Ok(())
}

/// Ends the wait for an acknowledgement; answers whether none had come. One that comes later still moves the message on.
///
/// # Errors
/// When the database refuses.
pub async fn unconfirmed(connection: &impl ConnectionTrait, id: MessageId, problem: &str, now: Timestamp) -> DbResult<bool> {
    Ok(exec(
        connection,
        "UPDATE message SET state = 'unconfirmed', problem = ?, look_at = NULL, changed_at = ? WHERE id = ? AND state = 'accepted'",
        values![problem, now, id],
    )
    .await?
        == 1)
}
