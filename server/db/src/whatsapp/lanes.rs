//! The queue. Each instance is a lane: it is claimed under a lease with a fencing token (`lane_fence`), gives its oldest message whose
//! conversation has no earlier one waiting, and is released with the time of its next turn. Every statement here that changes a row
//! proves the state it expects, and the lane's fence where the row is held under one.

use domain::{
    ids::{InstanceId, MessageId, ServerId, UserId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{WAITING, for_update, horizon, messages::Ended};
use crate::{DbResult, Sql, all, exec, one, scalar, values};

/// A lane under a lease.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Lane {
    /// Its instance.
    pub id: InstanceId,
    /// Whose.
    pub user_id: UserId,
    /// Their path.
    pub path: String,
    /// Where it lives.
    pub server_id: ServerId,
    /// What the gateway calls it.
    pub session_name: String,
    /// The fencing token of this lease.
    pub lane_fence: i64,
    /// Least milliseconds between two messages.
    pub lane_interval_ms: i64,
    /// The most that chance adds.
    pub lane_jitter_ms: i64,
}

/// A message picked from a lane.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Picked {
    /// Its id.
    pub id: MessageId,
    /// E.164.
    pub recipient: String,
    /// Text.
    pub body: String,
    /// `queued` or `unknown`.
    pub state: String,
    /// Tries so far.
    pub attempts: i32,
    /// When its time is over.
    pub expires_at: Timestamp,
    /// A try before may have had its effect.
    pub uncertain: bool,
    /// The chat that a gateway answered for its recipient, where that is not long ago.
    pub chat_id: Option<String>,
}

/// How a try ended, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled<'a> {
    /// State's code.
    pub state: &'a str,
    /// The gateway's bare id.
    pub gateway_id: Option<&'a str>,
    /// A message as JSON.
    pub problem: Option<&'a str>,
    /// Not again before.
    pub not_before: Timestamp,
    /// Whether the try counts.
    pub counts: bool,
    /// This try may have had its effect.
    pub uncertain: bool,
    /// When it is looked up, if no acknowledgement has come by then.
    pub look_at: Option<Timestamp>,
}

/// What a lane needs to send at all: its owner is active, and no other account than before was paired without a word of its owner.
const MAY_SEND: &str = "u.status = 'active' AND i.other_account IS NULL";

/// Takes lanes that have something to send, are due, connected and free, on servers that answer, most overdue first. A turn that is
/// further off than any may be is due, and begins anew from now.
///
/// # Errors
/// When the database refuses.
pub async fn claim(connection: &impl ConnectionTrait, now: Timestamp, lease_until: Timestamp, limit: usize) -> DbResult<Vec<Lane>> {
    let mut sql = Sql::new(
        "SELECT i.id, i.user_id, u.path, i.server_id, i.session_name, i.lane_fence, i.lane_interval_ms, i.lane_jitter_ms \
         FROM instance i JOIN users u ON u.id = i.user_id JOIN gateway_server s ON s.id = i.server_id AND s.status = 'online' \
         WHERE i.lane_waiting > 0 AND i.state = 'connected' AND i.deleted_at IS NULL AND ",
    );
    let horizon = horizon(now);
    sql.push(MAY_SEND).push(" AND (i.lane_next_at <= ").bind(now).push(" OR i.lane_next_at > ").bind(horizon);
    sql.push(" + (i.lane_interval_ms + i.lane_jitter_ms) * 1000) AND (i.lane_lease_until <= ").bind(now);
    sql.push(" OR i.lane_lease_until > ").bind(horizon).push(&format!(") ORDER BY i.lane_next_at, i.id LIMIT {limit}"));
    sql.push(&for_update(connection, "i", true));
    let mut lanes: Vec<Lane> = sql.all(connection).await?;
    if lanes.is_empty() {
        return Ok(lanes);
    }
    let mut sql = Sql::new("UPDATE instance SET lane_fence = lane_fence + 1, lane_lease_until = ");
    sql.bind(lease_until);
    for column in ["lane_next_at", "lane_paced_at"] {
        sql.push(&format!(", {column} = CASE WHEN {column} > ")).bind(horizon);
        sql.push(" + (lane_interval_ms + lane_jitter_ms) * 1000 THEN ").bind(now).push(&format!(" ELSE {column} END"));
    }
    sql.push(" WHERE id IN ").list(lanes.iter().map(|lane| lane.id));
    sql.exec(connection).await?;
    for lane in &mut lanes {
        lane.lane_fence += 1;
    }
    Ok(lanes)
}

