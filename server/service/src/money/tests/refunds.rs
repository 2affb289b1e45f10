//! Money given back: never more than came in, whoever asks and however often at once.

use db::{both_databases, scalar, values};
use domain::{
    ErrorKind,
    access::{Caller, Role},
    payment::{Method, PaymentForm, PaymentListQuery, PaymentStatus},
    port::Payments,
    text::Locale,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::payments::{books_are_sound, imported};
use crate::money::{
    NewPayment, PaymentsService, Reason, record_many,
    testing::{context, usd, user},
};

fn form(token: &str, amount: &str) -> PaymentForm {
    PaymentForm {
        token: token.into(),
        amount: amount.into(),
        currency: "USD".into(),
        method: "cash".into(),
        note: "Invoice 7".into(),
        ..PaymentForm::default()
    }
}

both_databases! {
    async fn a_payment_is_given_back_in_parts_until_nothing_is_left(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
        let paid = service.record(&owner, customer, &form("a", "50.00")).await.expect("records");
        let part = service.refund(&owner, paid, "20", "Half the month", "b", Locale::En).await.expect("gives back");
        assert_eq!(service.refund(&owner, paid, "20", "Half the month", "b", Locale::En).await, Ok(part), "the same token again");
        let error = service.refund(&owner, paid, "30.01", "The rest", "c", Locale::En).await.expect_err("30.00 are left");
        assert!(error.of_field("amount").is_some_and(|message| message.to_string().contains("3000")), "{error}");
        let rest = service.refund(&owner, paid, "30.00", "The rest", "d", Locale::En).await.expect("gives back");
        assert_eq!(service.refund(&owner, paid, "0.01", "More", "e", Locale::En).await.expect_err("nothing is left").kind, ErrorKind::Conflict);
        assert_eq!(service.refund(&owner, part, "1", "Back again", "f", Locale::En).await.expect_err("is a refund").kind, ErrorKind::Conflict);
        let page = service.list(&owner, &PaymentListQuery::default()).await.expect("lists");
        let shown: Vec<_> = page.rows.iter().map(|row| (row.id, row.amount, row.refunds, row.refunded, row.note.as_str())).collect();
        assert_eq!(shown, [(rest, usd(3_000), Some(paid), None, "The rest"), (part, usd(2_000), Some(paid), None, "Half the month"), (paid, usd(5_000), None, Some(usd(5_000)), "Invoice 7")]);
        assert_eq!(scalar::<i64>(db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM ledger_transaction WHERE reverses_id IS NOT NULL", vec![]).await.expect("reads"), Some(0), "a part is no reversal");
        books_are_sound(&context).await;
    }

    async fn the_whole_in_one_go_is_a_reversal_and_a_fee_stays_with_the_gateway(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
        let plain = service.record(&owner, customer, &form("a", "10")).await.expect("records");
        let with_fee = NewPayment { fee: 30, method: Method::Gateway, ..imported(&context, customer, "1", 1_000) };
        let tx = db.begin().await.expect("begins");
        record_many(&tx, &context, &owner, std::slice::from_ref(&with_fee)).await.expect("records");
        tx.commit().await.expect("commits");
        let back = service.refund(&owner, plain, "10", "Twice paid", "b", Locale::En).await.expect("gives back");
        let back_too = service.refund(&owner, with_fee.id, "10", "Twice paid", "c", Locale::En).await.expect("gives back");
        for (refund, original) in [(back, Some(plain)), (back_too, None)] {
            let reverses: Option<domain::ids::PaymentId> = scalar(db.read(), "SELECT reverses_id FROM ledger_transaction WHERE id = ?", values![refund]).await.expect("reads");
            assert_eq!(reverses, original);
        }
        let balance = async |kind: &str| scalar::<i64>(db.read(), "SELECT CAST(SUM(e.amount) AS bigint) FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE a.kind = ?", values![kind]).await.expect("reads");
        assert_eq!((balance("cash:cash").await, balance("cash:gateway").await, balance("gateway_fee").await, balance("revenue").await), (Some(0), Some(-30), Some(30), Some(0)));
        books_are_sound(&context).await;
    }

    async fn refunds_at_the_same_time_never_exceed_the_payment(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
        let paid = service.record(&owner, customer, &form("a", "50")).await.expect("records");
        let tries = (0..24).map(|at| { let (service, owner) = (service.clone(), owner.clone()); tokio::spawn(async move { service.refund(&owner, paid, "10", "Storm", &format!("t{at}"), Locale::En).await }) });
        let answers = futures::future::try_join_all(tries).await.expect("no panic");
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 5);
        assert!(answers.iter().filter_map(|answer| answer.as_ref().err()).all(|error| error.kind == ErrorKind::Conflict), "{answers:?}");
        books_are_sound(&context).await;
    }

    async fn what_did_not_arrive_cannot_be_given_back_and_a_reason_is_asked_for(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
        let pending = NewPayment { status: PaymentStatus::Pending, ..imported(&context, customer, "1", 1_000) };
        let tx = db.begin().await.expect("begins");
        record_many(&tx, &context, &owner, std::slice::from_ref(&pending)).await.expect("records");
        tx.commit().await.expect("commits");
        assert_eq!(service.refund(&owner, pending.id, "1", "why", "a", Locale::En).await.expect_err("is pending").kind, ErrorKind::Conflict);
        let paid = service.record(&owner, customer, &form("b", "5")).await.expect("records");
        for (amount, reason, field) in [("1", "  ", "reason"), ("1", &*"x".repeat(501), "reason"), ("1", "a\0b", "reason"), ("0", "why", "amount"), ("-1", "why", "amount"), ("1.005", "why", "amount"), ("ten", "why", "amount")] {
            let error = service.refund(&owner, paid, amount, reason, "c", Locale::En).await.expect_err(amount);
            assert!(error.of_field(field).is_some(), "{amount} {reason:?}: {error}");
        }
        books_are_sound(&context).await;
    }

    async fn original_and_refund_may_be_recorded_together_but_not_more_than_was_paid(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let by = Caller::system("sample data");
        let original = imported(&context, customer, "1", 1_000);
        let refund = |minor, external: &str| NewPayment { refunds: Some(original.id), reason: Reason::Refund, ..imported(&context, customer, external, minor) };
        let tx = db.begin().await.expect("begins");
        assert!(record_many(&tx, &context, &by, &[original.clone(), refund(600, "2"), refund(401, "3")]).await.is_err());
        drop(tx);
        let tx = db.begin().await.expect("begins");
        record_many(&tx, &context, &by, &[original.clone(), refund(600, "2"), refund(400, "3")]).await.expect("records");
        tx.commit().await.expect("commits");
        books_are_sound(&context).await;
    }

    async fn whatever_is_paid_and_given_back_the_books_say_what_a_simple_sum_says(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
        let (mut runner, mut left): (TestRunner, Vec<(domain::ids::PaymentId, i64)>) = (TestRunner::default(), Vec::new());
        let step = (any::<bool>(), 1_i64..20_000, any::<prop::sample::Index>());
        for at in 0..60 {
            let (pays, minor, which) = step.new_tree(&mut runner).expect("a step can be drawn").current();
            let amount = usd(minor).to_major();
            if pays || left.is_empty() {
                left.push((service.record(&owner, customer, &form(&format!("p{at}"), &amount)).await.expect("records"), minor));
            } else {
                let at_random = which.index(left.len());
                let (payment, rest) = &mut left[at_random];
                let answer = service.refund(&owner, *payment, &amount, "drawn", &format!("r{at}"), Locale::En).await;
                assert_eq!(answer.is_ok(), minor <= *rest, "{minor} of {rest}: {answer:?}");
                if answer.is_ok() { *rest -= minor; }
            }
        }
        let cash: Option<i64> = scalar(db.read(), "SELECT CAST(SUM(e.amount) AS bigint) FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE a.kind = 'cash:cash'", vec![]).await.expect("reads");
        assert_eq!(cash, Some(left.iter().map(|(_, rest)| rest).sum()));
        books_are_sound(&context).await;
    }
}
