//! Runs that die after any batch, and the next that finishes them.

use db::both_databases;
use domain::{
    Error, ErrorKind,
    import::{ImportKind, ImportState},
    msg,
};

use super::{
    desk::{Desk, FEW, PAYMENTS},
    money::payments,
};
use crate::imports::{Options, engine, run_file};

both_databases! {
    async fn a_run_that_dies_after_any_batch_is_finished_by_the_next_with_nothing_lost_or_twice(db: Db) {
        let desk = Desk::new(&db).await;
        desk.customers(200).await;
        let (rows, sums, _) = payments(3_300, 200);
        // One bad row at the start, one at the end, and one that stands twice, far apart.
        let file = format!("{PAYMENTS}bad,u1,never,1,USD,cash,success,\n{rows}p1,u1,2026-01-01,1,USD,cash,success,\nlate,ghost,2026-01-01,1,USD,cash,success,\n");
        for stop in 1..=3 {
            let mut batches = 0;
            let died = desk.run_with(ImportKind::Payments, &file, &Options::default(), &mut |_| { batches += 1; if batches == 1 { Err(Error::internal()) } else { Ok(()) } }).await;
            assert!(died.is_err(), "the process dies");
            assert_eq!(desk.count("payment").await, if stop == 1 { 999 } else { stop * 1_000 - 1 });
        }
        let done = desk.run(ImportKind::Payments, &file, &Options::default()).await.expect("goes on");
        assert_eq!((done.resumed, done.state, done.rows, done.created, done.unchanged, done.refused), (true, ImportState::Done, 3_303, 3_300, 0, 3));
        let lines: Vec<u64> = desk.reasons(&done).await.into_iter().map(|(line, ..)| line).collect();
        assert_eq!(lines, [2, 3_303, 3_304], "refused rows of before the crash are not forgotten");
        assert_eq!(desk.kpis().await.2.into_iter().collect::<std::collections::BTreeMap<_, _>>(), sums);
        assert_eq!((desk.count("payment").await, desk.count("import_run").await), (3_300, 2));
        desk.assert_sound().await;
    }

    async fn people_survive_a_crash_too_also_where_it_is_all_or_nothing(db: Db) {
        let desk = Desk::new(&db).await;
        let rows: String = (1..=2_500).map(|at| format!("u{at},Customer {at},c{at}@example.com,,Firm {},customer,active\n", at % 40)).collect();
        let (file, whole) = (format!("{FEW}{rows}"), Options { all_or_nothing: true, ..Options::default() });
        for stop in [2, 4, 1] {
            let mut batches = 0;
            desk.run_with(ImportKind::Users, &file, &whole, &mut |_| { batches += 1; if batches == stop { Err(Error::internal()) } else { Ok(()) } }).await.expect_err("dies");
        }
        let done = desk.run(ImportKind::Users, &file, &whole).await.expect("goes on");
        assert_eq!((done.state, done.rows, done.created, done.refused), (ImportState::Done, 2_500, 2_500, 0));
        assert_eq!((desk.count("users").await, desk.count("organisation").await, desk.kpis().await.0), (2_501, 40, 2_501));
        desk.assert_sound().await;
    }

    async fn who_loses_the_right_while_a_file_is_on_its_way_brings_in_no_more_of_it(db: Db) {
        let mut desk = Desk::new(&db).await;
        desk.users(&format!("{FEW}d1,Dina,dina@example.com,,,subdealer,active\n")).await;
        desk.caller = desk.as_person("dina@example.com", None).await;
        let rows: String = (1..=2_500).map(|at| format!("u{at},Customer {at},c{at}@example.com,,,customer,active\n")).collect();
        let file = format!("{FEW}{rows}");
        desk.run_with(ImportKind::Users, &file, &Options::default(), &mut |_| Err(Error::internal())).await.expect_err("the process dies");
        let set = async |what: &str| {
            let text = format!("UPDATE users SET {what} WHERE email = 'dina@example.com'");
            db::exec(db.write(), &text, vec![]).await.expect("changes");
        };
        let path = desk.caller.tree.clone();
        let back = format!("status = 'active', must_change_password = false, role = 'sub_dealer', path = '{path}'");
        for lost in ["status = 'inactive'", "must_change_password = true", "role = 'customer'", "path = '1/77/'"] {
            set(lost).await;
            let refused = desk.run(ImportKind::Users, &file, &Options::default()).await.expect_err("the right is gone");
            assert_eq!((refused.kind, refused.message), (ErrorKind::Forbidden, msg::imports_right_lost()), "{lost}");
            assert_eq!(desk.count("users").await, 1_002, "{lost}");
            set(&back).await;
        }
        assert_eq!(desk.run(ImportKind::Users, &file, &Options::default()).await.expect("goes on").created, 2_500);
    }

    async fn what_the_database_commits_after_a_kill_is_seen_by_who_goes_on(db: Db) {
        let desk = Desk::new(&db).await;
        desk.customers(50).await;
        let (rows, sums, _) = payments(3_500, 50);
        let file = format!("{PAYMENTS}{rows}");
        // Looked up after the first batch, while the second one is still on its way.
        let mut looked_up = None;
        for _ in 1..=2 {
            let mut die = |run: &db::imports::Run| { looked_up.get_or_insert_with(|| run.clone()); Err(Error::internal()) };
            desk.run_with(ImportKind::Payments, &file, &Options::default(), &mut die).await.expect_err("dies");
        }
        let done = engine::import(&desk.context, &desk.caller, looked_up.expect("it was looked up"), &mut |_| Ok(())).await.expect("goes on");
        assert_eq!((done.rows_read, done.rows_created, done.rows_refused, desk.count("payment").await), (3_500, 3_500, 0, 3_500));
        assert_eq!(desk.kpis().await.2.into_iter().collect::<std::collections::BTreeMap<_, _>>(), sums);
        let again = engine::import(&desk.context, &desk.caller, done.clone(), &mut |_| Ok(())).await.expect("what is over stays over");
        assert_eq!((again.rows_read, again.rows_created), (done.rows_read, done.rows_created));
        desk.assert_sound().await;
    }

    async fn who_was_overtaken_stops_at_the_next_batch(db: Db) {
        let desk = Desk::new(&db).await;
        desk.customers(50).await;
        let (rows, sums, _) = payments(2_500, 50);
        let file = desk.file(format!("{PAYMENTS}{rows}"));
        let everything = Options::default();
        let mut overtaking = None;
        let mut overtake = |_: &db::imports::Run| {
            let mut quiet = |_: &db::imports::Run| Ok(());
            let other = run_file(&desk.context, &desk.caller, ImportKind::Payments, &file, &everything, &mut quiet);
            overtaking = Some(tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(other)).expect("the other finishes"));
            Ok(())
        };
        let error = run_file(&desk.context, &desk.caller, ImportKind::Payments, &file, &everything, &mut overtake).await.expect_err("it was taken over");
        assert_eq!(error.message, msg::imports_taken_over());
        assert_eq!(overtaking.map(|done| (done.resumed, done.created)), Some((true, 2_500)));
        assert_eq!(desk.kpis().await.2.into_iter().collect::<std::collections::BTreeMap<_, _>>(), sums);
        desk.assert_sound().await;
    }
}
