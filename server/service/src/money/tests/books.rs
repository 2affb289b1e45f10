//! The check of the books finds what an intruder with the database's password did, and names the row; the plain-text books balance.

use std::collections::HashMap;

use db::{DbBackend, both_databases, exec, scalar, values};
use domain::{
    access::{Caller, Role},
    ids::{PaymentId, TransactionId},
    payment::{Method, PaymentForm},
    port::Payments,
    text::Locale,
};

use super::payments::{books_are_sound, imported};
use crate::{
    Context,
    money::{
        NewPayment, PaymentsService, books,
        export::{Format, Window, export},
        record_many,
        testing::{context, intrude, user},
    },
};

/// A payment, one with a fee, and one given back whole: (payment, its refund).
async fn some_business(context: &Context) -> (PaymentId, PaymentId, PaymentId) {
    let customer = user(context, Role::Customer, "1/7/9/").await;
    let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
    let form = |token: &str| PaymentForm {
        token: token.into(),
        amount: "20".into(),
        currency: "USD".into(),
        method: "cash".into(),
        note: "Plan".into(),
        ..PaymentForm::default()
    };
    let kept = service.record(&owner, customer, &form("a")).await.expect("records");
    let returned = service.record(&owner, customer, &form("b")).await.expect("records");
    let refund = service.refund(&owner, returned, "20", "Twice paid", "c", Locale::En).await.expect("gives back");
    let with_fee = NewPayment { fee: 30, method: Method::Gateway, ..imported(context, customer, "1", 1_000) };
    let tx = context.db.begin().await.expect("begins");
    record_many(&tx, context, &owner, &[with_fee]).await.expect("records");
    tx.commit().await.expect("commits");
    (kept, returned, refund)
}

fn transaction(payment: PaymentId) -> String {
    TransactionId(payment.0).to_string()
}

