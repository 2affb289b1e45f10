//! `message`: one row per recipient, and what became of it. What the queue does to rows is in `lanes`.

use domain::{
    access::Reach,
    ids::{InstanceId, MessageId, UserId},
    message::MessageListQuery,
    page::Cursor,
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{FAILED, WAITING};
use crate::{
    DbResult, Sql, exec, one,
    page::{self, Key},
    scalar,
    sql::insert_many,
    values,
};

/// A row.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Through which number.
    pub instance_id: InstanceId,
    /// What that is called.
    pub instance_name: String,
    /// Whose.
    pub user_id: UserId,
    /// Their name.
    pub user_name: String,
    /// E.164.
    pub recipient: String,
    /// Text.
    pub body: String,
    /// State's code.
    pub state: String,
    /// A message as JSON.
    pub problem: Option<String>,
    /// Tries.
    pub attempts: i32,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// When it last moved.
    pub changed_at: Timestamp,
}

/// A new row.
#[derive(Debug, Clone)]
pub struct New {
    /// Its id.
    pub id: MessageId,
    /// E.164.
    pub recipient: String,
    /// Text.
    pub body: String,
    /// The message that this one tries again.
    pub retry_of: Option<MessageId>,
    /// Who sends it.
    pub sent_by: UserId,
}

const COLUMNS: &str = "SELECT m.id, m.instance_id, i.name AS instance_name, m.user_id, u.name AS user_name, m.recipient, m.body, m.state, m.problem, \
    m.attempts, m.queued_at, m.changed_at FROM message m JOIN users u ON u.id = m.user_id JOIN instance i ON i.id = m.instance_id WHERE 1 = 1";

/// Within reach, newest first, one more than asked for; of those queued from the first of these instants on, and before the second.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    connection: &impl ConnectionTrait,
    reach: &Reach,
    query: &MessageListQuery,
    days: (Option<i64>, Option<i64>),
    cursor: Option<&Cursor>,
    size: usize,
) -> DbResult<Vec<Message>> {
    let mut sql = Sql::new(COLUMNS);
    crate::reach::owned(&mut sql, "m.user_id", "u", reach);
    if let Some(instance) = query.number {
        sql.push(" AND m.instance_id = ").bind(instance);
    }
    if let Some(to) = &query.to {
        sql.push(" AND m.recipient = ").bind(to.as_str());
    }
    if let Some(from) = days.0 {
        sql.push(" AND m.queued_at >= ").bind(from);
    }
    if let Some(before) = days.1 {
        sql.push(" AND m.queued_at < ").bind(before);
    }
    if let Some(stage) = query.stage {
        // The conditions of the partial indexes, written as there, so that both databases see that they fit.
        if stage.waits() {
            sql.push(" AND m.").push(WAITING);
        } else if stage.ended_unsent() {
            sql.push(" AND m.").push(FAILED);
        }
        sql.push(" AND m.state IN ").list(stage.states().iter().map(|state| state.code()));
    }
    page::seek(&mut sql, "m.queued_at", "m.id", Key::Number, true, cursor, size);
    sql.all(connection).await
}

/// One within reach.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, id: MessageId, reach: &Reach) -> DbResult<Option<Message>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" AND m.id = ").bind(id);
    crate::reach::owned(&mut sql, "m.user_id", "u", reach);
    sql.one(connection).await
}

/// Queues rows in this order, and counts them in the lane. The count comes first: its row lock puts concurrent calls in a row, so that
/// `seq` grows in the order of commits.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    connection: &impl ConnectionTrait,
    instance: InstanceId,
    user: UserId,
    new: Vec<New>,
    now: Timestamp,
    expires_at: Timestamp,
) -> DbResult<u64> {
    let count = i64::try_from(new.len()).unwrap_or(i64::MAX);
    // What the lane waited for in vain is no reason for a new message to wait; the pace is.
    exec(
        connection,
        "UPDATE instance SET lane_waiting = lane_waiting + ?, lane_next_at = lane_paced_at WHERE id = ?",
        values![count, instance],
    )
    .await?;
    let columns =
        ["id", "instance_id", "user_id", "recipient", "body", "state", "retry_of", "sent_by", "expires_at", "queued_at", "changed_at"];
    let rows = new
        .into_iter()
        .map(|new| values![new.id, instance, user, new.recipient, new.body, "queued", new.retry_of, new.sent_by, expires_at, now, now]);
    insert_many(connection, "message", &columns, rows.collect(), "").await
}

