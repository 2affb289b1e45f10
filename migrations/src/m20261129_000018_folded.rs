//! What users are found by, without accents and vowel marks and in one form of letters: filled anew for those who are there. The index
//! over it stays.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DbBackend, Statement, Value},
};
use unicode_normalization::{UnicodeNormalization as _, char::canonical_combining_class};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Rows read at a time.
const BATCH: i64 = 1_000;

/// As it was when this was written, whatever the search does by now.
pub fn folded(search: &str) -> String {
    let is_invisible = |c: char| {
        matches!(
            c,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
    };
    search.to_lowercase().nfkd().filter(|c| canonical_combining_class(*c) == 0 && !is_invisible(*c)).nfc().collect()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (connection, backend) = (manager.get_connection(), manager.get_database_backend());
        let (read, write) = match backend {
            DbBackend::Postgres => {
                ("SELECT no, search FROM users WHERE no > $1 ORDER BY no LIMIT $2", "UPDATE users SET search = $1 WHERE no = $2")
            }
            _ => ("SELECT no, search FROM users WHERE no > ? ORDER BY no LIMIT ?", "UPDATE users SET search = ? WHERE no = ?"),
        };
        let mut after = i64::MIN;
        loop {
            let values: [Value; 2] = [after.into(), BATCH.into()];
            let rows = connection.query_all_raw(Statement::from_sql_and_values(backend, read, values)).await?;
            for row in &rows {
                let (no, search): (i64, String) = (row.try_get("", "no")?, row.try_get("", "search")?);
                let now = folded(&search);
                if now != search {
                    let values: [Value; 2] = [now.into(), no.into()];
                    connection.execute_raw(Statement::from_sql_and_values(backend, write, values)).await?;
                }
                after = no;
            }
            if rows.is_empty() {
                return Ok(());
            }
        }
    }
}
