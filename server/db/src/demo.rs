//! Loading a database that is empty, fast: rows come from an iterator and are never all in memory. PostgreSQL takes them by binary COPY
//! in one transaction, with indexes taken down before and built after (all or nothing of it lasts, the indexes too); SQLite takes them
//! by inserts of thousands. To load another table: its [`Table`], and rows of [`Cell`]s in the order of its columns.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Value};
use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};
use uuid::Uuid;

use crate::{
    Db, Tx,
    error::{DbError, DbResult},
    sql::{exec, insert_many, scalar},
    values,
};

mod indexes;

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// NULL.
    Null,
    /// `uuid`.
    Uuid(Uuid),
    /// `text`.
    Text(String),
    /// `text` that is the same in many rows.
    Word(&'static str),
    /// `bigint`.
    Long(i64),
    /// `integer`.
    Int(i32),
    /// `smallint`.
    Small(i16),
    /// `boolean`.
    Bool(bool),
    /// `bytea`.
    Bytes(Vec<u8>),
}

impl From<Option<Uuid>> for Cell {
    fn from(value: Option<Uuid>) -> Self {
        value.map_or(Self::Null, Self::Uuid)
    }
}
impl From<Option<String>> for Cell {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::Null, Self::Text)
    }
}
impl From<Option<i64>> for Cell {
    fn from(value: Option<i64>) -> Self {
        value.map_or(Self::Null, Self::Long)
    }
}

impl Cell {
    /// As COPY's binary format has it: length and bytes, most significant first.
    fn copy_to(&self, out: &mut Vec<u8>) {
        let mut put = |bytes: &[u8]| {
            // A cell of two gigabytes is refused by the server anyway.
            out.extend(i32::try_from(bytes.len()).unwrap_or(i32::MAX).to_be_bytes());
            out.extend(bytes);
        };
        match self {
            Self::Null => out.extend((-1_i32).to_be_bytes()),
            Self::Uuid(value) => put(value.as_bytes()),
            Self::Text(value) => put(value.as_bytes()),
            Self::Word(value) => put(value.as_bytes()),
            Self::Long(value) => put(&value.to_be_bytes()),
            Self::Int(value) => put(&value.to_be_bytes()),
            Self::Small(value) => put(&value.to_be_bytes()),
            Self::Bool(value) => put(&[u8::from(*value)]),
            Self::Bytes(value) => put(value),
        }
    }
}

impl From<Cell> for Value {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Null => Self::from(None::<String>),
            Cell::Uuid(value) => value.into(),
            Cell::Text(value) => value.into(),
            Cell::Word(value) => value.into(),
            Cell::Long(value) => value.into(),
            Cell::Int(value) => value.into(),
            Cell::Small(value) => value.into(),
            Cell::Bool(value) => value.into(),
            Cell::Bytes(value) => value.into(),
        }
    }
}

/// A table and the columns that are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns, in the order of the cells.
    pub columns: &'static [&'static str],
}

/// Rows of a table, made as they are taken.
pub type Rows<'a> = &'a mut (dyn Iterator<Item = Vec<Cell>> + Send);

/// Bytes sent at a time.
const CHUNK: usize = 1 << 18;
/// Rows of one insert.
const INSERT: usize = 2_000;
/// What a binary COPY begins with: signature, flags, length of the extension.
const COPY_HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// A load under way. Dropped without [`Load::finish`] it leaves no trace.
#[derive(Debug)]
pub enum Load {
    /// A connection of its own, with a transaction open and the indexes that were taken down.
    Postgres(Box<PgConnection>, Vec<String>),
    /// The writer.
    Sqlite(Tx),
}

fn failed(error: sqlx::Error) -> DbError {
    DbError::Other(sea_orm::DbErr::Custom(error.to_string()))
}

async fn run(connection: &mut PgConnection, text: String) -> DbResult<()> {
    sqlx::raw_sql(AssertSqlSafe(text)).execute(connection).await.map(|_| ()).map_err(failed)
}

