//! Connections. SQLite has one writer (every write transaction begins IMMEDIATE, so that it waits for its turn instead of failing
//! when it upgrades) and a pool of readers; PostgreSQL has one pool. What is committed is durable: `synchronous=FULL` with a
//! write-ahead log, and PostgreSQL's own default. A committed transaction wakes those who wait for work in this process.
//!
//! A connection on which something failed that may have left it between two transactions is closed and never used again, a transaction
//! in which a statement failed cannot be committed, and [`Db::check_writes`] says whether writes get through.

mod health;
#[cfg(test)]
mod tests;
mod watched;

use std::{
    hash::BuildHasher as _,
    ops::Deref,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
    sqlx::{
        Connection as _,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use sea_orm_migration::MigratorTrait;
use tokio::sync::broadcast;

use self::health::{Health, Verdict};
pub use self::watched::Watched;
use crate::error::{DbError, DbResult};

/// How long a trial write may wait for its turn.
const TRIAL: Duration = Duration::from_secs(1);
/// The row that a trial writes and takes away.
const TRIAL_NAME: &str = "write_trial";

/// How to connect.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `sqlite:///path/file.sqlite` or `postgres://…`.
    pub url: String,
    /// Most connections that read (PostgreSQL: all connections).
    pub connections: u32,
}

impl Settings {
    /// The file that holds the database, where one does.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        if !self.url.starts_with("sqlite:") || self.url.contains(":memory:") || self.url.contains("mode=memory") {
            return None;
        }
        let options: SqliteConnectOptions = self.url.parse().ok()?;
        Some(options.get_filename().to_owned())
    }
}

/// What a committed transaction left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wake {
    /// Events for browsers.
    Live,
    /// Messages in the queue, or instances to look after.
    Queue,
    /// Mails.
    Mail,
    /// Audit events to seal.
    Audit,
    /// Figures to sum.
    Figures,
}

/// The database.
#[derive(Debug, Clone)]
pub struct Db {
    reader: Watched<DatabaseConnection>,
    writer: Watched<DatabaseConnection>,
    wakes: broadcast::Sender<Wake>,
}

/// A write transaction. Dropped without [`Tx::commit`] it leaves no trace.
#[derive(Debug)]
pub struct Tx {
    inner: Watched<DatabaseTransaction>,
    backend: DbBackend,
    wakes: broadcast::Sender<Wake>,
    pending: Mutex<Vec<Wake>>,
}

/// Lets go of connections that are not as they should be, both when they are given back and when they are handed out.
fn close_the_broken(options: &mut ConnectOptions, health: &Arc<Health>) {
    let health = Arc::clone(health);
    options.map_sqlx_sqlite_pool_opts(move |pool| {
        let (before, after) = (Arc::clone(&health), Arc::clone(&health));
        pool.before_acquire(move |connection, known| {
            let sound = !connection.is_in_transaction() && !before.is_broken(known.age);
            Box::pin(async move { Ok(sound) })
        })
        .after_release(move |connection, known| {
            let health = Arc::clone(&after);
            Box::pin(async move {
                // A transaction that is dropped is rolled back by a message to the connection's thread; the answer to this comes after it.
                connection.ping().await?;
                Ok(!connection.is_in_transaction() && !health.is_broken(known.age))
            })
        })
    });
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_release(|connection, _| {
            let sound = !connection.is_in_transaction();
            Box::pin(async move { Ok(sound) })
        })
    });
}

