//! Stories of the trail: what is sealed verifies, and whatever is touched afterwards is found and named.

use db::{DbBackend, both_databases, exec, scalar, values};
use domain::{
    access::{Caller, Operation, Post, Role},
    audit::{AuditAction, AuditKind, AuditListQuery, Change, ShownValue},
    ids::{AuditId, UserId},
    msg,
    port::Audit,
};

use super::{AuditService, Entry, Past, append, append_many, seal, verify};
use crate::{
    Context,
    money::testing::{caller, context, context_and_clock, intrude, user},
};

fn entry<'a>(operation: Operation, name: &'a str, path: &'a str) -> Entry<'a> {
    let field = if operation == Operation::RecordPayment { "note" } else { "name" };
    let change = Change { field: field.into(), before: Some("Ána".into()), after: Some(name.into()) };
    Entry { operation, subject: UserId::NIL.to_string(), subject_user: Some(UserId::NIL), subject_name: name, path, changes: vec![change] }
}

async fn write(context: &Context, count: usize) -> Vec<AuditId> {
    let mut by = Caller::system("the test");
    by.origin.address = Some("127.0.0.1".into());
    by.origin.request_id = Some("req-1".into());
    by.session = Some(context.new_id());
    let (tx, mut ids) = (context.db.begin().await.expect("begins"), Vec::new());
    for at in 0..count {
        ids.push(append(&tx, context, &by, entry(Operation::EditUser, &format!("Name {at}"), "1/7/")).await.expect("appends"));
    }
    tx.commit().await.expect("commits");
    ids
}

/// The first row, as the verifier names it.
async fn found(context: &Context) -> Option<super::Broken> {
    verify(context).await.expect("the database answers").broken
}

