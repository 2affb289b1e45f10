//! Payments of files: thousands at once, and figures equal to the file's own sums.

use std::collections::BTreeMap;

use db::both_databases;
use domain::{Currency, Money, user::UserFilter};

use super::desk::Desk;
use crate::figures;

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

    // The case of the payment that is pending for ever.
    // pending-never-settles
    async fn a_pending_payment_ends_once_and_stays_so(db: Db) {
        let desk = Desk::new(&db).await;
        desk.customers(1).await;
        let row = |id: &str, status: &str| format!("{id},u1,2026-01-20,10.00,USD,bank,{status},\n");
        let all = |status: &str| ["a", "b", "c"].map(|id| row(id, status)).concat();
        let pending = async || figures::kpis(&desk.context, &desk.caller, &UserFilter::default()).await.expect("figures").money.expect("money").pending_transactions;
        assert_eq!(desk.payments(&all("pending")).await.created, 3);
        assert_eq!((pending().await, desk.kpis().await.1, desk.count("ledger_transaction").await), (3, 0, 0));

        let ended = format!("{}{}{}", row("a", "success"), row("b", "failed"), row("c", "cancelled"));
        let done = desk.payments(&ended).await;
        assert_eq!((done.created, done.updated, done.unchanged, done.refused), (0, 3, 0, 0));
        assert_eq!((pending().await, desk.kpis().await.2, desk.count("payment").await, desk.count("ledger_transaction").await), (0, vec![("USD", 1_000)], 3, 1));
        desk.assert_sound().await;

        assert_eq!(desk.payments(&ended).await.unchanged, 3, "once more changes nothing");
        for (id, back) in [("a", "pending"), ("a", "failed"), ("b", "success"), ("c", "pending")] {
            let done = desk.payments(&row(id, back)).await;
            assert_eq!((done.updated, done.refused), (0, 1), "{id} {back}");
            assert_eq!(desk.problems(&done).await[0].reason.key, "imports-payment-changed");
        }
        assert_eq!(desk.payments(&row("d", "pending")).await.created, 1);
        let other = desk.payments(&row("d", "success").replace("10.00", "11.00")).await;
        assert_eq!((other.updated, other.refused), (0, 1), "what ends is the payment that was pending, not another");
        assert_eq!((pending().await, desk.kpis().await.2), (1, vec![("USD", 1_000)]));
        desk.assert_sound().await;
    }

    async fn w4_what_would_leave_64_bits_is_refused_row_by_row(db: Db) {
        let desk = Desk::new(&db).await;
        desk.customers(1).await;
        assert_eq!(desk.payments("a,u1,2026-01-20,1.00,USD,bank,success,\n").await.created, 1);
        figures::fold(&desk.context).await.expect("sums");
        let near = "UPDATE kpi_sum SET amount = ? WHERE node = '1/' AND dimension = 'all' AND value = '' AND period = 0 AND measure = 'gross:USD'";
        db::exec(db.write(), near, db::values![(1_i64 << 62) - 500]).await.expect("as if much had come in");
        let rows = "b,u1,2026-01-20,3.00,USD,bank,success,\nc,u1,2026-01-20,3.00,USD,bank,success,\nd,u1,2026-01-20,3.00,EUR,bank,success,\ne,u1,2026-01-20,3.00,USD,bank,failed,\nf,u1,2026-01-20,2.00,USD,bank,success,\n";
        let done = desk.payments(rows).await;
        assert_eq!((done.created, done.refused), (4, 1));
        let problem = desk.problems(&done).await.remove(0);
        assert_eq!((problem.line, problem.column.as_str(), problem.reason), (3, "amount", domain::msg::payments_sum_too_large("USD")));
        let user = db::scalar(db.read(), "SELECT id FROM users WHERE external_id = 'u1'", vec![]).await.expect("reads").expect("is there");
        let form = domain::payment::PaymentForm { amount: "0.01".into(), currency: "USD".into(), method: "bank".into(), token: "once".into(), ..Default::default() };
        let service = crate::money::PaymentsService::new(desk.context.clone());
        let error = domain::port::Payments::record(&service, &desk.caller, user, &form).await.expect_err("there is no room for a cent");
        assert!(error.of_field("amount").is_some(), "{error}");
        desk.kpis().await;
    }
}
