//! Payments: recorded once, seen by those who may, in journal, figures and audit trail alike.

use db::{both_databases, exec, scalar, values};
use domain::{
    ErrorKind,
    access::{Action, Caller, Condition, Grant, Module, Post, Role, Scope},
    ids::PaymentId,
    payment::{Method, PaymentFilter, PaymentForm, PaymentListQuery, PaymentStatus},
    port::Payments,
    text::Locale,
};

use crate::money::{
    NewPayment, PaymentsService, Reason, Recorded, books, record_many,
    testing::{NOON, caller, context, usd, user},
};

fn form(token: &str, amount: &str) -> PaymentForm {
    PaymentForm {
        token: token.into(),
        amount: amount.into(),
        currency: "USD".into(),
        method: "bank".into(),
        note: "Invoice 7".into(),
        ..PaymentForm::default()
    }
}

async fn count(db: &db::Db, table: &str) -> i64 {
    scalar(db.read(), &format!("SELECT CAST(COUNT(*) AS bigint) FROM {table}"), vec![]).await.expect("reads").unwrap_or(0)
}

/// All promises of the books hold.
pub(super) async fn books_are_sound(context: &crate::Context) {
    for result in books::check(context).await.expect("answers") {
        assert_eq!(result.broken, None, "{}", result.name);
    }
}

