//! People of files: their tree, the same file again, changes and what may not be changed.

use db::both_databases;
use domain::{
    access::Post,
    access::Role,
    import::{ImportKind, ImportState},
    msg,
    user::UserStatus,
};

use super::desk::{Desk, FEW, USERS, fed};
use crate::imports::Options;

const TREE: &str = "\
d1,Dina Dealer,dina@example.com,+34 600 111 222,Dina & Sons,SubDealer,active,1,,2025-01-31,,,
d2,Dolf Below,dolf@example.com,,,sub-dealer,active,,,,,,d1
e1,\"Emil, Desk\",emil@example.com,,,Employee,active,,,,,,d1
c1,=HYPERLINK(0),Carl@Example.com,0034600111223,Carl GmbH,customer,active,2,growth,2025-02-01 10:00,EMIL@example.com,\"vip, Wholesale\",d2
c2,Cora,cora@example.com,,carl gmbh,customer,inactive,,,,,,d2
c3,माया शर्मा,maya@example.com,,,customer,,,,,,,
";

both_databases! {
    async fn a_file_of_people_makes_their_tree_and_the_same_file_again_changes_nothing(db: Db) {
        let desk = Desk::new(&db).await;
        let done = desk.users(&format!("{USERS}{TREE}")).await;
        assert_eq!((done.state, done.created, done.refused), (ImportState::Done, 6, 0), "{:?}", desk.problems(&done).await);
        let (dina, dolf, emil, carl, cora) = (desk.row("dina@example.com").await, desk.row("dolf@example.com").await, desk.row("emil@example.com").await,
            desk.row("carl@example.com").await, desk.row("cora@example.com").await);
        assert!(dolf.path.starts_with(&dina.path) && dolf.path != dina.path && carl.path == dolf.path && emil.path == dina.path, "{} {} {}", dina.path, dolf.path, carl.path);
        assert_eq!((carl.manager, carl.plan, carl.tier, carl.tags.as_str(), carl.phone.as_deref()), (None.or(Some(emil.id)), Some(desk.plan), 2, "vip,wholesale", Some("+34600111223")));
        assert_eq!((carl.name.as_str(), carl.parent, emil.post), ("=HYPERLINK(0)", Some(dolf.id), Some(Post::Support)));
        assert!(carl.organisation.is_some() && carl.organisation == cora.organisation, "one business, however it is spelled");
        assert_eq!((cora.status, desk.count("organisation").await, desk.count("user_tag").await), (UserStatus::Inactive, 2, 2));

        let again = desk.users(&format!("{USERS}{TREE}")).await;
        assert_eq!((again.created, again.updated, again.unchanged, again.refused, again.resumed), (0, 0, 6, 0, false));
        assert_eq!(desk.kpis().await.0, 7);
        desk.assert_sound().await;
    }

    async fn a_changed_row_updates_the_columns_it_fills(db: Db) {
        let desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}")).await;
        let before = desk.row("carl@example.com").await;
        let done = desk.users(&format!("{FEW}c1,Carl Changed,carl@example.com,,,,\nc2,Cora,cora@example.com,,,customer,active\nc3,माया शर्मा,maya@example.com,,,,\n")).await;
        assert_eq!((done.updated, done.unchanged, done.refused), (2, 1, 0));
        let after = desk.row("carl@example.com").await;
        assert_eq!(after.name, "Carl Changed");
        assert_eq!((after.phone, after.plan, after.tags, after.organisation), (before.phone, before.plan, before.tags, before.organisation), "empty cells change nothing");
        assert_eq!(desk.row("cora@example.com").await.status, UserStatus::Active);
        desk.assert_sound().await;
    }

    async fn people_move_to_another_parent_but_sub_dealers_stay(db: Db) {
        let desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}")).await;
        let done = desk.users(&format!("{USERS}c1,Carl,carl@example.com,,,,,,,,,,d1\nd2,Dolf,dolf@example.com,,,,,,,,,,d2\n")).await;
        assert_eq!(desk.reasons(&done).await, [(3, "parent_external_id".into(), msg::imports_parent_fixed())]);
        assert_eq!(desk.row("carl@example.com").await.path, desk.row("dina@example.com").await.path);
        desk.assert_sound().await;
    }

    async fn a_dry_run_says_the_same_and_does_nothing(db: Db) {
        let desk = Desk::new(&db).await;
        let file = format!("{USERS}{TREE}c9,Bad,nobody,,,customer,active,,,,,,\n");
        let dry = desk.run(ImportKind::Users, &file, &Options { dry_run: true, ..Options::default() }).await.expect("checks");
        assert_eq!((dry.state, dry.created, dry.refused, desk.count("users").await, desk.count("organisation").await), (ImportState::Checked, 6, 1, 1, 0));
        let wet = desk.users(&file).await;
        assert_eq!((wet.created, wet.refused), (dry.created, dry.refused));
        assert_eq!(desk.reasons(&wet).await, desk.reasons(&dry).await);
    }

    async fn all_or_nothing_is_nothing_when_one_row_is_bad(db: Db) {
        let desk = Desk::new(&db).await;
        let whole = Options { all_or_nothing: true, ..Options::default() };
        let done = desk.run(ImportKind::Users, format!("{USERS}{TREE}c9,Bad,nobody,,,customer,active,,,,,,\n"), &whole).await.expect("reads");
        assert_eq!((done.state, done.refused, desk.count("users").await), (ImportState::Refused, 1, 1));
        let done = desk.run(ImportKind::Users, format!("{USERS}{TREE}"), &whole).await.expect("reads");
        assert_eq!((done.state, done.created, desk.count("users").await), (ImportState::Done, 6, 7));
    }

    async fn columns_are_fed_by_what_is_chosen_whatever_separates_them(db: Db) {
        let desk = Desk::new(&db).await;
        let file = "\u{feff}Kunde;NAME;E-Mail;Phone;Organisation;Role;Status\r\n7;\"Zoë; Ltd\";zoe@example.com;;;customer;active\r\n";
        let refused = desk.run(ImportKind::Users, file, &Options::default()).await.expect_err("no column is called external_id");
        assert_eq!(refused.message.key, "imports-missing-columns");
        let done = desk.run(ImportKind::Users, file, &Options { mapping: fed("external_id", "Kunde"), ..Options::default() }).await.expect("reads");
        assert_eq!((done.created, desk.row("zoe@example.com").await.name.as_str()), (1, "Zoë; Ltd"));
        assert_eq!(desk.run(ImportKind::Users, file, &Options { mapping: fed("colour", "Kunde"), ..Options::default() }).await.expect_err("no such column").message.key, "imports-unknown-column");
    }

    async fn nobody_imports_a_role_above_their_own_or_outside_their_tree(db: Db) {
        let mut desk = Desk::new(&db).await;
        desk.users(&format!("{USERS}{TREE}")).await;
        let carl = desk.row("carl@example.com").await;
        desk.caller = desk.as_person("dina@example.com", None).await;
        let done = desk.users(&format!("{USERS}x1,New One,new@example.com,,,customer,active,,,,,,\nx2,Taken,MAYA@example.com,,,customer,active,,,,,,\nx3,Root,root@example.com,,,owner,active,,,,,,\n\
            x4,Far,far@example.com,,,customer,active,,,,olga@example.com,,\n")).await;
        assert_eq!((done.created, desk.row("new@example.com").await.path), (1, desk.caller.tree.clone()));
        assert_eq!(desk.reasons(&done).await, [
            (3, "email".into(), msg::users_email_taken("MAYA@example.com")),
            (4, "role".into(), msg::imports_role_owner()),
            (5, "manager_email".into(), msg::imports_manager_unknown("olga@example.com")),
        ]);
        // Ids of the dealer's files are the dealer's own: the owner's c1 is not theirs to change.
        let done = desk.users(&format!("{FEW}c1,Mine,mine@example.com,,,customer,active\n")).await;
        assert_eq!((done.created, desk.row("carl@example.com").await), (1, carl));

        desk.caller = desk.as_person("emil@example.com", Some(Post::Super)).await;
        let done = desk.users(&format!("{FEW}y1,Dealer,y1@example.com,,,subdealer,active\ny2,Clerk,y2@example.com,,,employee,active\n")).await;
        assert_eq!((desk.reasons(&done).await, done.created), (vec![(2, "role".into(), msg::imports_role_above())], 1));
        for (address, post) in [("emil@example.com", Some(Post::Support)), ("carl@example.com", None)] {
            desk.caller = desk.as_person(address, post).await;
            let error = desk.run(ImportKind::Users, FEW, &Options::default()).await.expect_err("imports are not for them");
            assert_eq!(error.kind, domain::ErrorKind::Forbidden, "{address}");
        }
        assert_eq!(desk.row("y2@example.com").await.role, Role::Employee);
    }

    async fn sub_dealers_are_three_levels_deep_at_most(db: Db) {
        let desk = Desk::new(&db).await;
        let rows: String = (1..=4).map(|at| format!("d{at},Dealer {at},d{at}@example.com,,,subdealer,active,,,,,,{}\n", if at == 1 { String::new() } else { format!("d{}", at - 1) })).collect();
        for dry_run in [true, false] {
            let done = desk.run(ImportKind::Users, format!("{USERS}{rows}"), &Options { dry_run, ..Options::default() }).await.expect("reads");
            assert_eq!((done.created, desk.reasons(&done).await), (3, vec![(5, "parent_external_id".into(), msg::imports_too_deep(3_usize))]), "dry run {dry_run}");
        }
    }
}
