//! Keyset pages over one sort column and the id: the condition and order that continue after a cursor, in either direction.

use domain::page::Cursor;
use sea_orm::Value;

use crate::sql::Sql;

/// How the sort column's value is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A whole number (times among them).
    Number,
    /// Text.
    Text,
}

/// Appends `AND (column, id) < (?, ?) ORDER BY column DESC, id DESC LIMIT size + 1` (or the mirror of it) to a statement whose WHERE
/// clause has begun. A cursor that does not read as its key type is the first page.
pub fn seek(sql: &mut Sql, column: &str, id: &str, key: Key, descending: bool, cursor: Option<&Cursor>, size: usize) {
    let down = descending != cursor.is_some_and(|cursor| cursor.backwards);
    if let Some((value, row)) = cursor.and_then(|cursor| Some((bind(key, &cursor.key)?, uuid::Uuid::try_parse(&cursor.id).ok()?))) {
        sql.push(&format!(" AND ({column}, {id}) {} (", if down { "<" } else { ">" })).bind(value).push(", ").bind(row).push(")");
    }
    let order = if down { "DESC" } else { "ASC" };
    sql.push(&format!(" ORDER BY {column} {order}, {id} {order} LIMIT {}", size + 1));
}

fn bind(key: Key, text: &str) -> Option<Value> {
    match key {
        Key::Number => text.parse::<i64>().ok().map(Value::from),
        // No text holds it, and PostgreSQL refuses to look for one that does.
        Key::Text => (!text.contains('\0')).then(|| Value::from(text.to_owned())),
    }
}
