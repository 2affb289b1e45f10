//! The door.

use db::{both_databases, exec, values};
use domain::{
    ErrorKind,
    access::{Operation, Role},
};

use super::*;
use crate::identity::owner_create;

both_databases! {
    async fn one_signs_in_by_address_or_name_in_any_case(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        for login in ["cora@example.com", " CORA@Example.com ", "cora.l", "Cora.L"] {
            let signed = signed_in(&sign_in, login).await;
            assert_eq!((signed.caller.user, signed.caller.role), (tree.customer, Role::Customer));
            assert_eq!(who(&sign_in, &signed.tokens.access).await.expect("is known").user, tree.customer);
        }
        assert_eq!(count(&db, "session WHERE device = 'Firefox on Linux'", vec![]).await, 4);
        assert_eq!(count(&db, "sign_in_attempt WHERE outcome = 'granted' AND user_id = ?", values![tree.customer]).await, 4);
    }

    async fn every_refusal_reads_alike(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        exec(db.write(), "UPDATE users SET status = 'inactive' WHERE id = ?", values![tree.theirs]).await.expect("deactivates");
        rig.person("No Password", "none@example.com", |row| row.password_hash = None).await;
        let sign_in = SignIn::new(rig.context.clone());
        let mut answers = Vec::new();
        for (login, password) in [("cora@example.com", "wrong"), ("nobody@example.com", PASSWORD), ("tess@example.com", PASSWORD), ("tess@example.com", "wrong"), ("none@example.com", PASSWORD),
            ("", ""), ("a\0b", PASSWORD), ("cora@example.com", &"x".repeat(10_000))] {
            answers.push(try_from(&sign_in, "192.0.2.1", login, password).await.expect_err("must be refused"));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0] && answer.kind == ErrorKind::SignIn), "{answers:?}");
        assert_eq!(count(&db, "session", vec![]).await, 0);
    }

    async fn guesses_at_one_account_from_one_address_are_paused_longer_and_longer(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        for _ in 0..5 { assert_eq!(try_from(&sign_in, "192.0.2.9", "cora@example.com", "wrong").await.expect_err("wrong").kind, ErrorKind::SignIn); }
        let refused = try_from(&sign_in, "192.0.2.9", "Cora@example.com", PASSWORD).await.expect_err("too many");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(31)));
        assert_eq!(count(&db, "sign_in_attempt WHERE login_key NOT LIKE 'noted %'", vec![]).await, 5, "a refused try writes nothing");
        signed_in(&sign_in, "cora@example.com").await;
        rig.clock.pass(31);
        assert_eq!(try_from(&sign_in, "192.0.2.9", "cora@example.com", "wrong").await.expect_err("wrong").kind, ErrorKind::SignIn);
        assert_eq!(try_from(&sign_in, "192.0.2.9", "cora@example.com", PASSWORD).await.expect_err("too many").retry_after, Some(61));
        rig.clock.pass(61);
        try_from(&sign_in, "192.0.2.9", "cora@example.com", PASSWORD).await.expect("the pause is over");
    }

    async fn an_account_that_does_not_exist_is_throttled_alike(db: Db) {
        let rig = Rig::new(&db);
        let sign_in = SignIn::new(rig.context.clone());
        for _ in 0..5 { assert_eq!(try_from(&sign_in, "192.0.2.9", "nobody@example.com", "wrong").await.expect_err("wrong").kind, ErrorKind::SignIn); }
        assert_eq!(try_from(&sign_in, "192.0.2.9", "nobody@example.com", "wrong").await.expect_err("too many").retry_after, Some(31));
    }

    async fn guesses_from_many_addresses_are_slowed_down_at_the_account(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        for host in 0..20 { assert_eq!(try_from(&sign_in, &format!("198.51.100.{host}"), "cora@example.com", "wrong").await.expect_err("wrong").kind, ErrorKind::SignIn); }
        assert_eq!(try_from(&sign_in, "198.51.100.99", "cora@example.com", PASSWORD).await.expect_err("too many").kind, ErrorKind::TooMany);
        signed_in(&sign_in, "tess@example.com").await;
        rig.clock.pass(46);
        signed_in(&sign_in, "cora@example.com").await;
    }

    async fn parallel_guesses_are_counted_like_slow_ones(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let tries: Vec<_> = (0..30).map(|_| { let sign_in = sign_in.clone(); tokio::spawn(async move { try_from(&sign_in, "192.0.2.9", "cora@example.com", "wrong").await }) }).collect();
        let mut looked_at = 0;
        for one in tries { if one.await.expect("runs").expect_err("wrong or too many").kind == ErrorKind::SignIn { looked_at += 1; } }
        assert_eq!(looked_at, 5);
    }

    async fn an_older_cost_is_replaced_when_one_signs_in(db: Db) {
        let mut rig = Rig::new(&db);
        let tree = rig.tree().await;
        rig.context.settings = std::sync::Arc::new(crate::Settings { password_cost: (16, 2, 1), ..(*rig.context.settings).clone() });
        let sign_in = SignIn::new(rig.context.clone());
        signed_in(&sign_in, "cora@example.com").await;
        let hash = scalar::<String>(db.read(), "SELECT password_hash FROM users WHERE id = ?", values![tree.customer]).await.expect("reads").expect("is set");
        assert!(hash.starts_with("$argon2id$v=19$m=16,t=2,p=1$"), "{hash}");
        signed_in(&sign_in, "cora@example.com").await;
    }

    async fn deactivation_and_roles_bite_on_the_next_request(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let (customer, employee) = (signed_in(&sign_in, "cora@example.com").await, signed_in(&sign_in, "emil@example.com").await);
        assert!(who(&sign_in, &employee.tokens.access).await.expect("is known").may(Operation::ListPayments));
        exec(db.write(), "UPDATE users SET post = 'support' WHERE id = ?", values![tree.employee]).await.expect("updates");
        assert!(!who(&sign_in, &employee.tokens.access).await.expect("is known").may(Operation::ListPayments));
        exec(db.write(), "UPDATE users SET status = 'inactive' WHERE id = ?", values![tree.customer]).await.expect("deactivates");
        let answer = sign_in.authenticate(&from("192.0.2.1"), Some(&customer.tokens.access), Some(&customer.tokens.refresh)).await.expect("answers");
        assert!(answer.caller.is_none() && answer.clear);
        let answer = sign_in.authenticate(&from("192.0.2.1"), None, Some(&customer.tokens.refresh)).await.expect("answers");
        assert!(answer.caller.is_none() && answer.clear);
    }

    async fn signing_out_ends_the_session_and_no_other(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let (here, there) = (signed_in(&sign_in, "cora@example.com").await, signed_in(&sign_in, "cora@example.com").await);
        sign_in.sign_out(&here.caller).await.expect("signs out");
        assert!(who(&sign_in, &here.tokens.access).await.is_none());
        assert!(who(&sign_in, &there.tokens.access).await.is_some());
    }

    async fn there_is_one_owner(db: Db) {
        let rig = Rig::new(&db);
        let password = |text: &str| SecretString::from(text.to_owned());
        let refused = owner_create(&rig.context, " ", "no address", &password("short")).await.expect_err("must be refused");
        assert_eq!(refused.fields.iter().map(|field| field.field.as_str()).collect::<Vec<_>>(), ["name", "email", "password"]);
        let id = owner_create(&rig.context, "Olga Root", "olga@example.com", &password(PASSWORD)).await.expect("is made");
        let signed = signed_in(&SignIn::new(rig.context.clone()), "olga@example.com").await;
        assert_eq!((signed.caller.user, signed.caller.role, signed.caller.tree.as_str()), (id, Role::Owner, "1/"));
        assert_eq!(owner_create(&rig.context, "Other", "other@example.com", &password("nine blue lanterns")).await.expect_err("there is one").kind, ErrorKind::Conflict);
    }

    async fn who_must_choose_a_password_can_do_nothing_else(db: Db) {
        let rig = Rig::new(&db);
        rig.person("Emil Desk", "emil@example.com", |row| (row.role, row.must_change_password) = (Role::Owner, true)).await;
        let signed = signed_in(&SignIn::new(rig.context.clone()), "emil@example.com").await;
        assert!(signed.viewer.must_change_password);
        assert!(signed.caller.may(Operation::ChangePassword));
        assert!(!signed.caller.may(Operation::ListUsers) && !signed.viewer.may(Operation::ListPayments));
    }
}
