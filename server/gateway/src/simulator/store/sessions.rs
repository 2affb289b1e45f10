//! The table `sessions`: configuration, status with its last three points, the linked account, and when something happens by itself.

use domain::port::whatsapp::SessionStatus;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sqlx::{FromRow, Row, SqliteConnection, SqliteExecutor, sqlite::SqliteRow};

use super::Result;

/// How many points of its past a session shows.
const HISTORY: usize = 3;

/// A row.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Session {
    pub name: String,
    pub config: Value,
    pub status: SessionStatus,
    pub me: Option<Value>,
    pub history: Vec<Value>,
    pub code: Option<String>,
    pub code_number: i64,
    pub pairing_phone: Option<String>,
    /// When the clockwork looks at this session again.
    pub next_ms: Option<i64>,
    pub activity_ms: Option<i64>,
}

impl Session {
    pub fn new(name: &str, config: Value) -> Self {
        Self {
            name: name.to_owned(),
            config,
            status: SessionStatus::Stopped,
            me: None,
            history: Vec::new(),
            code: None,
            code_number: 0,
            pairing_phone: None,
            next_ms: None,
            activity_ms: None,
        }
    }

    /// A new status and its point in the history; a code belongs to SCAN_QR_CODE only.
    pub fn enter(&mut self, status: SessionStatus, now: i64) {
        self.status = status;
        self.history.push(json!({ "status": status, "timestamp": now }));
        let past = self.history.len().saturating_sub(HISTORY);
        self.history.drain(..past);
        if status != SessionStatus::ScanQrCode {
            (self.code, self.code_number, self.next_ms) = (None, 0, None);
        }
    }

    /// A failed one runs, as WAHA sees it.
    pub fn is_running(&self) -> bool {
        self.status != SessionStatus::Stopped
    }

    /// The linked account's chat id.
    pub fn own_chat(&self) -> &str {
        self.me.as_ref().and_then(|me| me["id"].as_str()).unwrap_or_default()
    }
}

impl FromRow<'_, SqliteRow> for Session {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            name: row.try_get("name")?,
            config: decode(row.try_get("config")?)?,
            status: decode(format!("\"{}\"", row.try_get::<String, _>("status")?))?,
            me: row.try_get::<Option<String>, _>("me")?.map(decode).transpose()?,
            history: decode(row.try_get("history")?)?,
            code: row.try_get("code")?,
            code_number: row.try_get("code_number")?,
            pairing_phone: row.try_get("pairing_phone")?,
            next_ms: row.try_get("next_ms")?,
            activity_ms: row.try_get("activity_ms")?,
        })
    }
}

pub(super) fn decode<T: DeserializeOwned>(text: String) -> Result<T> {
    serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

pub(super) fn encode(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

/// The name of a status, as JSON writes it but without quotes.
pub(in crate::simulator) fn status_name(status: SessionStatus) -> String {
    json!(status).as_str().unwrap_or_default().to_owned()
}

pub(in crate::simulator) async fn find(db: impl SqliteExecutor<'_>, name: &str) -> Result<Option<Session>> {
    sqlx::query_as("SELECT * FROM sessions WHERE name = ?").bind(name).fetch_optional(db).await
}

pub(in crate::simulator) async fn list(db: impl SqliteExecutor<'_>, limit: i64) -> Result<Vec<Session>> {
    sqlx::query_as("SELECT * FROM sessions ORDER BY name LIMIT ?").bind(limit).fetch_all(db).await
}

pub(in crate::simulator) async fn count(db: impl SqliteExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar("SELECT count(*) FROM sessions").fetch_one(db).await
}

pub(in crate::simulator) async fn due(db: impl SqliteExecutor<'_>, now: i64, limit: i64) -> Result<Vec<Session>> {
    let query = "SELECT * FROM sessions WHERE next_ms <= ? ORDER BY next_ms LIMIT ?";
    sqlx::query_as(query).bind(now).bind(limit).fetch_all(db).await
}

pub(in crate::simulator) async fn next_due(db: impl SqliteExecutor<'_>) -> Result<Option<i64>> {
    sqlx::query_scalar("SELECT min(next_ms) FROM sessions WHERE next_ms IS NOT NULL").fetch_one(db).await
}

/// Sessions that were running when the program ended.
pub(in crate::simulator) async fn interrupted(db: impl SqliteExecutor<'_>) -> Result<Vec<Session>> {
    sqlx::query_as("SELECT * FROM sessions WHERE status NOT IN ('STOPPED', 'FAILED')").fetch_all(db).await
}

pub(in crate::simulator) async fn save(db: &mut SqliteConnection, session: &Session) -> Result<()> {
    let query = "INSERT OR REPLACE INTO sessions
        (name, config, status, me, history, code, code_number, pairing_phone, next_ms, activity_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    sqlx::query(query)
        .bind(&session.name)
        .bind(encode(&session.config)?)
        .bind(status_name(session.status))
        .bind(session.me.as_ref().map(encode).transpose()?)
        .bind(encode(&session.history)?)
        .bind(&session.code)
        .bind(session.code_number)
        .bind(&session.pairing_phone)
        .bind(session.next_ms)
        .bind(session.activity_ms)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::simulator) async fn delete(db: &mut SqliteConnection, name: &str) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE name = ?").bind(name).execute(db).await?;
    Ok(())
}
