//! The audit trail's tables: `audit_event` with `audit_unsealed` beside it until the sealer has made its `audit_link`, and `audit_seal`,
//! one per sealed batch. All but `audit_unsealed` are append-only by trigger. `shown` reads them for pages. To add a column: here in
//! [`EventRow`] and [`COLUMNS`], in the schema, and in the canonical bytes of `service::audit` (with a new version of them).

use domain::{
    ids::{AuditId, SessionId, UserId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Value};

use crate::{DbResult, Sql, all, insert_many, one, scalar, values};

mod shown;

pub use shown::{ListedRow, Named, NamedRow, Narrow, actors, find, is_near, names, page, sealed_at};

/// One event as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct EventRow {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor_id: UserId,
    /// Who, by name.
    pub actor_name: String,
    /// Who acted for them.
    pub behind_id: Option<UserId>,
    /// Who acted for them, by name.
    pub behind_name: Option<String>,
    /// The operation.
    pub operation: String,
    /// On what.
    pub subject: String,
    /// The user concerned.
    pub subject_user: Option<UserId>,
    /// The subject's name.
    pub subject_name: String,
    /// Where it can be read.
    pub path: String,
    /// What changed, as JSON.
    pub changes: String,
    /// By which session.
    pub session_id: Option<SessionId>,
    /// From where.
    pub address: Option<String>,
    /// In which request.
    pub request_id: Option<String>,
    /// SHA-256 over the canonical bytes of all of the above.
    pub digest: Vec<u8>,
}

/// The columns of `audit_event`.
const COLUMNS: [&str; 16] = [
    "id",
    "at",
    "actor_id",
    "actor_name",
    "behind_id",
    "behind_name",
    "operation",
    "subject",
    "subject_user",
    "subject_name",
    "path",
    "changes",
    "session_id",
    "address",
    "request_id",
    "digest",
];

fn columns() -> String {
    COLUMNS.map(|column| format!("e.{column}")).join(", ")
}

/// Appends events, each with its mark for the sealer.
///
/// # Errors
/// When the database refuses.
pub async fn insert(connection: &impl ConnectionTrait, events: Vec<EventRow>) -> DbResult<()> {
    let marks = events.iter().map(|event| values![event.id, event.at]).collect();
    let rows: Vec<Vec<Value>> = events
        .into_iter()
        .map(|e| {
            values![
                e.id,
                e.at,
                e.actor_id,
                e.actor_name,
                e.behind_id,
                e.behind_name,
                e.operation,
                e.subject,
                e.subject_user,
                e.subject_name,
                e.path,
                e.changes,
                e.session_id,
                e.address,
                e.request_id,
                e.digest,
            ]
        })
        .collect();
    insert_many(connection, "audit_event", &COLUMNS, rows, "").await?;
    insert_many(connection, "audit_unsealed", &["event_id", "at"], marks, "").await?;
    Ok(())
}

/// The name of a user, for the snapshot of who acts behind another.
///
/// # Errors
/// When the database refuses.
pub async fn name_of(connection: &impl ConnectionTrait, user: UserId) -> DbResult<Option<String>> {
    scalar(connection, "SELECT name FROM users WHERE id = ?", values![user]).await
}

/// Since when the oldest event waits for the sealer.
///
/// # Errors
/// When the database refuses.
pub async fn oldest_unsealed(connection: &impl ConnectionTrait) -> DbResult<Option<Timestamp>> {
    scalar(connection, "SELECT at FROM audit_unsealed ORDER BY at, event_id LIMIT 1", vec![]).await
}

/// Makes this transaction the only sealer; `false` where there is one already. SQLite's one writer is the only one by itself.
///
/// # Errors
/// When the database refuses.
pub async fn lock_sealer(connection: &impl ConnectionTrait) -> DbResult<bool> {
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    const SEALER: i64 = 0x5357_5345_414C;
    Ok(scalar::<bool>(connection, "SELECT pg_try_advisory_xact_lock(?)", values![SEALER]).await?.unwrap_or(false))
}

/// An event that waits for the sealer.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct WaitingRow {
    /// Its id.
    pub id: AuditId,
    /// Its digest.
    pub digest: Vec<u8>,
}

/// The oldest events that wait for the sealer.
///
/// # Errors
/// When the database refuses.
pub async fn waiting(connection: &impl ConnectionTrait, limit: usize) -> DbResult<Vec<WaitingRow>> {
    all(
        connection,
        &format!(
            "SELECT e.id, e.digest FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id ORDER BY u.at, u.event_id LIMIT {limit}"
        ),
        vec![],
    )
    .await
}

/// A link of the chain.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct LinkRow {
    /// Its place, from 1.
    pub seq: i64,
    /// The event.
    pub event_id: AuditId,
    /// SHA-256 of the previous chain value and the event's digest.
    pub chain: Vec<u8>,
}