/// Takes up what a worker that died left in lanes that are held anew: nothing was sent of what was claimed; what was submitted has an
/// unknown outcome.
///
/// # Errors
/// When the database refuses.
pub async fn take_up(connection: &impl ConnectionTrait, lanes: &[InstanceId], now: Timestamp) -> DbResult<u64> {
    let mut sql = Sql::new(
        "UPDATE message SET uncertain = CASE WHEN state = 'submitted' THEN TRUE ELSE uncertain END, \
         state = CASE WHEN state = 'submitted' THEN 'unknown' ELSE 'queued' END, changed_at = ",
    );
    sql.bind(now).push(" WHERE state IN ('claimed','submitted') AND instance_id IN ").list(lanes.iter().copied());
    sql.exec(connection).await
}

/// The oldest message whose turn it is: due, and no earlier one of its conversation is waiting. Where the gateway does not deduplicate,
/// one with an unknown outcome is never picked (`resend` is false) and holds its conversation.
///
/// The chat comes along where it was asked for after `asked_after`.
///
/// # Errors
/// When the database refuses.
pub async fn pick(
    connection: &impl ConnectionTrait,
    lane: InstanceId,
    now: Timestamp,
    resend: bool,
    asked_after: Timestamp,
) -> DbResult<Option<Picked>> {
    let states = if resend { "('queued','unknown')" } else { "('queued')" };
    let text = format!(
        "SELECT m.id, m.recipient, m.body, m.state, m.attempts, m.expires_at, m.uncertain, c.chat_id AS chat_id FROM message m \
         LEFT JOIN whatsapp_chat c ON c.instance_id = m.instance_id AND c.recipient = m.recipient AND c.asked_at > ? \
         WHERE m.instance_id = ? AND m.{WAITING} AND m.state IN {states} AND (m.not_before <= ? OR m.not_before > ?) \
         AND NOT EXISTS (SELECT 1 FROM message e WHERE e.instance_id = m.instance_id AND e.recipient = m.recipient AND e.seq < m.seq AND e.{WAITING}) \
         ORDER BY m.seq LIMIT 1"
    );
    one(connection, &text, values![asked_after, lane, now, horizon(now)]).await
}

/// Claims a picked message under the lane's fence. One with an unknown outcome stays so, because it must never look as if it had not gone.
///
/// # Errors
/// When the database refuses.
pub async fn claim_message(connection: &impl ConnectionTrait, id: MessageId, from: &str, fence: i64, now: Timestamp) -> DbResult<bool> {
    let to = if from == "queued" { "claimed" } else { from };
    Ok(exec(
        connection,
        "UPDATE message SET state = ?, fence = ?, changed_at = ? WHERE id = ? AND state = ?",
        values![to, fence, now, id, from],
    )
    .await?
        == 1)
}

/// When the first message that backs off is due again.
///
/// # Errors
/// When the database refuses.
pub async fn next_turn(connection: &impl ConnectionTrait, lane: InstanceId, now: Timestamp) -> DbResult<Option<Timestamp>> {
    let text = format!("SELECT MIN(not_before) FROM message WHERE instance_id = ? AND {WAITING} AND not_before > ? AND not_before <= ?");
    scalar(connection, &text, values![lane, now, horizon(now)]).await
}

