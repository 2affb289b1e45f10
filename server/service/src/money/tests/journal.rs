//! The journal takes only what balances, once.

use db::{both_databases, exec, scalar, values};
use domain::{
    ErrorKind,
    access::Caller,
    ids::{TransactionId, UserId},
    time::Timestamp,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::money::{
    ledger::{AccountKey, Entry, Posted, Posting, digest, post, post_many},
    testing::context,
};

fn line(owner: u128, kind: &str, unit: &str, amount: i64) -> Entry {
    Entry { account: AccountKey { owner: UserId(Uuid::from_u128(owner)), kind: kind.into(), unit: unit.into() }, amount }
}

fn posting(id: u128, entries: Vec<Entry>) -> Posting {
    Posting {
        id: TransactionId(Uuid::from_u128(id)),
        kind: "payment".into(),
        reason: "by_hand".into(),
        payment: None,
        reverses: None,
        effective_at: Timestamp(7),
        entries,
    }
}

fn sale(id: u128, amount: i64) -> Posting {
    posting(id, vec![line(1, "cash:bank", "USD", amount), line(1, "revenue", "USD", -amount)])
}

fn reversal(id: u128, of: &Posting) -> Posting {
    let entries = of.entries.iter().map(|entry| Entry { amount: -entry.amount, ..entry.clone() }).collect();
    Posting { reverses: Some(of.id), ..posting(id, entries) }
}

both_databases! {
    async fn the_same_id_posts_once_and_other_content_under_it_is_refused(db: Db) {
        let (context, by) = (context(&db), Caller::system("the test"));
        let tx = db.begin().await.expect("begins");
        assert_eq!(post(&tx, &context, &by, sale(1, 100)).await, Ok(Posted::New));
        assert_eq!(post(&tx, &context, &by, sale(1, 100)).await, Ok(Posted::Existing));
        tx.commit().await.expect("commits");
        let tx = db.begin().await.expect("begins");
        let somebody = Caller { user: UserId(Uuid::from_u128(9)), ..by.clone() };
        assert_eq!(post(&tx, &context, &somebody, sale(1, 100)).await, Ok(Posted::Existing), "whoever asks again");
        assert_eq!(post(&tx, &context, &by, sale(1, 101)).await.expect_err("is other content").kind, ErrorKind::Conflict);
        let answers = post_many(&tx, &context, &by, &[sale(1, 100), sale(2, 5), sale(2, 5)]).await;
        assert_eq!(answers, Ok(vec![Posted::Existing, Posted::New, Posted::Existing]));
        assert_eq!(post_many(&tx, &context, &by, &[sale(3, 5), sale(3, 6)]).await.expect_err("is other content").kind, ErrorKind::Conflict);
        tx.commit().await.expect("commits");
        assert_eq!(scalar::<i64>(db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM ledger_entry", vec![]).await.expect("reads"), Some(4));
        assert_eq!(scalar::<i64>(db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM ledger_account", vec![]).await.expect("reads"), Some(2));
    }

    async fn what_does_not_balance_is_refused_with_the_unit_and_the_sum(db: Db) {
        let (context, by) = (context(&db), Caller::system("the test"));
        let tx = db.begin().await.expect("begins");
        let mixed = posting(1, vec![line(1, "cash:bank", "USD", 100), line(1, "revenue", "EUR", -100)]);
        let error = post(&tx, &context, &by, mixed).await.expect_err("dollars are no euros");
        assert!(error.message.to_string().contains("EUR") && error.message.to_string().contains("-100"), "{}", error.message);
        for entries in [vec![], vec![line(1, "cash:bank", "USD", 100)], vec![line(1, "a", "USD", 0), line(1, "b", "USD", 0)]] {
            assert_eq!(post(&tx, &context, &by, posting(2, entries)).await.expect_err("too few").kind, ErrorKind::Invalid);
        }
        assert_eq!(post(&tx, &context, &by, Posting { reason: String::new(), ..sale(3, 1) }).await.expect_err("no reason").kind, ErrorKind::Invalid);
        let edge = posting(4, vec![line(1, "a", "USD", i64::MAX), line(1, "b", "USD", i64::MAX), line(1, "c", "USD", -2)]);
        assert_eq!(post(&tx, &context, &by, edge).await.expect_err("the sum does not wrap around").kind, ErrorKind::Invalid);
    }

    async fn a_transaction_is_taken_back_once_and_by_its_mirror_only(db: Db) {
        let (context, by) = (context(&db), Caller::system("the test"));
        let original = sale(1, 100);
        let tx = db.begin().await.expect("begins");
        post(&tx, &context, &by, original.clone()).await.expect("posts");
        let partial = Posting { reverses: Some(original.id), ..posting(2, vec![line(1, "cash:bank", "USD", -40), line(1, "revenue", "USD", 40)]) };
        assert_eq!(post(&tx, &context, &by, partial).await.expect_err("is no mirror").kind, ErrorKind::Invalid);
        let back = reversal(3, &original);
        assert_eq!(post(&tx, &context, &by, back.clone()).await, Ok(Posted::New));
        assert_eq!(post(&tx, &context, &by, back.clone()).await, Ok(Posted::Existing));
        assert_eq!(post(&tx, &context, &by, reversal(4, &original)).await.expect_err("was taken back").kind, ErrorKind::Conflict);
        assert_eq!(post(&tx, &context, &by, reversal(5, &back)).await.expect_err("is a reversal").kind, ErrorKind::Conflict);
        let unknown = Posting { reverses: Some(TransactionId(Uuid::from_u128(99))), ..sale(6, 1) };
        assert_eq!(post(&tx, &context, &by, unknown).await.expect_err("mirrors nothing").kind, ErrorKind::Invalid);
        let (first, second) = (sale(7, 10), sale(8, 10));
        post_many(&tx, &context, &by, &[first.clone(), second, reversal(9, &first)]).await.expect("original and reversal may come together");
        tx.commit().await.expect("commits");
    }

    async fn two_who_make_the_same_accounts_at_once_share_them(db: Db) {
        let context = context(&db);
        let posters = (0..16_u128).map(|id| { let context = context.clone(); tokio::spawn(async move {
            let tx = context.db.begin().await.expect("begins");
            post(&tx, &context, &Caller::system("the test"), sale(id + 1, 10)).await.expect("posts");
            tx.commit().await.expect("commits");
        }) });
        futures::future::try_join_all(posters).await.expect("no panic");
        assert_eq!(scalar::<i64>(db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM ledger_account", vec![]).await.expect("reads"), Some(2));
        assert_eq!(scalar::<i64>(db.read(), "SELECT CAST(SUM(amount) AS bigint) FROM ledger_entry WHERE amount > 0", vec![]).await.expect("reads"), Some(160));
    }

    async fn the_database_itself_refuses_to_change_what_was_posted(db: Db) {
        let (context, by) = (context(&db), Caller::system("the test"));
        let tx = db.begin().await.expect("begins");
        post(&tx, &context, &by, sale(1, 100)).await.expect("posts");
        tx.commit().await.expect("commits");
        for text in ["UPDATE ledger_transaction SET reason = 'x'", "DELETE FROM ledger_transaction", "UPDATE ledger_entry SET amount = 1", "DELETE FROM ledger_entry"] {
            let error = exec(db.write(), text, vec![]).await.expect_err(text);
            assert!(error.to_string().contains("append-only"), "{text}: {error}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_the_database_refuses_to_commit_what_does_not_balance() {
    let fresh = db::testing::postgres().await;
    let tx = fresh.db.begin().await.expect("begins");
    exec(
        &*tx,
        "INSERT INTO ledger_entry (transaction_id, seq, account_id, unit, amount) VALUES (?, 1, ?, 'USD', 5)",
        values![Uuid::from_u128(1), Uuid::from_u128(2)],
    )
    .await
    .expect("inserts");
    assert!(tx.commit().await.expect_err("five is not zero").to_string().contains("does not balance"));
}

proptest! {
    #[test]
    fn a_digest_covers_every_field(amounts in prop::collection::vec(1_i64..1_000_000, 2..6), field in 0..9_usize, at in any::<prop::sample::Index>()) {
        let entries: Vec<Entry> = amounts.iter().map(|amount| line(1, "cash:bank", "USD", *amount)).collect();
        let before = posting(1, entries);
        let mut after = before.clone();
        let at = at.index(after.entries.len());
        let (mut recorded, mut actor) = (Timestamp(1), UserId::NIL);
        match field {
            0 => after.kind.push('x'),
            1 => after.reason.push('x'),
            2 => after.reverses = Some(before.id),
            3 => after.effective_at = Timestamp(8),
            4 => after.entries[at].amount += 1,
            5 => after.entries[at].account.unit = "EUR".into(),
            6 => after.entries[at].account.owner = UserId::NIL,
            7 => recorded = Timestamp(2),
            _ => actor = UserId(Uuid::from_u128(3)),
        }
        prop_assert_ne!(digest(&before, Timestamp(1), UserId::NIL), digest(&after, recorded, actor));
        let mut shorter = before.clone();
        shorter.entries.remove(at);
        prop_assert_ne!(digest(&before, Timestamp(1), UserId::NIL), digest(&shorter, Timestamp(1), UserId::NIL));
    }
}

/// The expected value was computed by another program, in another language, from the written description of the bytes alone.
#[test]
fn a_digest_is_what_an_independent_program_says() {
    let entries = vec![line(3, "cash:bank", "USD", 100), line(3, "revenue", "USD", -100)];
    let sale = Posting { payment: Some(domain::ids::PaymentId(Uuid::from_u128(2))), ..posting(1, entries) };
    assert_eq!(hex::encode(digest(&sale, Timestamp(1), UserId::NIL)), "f7ac53604a32a5dc939444ae6250e96a022b2b1b917f9c2050700dceeb8ca9dd");
}