fn options(settings: &Settings, connections: u32, read_only: bool, pages: Option<i64>, health: &Arc<Health>) -> ConnectOptions {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .test_before_acquire(false);
    close_the_broken(&mut options, health);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "memory")
            .pragma("mmap_size", "268435456");
        let sqlite = if let Some(pages) = pages { sqlite.pragma("max_page_count", pages.to_string()) } else { sqlite };
        if read_only { sqlite.pragma("query_only", "on") } else { sqlite }
    });
    // Figures are short work over many expressions: compiling them takes longer than running them, twice over.
    // Those of a mix of filters hash the users who fit: with the 4 MB that PostgreSQL ships with, a tenth of a million spills to disk.
    // A plan for any parameter, to which PostgreSQL changes after five executions, cannot know that the owner's path is everybody's:
    // with a million users it took 300 ms for what a plan for these parameters does in two.
    options.map_sqlx_postgres_opts(|postgres| {
        postgres.options([("jit", "off"), ("work_mem", "16MB"), ("plan_cache_mode", "force_custom_plan")])
    });
    options
}

/// So many words of 16 letters that hardly compress, so that they need their room.
fn noise(words: u64) -> String {
    let chance = std::hash::RandomState::new();
    (0..words).map(|word| format!("{:016x}", chance.hash_one(word))).collect()
}

impl Db {
    /// Connects. Does not migrate: see [`Self::migrate`].
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connect(settings: &Settings) -> DbResult<Self> {
        Self::connect_with(settings, None).await
    }

    /// Connects to a SQLite file that may have so many pages, which is to a test what a full disk is to a server.
    ///
    /// # Errors
    /// When the file cannot be opened.
    #[cfg(any(test, feature = "testing"))]
    pub async fn connect_small(settings: &Settings, pages: i64) -> DbResult<Self> {
        Self::connect_with(settings, Some(pages)).await
    }

    async fn connect_with(settings: &Settings, pages: Option<i64>) -> DbResult<Self> {
        let (wakes, _) = broadcast::channel(1024);
        let (reads, writes) = (Arc::<Health>::default(), Arc::<Health>::default());
        let sqlite = settings.url.starts_with("sqlite:");
        let one_writer = if sqlite { 1 } else { settings.connections };
        let writer = Database::connect(options(settings, one_writer, false, pages, &writes)).await?;
        let reader =
            if sqlite { Database::connect(options(settings, settings.connections, true, None, &reads)).await? } else { writer.clone() };
        Ok(Self { reader: Watched::new(reader, reads, true), writer: Watched::new(writer, writes, true), wakes })
    }

    /// Brings the schema up to date, on a connection of its own, and says how many changes were applied.
    ///
    /// # Errors
    /// When a change fails; what was applied before it stays.
    pub async fn migrate(settings: &Settings) -> DbResult<usize> {
        let connection = Database::connect(options(settings, 1, false, None, &Arc::default())).await?;
        let open = migrations::Migrator::get_pending_migrations(&connection).await?.len();
        migrations::Migrator::up(&connection, None).await?;
        connection.close().await?;
        Ok(open)
    }