/// The newest link.
///
/// # Errors
/// When the database refuses.
pub async fn last_link(connection: &impl ConnectionTrait) -> DbResult<Option<LinkRow>> {
    one(connection, "SELECT seq, event_id, chain FROM audit_link ORDER BY seq DESC LIMIT 1", vec![]).await
}

/// The link at this place.
///
/// # Errors
/// When the database refuses.
pub async fn link_at(connection: &impl ConnectionTrait, seq: i64) -> DbResult<Option<LinkRow>> {
    one(connection, "SELECT seq, event_id, chain FROM audit_link WHERE seq = ?", values![seq]).await
}

/// A seal over the chain up to a place.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SealRow {
    /// The place of the last link it covers.
    pub last_seq: i64,
    /// The chain's value there.
    pub head: Vec<u8>,
    /// Signature over the above and the time.
    pub signature: Vec<u8>,
    /// When.
    pub sealed_at: Timestamp,
}

/// Chains a batch, seals it and takes its events off the waiting list.
///
/// # Errors
/// When the database refuses.
pub async fn append_links(connection: &impl ConnectionTrait, links: Vec<LinkRow>, seal: SealRow) -> DbResult<()> {
    let events: Vec<AuditId> = links.iter().map(|link| link.event_id).collect();
    let rows = links.into_iter().map(|link| values![link.seq, link.event_id, link.chain]).collect();
    insert_many(connection, "audit_link", &["seq", "event_id", "chain"], rows, "").await?;
    let row = values![seal.last_seq, seal.head, seal.signature, seal.sealed_at];
    insert_many(connection, "audit_seal", &["last_seq", "head", "signature", "sealed_at"], vec![row], "").await?;
    let mut sql = Sql::new("DELETE FROM audit_unsealed WHERE event_id IN ");
    sql.list(events);
    sql.exec(connection).await?;
    Ok(())
}

/// The newest seal.
///
/// # Errors
/// When the database refuses.
pub async fn last_seal(connection: &impl ConnectionTrait) -> DbResult<Option<SealRow>> {
    one(connection, "SELECT last_seq, head, signature, sealed_at FROM audit_seal ORDER BY last_seq DESC LIMIT 1", vec![]).await
}

/// The seals after one place up to another.
///
/// # Errors
/// When the database refuses.
pub async fn seals(connection: &impl ConnectionTrait, after: i64, up_to: i64) -> DbResult<Vec<SealRow>> {
    all(
        connection,
        "SELECT last_seq, head, signature, sealed_at FROM audit_seal WHERE last_seq > ? AND last_seq <= ? ORDER BY last_seq",
        values![after, up_to],
    )
    .await
}

/// A link together with its event.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct LinkedRow {
    /// Place.
    pub seq: i64,
    /// Chain value.
    pub chain: Vec<u8>,
    /// The event.
    #[sea_orm(nested)]
    pub event: EventRow,
}

/// Links with their events, after one place up to another. A link whose event is gone is not among them.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn linked(connection: &impl ConnectionTrait, after: i64, up_to: i64) -> DbResult<Vec<LinkedRow>> {
    let text = format!(
        "SELECT l.seq, l.chain, {} FROM audit_link l JOIN audit_event e ON e.id = l.event_id WHERE l.seq > ? AND l.seq <= ? ORDER BY l.seq",
        columns()
    );
    all(connection, &text, values![after, up_to]).await
}

/// An event that waits for the sealer, whole.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct WaitingEvent {
    /// Since when, according to the waiting list.
    pub waiting_at: Timestamp,
    /// The event.
    #[sea_orm(nested)]
    pub event: EventRow,
}

/// Events that wait for the sealer, in order, after the one with this time and id.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn waiting_events(connection: &impl ConnectionTrait, after: (Timestamp, AuditId), limit: usize) -> DbResult<Vec<WaitingEvent>> {
    let text = format!(
        "SELECT u.at AS waiting_at, {} FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id WHERE (u.at, u.event_id) > (?, ?)
        ORDER BY u.at, u.event_id LIMIT {limit}",
        columns()
    );
    all(connection, &text, values![after.0, after.1]).await
}

/// A place on the waiting list without its event.
///
/// # Errors
/// When the database refuses.
pub async fn waiting_without_event(connection: &impl ConnectionTrait) -> DbResult<Option<AuditId>> {
    scalar(
        connection,
        "SELECT u.event_id FROM audit_unsealed u LEFT JOIN audit_event e ON e.id = u.event_id WHERE e.id IS NULL LIMIT 1",
        vec![],
    )
    .await
}

/// An event that is neither chained nor waiting.
///
/// # Errors
/// When the database refuses.
pub async fn event_without_link(connection: &impl ConnectionTrait) -> DbResult<Option<AuditId>> {
    scalar(
        connection,
        "SELECT e.id FROM audit_event e LEFT JOIN audit_link l ON l.event_id = e.id LEFT JOIN audit_unsealed u ON u.event_id = e.id
        WHERE l.event_id IS NULL AND u.event_id IS NULL LIMIT 1",
        vec![],
    )
    .await
}
