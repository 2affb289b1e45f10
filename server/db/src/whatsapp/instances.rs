//! `instance`: numbers, their state, their QR code and what is wanted of them. The lane's columns are in `lanes`.

use domain::{
    access::Reach,
    ids::{InstanceId, ServerId, UserId},
    instance::InstanceListQuery,
    page::Cursor,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    DbResult, Sql, exec,
    page::{self, Key},
    scalar,
    users::narrow::escape,
    values,
};

/// A row with what belongs to it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Instance {
    /// Its id.
    pub id: InstanceId,
    /// Whose.
    pub user_id: UserId,
    /// Their name.
    pub user_name: String,
    /// Their path.
    pub path: String,
    /// Where it lives.
    pub server_id: ServerId,
    /// Its name.
    pub server_name: Option<String>,
    /// Its provider's code.
    pub provider: Option<String>,
    /// Its base URL, where it is a simulator.
    pub simulator_url: Option<String>,
    /// What its owner calls it.
    pub name: String,
    /// What the gateway calls it.
    pub session_name: String,
    /// State's code.
    pub state: String,
    /// `connected`, `stopped`, `deleted`, or `gone` once the gateway has forgotten it.
    pub wanted: String,
    /// The number.
    pub phone: Option<String>,
    /// The phone's name.
    pub push_name: Option<String>,
    /// The account that was paired first, or confirmed since; it stays when the number is logged out.
    pub account: Option<String>,
    /// Another account that was paired here and is not confirmed; the lane rests meanwhile.
    pub other_account: Option<String>,
    /// Its owner's status.
    pub user_status: String,
    /// The code's text, sealed.
    pub qr: Option<Vec<u8>>,
    /// Which code it is.
    pub qr_number: i16,
    /// Until when it is good.
    pub qr_expires_at: Option<Timestamp>,
    /// When the gateway is next brought to what is wanted; `None` where it is.
    pub tend_at: Option<Timestamp>,
    /// Tries to bring the gateway to what is wanted.
    pub tend_tries: i32,
    /// The gateway's time of the newest status that was applied.
    pub status_at_ms: i64,
    /// Since when.
    pub created_at: Timestamp,
    /// Last change of state.
    pub changed_at: Timestamp,
    /// Removed.
    pub deleted_at: Option<Timestamp>,
    /// Messages waiting.
    pub lane_waiting: i64,
}

/// A new row.
#[derive(Debug, Clone)]
pub struct New<'a> {
    /// Its id; the session's name is its text.
    pub id: InstanceId,
    /// Whose.
    pub user: UserId,
    /// Where.
    pub server: ServerId,
    /// What its owner calls it.
    pub name: &'a str,
    /// Milliseconds between two messages, and the most that chance adds.
    pub pace_ms: (i64, i64),
    /// Now.
    pub now: Timestamp,
}

const COLUMNS: &str = "SELECT i.*, u.name AS user_name, u.path AS path, u.status AS user_status, s.name AS server_name, s.provider AS provider, \
    CASE WHEN s.simulator THEN s.url END AS simulator_url FROM instance i JOIN users u ON u.id = i.user_id LEFT JOIN gateway_server s ON s.id = i.server_id WHERE 1 = 1";

/// Live ones within reach, newest first, one more than asked for.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    connection: &impl ConnectionTrait,
    reach: &Reach,
    query: &InstanceListQuery,
    cursor: Option<&Cursor>,
    size: usize,
) -> DbResult<Vec<Instance>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" AND i.deleted_at IS NULL");
    crate::reach::owned(&mut sql, "i.user_id", "u", reach);
    narrow(&mut sql, query);
    page::seek(&mut sql, "i.created_at", "i.id", Key::Number, true, cursor, size);
    sql.all(connection).await
}

fn narrow(sql: &mut Sql, query: &InstanceListQuery) {
    if let Some(user) = query.user {
        sql.push(" AND i.user_id = ").bind(user);
    }
    if let Some(state) = query.state {
        sql.push(" AND i.state = ").bind(state.code());
    }
    if let Some(server) = query.server {
        sql.push(" AND i.server_id = ").bind(server);
    }
    if !query.q.is_empty() {
        let like = |text: &str| format!("%{}%", escape(text));
        let lower = query.q.to_lowercase();
        sql.push(" AND (LOWER(i.name) LIKE ")
            .bind(like(&lower))
            .push(" ESCAPE '\\' OR u.name_key LIKE ")
            .bind(like(&lower))
            .push(" ESCAPE '\\'");
        // A phone number is found however it is written.
        let digits: String = query.q.chars().filter(char::is_ascii_digit).collect();
        if !digits.is_empty() && query.q.chars().all(|c| c.is_ascii_digit() || " +-.()/".contains(c)) {
            sql.push(" OR i.phone LIKE ").bind(like(&digits));
        }
        sql.push(")");
    }
}

/// A live one within reach.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, id: InstanceId, reach: &Reach) -> DbResult<Option<Instance>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" AND i.deleted_at IS NULL AND i.id = ").bind(id);
    crate::reach::owned(&mut sql, "i.user_id", "u", reach);
    sql.one(connection).await
}

/// Any one, deleted or not.
///
/// # Errors
/// When the database refuses.
pub async fn load(connection: &impl ConnectionTrait, id: InstanceId) -> DbResult<Option<Instance>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" AND i.id = ").bind(id);
    sql.one(connection).await
}