/// Locks a lane that is still held under this fence; answers whether its instance was removed meanwhile, `None` where the lease is lost.
///
/// # Errors
/// When the database refuses.
pub async fn hold(connection: &impl ConnectionTrait, lane: InstanceId, fence: i64) -> DbResult<Option<bool>> {
    let text = format!(
        "SELECT i.deleted_at IS NOT NULL AS removed FROM instance i WHERE i.id = ? AND i.lane_fence = ?{}",
        for_update(connection, "i", false)
    );
    scalar(connection, &text, values![lane, fence]).await
}

/// Lengthens a lease; answers whether it was still held.
///
/// # Errors
/// When the database refuses.
pub async fn renew(connection: &impl ConnectionTrait, lane: InstanceId, fence: i64, until: Timestamp) -> DbResult<bool> {
    Ok(exec(connection, "UPDATE instance SET lane_lease_until = ? WHERE id = ? AND lane_fence = ?", values![until, lane, fence]).await?
        == 1)
}

/// Sets the time before which the lane does not send again.
///
/// # Errors
/// When the database refuses.
pub async fn pace(connection: &impl ConnectionTrait, lane: InstanceId, fence: i64, at: Timestamp) -> DbResult<bool> {
    Ok(exec(
        connection,
        "UPDATE instance SET lane_next_at = CASE WHEN lane_paced_at > ? THEN lane_paced_at ELSE ? END, \
         lane_paced_at = CASE WHEN lane_paced_at > ? THEN lane_paced_at ELSE ? END WHERE id = ? AND lane_fence = ?",
        values![at, at, at, at, lane, fence],
    )
    .await?
        == 1)
}

/// Gives a lane back. `ended` messages do not wait any more; `next_at` says when there is something to do again, where that is later
/// than the pace.
///
/// # Errors
/// When the database refuses.
pub async fn release(
    connection: &impl ConnectionTrait,
    lane: InstanceId,
    fence: i64,
    ended: i64,
    next_at: Option<Timestamp>,
) -> DbResult<bool> {
    let mut sql = Sql::new("UPDATE instance SET lane_lease_until = 0, lane_waiting = lane_waiting - ");
    sql.bind(ended).push(", lane_next_at = ");
    match next_at {
        Some(at) => sql.push("CASE WHEN lane_paced_at > ").bind(at).push(" THEN lane_paced_at ELSE ").bind(at).push(" END"),
        None => sql.push("lane_paced_at"),
    };
    sql.push(" WHERE id = ").bind(lane).push(" AND lane_fence = ").bind(fence);
    Ok(sql.exec(connection).await? == 1)
}

/// Takes messages that ended elsewhere (an acknowledgement, a cancellation) out of the count, and lets the lane look again.
///
/// # Errors
/// When the database refuses.
pub async fn ended(connection: &impl ConnectionTrait, lane: InstanceId, count: i64) -> DbResult<()> {
    exec(
        connection,
        "UPDATE instance SET lane_waiting = lane_waiting - ?, lane_next_at = lane_paced_at WHERE id = ?",
        values![count, lane],
    )
    .await?;
    Ok(())
}

/// Marks a claimed message as on its way: from here on its outcome counts.
///
/// # Errors
/// When the database refuses.
pub async fn submit(connection: &impl ConnectionTrait, id: MessageId, from: &str, fence: i64, now: Timestamp) -> DbResult<bool> {
    Ok(exec(connection,
        "UPDATE message SET state = 'submitted', attempts = attempts + 1, submitted_at = ?, changed_at = ? WHERE id = ? AND state = ? AND fence = ?",
        values![now, now, id, from, fence]).await? == 1)
}

