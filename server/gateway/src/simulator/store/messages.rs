//! The tables `messages`, `effects` and `duplicates`. A message is known by session and id; its row and its effect are written in one
//! transaction, so the second request with the same id finds the first.

use domain::port::whatsapp::Ack;
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::{FromRow, Row, SqliteConnection, SqliteExecutor, sqlite::SqliteRow};

use super::{Result, sessions::decode};
use crate::simulator::config::Engine;

/// WAHA's number of the ack.
const READ: i64 = 3;

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

    pub fn is_in_group(&self) -> bool {
        self.chat_id.ends_with("@g.us")
    }

    /// `from` and `to`. Most engines name the chat and nobody else, whoever wrote.
    fn sides<'a>(&'a self, own_chat: &'a str, engine: Engine) -> (&'a str, Option<&'a str>) {
        let chat = self.chat_id.as_str();
        match (engine.names_both_sides(), self.from_me) {
            (true, true) => (own_chat, Some(chat)),
            (true, false) => (chat, Some(own_chat)),
            (false, _) => (chat, None),
        }
    }

    /// `WAMessage` as engines send it: without the empty texts that the document asks for where there is nobody and no file.
    pub fn wire(&self, own_chat: &str, engine: Engine) -> Value {
        let (from, to) = self.sides(own_chat, engine);
        let mut message = json!({
            "id": self.full_id(), "timestamp": self.at_ms / 1000, "from": from, "fromMe": self.from_me,
            "source": if self.from_me { "api" } else { "app" }, "to": to, "participant": null, "body": self.body,
            "hasMedia": self.file.is_some(), "ack": self.ack, "ackName": ack_name(self.ack), "_data": {},
        });
        if let Some(file) = &self.file {
            let text = |name: &str| file[name].as_str().unwrap_or_default();
            message["media"] = json!({ "url": text("url"), "mimetype": text("mimetype"), "filename": text("filename") });
        }
        message
    }

    /// `WAMessageAckBody`. A receipt of a group that says neither read nor played is one of NOWEB's riddles: it has no number.
    pub fn ack_wire(&self, own_chat: &str, engine: Engine) -> Value {
        let (from, to) = self.sides(own_chat, engine);
        let mut body = json!({
            "id": self.full_id(), "from": from, "to": to, "participant": null, "fromMe": self.from_me, "_data": {},
        });
        if engine == Engine::Noweb && self.is_in_group() && self.ack < READ {
            body["ackName"] = json!("UNKNOWN");
        } else {
            body["ack"] = json!(self.ack);
            body["ackName"] = ack_name(self.ack);
        }
        body
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

/// The newest messages of a session, oldest first.
pub(in crate::simulator) async fn newest(db: impl SqliteExecutor<'_>, session: &str, limit: i64) -> Result<Vec<Message>> {
    let query = "SELECT * FROM messages WHERE session = ? ORDER BY at_ms DESC, rowid DESC LIMIT ?";
    let mut rows: Vec<Message> = sqlx::query_as(query).bind(session).bind(limit).fetch_all(db).await?;
    rows.reverse();
    Ok(rows)
}

/// Which messages of a chat, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::simulator) struct Wanted {
    pub limit: i64,
    pub offset: i64,
    pub oldest_first: bool,
    pub from_me: Option<bool>,
    /// WAHA's number of the ack.
    pub ack: Option<i64>,
    /// The first and the last second, both counted in.
    pub since: Option<i64>,
    pub until: Option<i64>,
}

pub(in crate::simulator) async fn of_chat(db: impl SqliteExecutor<'_>, session: &str, chat: &str, wanted: &Wanted) -> Result<Vec<Message>> {
    // A message's time is told in whole seconds, and filtered as it is told.
    let query = "SELECT * FROM messages WHERE session = ?1 AND chat_id = ?2 AND (?3 IS NULL OR from_me = ?3) AND (?4 IS NULL OR ack = ?4)
        AND (?5 IS NULL OR at_ms / 1000 >= ?5) AND (?6 IS NULL OR at_ms / 1000 <= ?6)
        ORDER BY CASE WHEN ?7 THEN at_ms ELSE -at_ms END, CASE WHEN ?7 THEN rowid ELSE -rowid END LIMIT ?8 OFFSET ?9";
    sqlx::query_as(query)
        .bind(session)
        .bind(chat)
        .bind(wanted.from_me)
        .bind(wanted.ack)
        .bind(wanted.since)
        .bind(wanted.until)
        .bind(wanted.oldest_first)
        .bind(wanted.limit)
        .bind(wanted.offset)
        .fetch_all(db)
        .await
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
