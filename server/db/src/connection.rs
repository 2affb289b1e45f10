//! Connections. SQLite has one writer (every write transaction begins IMMEDIATE, so that it waits for its turn instead of failing
//! when it upgrades) and a pool of readers; PostgreSQL has one pool. What is committed is durable: `synchronous=FULL` with a
//! write-ahead log, and PostgreSQL's own default. A committed transaction wakes those who wait for work in this process.

use std::{ops::Deref, sync::Mutex, time::Duration};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm_migration::MigratorTrait;
use tokio::sync::broadcast;

use crate::error::DbResult;

/// How to connect.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `sqlite:///path/file.sqlite` or `postgres://…`.
    pub url: String,
    /// Most connections that read (PostgreSQL: all connections).
    pub connections: u32,
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
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    wakes: broadcast::Sender<Wake>,
}

/// A write transaction. Dropped without [`Tx::commit`] it leaves no trace.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    wakes: broadcast::Sender<Wake>,
    pending: Mutex<Vec<Wake>>,
}

fn options(settings: &Settings, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(settings.url.clone());
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .test_before_acquire(false);
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

impl Db {
    /// Connects. Does not migrate: see [`Self::migrate`].
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connect(settings: &Settings) -> DbResult<Self> {
        let (wakes, _) = broadcast::channel(1024);
        if settings.url.starts_with("sqlite:") {
            let writer = Database::connect(options(settings, 1, false)).await?;
            let reader = Database::connect(options(settings, settings.connections, true)).await?;
            return Ok(Self { reader, writer, wakes });
        }
        let pool = Database::connect(options(settings, settings.connections, false)).await?;
        Ok(Self { reader: pool.clone(), writer: pool, wakes })
    }

    /// Brings the schema up to date, on a connection of its own, and says how many changes were applied.
    ///
    /// # Errors
    /// When a change fails; what was applied before it stays.
    pub async fn migrate(settings: &Settings) -> DbResult<usize> {
        let connection = Database::connect(options(settings, 1, false)).await?;
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
    pub const fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For single writes that need no transaction.
    #[must_use]
    pub const fn write(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.reader.get_database_backend()
    }

    /// Begins a write transaction.
    ///
    /// # Errors
    /// When the database does not answer, or the writer is busy for ten seconds.
    pub async fn begin(&self) -> DbResult<Tx> {
        let inner = self
            .writer
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            })
            .await?;
        Ok(Tx { inner, wakes: self.wakes.clone(), pending: Mutex::new(Vec::new()) })
    }

    /// The same database, counting the statements that are sent through this handle.
    #[cfg(any(test, feature = "testing"))]
    #[must_use]
    pub fn counted(&self) -> (Self, std::sync::Arc<std::sync::atomic::AtomicUsize>) {
        let (mut counted, sent) = (self.clone(), std::sync::Arc::<std::sync::atomic::AtomicUsize>::default());
        for connection in [&mut counted.reader, &mut counted.writer] {
            let sent = sent.clone();
            connection.set_metric_callback(move |_| {
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
    /// When the database refuses; then nothing lasts.
    pub async fn commit(self) -> DbResult<()> {
        self.inner.commit().await?;
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
        Ok(self.inner.rollback().await?)
    }
}

impl Deref for Tx {
    type Target = DatabaseTransaction;
    fn deref(&self) -> &Self::Target {
        &self.inner
    }
}