/// Whether there is or was one with this id within reach.
///
/// # Errors
/// When the database refuses.
pub async fn known(connection: &impl ConnectionTrait, id: InstanceId, reach: &Reach) -> DbResult<bool> {
    let mut sql = Sql::new("SELECT i.id FROM instance i JOIN users u ON u.id = i.user_id WHERE i.id = ");
    sql.bind(id);
    crate::reach::owned(&mut sql, "i.user_id", "u", reach);
    Ok(sql.scalar::<InstanceId>(connection).await?.is_some())
}

/// Any one, deleted or not, locked until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn lock(connection: &impl ConnectionTrait, id: InstanceId) -> DbResult<Option<Instance>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" AND i.id = ").bind(id).push(&super::for_update(connection, "i", false));
    sql.one(connection).await
}

/// The id behind a session's name on a server.
///
/// # Errors
/// When the database refuses.
pub async fn by_session(connection: &impl ConnectionTrait, server: ServerId, session: &str) -> DbResult<Option<InstanceId>> {
    scalar(connection, "SELECT id FROM instance WHERE session_name = ? AND server_id = ?", values![session, server]).await
}

/// Live ones of a server.
///
/// # Errors
/// When the database refuses.
pub async fn of_server(connection: &impl ConnectionTrait, server: ServerId) -> DbResult<Vec<Instance>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" AND i.deleted_at IS NULL AND i.server_id = ").bind(server);
    sql.all(connection).await
}

/// How many live ones a user has.
///
/// # Errors
/// When the database refuses.
pub async fn count_of(connection: &impl ConnectionTrait, user: UserId) -> DbResult<i64> {
    let count =
        scalar(connection, "SELECT CAST(COUNT(*) AS bigint) FROM instance WHERE user_id = ? AND deleted_at IS NULL", values![user]).await?;
    Ok(count.unwrap_or(0))
}

/// A user as an owner of instances.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Owner {
    /// Their id.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Path.
    pub path: String,
    /// What their plan allows, where they have one.
    pub instance_limit: Option<i32>,
}

/// A user within reach, locked, so that two new numbers cannot both be the last one.
///
/// # Errors
/// When the database refuses.
pub async fn lock_owner(connection: &impl ConnectionTrait, user: UserId, reach: &Reach) -> DbResult<Option<Owner>> {
    let mut sql = Sql::new("SELECT u.id, u.name, u.path, p.instance_limit FROM users u LEFT JOIN plan p ON p.id = u.plan_id WHERE u.id = ");
    sql.bind(user);
    crate::reach::owned(&mut sql, "u.id", "u", reach);
    sql.push(&super::for_update(connection, "u", false));
    sql.one(connection).await
}

/// Adds one.
///
/// # Errors
/// When the database refuses.
pub async fn insert(connection: &impl ConnectionTrait, new: &New<'_>) -> DbResult<()> {
    exec(connection,
        "INSERT INTO instance (id, user_id, server_id, name, session_name, state, wanted, created_at, changed_at, lane_interval_ms, lane_jitter_ms) \
         VALUES (?, ?, ?, ?, ?, 'new', 'stopped', ?, ?, ?, ?)",
        values![new.id, new.user, new.server, new.name, new.id.to_string(), new.now, new.now, new.pace_ms.0, new.pace_ms.1]).await?;
    Ok(())
}

/// Moves it from one state to another; a code to scan belongs to `scanning` alone. Answers whether it was in the first.
///
/// # Errors
/// When the database refuses.
pub async fn set_state(connection: &impl ConnectionTrait, id: InstanceId, from: &str, to: &str, now: Timestamp) -> DbResult<bool> {
    let due = (to == "scanning").then_some(now);
    Ok(exec(connection,
        "UPDATE instance SET state = ?, changed_at = ?, qr = NULL, qr_number = 0, qr_expires_at = NULL, qr_due_at = ? WHERE id = ? AND state = ?",
        values![to, now, due, id, from]).await? == 1)
}

/// Keeps who is linked.
///
/// # Errors
/// When the database refuses.
pub async fn set_account(connection: &impl ConnectionTrait, id: InstanceId, phone: Option<&str>, push_name: Option<&str>) -> DbResult<()> {
    exec(connection, "UPDATE instance SET phone = ?, push_name = ? WHERE id = ?", values![phone, push_name, id]).await?;
    Ok(())
}

/// Keeps which account a slot belongs to, and which other one asks for it.
///
/// # Errors
/// When the database refuses.
pub async fn set_owner_account(
    connection: &impl ConnectionTrait,
    id: InstanceId,
    account: Option<&str>,
    other: Option<&str>,
) -> DbResult<()> {
    exec(connection, "UPDATE instance SET account = ?, other_account = ? WHERE id = ?", values![account, other, id]).await?;
    Ok(())
}

/// Keeps the gateway's time of the newest status.
///
/// # Errors
/// When the database refuses.
pub async fn set_status_time(connection: &impl ConnectionTrait, id: InstanceId, at_ms: i64) -> DbResult<()> {
    exec(connection, "UPDATE instance SET status_at_ms = ? WHERE id = ? AND status_at_ms < ?", values![at_ms, id, at_ms]).await?;
    Ok(())
}

/// Marks it as removed.
///
/// # Errors
/// When the database refuses.
pub async fn mark_deleted(connection: &impl ConnectionTrait, id: InstanceId, now: Timestamp) -> DbResult<bool> {
    Ok(exec(connection, "UPDATE instance SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL", values![now, id]).await? == 1)
}
