//! `gateway_event`: what gateways reported, stored before it is applied and deduplicated by the gateway's own id. Of one that was applied
//! nothing stays but its id, and that only until its repetitions have ended.

use domain::{
    ids::{GatewayEventId, ServerId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbResult, all, exec, one, values};

/// A stored event.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Event {
    /// Our id.
    pub id: GatewayEventId,
    /// From which server.
    pub server_id: ServerId,
    /// What is applied of it; empty once it was.
    pub body: String,
    /// How often that was tried in vain.
    pub tries: i32,
    /// When it was applied.
    pub applied_at: Option<Timestamp>,
}

/// Stores an event; answers whether it is new.
///
/// # Errors
/// When the database refuses.
pub async fn store(
    connection: &impl ConnectionTrait,
    server: ServerId,
    gateway_id: &str,
    id: GatewayEventId,
    body: &str,
    now: Timestamp,
) -> DbResult<bool> {
    Ok(exec(
        connection,
        "INSERT INTO gateway_event (server_id, gateway_id, id, received_at, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        values![server, gateway_id, id, now, body],
    )
    .await?
        == 1)
}

/// The event that a gateway calls so.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, server: ServerId, gateway_id: &str) -> DbResult<Option<Event>> {
    one(
        connection,
        "SELECT id, server_id, body, tries, applied_at FROM gateway_event WHERE server_id = ? AND gateway_id = ?",
        values![server, gateway_id],
    )
    .await
}

/// Events not applied yet that came before `before`: those tried least first, so that what cannot be applied never holds the others.
///
/// # Errors
/// When the database refuses.
pub async fn open(connection: &impl ConnectionTrait, before: Timestamp, limit: usize) -> DbResult<Vec<Event>> {
    let text = format!(
        "SELECT id, server_id, body, tries, applied_at FROM gateway_event WHERE applied_at IS NULL AND received_at <= ? \
         ORDER BY tries, received_at, id LIMIT {limit}"
    );
    all(connection, &text, values![before]).await
}

/// Marks an event as applied, with a note where it meant nothing to us; answers whether it was open.
///
/// # Errors
/// When the database refuses.
pub async fn applied(connection: &impl ConnectionTrait, id: GatewayEventId, note: Option<&str>, now: Timestamp) -> DbResult<bool> {
    Ok(exec(
        connection,
        "UPDATE gateway_event SET applied_at = ?, problem = ?, body = '' WHERE id = ? AND applied_at IS NULL",
        values![now, note, id],
    )
    .await?
        == 1)
}

/// Counts a try in vain.
///
/// # Errors
/// When the database refuses.
pub async fn tried(connection: &impl ConnectionTrait, id: GatewayEventId) -> DbResult<()> {
    exec(connection, "UPDATE gateway_event SET tries = tries + 1 WHERE id = ? AND applied_at IS NULL", values![id]).await?;
    Ok(())
}

/// Forgets events that were applied before `before`, oldest first; answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn purge(connection: &impl ConnectionTrait, before: Timestamp, limit: usize) -> DbResult<u64> {
    let text = format!(
        "DELETE FROM gateway_event WHERE id IN \
         (SELECT id FROM gateway_event WHERE applied_at IS NOT NULL AND applied_at < ? ORDER BY applied_at LIMIT {limit})"
    );
    exec(connection, &text, values![before]).await
}

/// Writes down why an event meant nothing to us.
///
/// # Errors
/// When the database refuses.
pub async fn note(connection: &impl ConnectionTrait, id: GatewayEventId, note: &str) -> DbResult<()> {
    exec(connection, "UPDATE gateway_event SET problem = ? WHERE id = ?", values![note, id]).await?;
    Ok(())
}
