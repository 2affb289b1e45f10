//! The log of changes that are not yet summed (`kpi_delta`): appended to, taken from to be summed, and cut back once it is empty.

use sea_orm::{ConnectionTrait, DbBackend};

use super::DeltaRow;
use crate::{DbResult, insert_many, values};

const DELTA: [&str; 11] =
    ["path", "role", "status", "tier", "email_status", "plan_id", "manager_id", "organisation_id", "period", "measure", "amount"];

/// Appends changes.
///
/// # Errors
/// When the database refuses.
pub async fn append_deltas(connection: &impl ConnectionTrait, deltas: Vec<DeltaRow>) -> DbResult<()> {
    let rows = deltas
        .into_iter()
        .map(|row| {
            values![
                row.path,
                row.role,
                row.status,
                row.tier,
                row.email_status,
                row.plan_id,
                row.manager_id,
                row.organisation_id,
                row.period,
                row.measure,
                row.amount
            ]
        })
        .collect();
    insert_many(connection, "kpi_delta", &DELTA, rows, "").await?;
    Ok(())
}

/// Whether this transaction may change sums until it ends: on SQLite it is the only writer; on PostgreSQL an advisory lock lets one in at
/// a time, and nobody waits for it.
///
/// # Errors
/// When the database refuses.
pub async fn may_sum(connection: &impl ConnectionTrait) -> DbResult<bool> {
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    Ok(crate::scalar::<bool>(connection, "SELECT pg_try_advisory_xact_lock(7305021)", vec![]).await? == Some(true))
}

/// Takes the oldest changes away to be summed; `None` when another process is summing.
///
/// # Errors
/// When the database refuses.
pub async fn take_deltas(connection: &impl ConnectionTrait, limit: usize) -> DbResult<Option<Vec<DeltaRow>>> {
    if !may_sum(connection).await? {
        return Ok(None);
    }
    // SQLite may hold a floating point number where a sum once left the range: one such row would keep all others from being summed.
    let columns = DELTA.map(|column| if column == "amount" { "CAST(amount AS bigint) AS amount" } else { column }).join(", ");
    let text = format!("DELETE FROM kpi_delta WHERE seq IN (SELECT seq FROM kpi_delta ORDER BY seq LIMIT {limit}) RETURNING {columns}");
    Ok(Some(crate::all(connection, &text, vec![]).await?))
}

/// Bytes that the log of changes may have on disk before its emptied pages are given back.
const LOG_BYTES: i64 = 256 << 10;

/// Gives the pages of an emptied log back on PostgreSQL, where whoever reads the figures would otherwise go through all of them. Nobody is
/// made to wait: where somebody is at the log, it stays as it is until the next time. Answers whether it was done.
///
/// # Errors
/// When the database refuses.
pub async fn shrink_log(db: &crate::Db) -> DbResult<bool> {
    if db.backend() != DbBackend::Postgres {
        return Ok(false);
    }
    let empty = "SELECT NOT EXISTS (SELECT 1 FROM kpi_delta)";
    let bytes = crate::scalar::<i64>(db.write(), "SELECT pg_relation_size('kpi_delta')", vec![]).await?.unwrap_or(0);
    if bytes <= LOG_BYTES || crate::scalar::<bool>(db.write(), empty, vec![]).await? != Some(true) {
        return Ok(false);
    }
    let tx = db.begin().await?;
    if crate::exec(&*tx, "LOCK TABLE kpi_delta IN ACCESS EXCLUSIVE MODE NOWAIT", vec![]).await.is_err() {
        return Ok(false);
    }
    if crate::scalar::<bool>(&*tx, empty, vec![]).await? != Some(true) {
        return Ok(false);
    }
    crate::exec(&*tx, "TRUNCATE kpi_delta", vec![]).await?;
    tx.commit().await?;
    Ok(true)
}
