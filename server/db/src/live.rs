//! Events for browsers. A [`Place`] orders them by commit: on PostgreSQL a row counts only once its transaction is older than every
//! running one (its `xid` is below the snapshot's `xmin`), so that no row with a lower place can appear later; SQLite's one writer
//! commits in the order of `seq`, and its `xid` is always 0.

use domain::{ids::UserId, time::Timestamp};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use crate::{DbResult, all, exec, one, values};

/// Where an event stands in the order of commits: transaction, then number.
pub type Place = (i64, i64);

/// One event as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct LiveRow {
    /// Transaction.
    pub xid: i64,
    /// Number.
    pub seq: i64,
    /// When it was written.
    pub at: Timestamp,
    /// Part of the tree.
    pub path: String,
    /// A user whom it concerns.
    pub user_id: Option<UserId>,
    /// Module whose readers may see it.
    pub module: String,
    /// The event as JSON.
    pub event: String,
}

/// Writes an event.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    connection: &impl ConnectionTrait,
    at: Timestamp,
    path: &str,
    user: Option<UserId>,
    module: &str,
    event: &str,
) -> DbResult<()> {
    exec(
        connection,
        "INSERT INTO live_event (at, path, user_id, module, event) VALUES (?, ?, ?, ?, ?)",
        values![at, path, user, module, event],
    )
    .await?;
    Ok(())
}

/// Final events after a place, in order.
///
/// # Errors
/// When the database refuses.
pub async fn after(connection: &impl ConnectionTrait, place: Place, limit: usize) -> DbResult<Vec<LiveRow>> {
    let is_final = if connection.get_database_backend() == DbBackend::Postgres {
        "AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    } else {
        ""
    };
    let text = format!(
        "SELECT xid, seq, at, path, user_id, module, event FROM live_event WHERE (xid, seq) > (?, ?) {is_final} ORDER BY xid, seq LIMIT {limit}"
    );
    all(connection, &text, values![place.0, place.1]).await
}

#[derive(Debug, FromQueryResult)]
struct Watermark {
    xid: i64,
    seq: i64,
}

/// The place up to which everything is final now.
///
/// # Errors
/// When the database refuses.
pub async fn watermark(connection: &impl ConnectionTrait) -> DbResult<Place> {
    let text = if connection.get_database_backend() == DbBackend::Postgres {
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 AS xid, 9223372036854775807 AS seq"
    } else {
        "SELECT 0 AS xid, COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'live_event'), 0) AS seq"
    };
    Ok(one::<Watermark>(connection, text, vec![]).await?.map_or((0, 0), |mark| (mark.xid, mark.seq)))
}

/// Removes events older than this and says how many they were.
///
/// # Errors
/// When the database refuses.
pub async fn delete_before(connection: &impl ConnectionTrait, at: Timestamp) -> DbResult<u64> {
    exec(connection, "DELETE FROM live_event WHERE at < ?", values![at]).await
}
