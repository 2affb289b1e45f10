//! Payments of files: thousands at once, and figures equal to the file's own sums.

use std::collections::BTreeMap;

use db::both_databases;
use domain::{Currency, Money};

use super::desk::Desk;

/// A file of payments of this many users, with its own sums by currency (successful ones), and how many users paid.
pub(super) fn payments(count: usize, users: usize) -> (String, BTreeMap<&'static str, i64>, usize) {
    let (mut rows, mut sums, mut payers) = (String::new(), BTreeMap::new(), std::collections::BTreeSet::new());
    for at in 1..=count {
        let code = ["USD", "INR", "JPY", "KWD"][at % 4];
        let currency = Currency::from_code(code).expect("listed");
        let amount = Money::new(1 + i64::try_from(at * 7_919 % 1_000_003).expect("fits"), currency);
        let (user, status) = (1 + at * 31 % users, ["success", "success", "success", "failed", "pending", "cancelled"][at % 6]);
        let method = ["cash", "bank", "upi", "gateway", "wallet"][at % 5];
        if status == "success" {
            *sums.entry(code).or_default() += amount.minor();
            payers.insert(user);
        }
        rows.push_str(&format!(
            "p{at},u{user},2026-{:02}-{:02} 08:00,{},{code},{method},{status},note {at}\n",
            1 + at % 10,
            1 + at % 28,
            amount.to_major()
        ));
    }
    (rows, sums, payers.len())
}

both_databases! {
    async fn thousands_of_payments_go_in_at_once_and_the_figures_are_the_files_own_sums(db: Db) {
        let desk = Desk::new(&db).await;
        desk.customers(300).await;
        let (rows, sums, payers) = payments(5_000, 300);
        let done = desk.payments(&rows).await;
        assert_eq!((done.rows, done.created, done.refused), (5_000, 5_000, 0));
        let (users, paying, totals) = desk.kpis().await;
        assert_eq!((users, paying), (301, i64::try_from(payers).expect("fits")));
        assert_eq!(totals.into_iter().collect::<BTreeMap<_, _>>(), sums);
        let settled = i64::try_from(rows.matches(",success,").count()).expect("fits");
        assert_eq!((desk.count("ledger_transaction").await, desk.count("ledger_entry").await), (settled, settled * 2));
        desk.assert_sound().await;
        if db.backend() == db::DbBackend::Postgres {
            let known = db::scalar::<i64>(db.read(), "SELECT CAST(reltuples AS bigint) FROM pg_class WHERE relname = 'payment'", vec![]).await;
            assert_eq!(known.expect("reads"), Some(5_000), "PostgreSQL knows at once how many came in");
        }

        let again = desk.payments(&rows).await;
        assert_eq!((again.created, again.unchanged, again.refused), (0, 5_000, 0));
        let changed = rows.replacen("note 17\n", "another note\n", 1).replacen("p5,", "p5000000,", 1);
        let third = desk.payments(&changed).await;
        assert_eq!((third.created, third.unchanged, third.refused), (1, 4_998, 1));
        let problem = desk.problems(&third).await.remove(0);
        assert_eq!((problem.line, problem.column.as_str(), problem.value.as_str(), problem.reason.key.as_ref()), (18, "external_id", "p17", "imports-payment-changed"));
        desk.assert_sound().await;
    }
}
