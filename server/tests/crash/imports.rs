//! Imports that are killed and started again until they end: the figures are the files' own sums, to the last minor unit.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use db::scalar;
use serde_json::{Value, json};

use super::{
    files::{Ledger, ROWS},
    program::{Installation, LATER, chance},
    tally::Tally,
};

/// Longest life of an import that is going to be killed, in milliseconds: a few batches.
const LIFE: u64 = 400;
/// People who pay.
const PAYERS: usize = 300;

async fn owner(installation: &Installation) {
    let create = ["owner", "create", "--name", "Olga Root", "--email", "olga@example.com"];
    let ended = installation.run_with(&create, "a-long-enough-passphrase\n").await;
    assert!(ended.status.success(), "{ended:?}");
}

fn write(installation: &Installation, name: &str, text: &str) -> PathBuf {
    let path = installation.folder().join(name);
    std::fs::write(&path, text).expect("a file can be written");
    path
}

async fn count(installation: &Installation, table: &str) -> u64 {
    let text = format!("SELECT CAST(COUNT(*) AS bigint) FROM {table}");
    let count: Option<i64> = scalar(installation.fresh.db.read(), &text, vec![]).await.expect("counts");
    count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0)
}

/// Starts an import again and again until it ends by itself; kills it at a random moment while there is one more to kill.
async fn import(installation: &Installation, tally: &mut Tally, kind: &str, file: &Path) {
    let file = file.to_str().expect("a path is text");
    loop {
        let mut running = installation.start(&["import", kind, file]);
        let life = if tally.goes_on() { Duration::from_millis(chance(LIFE)) } else { LATER };
        match running.ends_within(life).await {
            Some(status) => return assert!(status.success(), "the import ended with {status}"),
            None if tally.goes_on() => {
                running.kill().await;
                tally.killed();
            }
            None => panic!("the import hangs"),
        }
    }
}

/// A finished import that is started once more finds every row as it is.
async fn assert_all_in(installation: &Installation, kind: &str, file: &Path) {
    let again = installation.run_with(&["import", kind, file.to_str().expect("a path is text")], "").await;
    let summary = format!("{ROWS} rows: 0 created, 0 updated, {ROWS} unchanged, 0 refused");
    assert!(again.status.success() && again.err.contains(&summary), "{again:?}");
}

/// People.
pub async fn users(installation: Installation) {
    let mut tally = Tally::begin("import-users", installation.database());
    owner(&installation).await;
    let mut ledger = Ledger::default();
    while tally.goes_on() {
        let file = write(&installation, "users.csv", &ledger.users(ROWS));
        import(&installation, &mut tally, "users", &file).await;
        assert_eq!(count(&installation, "users").await, ledger.rows + 1, "the owner and each row once");
        let kpis = installation.kpis().await;
        assert_eq!((&kpis["total_users"], &kpis["active_users"]), (&json!(ledger.rows + 1), &json!(ledger.active + 1)));
        assert_all_in(&installation, "users", &file).await;
    }
    installation.assert_sound().await;
    tally.items = ledger.rows;
    tally.end();
}

/// Payments.
pub async fn payments(installation: Installation) {
    let mut tally = Tally::begin("import-payments", installation.database());
    owner(&installation).await;
    let people = write(&installation, "users.csv", &Ledger::default().users(PAYERS));
    installation.run(&["import", "users", people.to_str().expect("a path is text")]).await;
    let month = installation.kpis().await["month"].as_str().expect("the month is text").to_owned();
    let mut ledger = Ledger::default();
    while tally.goes_on() {
        let file = write(&installation, "payments.csv", &ledger.payments(PAYERS, &month));
        import(&installation, &mut tally, "payments", &file).await;
        assert_eq!(count(&installation, "payment").await, ledger.rows, "each row once");
        assert_figures(&installation.kpis().await, &ledger);
        assert_all_in(&installation, "payments", &file).await;
    }
    assert_figures(&installation.kpis().await, &ledger);
    installation.assert_sound().await;
    tally.items = ledger.rows;
    tally.end();
}

fn assert_figures(kpis: &Value, ledger: &Ledger) {
    let month = kpis["month"].as_str().expect("the month is text");
    assert_eq!(kpis["payments_total"], json!(ledger.total));
    assert_eq!(kpis["payments_this_month"], json!(ledger.months.get(month).cloned().unwrap_or_default()));
    assert_eq!(kpis["paying_users"], json!(ledger.payers.len()));
    assert_eq!(kpis["pending_transactions"], json!(ledger.pending));
}