both_databases! {
    async fn what_was_committed_is_chained_in_order_and_verifies(db: Db) {
        let context = context(&db);
        write(&context, 3).await;
        let lost = db.begin().await.expect("begins");
        append(&lost, &context, &Caller::system("nobody"), entry(Operation::EditUser, "rolled back", "1/")).await.expect("appends");
        drop(lost);
        let report = verify(&context).await.expect("answers");
        assert_eq!((report.linked, report.waiting, report.seals, report.broken), (0, 3, 0, None));
        assert_eq!(seal(&context).await.expect("seals"), 3);
        assert_eq!(seal(&context).await.expect("seals"), 0);
        write(&context, 2).await;
        assert_eq!(seal(&context).await.expect("seals"), 2);
        let report = verify(&context).await.expect("answers");
        assert_eq!((report.linked, report.waiting, report.seals, report.broken), (5, 0, 2, None));
        assert_eq!(report.head.map(|head| head.len()), Some(64));
        let out_of_order: Option<i64> = scalar(db.read(), "SELECT a.seq FROM audit_link a JOIN audit_link b ON b.seq = a.seq + 1
            JOIN audit_event x ON x.id = a.event_id JOIN audit_event y ON y.id = b.event_id WHERE x.at > y.at", vec![]).await.expect("reads");
        assert_eq!(out_of_order, None);
    }

    async fn a_change_in_any_column_of_any_row_is_found_and_named(db: Db) {
        let context = context(&db);
        let ids = write(&context, 9).await;
        seal(&context).await.expect("seals");
        let postgres = db.backend() == DbBackend::Postgres;
        let flip_bytes = |column: &str| if postgres { format!("set_byte({column}, 3, get_byte({column}, 3) # 1)") } else {
            format!("CAST(substr({column}, 1, 3) || CASE substr({column}, 4, 1) WHEN x'00' THEN x'01' ELSE x'00' END || substr({column}, 5) AS blob)") };
        let other_id = if postgres { "'01980000-0000-7000-8000-00000000beef'::uuid" } else { "x'0198000000007000800000000000beef'" };
        let columns: Vec<(&str, String)> = vec![
            ("id", other_id.into()), ("at", "at + 1".into()), ("actor_id", other_id.into()), ("actor_name", "actor_name || 'x'".into()), ("behind_id", other_id.into()),
            ("behind_name", "''".into()), ("operation", "'EditUsers'".into()), ("subject", "upper(subject)".into()), ("subject_user", "NULL".into()),
            ("subject_name", "replace(subject_name, 'Name', 'Mame')".into()), ("path", "'1/8/'".into()), ("changes", "replace(changes, 'Name', 'name')".into()),
            ("session_id", "NULL".into()), ("address", "'127.0.0.2'".into()), ("request_id", "NULL".into()), ("digest", flip_bytes("digest")),
        ];
        for (at, (column, value)) in columns.iter().enumerate() {
            let place = at % ids.len();
            let victim = ids[place];
            exec(db.write(), "DROP TABLE IF EXISTS kept", vec![]).await.expect("drops");
            exec(db.write(), "CREATE TABLE kept AS SELECT * FROM audit_event", vec![]).await.expect("keeps");
            intrude(&db, &[(format!("UPDATE audit_event SET {column} = {value} WHERE id = ?"), values![victim])]).await;
            let broken = found(&context).await.unwrap_or_else(|| panic!("a change of {column} goes unnoticed"));
            assert_eq!((broken.event, broken.seq), (Some(victim), i64::try_from(place + 1).ok()), "{column}: {}", broken.what);
            intrude(&db, &[("DELETE FROM audit_event".into(), vec![]), ("INSERT INTO audit_event SELECT * FROM kept".into(), vec![])]).await;
            assert_eq!(found(&context).await, None, "after {column} was put right");
        }
    }

    async fn a_change_of_link_or_seal_is_found_and_named(db: Db) {
        let context = context(&db);
        let ids = write(&context, 4).await;
        seal(&context).await.expect("seals");
        write(&context, 2).await;
        seal(&context).await.expect("seals");
        let zeroes = if db.backend() == DbBackend::Postgres { "decode(repeat('00', 32), 'hex')" } else { "zeroblob(32)" };
        let cases: Vec<(String, Option<i64>, domain::Msg)> = vec![
            (format!("UPDATE audit_link SET chain = {zeroes} WHERE seq = 3"), Some(3), msg::audit_chain_broken()),
            ("DELETE FROM audit_link WHERE seq = 2".into(), Some(2), msg::audit_link_missing()),
            ("UPDATE audit_link SET seq = 77 WHERE seq = 6".into(), Some(6), msg::audit_link_missing()),
            ("DELETE FROM audit_link WHERE seq = 6".into(), Some(6), msg::audit_tail_removed(6, 5)),
            (format!("UPDATE audit_seal SET signature = {zeroes} WHERE last_seq = 4"), Some(4), msg::audit_seal_forged()),
            (format!("UPDATE audit_seal SET head = {zeroes} WHERE last_seq = 6"), Some(6), msg::audit_seal_forged()),
            ("UPDATE audit_seal SET sealed_at = sealed_at + 1 WHERE last_seq = 4".into(), Some(4), msg::audit_seal_forged()),
            ("UPDATE audit_seal SET last_seq = 3 WHERE last_seq = 4".into(), Some(3), msg::audit_seal_forged()),
            ("DELETE FROM audit_seal WHERE last_seq = 6".into(), Some(5), msg::audit_seal_missing()),
        ];
        for (text, seq, what) in cases {
            for table in ["audit_link", "audit_seal"] {
                exec(db.write(), &format!("DROP TABLE IF EXISTS kept_{table}"), vec![]).await.expect("drops");
                exec(db.write(), &format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"), vec![]).await.expect("keeps");
            }
            intrude(&db, &[(text.clone(), vec![])]).await;
            let broken = found(&context).await.unwrap_or_else(|| panic!("unnoticed: {text}"));
            assert_eq!((broken.seq, broken.what), (seq, what), "{text}");
            for table in ["audit_link", "audit_seal"] {
                intrude(&db, &[(format!("DELETE FROM {table}"), vec![]), (format!("INSERT INTO {table} SELECT * FROM kept_{table}"), vec![])]).await;
            }
            assert_eq!(found(&context).await, None, "after {text} was put right");
        }
        intrude(&db, &[("DELETE FROM audit_event WHERE id = ?".into(), values![ids[1]])]).await;
        let broken = found(&context).await.expect("a removed event is noticed");
        assert_eq!((broken.event, broken.seq, broken.what), (Some(ids[1]), Some(2), msg::audit_event_missing()));
    }

    async fn an_event_that_was_slipped_in_or_touched_before_sealing_is_found(db: Db) {
        let context = context(&db);
        let ids = write(&context, 2).await;
        intrude(&db, &[("DELETE FROM audit_unsealed WHERE event_id = ?".into(), values![ids[0]])]).await;
        let broken = found(&context).await.expect("noticed");
        assert_eq!((broken.event, broken.what), (Some(ids[0]), msg::audit_event_without_link()));
        intrude(&db, &[("INSERT INTO audit_unsealed (event_id, at) SELECT id, at FROM audit_event WHERE id = ?".into(), values![ids[0]]),
            ("UPDATE audit_event SET path = '1/' WHERE id = ?".into(), values![ids[1]])]).await;
        let broken = found(&context).await.expect("noticed");
        assert_eq!((broken.event, broken.what), (Some(ids[1]), msg::audit_event_changed()));
    }

    async fn sealers_at_the_same_time_chain_every_event_once(db: Db) {
        let context = context(&db);
        let past = (0..12_000).map(|at| Past { at: context.now().plus_seconds(-at), actor: UserId::NIL, actor_name: "sample", entry: entry(Operation::CreateUser, "Zoë", "1/") }).collect();
        let tx = db.begin().await.expect("begins");
        append_many(&tx, &context, past).await.expect("appends");
        tx.commit().await.expect("commits");
        let sealers = (0..4).map(|_| { let context = context.clone(); tokio::spawn(async move { seal(&context).await }) });
        let sealed: usize = futures::future::try_join_all(sealers).await.expect("no panic").into_iter().map(|sealed| sealed.expect("seals")).sum();
        let rest = seal(&context).await.expect("seals");
        assert_eq!(sealed + rest, 12_000);
        let report = verify(&context).await.expect("answers");
        assert_eq!((report.linked, report.waiting, report.broken), (12_000, 0, None));
    }

    async fn the_trail_refuses_update_and_delete(db: Db) {
        let context = context(&db);
        write(&context, 1).await;
        seal(&context).await.expect("seals");
        for table in ["audit_event", "audit_link", "audit_seal"] {
            let column = match table { "audit_event" => "path = '1/'", "audit_link" => "seq = 9", _ => "last_seq = 9" };
            for text in [format!("UPDATE {table} SET {column}"), format!("DELETE FROM {table}")] {
                let error = exec(db.write(), &text, vec![]).await.expect_err("the trail is append-only");
                assert!(error.to_string().contains("append-only"), "{error}");
            }
        }
    }

    async fn readers_see_their_part_of_the_tree_and_no_money_that_is_not_theirs_to_see(db: Db) {
        let context = context(&db);
        let dealer = user(&context, Role::SubDealer, "1/7/").await;
        let tx = db.begin().await.expect("begins");
        for at in 0..60 { append(&tx, &context, &Caller::system("s"), entry(Operation::EditUser, &format!("at 7: {at}"), "1/7/9/")).await.expect("appends"); }
        append(&tx, &context, &Caller::system("s"), entry(Operation::RecordPayment, "at 7", "1/7/9/")).await.expect("appends");
        append(&tx, &context, &Caller::system("s"), entry(Operation::EditUser, "at 70", "1/70/")).await.expect("appends");
        tx.commit().await.expect("commits");
        let service = AuditService::new(context.clone());
        let reader = caller(dealer, Role::SubDealer, None, "1/7/");
        let of = |cursor: Option<String>| AuditListQuery { cursor, ..AuditListQuery::default() };
        let first = service.list(&reader, &of(None)).await.expect("lists");
        assert_eq!((first.rows.len(), first.rows[0].subject.name.as_str(), first.rows[0].sealed), (50, "at 7", false));
        assert_eq!(first.rows[0].changes.len(), 1);
        let second = service.list(&reader, &of(first.next)).await.expect("lists");
        assert_eq!((second.rows.len(), second.next), (11, None));
        assert!(second.rows.iter().all(|row| row.subject.name.starts_with("at 7:")));
        let without_money = caller(dealer, Role::Employee, Some(Post::ReadOnly), "1/7/");
        let row = service.list(&without_money, &of(None)).await.expect("lists").rows.remove(0);
        assert_eq!((row.operation.as_str(), row.changes.len()), ("RecordPayment", 0));
        let customer = caller(dealer, Role::Customer, None, "1/7/");
        assert_eq!(service.list(&customer, &of(None)).await.expect_err("is not for customers").kind, domain::ErrorKind::Forbidden);
    }
}

/// A change of an account, and who was not let in, as the door writes it.
async fn two_kinds(context: &Context, of: UserId) {
    let tx = context.db.begin().await.expect("begins");
    let by = Caller { session: Some(context.new_id()), ..Caller::system("the test") };
    let changed = Entry { subject: of.to_string(), subject_user: Some(of), ..entry(Operation::EditUser, "Ana", "1/7/") };
    append(&tx, context, &by, changed).await.expect("appends");
    let one = |field: &str, after: &str| Change { field: field.into(), before: None, after: Some(after.into()) };
    let refused = Entry {
        changes: vec![one("outcome", "refused"), one("device", "Chrome on Linux"), one("tries", "3")],
        ..entry(Operation::SignIn, "Ana", "1/7/")
    };
    append(&tx, context, &Caller::system("switchyard"), refused).await.expect("appends");
    append(&tx, context, &by, Entry { changes: vec![one("device", "Firefox on Linux")], ..entry(Operation::SignIn, "Ana", "1/7/") })
        .await
        .expect("appends");
    tx.commit().await.expect("commits");
}

both_databases! {
    /// Findings 57 and 59.
    async fn finding_57_the_trail_is_narrowed_by_who_what_and_when_and_finding_59_refused_sign_ins_are_in_it(db: Db) {
        let context = context(&db);
        let dealer = user(&context, Role::SubDealer, "1/7/").await;
        two_kinds(&context, dealer).await;
        let (service, reader) = (AuditService::new(context.clone()), caller(dealer, Role::SubDealer, None, "1/7/"));
        let all = AuditListQuery::default();
        let found = async |query: &AuditListQuery| service.list(&reader, query).await.expect("lists").rows.len();
        assert_eq!(found(&all).await, 3);
        let today = jiff::Timestamp::from_microsecond(context.now().0).expect("a time").to_zoned(context.zone()).date();
        let tomorrow = today.tomorrow().expect("a day").to_string();
        for (query, count) in [
            (AuditListQuery { action: Some(AuditAction::SignInRefused), ..all.clone() }, 1),
            (AuditListQuery { action: Some(AuditAction::Done(Operation::SignIn)), ..all.clone() }, 1),
            (AuditListQuery { action: Some(AuditAction::Done(Operation::EditUser)), ..all.clone() }, 1),
            (AuditListQuery { kind: Some(AuditKind::User), ..all.clone() }, 3),
            (AuditListQuery { kind: Some(AuditKind::Server), ..all.clone() }, 0),
            (AuditListQuery { who: Some(dealer), ..all.clone() }, 0),
            (AuditListQuery { who: Some(UserId::NIL), ..all.clone() }, 3),
            (AuditListQuery { from: Some(today.to_string()), until: Some(today.to_string()), ..all.clone() }, 3),
            (AuditListQuery { from: Some(tomorrow), ..all.clone() }, 0),
            // The calendar's last day has no instant of its own: nothing is on it, and everything before its end.
            (AuditListQuery { from: Some("9999-12-31".into()), ..all.clone() }, 0),
            (AuditListQuery { until: Some("9999-12-31".into()), ..all.clone() }, 3),
        ] {
            assert_eq!(found(&query).await, count, "{query:?}");
        }
        let wrong = AuditListQuery { from: Some("2026-02-30".into()), ..all.clone() };
        assert_eq!(service.list(&reader, &wrong).await.expect_err("is no day").kind, domain::ErrorKind::Invalid);
        let refused = service.list(&reader, &AuditListQuery { action: Some(AuditAction::SignInRefused), ..all.clone() }).await.expect("lists").rows.remove(0);
        let fields: Vec<_> = refused.changes.iter().map(|change| change.field.clone()).collect();
        assert_eq!(fields, [msg::audit_field_outcome(), msg::audit_field_tries()], "the device stands in the sentence");
    }

    /// Finding 58: ids are names, by a number of queries that does not grow with the page.
    async fn finding_58_ids_are_names_of_what_the_reader_can_open(db: Db) {
        let context = context(&db);
        let (dealer, stranger) = (user(&context, Role::SubDealer, "1/7/").await, user(&context, Role::SubDealer, "1/8/").await);
        let tx = db.begin().await.expect("begins");
        let managed = |user: UserId| Change { field: "manager".into(), before: None, after: Some(user.to_string()) };
        let event = Entry { changes: vec![managed(dealer), managed(stranger)], ..entry(Operation::AssignUser, "Ana", "1/7/") };
        append(&tx, &context, &Caller::system("s"), event).await.expect("appends");
        tx.commit().await.expect("commits");
        let (service, reader) = (AuditService::new(context.clone()), caller(dealer, Role::SubDealer, None, "1/7/"));
        let row = service.list(&reader, &AuditListQuery::default()).await.expect("lists").rows.remove(0);
        let after: Vec<_> = row.changes.into_iter().map(|change| change.after.expect("a value")).collect();
        let ShownValue::Thing(known) = &after[0] else { panic!("{after:?}") };
        assert_eq!((known.id.as_str(), known.opens), (dealer.to_string().as_str(), true));
        assert_eq!(after[1], ShownValue::Text(stranger.to_string()), "who is elsewhere has no name here");
    }

    async fn finding_57_an_entry_shows_all_of_it_and_the_file_holds_what_is_filtered(db: Db) {
        let (context, clock) = context_and_clock(&db);
        let dealer = user(&context, Role::SubDealer, "1/7/").await;
        two_kinds(&context, dealer).await;
        clock.forward(1);
        write(&context, 1).await;
        clock.forward(1);
        seal(&context).await.expect("seals");
        let (service, reader) = (AuditService::new(context.clone()), caller(dealer, Role::SubDealer, None, "1/7/"));
        let newest = service.list(&reader, &AuditListQuery::default()).await.expect("lists").rows.remove(0);
        let view = service.view(&reader, newest.id).await.expect("opens");
        assert_eq!((&view.row, view.request.as_deref(), view.digest.len()), (&newest, Some("req-1"), 64));
        assert!(view.seal.is_some_and(|seal| seal.place == 4 && seal.chain.len() == 64 && seal.at.is_some()));
        let elsewhere = caller(dealer, Role::SubDealer, None, "1/8/");
        assert_eq!(service.view(&elsewhere, newest.id).await.expect_err("is elsewhere").kind, domain::ErrorKind::NotFound);
        let refused = AuditListQuery { action: Some(AuditAction::SignInRefused), ..AuditListQuery::default() };
        let mut chunks = service.export(&reader, &refused).await.expect("is written");
        let mut file = Vec::new();
        while let Some(chunk) = chunks.next().await {
            file.extend(chunk.expect("a chunk"));
        }
        let file = String::from_utf8(file).expect("is text");
        assert_eq!((file.lines().count(), file.matches("\"SignIn\"").count()), (2, 1), "{file}");
        let told = service.list(&reader, &AuditListQuery::default()).await.expect("lists").rows.remove(0);
        assert_eq!((told.operation.as_str(), told.changes.len()), ("ExportAudit", 1), "that it was taken away is told");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_byte_that_is_no_text_at_all_is_named_too() {
    let fresh = db::testing::sqlite().await;
    let context = context(&fresh.db);
    let ids = write(&context, 3).await;
    seal(&context).await.expect("seals");
    intrude(&fresh.db, &[("UPDATE audit_event SET subject_name = CAST(x'FF41' AS text) WHERE id = ?".into(), values![ids[1]])]).await;
    let broken = found(&context).await.expect("noticed");
    assert_eq!((broken.event, broken.seq, broken.what), (Some(ids[1]), Some(2), msg::audit_event_unreadable()));
}

/// The expected values were computed by another program, in another language, from the written description of the bytes alone.
#[test]
fn digest_and_chain_are_what_an_independent_program_says() {
    let id = uuid::Uuid::from_u128;
    let event = db::audit::EventRow {
        id: AuditId(id(1)),
        at: domain::time::Timestamp(-5),
        actor_id: UserId(id(2)),
        actor_name: "Ána".into(),
        behind_id: None,
        behind_name: None,
        operation: "EditUser".into(),
        subject: "usr_1".into(),
        subject_user: Some(UserId(id(3))),
        subject_name: "Zoë".into(),
        path: "1/7/".into(),
        changes: "[]".into(),
        session_id: Some(domain::ids::SessionId(id(4))),
        address: Some("127.0.0.1".into()),
        request_id: None,
        digest: Vec::new(),
    };
    let digest = super::digest(&event);
    assert_eq!(hex::encode(digest), "a974a2659f6781146a9f7cd1a102039666fa7e3a12c35d7b8f7ee26fedfed05f");
    assert_eq!(
        hex::encode(super::seal::next(&super::seal::START, &digest)),
        "27253b5dbeaf59dfa187c6c9bf6fb15d571b112fac7c66ad4826bd5364ca2564"
    );
}