/// What waits in all lanes of a user: how many messages, and how many bytes of text.
///
/// # Errors
/// When the database refuses.
pub async fn waiting_of(connection: &impl ConnectionTrait, user: UserId) -> DbResult<Waiting> {
    let text = format!(
        "SELECT CAST(COUNT(*) AS bigint) AS count, CAST(COALESCE(SUM(octet_length(m.body)), 0) AS bigint) AS bytes \
         FROM message m JOIN instance i ON i.id = m.instance_id WHERE i.user_id = ? AND i.lane_waiting > 0 AND m.{WAITING}"
    );
    Ok(one(connection, &text, values![user]).await?.unwrap_or(Waiting { count: 0, bytes: 0 }))
}

/// What waits.
#[derive(Debug, Clone, Copy, FromQueryResult)]
pub struct Waiting {
    /// Messages.
    pub count: i64,
    /// Bytes of their texts.
    pub bytes: i64,
}

/// The message that tries this one again, where there is one.
///
/// # Errors
/// When the database refuses.
pub async fn retry_of(connection: &impl ConnectionTrait, id: MessageId) -> DbResult<Option<MessageId>> {
    scalar(connection, "SELECT id FROM message WHERE retry_of = ?", values![id]).await
}

/// Calls off a queued message of which no try may have had an effect; answers whether it was.
///
/// # Errors
/// When the database refuses.
pub async fn cancel(connection: &impl ConnectionTrait, id: MessageId, now: Timestamp) -> DbResult<bool> {
    Ok(exec(connection, "UPDATE message SET state = 'cancelled', changed_at = ? WHERE id = ? AND state = 'queued'", values![now, id])
        .await?
        == 1)
}

/// Calls off what was queued together with this message (same number, same moment, same text) and of which no try may have had an
/// effect; answers which.
///
/// # Errors
/// When the database refuses.
pub async fn cancel_batch(connection: &impl ConnectionTrait, of: &Message, now: Timestamp) -> DbResult<Vec<Ended>> {
    let mut sql = Sql::new("UPDATE message SET state = 'cancelled', changed_at = ");
    sql.bind(now).push(" WHERE instance_id = ").bind(of.instance_id).push(&format!(" AND {WAITING} AND state = 'queued' AND queued_at = "));
    sql.bind(of.queued_at).push(" AND body = ").bind(of.body.as_str()).push(" RETURNING id, instance_id, attempts");
    sql.all(connection).await
}

/// What only the page of one message shows.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Detail {
    /// The number it goes out through.
    pub phone: Option<String>,
    /// When it was last handed to a gateway.
    pub submitted_at: Option<Timestamp>,
    /// When a gateway took it.
    pub accepted_at: Option<Timestamp>,
    /// When WhatsApp had it.
    pub server_at: Option<Timestamp>,
    /// When it was on the phone.
    pub delivered_at: Option<Timestamp>,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// Until when it may wait.
    pub expires_at: Timestamp,
    /// Who sent it, where that was written down.
    pub sent_by: Option<UserId>,
    /// Their name.
    pub sender_name: Option<String>,
    /// Where they stand in the tree.
    pub sender_path: Option<String>,
    /// The message that it tries again.
    pub retry_of: Option<MessageId>,
    /// The message that tries it again.
    pub retried_as: Option<MessageId>,
}

/// What only the page of a message shows. That it is within reach was seen before, by [`find`].
///
/// # Errors
/// When the database refuses.
pub async fn detail(connection: &impl ConnectionTrait, id: MessageId) -> DbResult<Option<Detail>> {
    one(
        connection,
        "SELECT i.phone, m.submitted_at, m.accepted_at, m.server_at, m.delivered_at, m.read_at, m.expires_at, m.sent_by, \
         s.name AS sender_name, s.path AS sender_path, m.retry_of, n.id AS retried_as FROM message m JOIN instance i ON i.id = m.instance_id \
         LEFT JOIN users s ON s.id = m.sent_by LEFT JOIN message n ON n.retry_of = m.id WHERE m.id = ?",
        values![id],
    )
    .await
}

/// A message whose end came outside of the lane.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Ended {
    /// Its id.
    pub id: MessageId,
    /// Its lane.
    pub instance_id: InstanceId,
    /// Tries.
    pub attempts: i32,
}

