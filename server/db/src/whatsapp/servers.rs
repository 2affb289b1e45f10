//! `gateway_server`: the machines on which numbers live. Keys and secrets come in sealed and go out sealed.

use domain::{ids::ServerId, time::Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbResult, Sql, exec, one, scalar, values};

/// A row, with the number of live instances it holds.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Server {
    /// Its id.
    pub id: ServerId,
    /// Name.
    pub name: String,
    /// Provider's code.
    pub provider: String,
    /// Base URL.
    pub url: String,
    /// Sealed.
    pub api_key: Vec<u8>,
    /// Last four characters of the key.
    pub api_key_hint: String,
    /// Sealed.
    pub webhook_secret: Vec<u8>,
    /// Most numbers.
    pub max_devices: i32,
    /// Status's code.
    pub status: String,
    /// Reported.
    pub version: Option<String>,
    /// Of the last check.
    pub latency_ms: Option<i64>,
    /// Why the last check failed: a message as JSON.
    pub problem: Option<String>,
    /// Percent.
    pub cpu: Option<i16>,
    /// Percent.
    pub memory: Option<i16>,
    /// Percent.
    pub disk: Option<i16>,
    /// Last check.
    pub checked_at: Option<Timestamp>,
    /// Said of itself that it is a simulator.
    pub simulator: bool,
    /// Numbers it holds.
    pub devices: i64,
}

/// What an operator writes.
#[derive(Debug, Clone)]
pub struct Written<'a> {
    /// Name.
    pub name: &'a str,
    /// Provider's code.
    pub provider: &'a str,
    /// Base URL.
    pub url: &'a str,
    /// Sealed key and its hint; `None` keeps the one there is.
    pub key: Option<(Vec<u8>, String)>,
    /// Most numbers.
    pub max_devices: i32,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Status's code.
    pub status: &'static str,
    /// Reported.
    pub version: Option<String>,
    /// The engine that was reported: what it can do depends on it.
    pub engine: Option<String>,
    /// Whether it says of itself that it is a simulator; `None` where it says nothing.
    pub simulator: Option<bool>,
    /// Round trip.
    pub latency_ms: Option<i64>,
    /// A message as JSON.
    pub problem: Option<String>,
}

const COLUMNS: &str = "SELECT s.*, (SELECT CAST(COUNT(*) AS bigint) FROM instance i WHERE i.server_id = s.id AND i.deleted_at IS NULL) AS devices \
    FROM gateway_server s";

/// How a name is compared.
#[must_use]
pub fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// All, by name.
///
/// # Errors
/// When the database refuses.
pub async fn list(connection: &impl ConnectionTrait) -> DbResult<Vec<Server>> {
    Sql::new(&format!("{COLUMNS} ORDER BY s.name_key")).all(connection).await
}

/// One.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, id: ServerId) -> DbResult<Option<Server>> {
    one(connection, &format!("{COLUMNS} WHERE s.id = ?"), values![id]).await
}

/// One, locked until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn lock(connection: &impl ConnectionTrait, id: ServerId) -> DbResult<Option<Server>> {
    let text = format!("SELECT s.id AS id FROM gateway_server s WHERE s.id = ?{}", super::for_update(connection, "s", false));
    // The count stands in a statement of its own, so that it sees what was committed before the lock was given.
    if exec_lock(connection, &text, id).await? { find(connection, id).await } else { Ok(None) }
}

async fn exec_lock(connection: &impl ConnectionTrait, text: &str, id: ServerId) -> DbResult<bool> {
    Ok(scalar::<ServerId>(connection, text, values![id]).await?.is_some())
}

/// Adds one, offline until it has been asked.
///
/// # Errors
/// Unique on `name_key`, or when the database refuses.
pub async fn insert(
    connection: &impl ConnectionTrait,
    id: ServerId,
    new: &Written<'_>,
    webhook_secret: Vec<u8>,
    now: Timestamp,
) -> DbResult<()> {
    let (key, hint) = new.key.clone().unwrap_or_default();
    exec(connection,
        "INSERT INTO gateway_server (id, name, name_key, provider, url, api_key, api_key_hint, webhook_secret, max_devices, status, created_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'offline', ?)",
        values![id, new.name, name_key(new.name), new.provider, new.url, key, hint, webhook_secret, new.max_devices, now]).await?;
    Ok(())
}

