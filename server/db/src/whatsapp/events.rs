//! `gateway_event`: what gateways reported, stored before it is applied and deduplicated by the gateway's own id.

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
    /// Its body as it came.
    pub body: String,
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
        "SELECT id, server_id, body, applied_at FROM gateway_event WHERE server_id = ? AND gateway_id = ?",
        values![server, gateway_id],
    )
    .await
}

/// Events not applied yet that came before `before`, oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn open(connection: &impl ConnectionTrait, before: Timestamp, limit: usize) -> DbResult<Vec<Event>> {
    let text = format!(
        "SELECT id, server_id, body, applied_at FROM gateway_event WHERE applied_at IS NULL AND received_at <= ? ORDER BY received_at, id LIMIT {limit}"
    );
    all(connection, &text, values![before]).await
}

/// Marks an event as applied, with a note where it meant nothing to us; answers whether it was open.
///
/// # Errors
/// When the database refuses.
pub async fn applied(connection: &impl ConnectionTrait, id: GatewayEventId, note: Option<&str>, now: Timestamp) -> DbResult<bool> {
    Ok(exec(connection, "UPDATE gateway_event SET applied_at = ?, problem = ? WHERE id = ? AND applied_at IS NULL", values![now, note, id])
        .await?
        == 1)
}

/// Writes down why an event meant nothing to us.
///
/// # Errors
/// When the database refuses.
pub async fn note(connection: &impl ConnectionTrait, id: GatewayEventId, note: &str) -> DbResult<()> {
    exec(connection, "UPDATE gateway_event SET problem = ? WHERE id = ?", values![note, id]).await?;
    Ok(())
}
