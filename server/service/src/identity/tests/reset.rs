//! Links that set a password.

use db::{both_databases, exec, values};
use domain::{ErrorKind, msg, port::Accounts};

use super::*;
use crate::{figures, identity::AccountsService};

const NEW: &str = "nine blue lanterns";

both_databases! {
    async fn a_link_sets_a_password_once_and_ends_every_session(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let before = signed_in(&sign_in, "cora@example.com").await;
        figures::rebuild(&rig.context).await.expect("files everybody");
        accounts.request_reset(&from("192.0.2.1"), "Cora.L").await.expect("is accepted");
        let secret = mailed_secret(&rig, tree.customer).await;
        assert_eq!(accounts.reset_password(&from("192.0.2.1"), &secret, "short").await.expect_err("too short").fields[0].field, "password");
        accounts.reset_password(&from("192.0.2.1"), &secret, NEW).await.expect("sets it");
        assert!(who(&sign_in, &before.tokens.access).await.is_none());
        try_from(&sign_in, "192.0.2.1", "cora@example.com", NEW).await.expect("is let in");
        try_from(&sign_in, "192.0.2.1", "cora@example.com", PASSWORD).await.expect_err("the old one is gone");
        assert_eq!(accounts.reset_password(&from("192.0.2.1"), &secret, "ten red wheelbarrows").await.expect_err("once").kind, ErrorKind::Invalid);
        assert_eq!(count(&db, "users WHERE id = ? AND email_status = 'verified'", values![tree.customer]).await, 1);
        assert_eq!(figures::check(&rig.context).await.expect("checks"), vec![], "filed under an address that is theirs");
    }

    async fn two_uses_at_once_have_one_effect(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let accounts = AccountsService::new(rig.context.clone());
        accounts.request_reset(&from("192.0.2.1"), "cora@example.com").await.expect("is accepted");
        let secret = mailed_secret(&rig, tree.customer).await;
        let (here, there) = (from("192.0.2.1"), from("192.0.2.2"));
        let (one, two) = tokio::join!(
            accounts.reset_password(&here, &secret, NEW),
            accounts.reset_password(&there, &secret, "ten red wheelbarrows"),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    }

    async fn a_link_runs_out_and_a_newer_one_replaces_it(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let accounts = AccountsService::new(rig.context.clone());
        accounts.request_reset(&from("192.0.2.1"), "cora@example.com").await.expect("is accepted");
        let old = mailed_secret(&rig, tree.customer).await;
        rig.clock.pass(60);
        accounts.request_reset(&from("192.0.2.1"), "cora@example.com").await.expect("is accepted");
        let newer = mailed_secret(&rig, tree.customer).await;
        assert_ne!(old, newer);
        accounts.reset_password(&from("192.0.2.1"), &old, NEW).await.expect_err("was replaced");
        rig.clock.pass(3_600);
        accounts.reset_password(&from("192.0.2.1"), &newer, NEW).await.expect_err("has run out");
        accounts.reset_password(&from("192.0.2.1"), "rubbish", NEW).await.expect_err("is none");
    }

    async fn asking_says_the_same_of_everybody_and_is_throttled(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        exec(db.write(), "UPDATE users SET status = 'inactive' WHERE id = ?", values![tree.theirs]).await.expect("deactivates");
        let accounts = AccountsService::new(rig.context.clone());
        for (host, login) in ["cora@example.com", "nobody@example.com", "tess@example.com", "a\0b"].into_iter().enumerate() {
            let origin = from(&format!("192.0.2.{host}"));
            for _ in 0..3 { assert_eq!(accounts.request_reset(&origin, login).await, Ok(()), "{login}"); }
            let refused = accounts.request_reset(&origin, login).await.expect_err("too many");
            assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(301)), "{login}");
        }
        assert_eq!(count(&db, "mail", vec![]).await, 3, "only the one who has an active account gets mail");
        assert_eq!(count(&db, "mail WHERE user_id = ?", values![tree.customer]).await, 3);
    }

    async fn staff_send_a_link_to_those_within_reach(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let (dealer, employee) = (signed_in(&sign_in, "dario@example.com").await.caller, signed_in(&sign_in, "emil@example.com").await.caller);
        let customer = signed_in(&sign_in, "cora@example.com").await.caller;
        assert_eq!(accounts.send_reset(&dealer, tree.customer).await.expect_err("is elsewhere").kind, ErrorKind::NotFound);
        assert_eq!(accounts.send_reset(&dealer, UserId::NIL).await.expect_err("is nobody").kind, ErrorKind::NotFound);
        assert_eq!(accounts.send_reset(&employee, tree.owner).await.expect_err("is their head").kind, ErrorKind::Forbidden);
        assert_eq!(accounts.send_reset(&customer, tree.theirs).await.expect_err("is no staff").kind, ErrorKind::Forbidden);
        accounts.send_reset(&dealer, tree.theirs).await.expect("is theirs");
        try_from(&sign_in, "192.0.2.1", "tess@example.com", PASSWORD).await.expect_err("the old password holds no more");
        let secret = mailed_secret(&rig, tree.theirs).await;
        accounts.reset_password(&from("192.0.2.1"), &secret, NEW).await.expect("sets it");
        assert!(!try_from(&sign_in, "192.0.2.1", "tess@example.com", NEW).await.expect("is let in").viewer.must_change_password);
    }

    async fn staff_send_somebody_so_many_links_and_no_more(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let (dealer, owner) = (signed_in(&sign_in, "dario@example.com").await.caller, signed_in(&sign_in, "olga@example.com").await.caller);
        for _ in 0..6 { accounts.send_reset(&dealer, tree.customer).await.expect_err("is elsewhere, and counts for nothing"); }
        for _ in 0..3 { accounts.send_reset(&dealer, tree.theirs).await.expect("is theirs"); }
        let refused = accounts.send_reset(&dealer, tree.theirs).await.expect_err("enough for now");
        assert_eq!((refused.kind, refused.retry_after, refused.message), (ErrorKind::TooMany, Some(301), msg::session_links_too_often(6_u32)));
        for _ in 0..2 { accounts.send_reset(&owner, tree.theirs).await.expect("somebody else has pauses of their own"); }
        let refused = accounts.send_reset(&owner, tree.theirs).await.expect_err("the person had five within the hour");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(3_601)));
        assert_eq!(count(&db, "mail", vec![]).await, 5, "what was refused mails nobody");
        accounts.send_reset(&owner, tree.customer).await.expect("another person is not concerned");
        rig.clock.pass(3_601);
        accounts.send_reset(&dealer, tree.theirs).await.expect("the hour is over");
    }
}