both_databases! {
    async fn w29_no_money_moves_by_a_form_without_a_token(db: Db) {
        let context = context(&db);
        let (owner, customer) = (Caller::system("the owner"), user(&context, Role::Customer, "1/7/9/").await);
        let service = PaymentsService::new(context);
        assert_eq!(service.record(&owner, customer, &form("", "12.50")).await.expect_err("has no token").kind, ErrorKind::Invalid);
        let paid = service.record(&owner, customer, &form("once", "12.50")).await.expect("records");
        assert_eq!(service.record(&owner, customer, &form("once", "12.50")).await, Ok(paid));
        assert_eq!(service.refund(&owner, paid, "5", "why", "", Locale::En).await.expect_err("has no token").kind, ErrorKind::Invalid);
        assert_eq!(count(&db, "payment").await, 1);
    }

    async fn a_payment_by_hand_stands_in_list_journal_figures_and_audit_trail(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let service = PaymentsService::new(context.clone());
        let id = service.record(&Caller::system("the owner"), customer, &form("t1", "12.50")).await.expect("records");
        let page = service.list(&Caller::system("the owner"), &PaymentListQuery::default()).await.expect("lists");
        assert_eq!(page.rows.len(), 1);
        let row = &page.rows[0];
        assert_eq!((row.id, row.user.0, row.amount, row.method, row.status, row.refunded), (id, customer, usd(1250), Method::Bank, PaymentStatus::Success, None));
        for (kind, amount) in [("cash:bank", 1250), ("revenue", -1250)] {
            let balance: Option<i64> = scalar(db.read(), "SELECT CAST(SUM(e.amount) AS bigint) FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
                WHERE a.kind = ? AND a.owner_id = ? AND a.unit = 'USD'", values![kind, customer]).await.expect("reads");
            assert_eq!(balance, Some(amount), "{kind}");
        }
        let subject: Option<String> = scalar(db.read(), "SELECT subject FROM audit_event WHERE operation = 'RecordPayment' AND subject_user = ?", values![customer]).await.expect("reads");
        assert_eq!(subject, Some(id.to_string()));
        assert_eq!(count(&db, "live_event").await, 1);
        books_are_sound(&context).await;
    }

    async fn a_hundred_presses_of_one_button_have_one_effect(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let presses = (0..100).map(|_| { let service = PaymentsService::new(context.clone()); tokio::spawn(async move {
            service.record(&Caller::system("the owner"), customer, &form("one button", "5")).await
        }) });
        let answers = futures::future::try_join_all(presses).await.expect("no panic");
        let first = answers[0].clone().expect("records");
        for answer in answers { assert_eq!(answer, Ok(first), "every press gets the same answer"); }
        assert_eq!((count(&db, "payment").await, count(&db, "ledger_transaction").await, count(&db, "audit_event").await), (1, 1, 1));
        let service = PaymentsService::new(context.clone());
        assert_eq!(service.record(&Caller::system("the owner"), customer, &form("one button", "6")).await.expect_err("is another input").kind, ErrorKind::Conflict);
        books_are_sound(&context).await;
    }

    async fn each_role_sees_its_part_of_the_tree_and_no_more(db: Db) {
        let context = context(&db);
        let own = user(&context, Role::Customer, "1/7/9/").await;
        let foreign = user(&context, Role::Customer, "1/70/3/").await;
        let service = PaymentsService::new(context.clone());
        let owner = Caller::system("the owner");
        let mine = service.record(&owner, own, &form("a", "1")).await.expect("records");
        let theirs = service.record(&owner, foreign, &form("b", "2")).await.expect("records");
        let dealer = caller(own, Role::SubDealer, None, "1/7/");
        let ids = |page: domain::page::Page<domain::payment::PaymentRow>| page.rows.into_iter().map(|row| row.id).collect::<Vec<PaymentId>>();
        assert_eq!(ids(service.list(&owner, &PaymentListQuery::default()).await.expect("lists")), [theirs, mine], "newest first");
        assert_eq!(ids(service.list(&dealer, &PaymentListQuery::default()).await.expect("lists")), [mine]);
        let asks = PaymentListQuery { filter: PaymentFilter::of_user(foreign), ..PaymentListQuery::default() };
        assert_eq!(ids(service.list(&dealer, &asks).await.expect("lists")), []);
        let customer = caller(own, Role::Customer, None, "1/7/9/");
        assert_eq!(ids(service.list(&customer, &PaymentListQuery::default()).await.expect("lists")), [mine]);
        assert_eq!(service.record(&dealer, foreign, &form("c", "1")).await.expect_err("is out of reach").kind, ErrorKind::NotFound);
        assert_eq!(service.refund(&dealer, theirs, "1", "why", "d", Locale::En).await.expect_err("is out of reach").kind, ErrorKind::NotFound);
        assert_eq!(service.refund(&dealer, PaymentId(own.0), "1", "why", "e", Locale::En).await.expect_err("is nowhere").kind, ErrorKind::NotFound);
        for post in [None, Some(Post::Support), Some(Post::ReadOnly), Some(Post::Users)] {
            let employee = caller(own, Role::Employee, post, "1/");
            assert_eq!(service.list(&employee, &PaymentListQuery::default()).await.expect_err("sees no money").kind, ErrorKind::Forbidden);
            assert_eq!(service.record(&employee, own, &form("f", "1")).await.expect_err("moves no money").kind, ErrorKind::Forbidden);
        }
        assert_eq!(service.record(&customer, own, &form("g", "1")).await.expect_err("customers record nothing").kind, ErrorKind::Forbidden);
        assert_eq!(count(&db, "payment").await, 2);
    }

    async fn finding_10_money_that_came_earlier_counts_in_the_month_it_came_in(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
        for (token, day, at) in [("a", "2026-10-31", 1_793_448_000_000_000), ("b", "2026-11-20", 1_795_176_000_000_000)] {
            let id = service.record(&owner, customer, &PaymentForm { paid_on: day.into(), note: String::new(), ..form(token, "5") }).await.expect("records");
            let paid_at: Option<i64> = scalar(db.read(), "SELECT paid_at FROM payment WHERE id = ?", values![id]).await.expect("reads");
            assert_eq!(paid_at, Some(at), "noon of {day}");
            let kept: Option<String> = scalar(db.read(), "SELECT changes FROM audit_event WHERE subject = ?", values![id.to_string()]).await.expect("reads");
            assert!(kept.expect("is in the trail").contains(day));
        }
        let today = service.record(&owner, customer, &PaymentForm { paid_on: "2026-11-21".into(), ..form("c", "5") }).await.expect("records");
        let paid_at: Option<i64> = scalar(db.read(), "SELECT paid_at FROM payment WHERE id = ?", values![today]).await.expect("reads");
        assert!(paid_at.is_some_and(|at| (NOON.0..=context.now().0).contains(&at)), "today is now");
        for (month, sum) in [(202_610, 500), (202_611, 1_000), (0, 1_500)] {
            let figure: Option<i64> = scalar(db.read(), "SELECT CAST(SUM(amount) AS bigint) FROM user_measure WHERE measure = 'gross:USD' AND period = ?", values![month]).await.expect("reads");
            assert_eq!(figure, Some(sum), "{month}");
        }
        assert_eq!(service.record(&owner, customer, &PaymentForm { paid_on: "2026-11-22".into(), ..form("d", "5") }).await.expect_err("is tomorrow").kind, ErrorKind::Invalid);
        books_are_sound(&context).await;
    }

    async fn finding_9_forms_read_amounts_in_the_language_of_the_page(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let (service, owner) = (PaymentsService::new(context.clone()), Caller::system("the owner"));
        let spanish = PaymentForm { currency: "EUR".into(), language: Locale::Es, ..form("a", "1.234,50") };
        let paid = service.record(&owner, customer, &spanish).await.expect("records");
        for (language, amount) in [(Locale::Es, "1.500"), (Locale::En, "1.500"), (Locale::Es, "1,500")] {
            assert!(service.refund(&owner, paid, amount, "why", "b", language).await.expect_err(amount).of_field("amount").is_some());
        }
        service.refund(&owner, paid, "1.234,50", "why", "c", Locale::Es).await.expect("gives all of it back");
        books_are_sound(&context).await;
    }

    async fn an_amount_above_ones_limit_is_refused(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let mut clerk = caller(customer, Role::Employee, Some(Post::Billing), "1/");
        clerk.grants = vec![Grant { module: Module::Money, action: Action::Create, scope: Scope::Tree, condition: Some(Condition::AmountUpTo(1_000)) }];
        let service = PaymentsService::new(context.clone());
        service.record(&clerk, customer, &form("a", "10")).await.expect("ten dollars are within the limit");
        assert_eq!(service.record(&clerk, customer, &form("b", "10.01")).await.expect_err("is above").kind, ErrorKind::Forbidden);
        assert_eq!(service.record(&Caller::system("the owner"), customer, &form("c", "99999999999999")).await.expect_err("no payment is so large").kind, ErrorKind::Invalid);
        for (bad, field) in [(PaymentForm { amount: "1.500".into(), ..form("d", "") }, "amount"), (PaymentForm { currency: "XXX".into(), ..form("d", "1") }, "currency"),
            (PaymentForm { method: "barter".into(), ..form("d", "1") }, "method"), (PaymentForm { note: "x".repeat(501), ..form("d", "1") }, "note"),
            (PaymentForm { paid_on: "2026-02-30".into(), ..form("d", "1") }, "paid_on"), (PaymentForm { paid_on: "2999-01-01".into(), ..form("d", "1") }, "paid_on")] {
            let error = service.record(&Caller::system("the owner"), customer, &bad).await.expect_err(field);
            assert!(error.of_field(field).is_some(), "{field}: {error}");
        }
        assert_eq!(count(&db, "payment").await, 1);
    }

    async fn pages_of_payments_hold_every_row_once_in_order(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let new: Vec<NewPayment> = (0..120).map(|at| imported(&context, customer, &format!("p{at}"), 100 + at)).collect();
        let tx = db.begin().await.expect("begins");
        record_many(&tx, &context, &Caller::system("import"), &new).await.expect("records");
        tx.commit().await.expect("commits");
        let service = PaymentsService::new(context.clone());
        let filter = PaymentFilter { status: Some(PaymentStatus::Success), method: Some(Method::Upi), ..PaymentFilter::of_user(customer) };
        let (mut query, mut seen) = (PaymentListQuery { filter, ..PaymentListQuery::default() }, Vec::new());
        loop {
            let page = service.list(&Caller::system("o"), &query).await.expect("lists");
            seen.extend(page.rows.into_iter().map(|row| row.amount.minor()));
            match page.next { Some(next) => query.cursor = Some(next), None => break }
        }
        assert_eq!(seen, (100..220).collect::<Vec<i64>>(), "the oldest was imported last");
        let none = PaymentListQuery { filter: PaymentFilter { method: Some(Method::Cash), ..PaymentFilter::default() }, ..PaymentListQuery::default() };
        assert_eq!(service.list(&Caller::system("o"), &none).await.expect("lists").rows, []);
    }

    async fn what_was_imported_before_is_answered_and_not_repeated(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        let by = Caller::system("import");
        let mut batch = vec![imported(&context, customer, "1", 100), imported(&context, customer, "2", 200)];
        batch.push(NewPayment { id: context.new_id(), ..batch[0].clone() });
        batch.push(NewPayment { status: PaymentStatus::Pending, ..imported(&context, customer, "3", 300) });
        batch.push(NewPayment { status: PaymentStatus::Failed, ..imported(&context, customer, "4", 400) });
        batch.push(NewPayment { fee: 25, method: Method::Gateway, ..imported(&context, customer, "5", 500) });
        let tx = db.begin().await.expect("begins");
        let answers = record_many(&tx, &context, &by, &batch).await.expect("records");
        assert_eq!(answers, [Recorded::New, Recorded::New, Recorded::Same, Recorded::New, Recorded::New, Recorded::New]);
        tx.commit().await.expect("commits");
        assert_eq!((count(&db, "payment").await, count(&db, "ledger_transaction").await, count(&db, "ledger_entry").await), (5, 3, 8), "what did not arrive posts nothing");
        let again: Vec<NewPayment> = batch.iter().map(|payment| NewPayment { id: context.new_id(), ..payment.clone() }).collect();
        let changed = NewPayment { id: context.new_id(), amount: usd(101), ..batch[0].clone() };
        let tx = db.begin().await.expect("begins");
        assert_eq!(record_many(&tx, &context, &by, &again).await.expect("answers"), [Recorded::Same; 6]);
        assert_eq!(record_many(&tx, &context, &by, &[changed]).await.expect("answers"), [Recorded::Differs]);
        tx.commit().await.expect("commits");
        assert_eq!(count(&db, "payment").await, 5);
        books_are_sound(&context).await;
    }

    async fn five_thousand_payments_of_many_users_go_in_at_once(db: Db) {
        let context = context(&db);
        let mut users = Vec::new();
        for at in 0..20 { users.push(user(&context, Role::Customer, &format!("1/7/{at}/")).await); }
        let batch: Vec<NewPayment> = (0..5_000).map(|at| imported(&context, users[at % users.len()], &at.to_string(), 1 + i64::try_from(at).expect("is small"))).collect();
        let wanted: i64 = batch.iter().map(|payment| payment.amount.minor()).sum();
        let tx = db.begin().await.expect("begins");
        record_many(&tx, &context, &Caller::system("import"), &batch).await.expect("records");
        tx.commit().await.expect("commits");
        let posted: Option<i64> = scalar(db.read(), "SELECT CAST(SUM(amount) AS bigint) FROM ledger_entry WHERE amount > 0", vec![]).await.expect("reads");
        let figures: Option<i64> = scalar(db.read(), "SELECT CAST(SUM(amount) AS bigint) FROM user_measure WHERE measure = 'gross:USD' AND period = 0", vec![]).await.expect("reads");
        assert_eq!((posted, figures), (Some(wanted), Some(wanted)));
        books_are_sound(&context).await;
    }

    async fn a_settled_payment_never_changes(db: Db) {
        let context = context(&db);
        let customer = user(&context, Role::Customer, "1/7/9/").await;
        PaymentsService::new(context.clone()).record(&Caller::system("o"), customer, &form("a", "1")).await.expect("records");
        for text in ["UPDATE payment SET amount_minor = 1", "UPDATE payment SET note = 'x'", "UPDATE payment SET status = 'failed'", "DELETE FROM payment"] {
            assert!(exec(db.write(), text, vec![]).await.expect_err(text).to_string().contains("refund"), "{text}");
        }
    }
}

pub(super) fn imported(context: &crate::Context, user: domain::ids::UserId, external: &str, minor: i64) -> NewPayment {
    NewPayment {
        id: context.new_id(),
        user,
        amount: usd(minor),
        fee: 0,
        method: Method::Upi,
        status: PaymentStatus::Success,
        refunds: None,
        note: String::new(),
        paid_at: NOON.plus_seconds(-minor),
        external: Some(("file".into(), external.into())),
        reason: Reason::Import,
    }
}