/// Ends all messages of an instance that are in one of these states.
///
/// # Errors
/// When the database refuses.
pub async fn end_all(
    connection: &impl ConnectionTrait,
    instance: InstanceId,
    from: &[&str],
    to: &str,
    problem: Option<&str>,
    now: Timestamp,
) -> DbResult<Vec<Ended>> {
    let mut sql = Sql::new("UPDATE message SET state = ");
    sql.bind(to).push(", problem = ").bind(problem.map(str::to_owned)).push(", changed_at = ").bind(now);
    sql.push(" WHERE instance_id = ").bind(instance).push(&format!(" AND {WAITING} AND state IN ")).list(from.iter().copied());
    sql.push(" RETURNING id, instance_id, attempts");
    sql.all(connection).await
}

/// Lanes with messages whose time is over and which no worker holds.
///
/// # Errors
/// When the database refuses.
pub async fn overdue(connection: &impl ConnectionTrait, now: Timestamp, limit: usize) -> DbResult<Vec<Ended>> {
    let mut sql = Sql::new(&format!(
        "SELECT id, instance_id, attempts FROM message WHERE {WAITING} AND state IN ('queued','unknown') AND expires_at <= "
    ));
    sql.bind(now).push(&format!(" ORDER BY expires_at LIMIT {limit}"));
    sql.all(connection).await
}

/// Ends one message if it is still in this state; answers whether it was.
///
/// # Errors
/// When the database refuses.
pub async fn end(
    connection: &impl ConnectionTrait,
    id: MessageId,
    from: &str,
    to: &str,
    problem: Option<&str>,
    now: Timestamp,
) -> DbResult<bool> {
    Ok(exec(
        connection,
        "UPDATE message SET state = ?, problem = ?, changed_at = ? WHERE id = ? AND state = ?",
        values![to, problem, now, id, from],
    )
    .await?
        == 1)
}

/// What an acknowledgement needs of a message.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Acknowledged {
    /// Its id.
    pub id: MessageId,
    /// Whose.
    pub user_id: UserId,
    /// State's code.
    pub state: String,
}

/// The message of an instance with this id of ours, or under this id of the gateway's.
///
/// # Errors
/// When the database refuses.
pub async fn acknowledged(
    connection: &impl ConnectionTrait,
    instance: InstanceId,
    ours: Option<MessageId>,
    gateway_id: &str,
) -> DbResult<Option<Acknowledged>> {
    let mut sql = Sql::new("SELECT id, user_id, state FROM message WHERE instance_id = ");
    sql.bind(instance);
    match ours {
        Some(id) => sql.push(" AND id = ").bind(id),
        None => sql.push(" AND gateway_id = ").bind(gateway_id),
    };
    sql.one(connection).await
}

/// A step that an acknowledgement moves a message by.
#[derive(Debug, Clone, Copy)]
pub struct Move<'a> {
    /// The state that was seen.
    pub from: &'a str,
    /// The state it goes to.
    pub to: &'a str,
    /// The gateway's bare id.
    pub gateway_id: &'a str,
    /// A message as JSON.
    pub problem: Option<&'a str>,
    /// When it is looked up, where this says no more than that a gateway has it.
    pub look_at: Option<Timestamp>,
}

/// Moves a message forward by an acknowledgement; answers whether it was in the state that was seen.
///
/// # Errors
/// When the database refuses.
pub async fn move_on(connection: &impl ConnectionTrait, id: MessageId, step: &Move<'_>, now: Timestamp) -> DbResult<bool> {
    // The first acknowledgement that is no failure says when a gateway took it: what the figures count by.
    let accepted = (step.to != "failed").then_some(now);
    // When it was where: the first time that somebody said so. Who has listened to a message has read it.
    let reached = match step.to {
        "server" => ", server_at = COALESCE(server_at, ?)",
        "delivered" => ", delivered_at = COALESCE(delivered_at, ?)",
        "read" | "played" => ", read_at = COALESCE(read_at, ?)",
        _ => "",
    };
    let mut sql = Sql::new("UPDATE message SET state = ");
    sql.bind(step.to).push(", gateway_id = COALESCE(gateway_id, ").bind(step.gateway_id).push("), problem = ").bind(step.problem);
    sql.push(", accepted_at = COALESCE(accepted_at, ").bind(accepted).push("), look_at = ").bind(step.look_at).push(reached);
    if !reached.is_empty() {
        sql.value(now);
    }
    sql.push(", changed_at = ").bind(now).push(" WHERE id = ").bind(id).push(" AND state = ").bind(step.from);
    Ok(sql.exec(connection).await? == 1)
}
