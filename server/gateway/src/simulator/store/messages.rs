//! The tables `messages`, `effects` and `duplicates`. A message is known by session and id; its row and its effect are written in one
//! transaction, so the second request with the same id finds the first.

use domain::port::whatsapp::Ack;
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::{FromRow, Row, SqliteConnection, SqliteExecutor, sqlite::SqliteRow};

use super::{Result, sessions::decode};

/// A row.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Message {
    pub session: String,
    pub message_id: String,
    pub chat_id: String,
    pub from_me: bool,
    pub body: String,
    /// `{mimetype, filename, url}` or `{mimetype, filename, data}` as it was sent.
    pub file: Option<Value>,
    pub at_ms: i64,
    /// WAHA's number of the ack.
    pub ack: i64,
    /// When the next ack comes; `None` after the last.
    pub next_ms: Option<i64>,
}

impl FromRow<'_, SqliteRow> for Message {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            session: row.try_get("session")?,
            message_id: row.try_get("message_id")?,
            chat_id: row.try_get("chat_id")?,
            from_me: row.try_get("from_me")?,
            body: row.try_get("body")?,
            file: row.try_get::<Option<String>, _>("file")?.map(decode).transpose()?,
            at_ms: row.try_get("at_ms")?,
            ack: row.try_get("ack")?,
            next_ms: row.try_get("next_ms")?,
        })
    }
}

impl Message {
    /// The id WAHA shows: who, chat, bare id.
    pub fn full_id(&self) -> String {
        format!("{}_{}_{}", self.from_me, self.chat_id, self.message_id)
    }

    /// `WAMessage`. The document makes `participant` and `mediaUrl` required strings, so "none" is an empty one.
    pub fn wire(&self, own_chat: &str) -> Value {
        let (from, to) = if self.from_me { (own_chat, self.chat_id.as_str()) } else { (self.chat_id.as_str(), own_chat) };
        let mut message = json!({
            "id": self.full_id(), "timestamp": self.at_ms / 1000, "from": from, "fromMe": self.from_me,
            "source": if self.from_me { "api" } else { "app" }, "to": to, "participant": "", "body": self.body,
            "hasMedia": self.file.is_some(), "mediaUrl": "", "ack": self.ack, "ackName": ack_name(self.ack), "_data": {},
        });
        if let Some(file) = &self.file {
            let text = |name: &str| file[name].as_str().unwrap_or_default();
            message["media"] = json!({ "url": text("url"), "mimetype": text("mimetype"), "filename": text("filename") });
            message["mediaUrl"] = json!(text("url"));
        }
        message
    }

    /// `WAMessageAckBody`.
    pub fn ack_wire(&self, own_chat: &str) -> Value {
        json!({
            "id": self.full_id(), "from": own_chat, "to": self.chat_id, "participant": "", "fromMe": self.from_me,
            "ack": self.ack, "ackName": ack_name(self.ack), "_data": {},
        })
    }
}

pub(in crate::simulator) fn ack_name(ack: i64) -> Value {
    Ack::from_number(ack).map_or(Value::Null, |ack| json!(ack))
}

pub(in crate::simulator) async fn find(db: impl SqliteExecutor<'_>, session: &str, id: &str) -> Result<Option<Message>> {
    let query = "SELECT * FROM messages WHERE session = ? AND message_id = ?";
    sqlx::query_as(query).bind(session).bind(id).fetch_optional(db).await
}

pub(in crate::simulator) async fn insert(db: &mut SqliteConnection, message: &Message) -> Result<()> {
    let query =
        "INSERT INTO messages (session, message_id, chat_id, from_me, body, file, at_ms, ack, next_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    sqlx::query(query)
        .bind(&message.session)
        .bind(&message.message_id)
        .bind(&message.chat_id)
        .bind(message.from_me)
        .bind(&message.body)
        .bind(message.file.as_ref().map(Value::to_string))
        .bind(message.at_ms)
        .bind(message.ack)
        .bind(message.next_ms)
        .execute(db)
        .await?;
    Ok(())
}