/// Writes how a try ended, if the message is still on its way under this fence. An acknowledgement may have been faster: then nothing
/// but the gateway's id is kept.
///
/// # Errors
/// When the database refuses.
pub async fn settle(connection: &impl ConnectionTrait, id: MessageId, fence: i64, settled: &Settled<'_>, now: Timestamp) -> DbResult<bool> {
    let mut sql = Sql::new("UPDATE message SET state = ");
    sql.bind(settled.state).push(", gateway_id = COALESCE(").bind(settled.gateway_id.map(str::to_owned)).push(", gateway_id), problem = ");
    sql.bind(settled.problem.map(str::to_owned)).push(", not_before = ").bind(settled.not_before);
    sql.push(if settled.counts { ", attempts = attempts" } else { ", attempts = attempts - 1" });
    if settled.uncertain {
        sql.push(", uncertain = TRUE");
    }
    if settled.state == "accepted" {
        sql.push(", accepted_at = ").bind(now).push(", look_at = ").bind(settled.look_at);
    }
    sql.push(", changed_at = ").bind(now).push(" WHERE id = ").bind(id).push(" AND state = 'submitted' AND fence = ").bind(fence);
    if sql.exec(connection).await? == 1 {
        return Ok(true);
    }
    if let Some(gateway_id) = settled.gateway_id {
        exec(connection, "UPDATE message SET gateway_id = ? WHERE id = ? AND gateway_id IS NULL", values![gateway_id, id]).await?;
    }
    Ok(false)
}

/// When the next lane is due, among those that may send. One that waits longer than any may is found by the next round anyway.
///
/// # Errors
/// When the database refuses.
pub async fn next_due(connection: &impl ConnectionTrait) -> DbResult<Option<Timestamp>> {
    let text = format!(
        "SELECT MIN(CASE WHEN i.lane_lease_until > i.lane_next_at THEN i.lane_lease_until ELSE i.lane_next_at END) \
        FROM instance i JOIN users u ON u.id = i.user_id JOIN gateway_server s ON s.id = i.server_id AND s.status = 'online' \
        WHERE i.lane_waiting > 0 AND i.state = 'connected' AND i.deleted_at IS NULL AND {MAY_SEND}"
    );
    scalar(connection, &text, vec![]).await
}

#[derive(FromQueryResult)]
struct Id {
    id: InstanceId,
}

/// Lanes whose count is not the number of messages that wait in them.
///
/// # Errors
/// When the database refuses.
pub async fn drifted(connection: &impl ConnectionTrait) -> DbResult<Vec<InstanceId>> {
    let text = format!(
        "SELECT i.id AS id FROM instance i LEFT JOIN (SELECT instance_id, COUNT(*) AS waiting FROM message WHERE {WAITING} GROUP BY instance_id) m \
         ON m.instance_id = i.id WHERE i.lane_waiting <> COALESCE(m.waiting, 0)"
    );
    Ok(all::<Id>(connection, &text, vec![]).await?.into_iter().map(|row| row.id).collect())
}

/// Counts a lane's messages again. Its row must be locked.
///
/// # Errors
/// When the database refuses.
pub async fn recount(connection: &impl ConnectionTrait, lane: InstanceId) -> DbResult<()> {
    let text =
        format!("UPDATE instance SET lane_waiting = (SELECT COUNT(*) FROM message WHERE instance_id = ? AND {WAITING}) WHERE id = ?");
    exec(connection, &text, values![lane, lane]).await?;
    Ok(())
}

/// Removed instances in which messages still wait and which no worker holds.
///
/// # Errors
/// When the database refuses.
pub async fn abandoned(connection: &impl ConnectionTrait, now: Timestamp, limit: usize) -> DbResult<Vec<Ended>> {
    let text = format!(
        "SELECT m.id, m.instance_id, m.attempts FROM message m JOIN instance i ON i.id = m.instance_id \
         WHERE i.deleted_at IS NOT NULL AND i.lane_lease_until <= ? AND i.lane_waiting > 0 AND m.{WAITING} LIMIT {limit}"
    );
    all(connection, &text, values![now]).await
}
