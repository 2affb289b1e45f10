//! What can go wrong below the rules. A violated unique index is named, so that the use case can say which value is taken.

/// The result of a query.
pub type DbResult<T> = Result<T, DbError>;

/// Why a query did not work.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A unique index refused a row; holds what the database says of it (index on PostgreSQL, columns on SQLite).
    #[error("the row would not be unique: {0}")]
    Unique(String),
    /// The database is busy or gone; another try makes sense.
    #[error("the database did not answer in time: {0}")]
    Busy(String),
    /// Stored data cannot be read as what it should be.
    #[error("{table}.{column} holds `{value}`, which cannot be read")]
    Unreadable {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// Its value.
        value: String,
    },
    /// A write that should have changed exactly one row did not find it in the state it expected.
    #[error("{0} changed meanwhile")]
    Stale(&'static str),
    /// Anything else.
    #[error(transparent)]
    Other(sea_orm::DbErr),
}

impl From<sea_orm::DbErr> for DbError {
    fn from(error: sea_orm::DbErr) -> Self {
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(what)) => Self::Unique(what),
            _ => {
                let text = error.to_string();
                let busy =
                    ["database is locked", "database table is locked", "pool timed out", "could not serialize access", "deadlock detected"];
                if busy.iter().any(|sign| text.contains(sign)) { Self::Busy(text) } else { Self::Other(error) }
            }
        }
    }
}

impl DbError {
    /// Whether a unique index over this column (SQLite) or of this name (PostgreSQL) refused the row.
    #[must_use]
    pub fn is_unique_on(&self, part: &str) -> bool {
        matches!(self, Self::Unique(what) if what.contains(part))
    }
}

impl From<DbError> for domain::Error {
    /// What a use case answers where it has nothing better to say. Our own faults are logged here, once, with their cause.
    fn from(error: DbError) -> Self {
        match error {
            DbError::Stale(_) => Self::conflict(domain::msg::error_changed_meanwhile()),
            DbError::Busy(cause) => {
                tracing::warn!(%cause, "the database is busy");
                Self::unavailable(domain::msg::error_busy())
            }
            other => {
                tracing::error!(cause = %other, "a query failed");
                Self::internal()
            }
        }
    }
}
