//! Indexes, keys and the journal's balance trigger out of the way of a load on PostgreSQL, and the statements that bring them back just
//! as they were, read from the database's own catalogue.

use sqlx::{AssertSqlSafe, PgConnection, Row};

use super::{failed, run};
use crate::error::DbResult;

/// Primary keys and unique constraints of a table: (name, definition).
const CONSTRAINTS: &str = "SELECT conname::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::regclass AND contype IN ('p', 'u') ORDER BY contype, conname";
/// Indexes that belong to no constraint.
const INDEXES: &str = "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = $1::regclass
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1";
/// The trigger that asks for each transaction at commit whether it balances: millions of questions. One question answers it for all.
const BALANCED: &str = "DO $$ BEGIN
    IF EXISTS (SELECT 1 FROM ledger_entry GROUP BY transaction_id, unit HAVING sum(amount) <> 0) THEN RAISE EXCEPTION 'the loaded journal does not balance'; END IF;
END $$; ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_balanced";

/// Takes them down; answers what brings them back, in order.
pub(super) async fn take_down(connection: &mut PgConnection, tables: &[&str]) -> DbResult<Vec<String>> {
    let (mut drop, mut rebuild) = (Vec::new(), Vec::new());
    for table in tables {
        for (name, definition) in pairs(connection, CONSTRAINTS, table).await? {
            drop.push(format!("ALTER TABLE {table} DROP CONSTRAINT {name}"));
            rebuild.push(format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"));
        }
        for (name, definition) in pairs(connection, INDEXES, table).await? {
            drop.push(format!("DROP INDEX {name}"));
            rebuild.push(definition);
        }
    }
    if tables.contains(&"ledger_entry") {
        drop.push("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_balanced".to_owned());
        rebuild.push(BALANCED.to_owned());
    }
    for text in drop {
        run(connection, text).await?;
    }
    Ok(rebuild)
}

async fn pairs(connection: &mut PgConnection, text: &str, table: &str) -> DbResult<Vec<(String, String)>> {
    let rows = sqlx::query(AssertSqlSafe(text)).bind(table).fetch_all(connection).await.map_err(failed)?;
    rows.iter().map(|row| Ok((row.try_get(0).map_err(failed)?, row.try_get(1).map_err(failed)?))).collect()
}