    /// Whether the schema is up to date.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn is_migrated(&self) -> DbResult<bool> {
        let applied =
            crate::sql::scalar::<i64>(self.read(), "SELECT CAST(COUNT(*) AS bigint) FROM seaql_migrations", vec![]).await?.unwrap_or(0);
        Ok(usize::try_from(applied).is_ok_and(|applied| applied >= migrations::Migrator::migrations().len()))
    }

    /// For reading outside of a transaction.
    #[must_use]
    pub const fn read(&self) -> &Watched<DatabaseConnection> {
        &self.reader
    }

    /// For single writes that need no transaction.
    #[must_use]
    pub const fn write(&self) -> &Watched<DatabaseConnection> {
        &self.writer
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.reader.inner.get_database_backend()
    }

    /// Begins a write transaction.
    ///
    /// # Errors
    /// When the database does not answer, or the writer is busy for ten seconds.
    pub async fn begin(&self) -> DbResult<Tx> {
        let begun = self
            .writer
            .inner
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await;
        let inner = Watched::new(self.writer.health.noted(begun, self.backend())?, Arc::clone(&self.writer.health), false);
        Ok(Tx { inner, backend: self.backend(), wakes: self.wakes.clone(), pending: Mutex::new(Vec::new()) })
    }

    /// Whether writes get through: what is known of the last ones, and where that is old or bad, a trial.
    ///
    /// # Errors
    /// When they do not; the error says why.
    pub async fn check_writes(&self) -> DbResult<()> {
        let failed = |cause| Err(DbError::Other(DbErr::Custom(cause)));
        let failing = match self.writer.health.verdict() {
            Verdict::Well => return Ok(()),
            Verdict::Failing(cause) => return failed(cause),
            Verdict::Try { failing } => failing,
        };
        match tokio::time::timeout(TRIAL, self.try_write(failing)).await {
            Ok(Ok(())) => {
                self.writer.health.recovered();
                Ok(())
            }
            Ok(Err(error)) if failing || !matches!(error, DbError::Busy(_)) => Err(error),
            // A writer that is busy writes, as far as anybody knows.
            Ok(Err(_)) | Err(_) => self.writer.health.failing().map_or(Ok(()), failed),
        }
    }

    /// Writes a row and takes it away, each in a transaction of its own; a large one where only small ones may have got through.
    async fn try_write(&self, large: bool) -> DbResult<()> {
        let text = noise(if large { 8_000 } else { 1 });
        let tx = self.begin().await?;
        crate::exec(&*tx, "DELETE FROM setting WHERE name = ?", vec![TRIAL_NAME.into()]).await?;
        crate::exec(&*tx, "INSERT INTO setting (name, value) VALUES (?, ?)", vec![TRIAL_NAME.into(), text.into()]).await?;
        tx.commit().await?;
        let tx = self.begin().await?;
        crate::exec(&*tx, "DELETE FROM setting WHERE name = ?", vec![TRIAL_NAME.into()]).await?;
        tx.commit().await
    }

    /// The same database, counting the statements that are sent through this handle.
    #[cfg(any(test, feature = "testing"))]
    #[must_use]
    pub fn counted(&self) -> (Self, std::sync::Arc<std::sync::atomic::AtomicUsize>) {
        let (mut counted, sent) = (self.clone(), std::sync::Arc::<std::sync::atomic::AtomicUsize>::default());
        for connection in [&mut counted.reader, &mut counted.writer] {
            let sent = sent.clone();
            connection.inner.set_metric_callback(move |_| {
                sent.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            });
        }
        (counted, sent)
    }

    /// Is told of each committed transaction that left something to do.
    #[must_use]
    pub fn wakes(&self) -> broadcast::Receiver<Wake> {
        self.wakes.subscribe()
    }

    /// Wakes those who wait for this, without a transaction.
    pub fn wake(&self, wake: Wake) {
        let _ = self.wakes.send(wake);
    }
}

impl Tx {
    /// Asks that `wake` be sent when this transaction is committed.
    pub fn wake(&self, wake: Wake) {
        let mut pending = self.pending.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !pending.contains(&wake) {
            pending.push(wake);
        }
    }

    /// Makes it last.
    ///
    /// # Errors
    /// When the database refuses, or a statement failed; then nothing lasts.
    pub async fn commit(self) -> DbResult<()> {
        if self.inner.is_spoiled() {
            return Err(DbError::Other(DbErr::Custom("a statement of this transaction failed, so it is not committed".into())));
        }
        let Watched { inner, health, .. } = self.inner;
        health.noted(inner.commit().await, self.backend)?;
        health.wrote();
        for wake in self.pending.into_inner().unwrap_or_default() {
            let _ = self.wakes.send(wake);
        }
        Ok(())
    }

    /// Gives it up.
    ///
    /// # Errors
    /// When the database does not answer; then nothing lasts either.
    pub async fn roll_back(self) -> DbResult<()> {
        let Watched { inner, health, .. } = self.inner;
        Ok(health.noted(inner.rollback().await, self.backend)?)
    }
}

impl Deref for Tx {
    type Target = Watched<DatabaseTransaction>;
    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}
