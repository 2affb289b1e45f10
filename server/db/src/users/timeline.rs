//! What a user did and what was done to them, newest first: audit events about them or by them, and their sign-in attempts. Both
//! sources are read by their own index and merged by the caller, over positions that sort alike: time and a UUID (a small one, made of
//! its number, for attempts).

use domain::{ids::UserId, page::Cursor, time::Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{DbResult, Sql};

/// An audit event, as far as a timeline shows it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct EventRow {
    /// Id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Name of who did it.
    pub actor_name: String,
    /// Operation's name.
    pub operation: String,
    /// What it was done to, as an id's text.
    pub subject: String,
    /// The user concerned.
    pub subject_user: Option<UserId>,
    /// Name of what it was done to.
    pub subject_name: String,
    /// What changed, as JSON.
    pub changes: String,
    /// From where.
    pub address: Option<String>,
    /// Where whoever did it stands now, for those who are there.
    pub actor_path: Option<String>,
}

/// A sign-in attempt.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AttemptRow {
    /// Number.
    pub no: i64,
    /// When.
    pub at: Timestamp,
    /// Device.
    pub device: String,
    /// From where.
    pub address: String,
    /// What became of it.
    pub outcome: String,
}

impl AttemptRow {
    /// Its place among the events of the same instant: below all of them.
    #[must_use]
    pub fn id(&self) -> Uuid {
        Uuid::from_u128(u128::try_from(self.no).unwrap_or(0))
    }
}

/// The columns of [`EventRow`] that stand in the trail.
const SHOWN: &str = "id, at, actor_name, operation, subject, subject_user, subject_name, changes, address";
/// Who changed an account last, when, and what.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct LastChange {
    /// Their name as it was then.
    pub actor_name: String,
    /// When.
    pub at: Timestamp,
    /// What, as JSON.
    pub changes: String,
}

/// The newest event of one of these operations on a user.
///
/// # Errors
/// When the database refuses.
pub async fn last_change(connection: &impl ConnectionTrait, user: UserId, operations: &[&str]) -> DbResult<Option<LastChange>> {
    let mut sql = Sql::new("SELECT actor_name, at, changes FROM audit_event WHERE subject_user = ");
    sql.bind(user).push(" AND operation IN ").list(operations.iter().copied()).push(" ORDER BY at DESC, id DESC LIMIT 1");
    sql.one(connection).await
}

/// Where a page continues.
fn position(cursor: Option<&Cursor>) -> Option<(i64, Uuid, bool)> {
    let cursor = cursor?;
    Some((cursor.key.parse().ok()?, Uuid::try_parse(&cursor.id).ok()?, cursor.backwards))
}

/// Events about or by a user, one more than `size`, in the direction of the cursor; without those operations.
///
/// # Errors
/// When the database refuses.
pub async fn events(
    connection: &impl ConnectionTrait,
    user: UserId,
    without: &[&str],
    cursor: Option<&Cursor>,
    size: usize,
) -> DbResult<Vec<EventRow>> {
    let order = if cursor.is_some_and(|cursor| cursor.backwards) { "ASC" } else { "DESC" };
    let columns = format!("{SHOWN}, COALESCE(behind_id, actor_id) AS who");
    let mut sql = Sql::new(&format!("SELECT {SHOWN}, (SELECT u.path FROM users u WHERE u.id = t.who) AS actor_path FROM ("));
    // Two indexes, each read only as far as the page goes.
    for about in [true, false] {
        sql.push(&format!("{}SELECT * FROM (SELECT {columns} FROM audit_event WHERE ", if about { "" } else { " UNION ALL " }));
        if about {
            sql.push("subject_user = ").bind(user);
        } else {
            sql.push("actor_id = ").bind(user).push(" AND (subject_user IS NULL OR subject_user <> ").bind(user).push(")");
        }
        if let Some((at, id, backwards)) = position(cursor) {
            sql.push(if backwards { " AND (at, id) > (" } else { " AND (at, id) < (" }).bind(at).push(", ").bind(id).push(")");
        }
        if !without.is_empty() {
            sql.push(" AND operation NOT IN ").list(without.iter().copied());
        }
        sql.push(&format!(" ORDER BY at {order}, id {order} LIMIT {}) AS {}", size + 1, if about { "a" } else { "b" }));
    }
    sql.push(&format!(") AS t ORDER BY at {order}, id {order} LIMIT {}", size + 1));
    sql.all(connection).await
}

/// The newest events about these things.
///
/// # Errors
/// When the database refuses.
pub async fn about(connection: &impl ConnectionTrait, subjects: Vec<String>, size: usize) -> DbResult<Vec<EventRow>> {
    let path = "(SELECT u.path FROM users u WHERE u.id = COALESCE(t.behind_id, t.actor_id)) AS actor_path";
    let mut sql = Sql::new(&format!("SELECT {SHOWN}, {path} FROM audit_event t WHERE t.subject IN "));
    sql.list(subjects).push(&format!(" ORDER BY t.at DESC, t.id DESC LIMIT {size}"));
    sql.all(connection).await
}

/// Sign-in attempts of a user, one more than `size`, in the direction of the cursor.
///
/// # Errors
/// When the database refuses.
pub async fn attempts(connection: &impl ConnectionTrait, user: UserId, cursor: Option<&Cursor>, size: usize) -> DbResult<Vec<AttemptRow>> {
    let order = if cursor.is_some_and(|cursor| cursor.backwards) { "ASC" } else { "DESC" };
    let mut sql = Sql::new("SELECT no, at, device, address, outcome FROM sign_in_attempt WHERE user_id = ");
    sql.bind(user);
    if let Some((at, id, backwards)) = position(cursor) {
        let no = i64::try_from(id.as_u128()).unwrap_or(i64::MAX);
        sql.push(if backwards { " AND (at, no) > (" } else { " AND (at, no) < (" }).bind(at).push(", ").bind(no).push(")");
    }
    sql.push(&format!(" ORDER BY at {order}, no {order} LIMIT {}", size + 1));
    sql.all(connection).await
}