/// The message took effect: in reality, somebody's phone rang.
pub(in crate::simulator) async fn take_effect(db: &mut SqliteConnection, message: &Message) -> Result<()> {
    sqlx::query("INSERT INTO effects (session, message_id, at_ms) VALUES (?, ?, ?)")
        .bind(&message.session)
        .bind(&message.message_id)
        .bind(message.at_ms)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::simulator) async fn refuse_duplicate(db: &mut SqliteConnection, session: &str) -> Result<()> {
    let query = "INSERT INTO duplicates (session, refused) VALUES (?, 1) ON CONFLICT (session) DO UPDATE SET refused = refused + 1";
    sqlx::query(query).bind(session).execute(db).await?;
    Ok(())
}

pub(in crate::simulator) async fn set_ack(db: &mut SqliteConnection, message: &Message) -> Result<()> {
    sqlx::query("UPDATE messages SET ack = ?, next_ms = ? WHERE session = ? AND message_id = ?")
        .bind(message.ack)
        .bind(message.next_ms)
        .bind(&message.session)
        .bind(&message.message_id)
        .execute(db)
        .await?;
    Ok(())
}

/// Messages whose next ack is due, of sessions that are connected; the others wait.
pub(in crate::simulator) async fn due(db: impl SqliteExecutor<'_>, now: i64, limit: i64) -> Result<Vec<Message>> {
    let query = "SELECT m.* FROM messages m JOIN sessions s ON s.name = m.session
        WHERE m.next_ms <= ? AND s.status = 'WORKING' ORDER BY m.next_ms LIMIT ?";
    sqlx::query_as(query).bind(now).bind(limit).fetch_all(db).await
}

pub(in crate::simulator) async fn next_due(db: impl SqliteExecutor<'_>) -> Result<Option<i64>> {
    let query = "SELECT m.next_ms FROM messages m JOIN sessions s ON s.name = m.session
        WHERE m.next_ms IS NOT NULL AND s.status = 'WORKING' ORDER BY m.next_ms LIMIT 1";
    sqlx::query_scalar(query).fetch_optional(db).await
}

/// The newest messages of a session, or of one chat of it, oldest first.
pub(in crate::simulator) async fn newest(
    db: impl SqliteExecutor<'_>,
    session: &str,
    chat: Option<&str>,
    limit: i64,
) -> Result<Vec<Message>> {
    let query = "SELECT * FROM messages WHERE session = ?1 AND (?2 IS NULL OR chat_id = ?2) ORDER BY at_ms DESC, rowid DESC LIMIT ?3";
    let mut rows: Vec<Message> = sqlx::query_as(query).bind(session).bind(chat).bind(limit).fetch_all(db).await?;
    rows.reverse();
    Ok(rows)
}

/// What one session did.
#[derive(Clone, Debug, Serialize)]
pub(in crate::simulator) struct Counts {
    pub session: String,
    /// Messages accepted from the API.
    pub accepted: i64,
    /// How often a message took effect; equal to `accepted` or something is wrong.
    pub effects: i64,
    /// Requests with an id that was accepted before.
    pub duplicates_refused: i64,
}

pub(in crate::simulator) async fn counts(db: impl SqliteExecutor<'_>, limit: i64) -> Result<Vec<Counts>> {
    let query = "SELECT n.session,
            (SELECT count(*) FROM messages m WHERE m.session = n.session AND m.from_me = 1),
            (SELECT count(*) FROM effects e WHERE e.session = n.session),
            coalesce((SELECT refused FROM duplicates d WHERE d.session = n.session), 0)
        FROM (SELECT name AS session FROM sessions UNION SELECT DISTINCT session FROM effects) n ORDER BY 1 LIMIT ?";
    let rows: Vec<(String, i64, i64, i64)> = sqlx::query_as(query).bind(limit).fetch_all(db).await?;
    let counts = |(session, accepted, effects, duplicates_refused)| Counts { session, accepted, effects, duplicates_refused };
    Ok(rows.into_iter().map(counts).collect())
}
