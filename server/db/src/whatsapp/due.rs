//! What is due for instances: what is wanted of them and not brought about yet (`tend_at`), and the codes to fetch (`qr_due_at`). To
//! add something that comes due: a column with a partial index, and its functions here over [`take_due`].

use domain::{ids::InstanceId, time::Timestamp};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbResult, Sql, exec, scalar, values};

/// Says what is wanted, to be brought about from `due` on.
///
/// # Errors
/// When the database refuses.
pub async fn want(connection: &impl ConnectionTrait, id: InstanceId, wanted: &str, due: Option<Timestamp>) -> DbResult<bool> {
    Ok(exec(
        connection,
        "UPDATE instance SET wanted = ?, tend_at = ?, tend_tries = 0 WHERE id = ? AND wanted <> 'gone'",
        values![wanted, due, id],
    )
    .await?
        == 1)
}

/// Asks for a code at once.
///
/// # Errors
/// When the database refuses.
pub async fn qr_due(connection: &impl ConnectionTrait, id: InstanceId, at: Timestamp) -> DbResult<()> {
    exec(connection, "UPDATE instance SET qr_due_at = ? WHERE id = ? AND state = 'scanning'", values![at, id]).await?;
    Ok(())
}

/// Keeps a code, if the instance still waits for one and the code before it is the one that was seen.
///
/// # Errors
/// When the database refuses.
pub async fn set_qr(connection: &impl ConnectionTrait, id: InstanceId, seen: i16, qr: Vec<u8>, expires_at: Timestamp) -> DbResult<bool> {
    Ok(exec(
        connection,
        "UPDATE instance SET qr = ?, qr_number = ?, qr_expires_at = ?, qr_due_at = ? WHERE id = ? AND state = 'scanning' AND qr_number = ?",
        values![qr, seen.saturating_add(1), expires_at, expires_at, id, seen],
    )
    .await?
        == 1)
}

/// Takes those whose `column` (`tend_at` or `qr_due_at`) is due, and puts it off to `until`, so that one process acts on each.
///
/// # Errors
/// When the database refuses.
pub async fn take_due(
    connection: &impl ConnectionTrait,
    column: &str,
    now: Timestamp,
    until: Timestamp,
    limit: usize,
) -> DbResult<Vec<InstanceId>> {
    // SQLite uses the partial index only where its condition stands in the query.
    let mut sql = Sql::new(&format!("SELECT i.id AS id FROM instance i WHERE i.{column} IS NOT NULL AND (i.{column} <= "));
    sql.bind(now).push(&format!(" OR i.{column} > ")).bind(super::horizon(now));
    sql.push(&format!(") ORDER BY i.{column} LIMIT {limit}")).push(&super::for_update(connection, "i", true));
    let ids: Vec<InstanceId> = sql.all::<Taken>(connection).await?.into_iter().map(|taken| taken.id).collect();
    if ids.is_empty() {
        return Ok(ids);
    }
    let mut sql = Sql::new(&format!("UPDATE instance SET {column} = "));
    sql.bind(until).push(" WHERE id IN ").list(ids.iter().copied());
    sql.exec(connection).await?;
    Ok(ids)
}

#[derive(FromQueryResult)]
struct Taken {
    id: InstanceId,
}

/// When the next of them is due; now, where one waits longer than any may.
///
/// # Errors
/// When the database refuses.
pub async fn next_due(connection: &impl ConnectionTrait, now: Timestamp) -> DbResult<Option<Timestamp>> {
    let text = "SELECT MIN(CASE WHEN due > ? THEN ? ELSE due END) FROM \
        (SELECT tend_at AS due FROM instance WHERE tend_at IS NOT NULL \
        UNION ALL SELECT qr_due_at AS due FROM instance WHERE qr_due_at IS NOT NULL) AS times";
    scalar(connection, text, values![super::horizon(now), now]).await
}

/// Ends a try: `wanted` is what it was for, so that a new wish is not lost. `at` is the next try, `None` when it is done.
///
/// # Errors
/// When the database refuses.
pub async fn tended(connection: &impl ConnectionTrait, id: InstanceId, wanted: &str, to: &str, at: Option<Timestamp>) -> DbResult<bool> {
    let tries = if at.is_some() { "tend_tries + 1" } else { "0" };
    Ok(exec(
        connection,
        &format!("UPDATE instance SET wanted = ?, tend_at = ?, tend_tries = {tries} WHERE id = ? AND wanted = ?"),
        values![to, at, id, wanted],
    )
    .await?
        == 1)
}
