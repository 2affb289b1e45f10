//! Statements with `?` for values on both databases, and the few ways to run them. [`Sql`] grows a statement piece by piece where
//! parts depend on a filter.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, TryGetable, Value};

use crate::error::DbResult;

/// A list of values for the placeholders of a statement.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

/// Turns `?` into `$1`, `$2` … where the database is PostgreSQL; quoted text stays as it is.
fn placeholders(backend: DbBackend, text: &str) -> String {
    if backend != DbBackend::Postgres {
        return text.to_owned();
    }
    let (mut out, mut number, mut quoted) = (String::with_capacity(text.len() + 16), 0, false);
    for c in text.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                out.push(c);
            }
            '?' if !quoted => {
                number += 1;
                out.push('$');
                out.push_str(&number.to_string());
            }
            _ => out.push(c),
        }
    }
    out
}

/// A statement of this text with these values.
#[must_use]
pub fn statement(backend: DbBackend, text: &str, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(backend, placeholders(backend, text), values)
}

/// Runs a write and answers how many rows it changed.
///
/// # Errors
/// When the database refuses.
pub async fn exec(connection: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> DbResult<u64> {
    Ok(connection.execute_raw(statement(connection.get_database_backend(), text, values)).await?.rows_affected())
}

/// The first row, if there is one.
///
/// # Errors
/// When the database refuses or the row cannot be read.
pub async fn one<T: FromQueryResult>(connection: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> DbResult<Option<T>> {
    let row = connection.query_one_raw(statement(connection.get_database_backend(), text, values)).await?;
    Ok(row.map(|row| T::from_query_result(&row, "")).transpose()?)
}

/// All rows.
///
/// # Errors
/// When the database refuses or a row cannot be read.
pub async fn all<T: FromQueryResult>(connection: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> DbResult<Vec<T>> {
    let rows = connection.query_all_raw(statement(connection.get_database_backend(), text, values)).await?;
    Ok(rows.iter().map(|row| T::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// The first column of the first row; `None` where there is no row or the value is NULL.
///
/// # Errors
/// When the database refuses or the value is of another type.
pub async fn scalar<T: TryGetable>(connection: &impl ConnectionTrait, text: &str, values: Vec<Value>) -> DbResult<Option<T>> {
    let row = connection.query_one_raw(statement(connection.get_database_backend(), text, values)).await?;
    Ok(row.map(|row| row.try_get_by::<Option<T>, _>(0)).transpose()?.flatten())
}

/// How many values one statement may bind: SQLite allows 32,766 and PostgreSQL 65,535.
const MOST_BINDS: usize = 30_000;

/// Inserts rows in as few statements as fit; `tail` follows each (`ON CONFLICT …`). Answers how many rows were changed.
///
/// # Errors
/// When the database refuses.
pub async fn insert_many(
    connection: &impl ConnectionTrait,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Value>>,
    tail: &str,
) -> DbResult<u64> {
    let mut changed = 0;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut sql = Sql::new(&format!("INSERT INTO {table} ({}) VALUES ", columns.join(", ")));
        for (at, row) in rows.by_ref().take((MOST_BINDS / columns.len()).min(2_000)).enumerate() {
            sql.push(if at == 0 { "(" } else { ", (" });
            for (column, value) in row.into_iter().enumerate() {
                if column > 0 {
                    sql.push(", ");
                }
                sql.bind(value);
            }
            sql.push(")");
        }
        sql.push(" ").push(tail);
        changed += sql.exec(connection).await?;
    }
    Ok(changed)
}

/// A statement that grows.
#[derive(Debug, Clone, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Begins with this text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }
    /// Appends text (which may hold `?` for values bound right after, in order).
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }
    /// Appends a placeholder with its value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.text.push('?');
        self.values.push(value.into());
        self
    }
    /// Adds the value of a `?` that stands in the text already.
    pub fn value(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self
    }
    /// Appends `(?, ?, …)` with these values; `(NULL)` for none, which nothing equals.
    pub fn list<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        self.text.push('(');
        let mut first = true;
        for value in values {
            if !first {
                self.text.push_str(", ");
            }
            first = false;
            self.bind(value);
        }
        if first {
            self.text.push_str("NULL");
        }
        self.text.push(')');
        self
    }
    /// Appends another statement's text and values.
    pub fn append(&mut self, other: Self) -> &mut Self {
        self.text.push_str(&other.text);
        self.values.extend(other.values);
        self
    }
    /// The text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
    /// As a statement.
    #[must_use]
    pub fn statement(self, backend: DbBackend) -> Statement {
        statement(backend, &self.text, self.values)
    }
    /// See [`exec`].
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn exec(self, connection: &impl ConnectionTrait) -> DbResult<u64> {
        exec(connection, &self.text, self.values).await
    }
    /// See [`all`].
    ///
    /// # Errors
    /// When the database refuses or a row cannot be read.
    pub async fn all<T: FromQueryResult>(self, connection: &impl ConnectionTrait) -> DbResult<Vec<T>> {
        all(connection, &self.text, self.values).await
    }
    /// See [`one`].
    ///
    /// # Errors
    /// When the database refuses or the row cannot be read.
    pub async fn one<T: FromQueryResult>(self, connection: &impl ConnectionTrait) -> DbResult<Option<T>> {
        one(connection, &self.text, self.values).await
    }
    /// See [`scalar`].
    ///
    /// # Errors
    /// When the database refuses or the value is of another type.
    pub async fn scalar<T: TryGetable>(self, connection: &impl ConnectionTrait) -> DbResult<Option<T>> {
        scalar(connection, &self.text, self.values).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_marks_in_quotes_are_no_placeholders() {
        assert_eq!(placeholders(DbBackend::Postgres, "SELECT '?' WHERE a = ? AND b = ?"), "SELECT '?' WHERE a = $1 AND b = $2");
        assert_eq!(placeholders(DbBackend::Sqlite, "a = ?"), "a = ?");
    }
}
