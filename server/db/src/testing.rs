//! Databases for tests: a new SQLite file and a new PostgreSQL database each, migrated, gone or forgotten afterwards. Every test that
//! touches data is written once with [`both_databases!`](crate::both_databases) and runs on both.
//!
//! PostgreSQL is found by `TEST_POSTGRES_URL`, which the test command sets to a private cluster; without it the test fails and says so.

use sea_orm::ConnectionTrait as _;
use tokio::sync::OnceCell;

use crate::{Db, DbBackend, Settings, Sql, exec, sql};

/// Makes two tests, `…::on_sqlite` and `…::on_postgres`, from one async function that takes a [`Db`].
#[macro_export]
macro_rules! both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($db:ident: Db) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn body($db: $crate::Db) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() { let fresh = $crate::testing::sqlite().await; body(fresh.db.clone()).await; }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() { let fresh = $crate::testing::postgres().await; body(fresh.db.clone()).await; }
        }
    )*};
}

/// A database that is its test's own.
#[derive(Debug)]
pub struct Fresh {
    /// The database.
    pub db: Db,
    /// How to reach it from another process.
    pub settings: Settings,
    _folder: Option<tempfile::TempDir>,
}

/// A new SQLite file.
pub async fn sqlite() -> Fresh {
    sqlite_in(&std::env::temp_dir()).await
}

/// The same in a folder of its own in this one.
pub async fn sqlite_in(parent: &std::path::Path) -> Fresh {
    let folder = tempfile::tempdir_in(parent).expect("a temporary folder can be made");
    let settings = Settings { url: format!("sqlite://{}/test.sqlite", folder.path().display()), connections: 4 };
    Db::migrate(&settings).await.expect("the migrations run on SQLite");
    Fresh { db: Db::connect(&settings).await.expect("the file opens"), settings, _folder: Some(folder) }
}

static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// A new PostgreSQL database, copied from one that was migrated once in this process.
pub async fn postgres() -> Fresh {
    postgres_on("pg_default").await
}

/// The same in this table space.
pub async fn postgres_on(space: &str) -> Fresh {
    let base =
        std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL names no PostgreSQL; run the tests by `make test`, which starts one");
    let with_name = |name: &str| {
        let at = base.rfind('/').expect("a URL has a path");
        format!("{}/{name}", &base[..at])
    };
    let admin = Db::connect(&Settings { url: base.clone(), connections: 1 }).await.expect("TEST_POSTGRES_URL answers");
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("template_{}", std::process::id());
            sql::exec(admin.write(), &format!("DROP DATABASE IF EXISTS {name}"), vec![]).await.expect("an old template can be dropped");
            sql::exec(admin.write(), &format!("CREATE DATABASE {name}"), vec![]).await.expect("the role may create databases");
            Db::migrate(&Settings { url: with_name(&name), connections: 1 }).await.expect("the migrations run on PostgreSQL");
            name
        })
        .await;
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
    sql::exec(admin.write(), &format!("DROP DATABASE IF EXISTS {name}"), vec![]).await.expect("an old database can be dropped");
    let mut tries = 0;
    let create = format!("CREATE DATABASE {name} TEMPLATE {template} TABLESPACE {space}");
    while let Err(error) = sql::exec(admin.write(), &create, vec![]).await {
        tries += 1;
        assert!(tries < 100, "the template stays in use: {error}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let settings = Settings { url: with_name(&name), connections: 6 };
    Fresh { db: Db::connect(&settings).await.expect("the new database answers"), settings, _folder: None }
}

/// How the database goes about a statement, line by line; small tables are not worth an index to PostgreSQL, so it is told that they are.
pub async fn plan(db: &Db, statement: Sql) -> Vec<String> {
    let tx = db.begin().await.expect("begins");
    let sqlite = db.backend() == DbBackend::Sqlite;
    if !sqlite {
        exec(&*tx, "SET LOCAL enable_seqscan = off", vec![]).await.expect("sets");
    }
    let mut explain = Sql::new(if sqlite { "EXPLAIN QUERY PLAN " } else { "EXPLAIN " });
    explain.append(statement);
    let rows = tx.query_all_raw(explain.statement(db.backend())).await.expect("explains");
    rows.iter().map(|row| if sqlite { row.try_get("", "detail") } else { row.try_get_by(0) }.expect("a plan")).collect()
}

static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

#[cfg(test)]
mod tests {
    use crate::{exec, scalar, values};

    both_databases! {
        async fn what_is_committed_is_there_and_what_is_dropped_is_not(db: Db) {
            let tx = db.begin().await.expect("begins");
            exec(&*tx, "INSERT INTO setting (name, value) VALUES (?, ?)", values!["a", "1"]).await.expect("inserts");
            drop(tx);
            assert_eq!(scalar::<String>(db.read(), "SELECT value FROM setting WHERE name = ?", values!["a"]).await.expect("reads"), None);
            let tx = db.begin().await.expect("begins");
            exec(&*tx, "INSERT INTO setting (name, value) VALUES (?, ?)", values!["a", "2"]).await.expect("inserts");
            tx.commit().await.expect("commits");
            assert_eq!(scalar::<String>(db.read(), "SELECT value FROM setting WHERE name = ?", values!["a"]).await.expect("reads").as_deref(), Some("2"));
        }

        async fn the_journal_refuses_update_and_delete(db: Db) {
            let id = uuid::Uuid::from_u128(1);
            exec(db.write(), "INSERT INTO ledger_transaction (id, kind, reason, effective_at, recorded_at, actor_id, digest) VALUES (?, 'test', 'test', 0, 0, ?, ?)",
                values![id, id, vec![0_u8]]).await.expect("inserts");
            for text in ["UPDATE ledger_transaction SET kind = 'other'", "DELETE FROM ledger_transaction"] {
                let error = exec(db.write(), text, vec![]).await.expect_err("the journal is append-only");
                assert!(error.to_string().contains("append-only"), "{error}");
            }
        }
    }
}