both_databases! {
    async fn every_planted_defect_is_found_and_named(db: Db) {
        let context = context(&db);
        let (kept, returned, refund) = some_business(&context).await;
        books_are_sound(&context).await;
        let new: PaymentId = context.new_id();
        let copy = "INSERT INTO payment (id, user_id, amount_minor, currency, method, status, refunds_id, paid_at, recorded_at, recorded_by)
            SELECT ?, user_id, amount_minor, currency, method, 'success', ?, paid_at, recorded_at, recorded_by FROM payment WHERE id = ?";
        let entry = "UPDATE ledger_entry SET amount = amount + ? WHERE transaction_id = ? AND seq = ?";
        let removed = |id: PaymentId| ("DELETE FROM payment WHERE id = ?".to_owned(), values![id]);
        let set = |text: &str, row: PaymentId| (text.to_owned(), values![row]);
        let nobody: Option<PaymentId> = None;
        type Steps = Vec<(String, Vec<db::Value>)>;
        let defects: Vec<(&str, String, Steps, Steps)> = vec![
            ("balanced", transaction(kept), vec![(entry.into(), values![1_i64, kept, 1_i16])], vec![(entry.into(), values![-1_i64, kept, 1_i16])]),
            ("zero", "USD".into(), vec![(entry.into(), values![1_i64, kept, 1_i16])], vec![(entry.into(), values![-1_i64, kept, 1_i16])]),
            ("entries", transaction(kept), vec![set("UPDATE ledger_entry SET unit = 'EUR' WHERE transaction_id = ?", kept)], vec![set("UPDATE ledger_entry SET unit = 'USD' WHERE transaction_id = ?", kept)]),
            ("reasons", transaction(kept), vec![set("UPDATE ledger_transaction SET reason = '' WHERE id = ?", kept)], vec![set("UPDATE ledger_transaction SET reason = 'by_hand' WHERE id = ?", kept)]),
            ("reasons", transaction(kept), vec![("UPDATE ledger_transaction SET actor_id = ? WHERE id = ?".into(), values![new, kept])],
                vec![("UPDATE ledger_transaction SET actor_id = ? WHERE id = ?".into(), values![PaymentId::NIL, kept])]),
            ("digests", transaction(kept), vec![set("UPDATE ledger_transaction SET effective_at = effective_at + 1 WHERE id = ?", kept)], vec![set("UPDATE ledger_transaction SET effective_at = effective_at - 1 WHERE id = ?", kept)]),
            ("digests", transaction(kept), vec![(entry.into(), values![500_i64, kept, 1_i16]), (entry.into(), values![-500_i64, kept, 2_i16])],
                vec![(entry.into(), values![-500_i64, kept, 1_i16]), (entry.into(), values![500_i64, kept, 2_i16])]),
            ("reversals", transaction(refund), vec![("UPDATE ledger_transaction SET reverses_id = id WHERE id = ?".into(), values![refund])],
                vec![("UPDATE ledger_transaction SET reverses_id = ? WHERE id = ?".into(), values![returned, refund])]),
            ("reversals", transaction(refund), vec![(entry.into(), values![1_i64, refund, 1_i16])], vec![(entry.into(), values![-1_i64, refund, 1_i16])]),
            ("posted", new.to_string(), vec![(copy.into(), values![new, nobody, kept])], vec![removed(new)]),
            ("posted", transaction(kept), vec![("UPDATE ledger_transaction SET payment_id = ? WHERE id = ?".into(), values![returned, kept]),
                ("UPDATE payment SET status = 'failed' WHERE id = ?".into(), values![kept])],
                vec![("UPDATE ledger_transaction SET payment_id = ? WHERE id = ?".into(), values![kept, kept]), ("UPDATE payment SET status = 'success' WHERE id = ?".into(), values![kept])]),
            ("amounts", kept.to_string(), vec![set("UPDATE payment SET amount_minor = 1 WHERE id = ?", kept)], vec![set("UPDATE payment SET amount_minor = 2000 WHERE id = ?", kept)]),
            ("refunds", returned.to_string(), vec![(copy.into(), values![new, returned, kept])], vec![removed(new)]),
            ("refunds", new.to_string(), vec![(copy.into(), values![new, refund, kept])], vec![removed(new)]),
            ("units", "XXX".into(), vec![("UPDATE ledger_account SET unit = 'XXX' WHERE kind = 'gateway_fee'".into(), vec![])], vec![("UPDATE ledger_account SET unit = 'USD' WHERE kind = 'gateway_fee'".into(), vec![])]),
        ];
        for (name, row, plant, undo) in defects {
            intrude(&db, &plant).await;
            let results = books::check(&context).await.expect("answers");
            let broken = results.iter().find(|result| result.name == name).and_then(|result| result.broken.clone());
            assert_eq!(broken, Some(row), "{name}: {plant:?}");
            intrude(&db, &undo).await;
            books_are_sound(&context).await;
        }
    }

    async fn figures_that_drifted_are_named(db: Db) {
        let context = context(&db);
        some_business(&context).await;
        exec(db.write(), "UPDATE user_measure SET amount = amount + 1 WHERE measure = 'gross:USD' AND period = 0", vec![]).await.expect("updates");
        let results = books::check(&context).await.expect("answers");
        let broken = results.iter().find(|result| result.name == "figures").and_then(|result| result.broken.clone()).expect("drift is found");
        assert!(broken.contains("gross:USD"), "{broken}");
    }

    async fn a_trigger_that_is_gone_is_missed(db: Db) {
        let context = context(&db);
        let (text, trigger) = if db.backend() == DbBackend::Postgres { ("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_no_change", "ledger_entry.ledger_entry_no_change") }
            else { ("DROP TRIGGER ledger_entry_no_delete", "ledger_entry.ledger_entry_no_delete") };
        exec(db.write(), text, vec![]).await.expect("drops");
        let results = books::check(&context).await.expect("answers");
        assert_eq!(results.iter().find(|result| result.name == "triggers").and_then(|result| result.broken.as_deref()), Some(trigger));
    }

    async fn the_plain_text_books_balance_to_what_the_journal_says(db: Db) {
        let context = context(&db);
        some_business(&context).await;
        let wanted: Option<i64> = scalar(db.read(), "SELECT CAST(SUM(e.amount) AS bigint) FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE a.kind LIKE 'cash:%'", vec![]).await.expect("reads");
        for format in [Format::Hledger, Format::Beancount] {
            let mut out = Vec::new();
            assert_eq!(export(&context, format, Window::default(), &mut out).await.expect("writes"), 4);
            let text = String::from_utf8(out).expect("is text");
            let mut sums: HashMap<bool, i64> = HashMap::new();
            for block in text.split("\n\n") {
                let lines: Vec<(bool, i64)> = block.lines().filter_map(|line| line.strip_prefix("    ")).map(|line| {
                    let words: Vec<&str> = line.split_whitespace().collect();
                    assert_eq!((words.len(), words[2]), (3, "USD"), "{line}");
                    (words[0].to_lowercase().starts_with("assets:cash:"), words[1].replace('.', "").parse().expect("a number"))
                }).collect();
                assert_eq!(lines.iter().map(|(_, minor)| minor).sum::<i64>(), 0, "{block}");
                for (cash, minor) in lines { *sums.entry(cash).or_default() += minor; }
            }
            assert_eq!(sums.get(&true).copied(), wanted);
        }
    }

    // behaviour.md fault 2: one `open` for an account and a unit makes beancount refuse the second unit. The programs themselves read an
    // export in `.ci/books.sh`.
    async fn an_account_is_declared_once_with_all_its_units(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
        for (token, currency) in [("a", "USD"), ("b", "KWD"), ("c", "JPY")] {
            let form = PaymentForm { token: token.into(), amount: "20".into(), currency: currency.into(), method: "cash".into(), ..PaymentForm::default() };
            service.record(&owner, customer, &form).await.expect("records");
        }
        let written = async |format, window| {
            let mut out = Vec::new();
            let count = export(&context, format, window, &mut out).await.expect("writes");
            (count, String::from_utf8(out).expect("is text"))
        };
        let (count, text) = written(Format::Beancount, Window::default()).await;
        let open: Vec<&str> = text.lines().filter(|line| line.contains(" open ")).collect();
        let id = customer.0.simple();
        assert_eq!((count, open), (3, vec![format!("1970-01-01 open Assets:Cash:Cash:U-{id} JPY,KWD,USD").as_str(), format!("1970-01-01 open Income:Revenue:U-{id} JPY,KWD,USD").as_str()]));
        assert!(text.starts_with("option \"tolerance_multiplier\" \"0\"\n1970-01-01 commodity JPY\n"), "{text}");
        let (_, text) = written(Format::Hledger, Window::default()).await;
        assert!(text.starts_with(&format!("decimal-mark .\ncommodity 1000. JPY\ncommodity 1000.000 KWD\ncommodity 1000.00 USD\naccount assets:cash:cash:u-{id}\naccount income:revenue:u-{id}\n\n")), "{text}");
        for (from, to, wanted) in [(Some("2026-11-21"), Some("2026-11-21"), 3), (Some("2026-11-22"), None, 0), (None, Some("2026-11-20"), 0), (None, Some("2026-11-21"), 3), (None, Some("9999-12-31"), 3), (Some("9999-12-31"), None, 0)] {
            let window = Window::of_days(&context, from, to).expect("days");
            assert_eq!(written(Format::Hledger, window).await.0, wanted, "{from:?} {to:?}");
        }
        for wrong in ["2026-02-30", "20261121", "2026-11-21T10:00"] {
            assert!(Window::of_days(&context, Some(wrong), None).is_err(), "{wrong}");
        }
    }
}
