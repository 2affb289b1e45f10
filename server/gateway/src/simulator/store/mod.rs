//! The simulator's memory: one SQLite file in WAL mode with `synchronous=FULL`, one writing connection and a few reading ones, so that
//! what was answered survives a kill and a power cut. One file per table; a new table goes into [`SCHEMA`] and gets a file of its own.

pub(super) mod messages;
pub(super) mod outbox;
pub(super) mod sessions;
pub(super) mod settings;

use std::{path::Path, time::Duration};

use sqlx::{
    Sqlite, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub(super) type Result<T> = std::result::Result<T, sqlx::Error>;

/// `effects` has no unique key on purpose: it counts how often a message really took effect, and so can show that the promise was broken.
/// `outbox` held webhooks in lanes, which WAHA does not have; what an older version left there is gone, as at a restart of WAHA.
const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS sessions (
    name TEXT PRIMARY KEY, config TEXT NOT NULL, status TEXT NOT NULL, me TEXT, history TEXT NOT NULL,
    code TEXT, code_number INTEGER NOT NULL, pairing_phone TEXT, next_ms INTEGER, activity_ms INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_due ON sessions (next_ms) WHERE next_ms IS NOT NULL;
CREATE TABLE IF NOT EXISTS messages (
    session TEXT NOT NULL, message_id TEXT NOT NULL, chat_id TEXT NOT NULL, from_me INTEGER NOT NULL, body TEXT NOT NULL,
    file TEXT, at_ms INTEGER NOT NULL, ack INTEGER NOT NULL, next_ms INTEGER, PRIMARY KEY (session, message_id)
) STRICT;
CREATE INDEX IF NOT EXISTS messages_due ON messages (next_ms) WHERE next_ms IS NOT NULL;
CREATE INDEX IF NOT EXISTS messages_by_time ON messages (session, at_ms);
CREATE TABLE IF NOT EXISTS effects (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL, message_id TEXT NOT NULL, at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS effects_by_session ON effects (session, message_id);
CREATE TABLE IF NOT EXISTS duplicates (session TEXT PRIMARY KEY, refused INTEGER NOT NULL) STRICT;
DROP TABLE IF EXISTS outbox;
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, hook TEXT NOT NULL, body TEXT NOT NULL, request_id TEXT NOT NULL, event_ms INTEGER NOT NULL,
    attempt INTEGER NOT NULL, due_ms INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (due_ms) WHERE dead = 0;
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
";

/// The two ways to the file.
pub(super) struct Store {
    writer: SqlitePool,
    pub reader: SqlitePool,
}

impl Store {
    pub async fn open(folder: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("simulator.sqlite"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10));
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        sqlx::raw_sql(SCHEMA).execute(&writer).await?;
        let reading = options.pragma("query_only", "ON");
        let reader = SqlitePoolOptions::new().max_connections(4).connect_with(reading).await?;
        Ok(Self { writer, reader })
    }

    /// A transaction on the one writing connection: whoever holds it reads what nobody else can change meanwhile.
    pub async fn write(&self) -> Result<Transaction<'static, Sqlite>> {
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }

    pub async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}