impl Load {
    /// Begins; what is loaded later must name only these tables.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin(db: &Db, tables: &[&str]) -> DbResult<Self> {
        if db.backend() != DbBackend::Postgres {
            return Ok(Self::Sqlite(db.begin().await?));
        }
        let options: PgConnectOptions = (*db.write().inner.get_postgres_connection_pool().connect_options()).clone();
        let mut connection = PgConnection::connect_with(&options).await.map_err(failed)?;
        run(&mut connection, "BEGIN; SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '256MB'".to_owned()).await?;
        let rebuild = indexes::take_down(&mut connection, tables).await?;
        Ok(Self::Postgres(Box::new(connection), rebuild))
    }

    /// Loads rows and says how many.
    ///
    /// # Errors
    /// When the database refuses a row.
    pub async fn rows(&mut self, table: Table, rows: Rows<'_>) -> DbResult<u64> {
        match self {
            Self::Postgres(connection, _) => copy(connection, table, rows).await,
            Self::Sqlite(tx) => insert(tx, table, rows).await,
        }
    }

    /// Builds the indexes again and makes it last.
    ///
    /// # Errors
    /// When the rows break a promise of the schema, or the database refuses; then nothing lasts.
    pub async fn finish(self) -> DbResult<()> {
        let (mut connection, rebuild) = match self {
            Self::Sqlite(tx) => return tx.commit().await,
            Self::Postgres(connection, rebuild) => (connection, rebuild),
        };
        for text in rebuild {
            run(&mut connection, text).await?;
        }
        run(&mut connection, "COMMIT".to_owned()).await?;
        run(&mut connection, "ANALYZE".to_owned()).await?;
        connection.close().await.map_err(failed)
    }
}

async fn copy(connection: &mut PgConnection, table: Table, rows: Rows<'_>) -> DbResult<u64> {
    let text = format!("COPY {} ({}) FROM STDIN (FORMAT binary)", table.name, table.columns.join(", "));
    let mut sink = connection.copy_in_raw(&text).await.map_err(failed)?;
    let mut chunk = Vec::with_capacity(CHUNK + 4096);
    chunk.extend(COPY_HEAD);
    let width = i16::try_from(table.columns.len()).unwrap_or(i16::MAX).to_be_bytes();
    for row in rows {
        chunk.extend(width);
        for cell in &row {
            cell.copy_to(&mut chunk);
        }
        if chunk.len() >= CHUNK {
            sink.send(chunk.as_slice()).await.map_err(failed)?;
            chunk.clear();
        }
    }
    chunk.extend((-1_i16).to_be_bytes());
    sink.send(chunk.as_slice()).await.map_err(failed)?;
    sink.finish().await.map_err(failed)
}

async fn insert(tx: &Tx, table: Table, rows: Rows<'_>) -> DbResult<u64> {
    let mut count = 0;
    loop {
        let batch: Vec<Vec<Value>> = (&mut *rows).take(INSERT).map(|row| row.into_iter().map(Value::from).collect()).collect();
        if batch.is_empty() {
            return Ok(count);
        }
        count += insert_many(&**tx, table.name, table.columns, batch, "").await?;
    }
}

/// Whether anybody is there.
///
/// # Errors
/// When the database refuses.
pub async fn has_users(connection: &impl ConnectionTrait) -> DbResult<bool> {
    Ok(scalar::<i64>(connection, "SELECT CAST(1 AS bigint) FROM users LIMIT 1", vec![]).await?.is_some())
}

/// What was loaded, as kept in the settings.
///
/// # Errors
/// When the database refuses.
pub async fn note(connection: &impl ConnectionTrait) -> DbResult<Option<String>> {
    scalar(connection, "SELECT value FROM setting WHERE name = 'demo'", vec![]).await
}

/// Keeps what was loaded.
///
/// # Errors
/// When the database refuses.
pub async fn set_note(connection: &impl ConnectionTrait, text: &str) -> DbResult<()> {
    exec(
        connection,
        "INSERT INTO setting (name, value) VALUES ('demo', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        values![text],
    )
    .await
    .map(|_| ())
}

/// How many rows each table of the sample holds, to show and to test.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Counts {
    /// People.
    pub users: i64,
    /// Payments.
    pub payments: i64,
    /// Ledger transactions.
    pub transactions: i64,
    /// Numbers.
    pub instances: i64,
    /// Messages.
    pub messages: i64,
}

/// Counts all of it: for reports and tests, not for pages.
///
/// # Errors
/// When the database refuses.
pub async fn counts(connection: &impl ConnectionTrait) -> DbResult<Counts> {
    let of = |table: &str, name: &str| format!("(SELECT CAST(COUNT(*) AS bigint) FROM {table}) AS {name}");
    let text = format!(
        "SELECT {}, {}, {}, {}, {}",
        of("users", "users"),
        of("payment", "payments"),
        of("ledger_transaction", "transactions"),
        of("instance", "instances"),
        of("message", "messages")
    );
    crate::one(connection, &text, vec![]).await?.ok_or(DbError::Stale("counts"))
}
