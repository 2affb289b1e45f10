//! Payments are looked for by note and reference, filtered by status, method and currency, and have a page with what the trail says of
//! them; users are also sorted by status. What payments are found by stands beside them in a table of its own, because a settled payment
//! never changes: filled for those that are there, and by whoever writes new ones.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DbBackend, Statement, Value},
};

use crate::{ddl, m20261129_000018_folded::folded};

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE payment_text (
    no @serial,
    payment_id @uuid NOT NULL UNIQUE,
    search text NOT NULL
);;
CREATE INDEX payment_status ON payment (status, paid_at, id);;
CREATE INDEX payment_method ON payment (method, paid_at, id);;
CREATE INDEX payment_currency ON payment (currency, paid_at, id);;
CREATE INDEX audit_event_about ON audit_event (subject, at, id);;
CREATE INDEX users_by_status ON users (status, id);;
";

const SQLITE: &str = r"
CREATE VIRTUAL TABLE payment_search USING fts5(search, content='payment_text', content_rowid='no', tokenize='trigram', detail='none');;
CREATE TRIGGER payment_search_insert AFTER INSERT ON payment_text BEGIN INSERT INTO payment_search(rowid, search) VALUES (new.no, new.search); END;;
";

const POSTGRES: &str = r"
CREATE INDEX payment_text_search ON payment_text USING gin (search gin_trgm_ops);;
";

/// Rows read at a time.
const BATCH: i64 = 1_000;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, SQLITE, POSTGRES).await?;
        let (connection, backend) = (manager.get_connection(), manager.get_database_backend());
        // Places are handled as text, whatever kind of id the database has.
        let (read, write, first) = match backend {
            DbBackend::Postgres => (
                "SELECT CAST(id AS text) AS place, note, external_id FROM payment WHERE id > CAST($1 AS uuid) ORDER BY id LIMIT $2",
                "INSERT INTO payment_text (payment_id, search) SELECT id, $1 FROM payment WHERE id = CAST($2 AS uuid)",
                "00000000-0000-0000-0000-000000000000",
            ),
            _ => (
                "SELECT CAST(rowid AS text) AS place, note, external_id FROM payment WHERE rowid > CAST(? AS integer) ORDER BY rowid LIMIT ?",
                "INSERT INTO payment_text (payment_id, search) SELECT id, ? FROM payment WHERE rowid = CAST(? AS integer)",
                "0",
            ),
        };
        let mut after = first.to_owned();
        loop {
            let values: [Value; 2] = [after.clone().into(), BATCH.into()];
            let rows = connection.query_all_raw(Statement::from_sql_and_values(backend, read, values)).await?;
            for row in &rows {
                let (place, note): (String, String) = (row.try_get("", "place")?, row.try_get("", "note")?);
                let reference: Option<String> = row.try_get("", "external_id")?;
                let lines = [Some(note), reference].into_iter().flatten().map(|text| folded(text.trim()));
                let search = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
                if !search.is_empty() {
                    let values: [Value; 2] = [search.into(), place.clone().into()];
                    connection.execute_raw(Statement::from_sql_and_values(backend, write, values)).await?;
                }
                after = place;
            }
            if rows.is_empty() {
                return Ok(());
            }
        }
    }
}