/// Changes one; answers whether it is there. What was said at another address does not count at this one.
///
/// # Errors
/// Unique on `name_key`, or when the database refuses.
pub async fn update(connection: &impl ConnectionTrait, id: ServerId, new: &Written<'_>) -> DbResult<bool> {
    let mut sql = Sql::new("UPDATE gateway_server SET name = ");
    sql.bind(new.name)
        .push(", name_key = ")
        .bind(name_key(new.name))
        .push(", provider = ")
        .bind(new.provider)
        .push(", url = ")
        .bind(new.url);
    sql.push(", max_devices = ").bind(new.max_devices);
    sql.push(", simulator = CASE WHEN url = ").bind(new.url).push(" THEN simulator ELSE FALSE END");
    if let Some((key, hint)) = new.key.clone() {
        sql.push(", api_key = ").bind(key).push(", api_key_hint = ").bind(hint);
    }
    sql.push(" WHERE id = ").bind(id);
    Ok(sql.exec(connection).await? == 1)
}

/// Moves it from one status to another; answers whether it was in the first.
///
/// # Errors
/// When the database refuses.
pub async fn set_status(connection: &impl ConnectionTrait, id: ServerId, from: &str, to: &str) -> DbResult<bool> {
    Ok(exec(connection, "UPDATE gateway_server SET status = ? WHERE id = ? AND status = ?", values![to, id, from]).await? == 1)
}

/// Keeps what a check found, if the status is still the one it began with.
///
/// # Errors
/// When the database refuses.
pub async fn checked(connection: &impl ConnectionTrait, id: ServerId, from: &str, found: &Checked, now: Timestamp) -> DbResult<bool> {
    Ok(exec(connection,
        "UPDATE gateway_server SET status = ?, version = COALESCE(?, version), engine = COALESCE(?, engine), simulator = COALESCE(?, simulator), latency_ms = ?, problem = ?, checked_at = ? WHERE id = ? AND status = ?",
        values![found.status, found.version.clone(), found.engine.clone(), found.simulator, found.latency_ms, found.problem.clone(), now, id, from]).await? == 1)
}

/// Removes one that holds no live instance; answers whether it did.
///
/// # Errors
/// When the database refuses.
pub async fn delete(connection: &impl ConnectionTrait, id: ServerId) -> DbResult<bool> {
    Ok(exec(connection,
        "DELETE FROM gateway_server WHERE id = ? AND NOT EXISTS (SELECT 1 FROM instance i WHERE i.server_id = gateway_server.id AND i.deleted_at IS NULL)",
        values![id]).await? == 1)
}

/// What is needed to call a server.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Address {
    /// Its id.
    pub id: ServerId,
    /// Provider's code.
    pub provider: String,
    /// Base URL.
    pub url: String,
    /// Sealed.
    pub api_key: Vec<u8>,
    /// Sealed.
    pub webhook_secret: Vec<u8>,
    /// Status's code.
    pub status: String,
    /// The engine it runs, once it has told.
    pub engine: Option<String>,
}

/// How to call these servers.
///
/// # Errors
/// When the database refuses.
pub async fn addresses(connection: &impl ConnectionTrait, ids: impl IntoIterator<Item = ServerId>) -> DbResult<Vec<Address>> {
    let mut sql = Sql::new("SELECT id, provider, url, api_key, webhook_secret, status, engine FROM gateway_server WHERE id IN ");
    sql.list(ids);
    sql.all(connection).await
}

/// How to call every server in one of these statuses.
///
/// # Errors
/// When the database refuses.
pub async fn addresses_in(connection: &impl ConnectionTrait, statuses: &[&str]) -> DbResult<Vec<Address>> {
    let mut sql = Sql::new("SELECT id, provider, url, api_key, webhook_secret, status, engine FROM gateway_server WHERE status IN ");
    sql.list(statuses.iter().copied()).push(" ORDER BY id");
    sql.all(connection).await
}
