//! One's own account, and other people's sessions.

use db::{both_databases, values};
use domain::{ErrorKind, ids::SessionId, port::Accounts, text::Locale};

use super::*;
use crate::identity::AccountsService;

const NEW: &str = "nine blue lanterns";

both_databases! {
    async fn changing_the_password_ends_the_other_sessions(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let (here, there) = (signed_in(&sign_in, "cora@example.com").await, signed_in(&sign_in, "cora@example.com").await);
        for (current, new, field) in [("wrong", NEW, "current"), (PASSWORD, PASSWORD, "new"), (PASSWORD, "Password123", "new"), (PASSWORD, "cora says hello", "new")] {
            assert_eq!(accounts.change_password(&here.caller, current, new).await.expect_err("must be refused").fields[0].field, field, "{new}");
        }
        accounts.change_password(&here.caller, PASSWORD, NEW).await.expect("changes it");
        let tokens = sign_in.renew(&here.caller).await.expect("answers").expect("this session goes on with new tokens");
        assert!(who(&sign_in, &tokens.access).await.is_some());
        assert!(who(&sign_in, &there.tokens.access).await.is_none());
        try_from(&sign_in, "192.0.2.1", "cora@example.com", NEW).await.expect("is let in");
        try_from(&sign_in, "192.0.2.1", "cora@example.com", PASSWORD).await.expect_err("the old one is gone");
        assert_eq!(count(&db, "mail WHERE user_id = ?", values![tree.customer]).await, 1, "they are told");
    }

    async fn the_present_password_is_not_to_be_guessed(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let here = signed_in(&sign_in, "cora@example.com").await;
        for _ in 0..5 { assert_eq!(accounts.change_password(&here.caller, "guess", NEW).await.expect_err("wrong").kind, ErrorKind::Invalid); }
        assert_eq!(accounts.change_password(&here.caller, PASSWORD, NEW).await.expect_err("too many").kind, ErrorKind::TooMany);
    }

    async fn one_sees_and_ends_ones_own_sessions(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let (here, there, third) = (signed_in(&sign_in, "cora@example.com").await, signed_in(&sign_in, "cora@example.com").await, signed_in(&sign_in, "cora@example.com").await);
        let stranger = signed_in(&sign_in, "tess@example.com").await;
        let listed = accounts.sessions(&here.caller).await.expect("lists");
        assert_eq!(listed.len(), 3);
        assert_eq!(listed.iter().filter(|session| session.current).map(|session| session.id).collect::<Vec<_>>(), [here.tokens.session]);
        assert!(listed.iter().all(|session| session.device == "Firefox on Linux" && session.address.as_deref() == Some("192.0.2.1")));
        accounts.revoke(&here.caller, there.tokens.session).await.expect("ends");
        assert!(who(&sign_in, &there.tokens.access).await.is_none());
        assert_eq!(accounts.revoke(&here.caller, there.tokens.session).await.expect_err("is over").kind, ErrorKind::NotFound);
        assert_eq!(accounts.revoke(&here.caller, stranger.tokens.session).await.expect_err("is not theirs").kind, ErrorKind::NotFound);
        assert_eq!(accounts.revoke_others(&here.caller).await, Ok(1));
        assert!(who(&sign_in, &third.tokens.access).await.is_none() && who(&sign_in, &here.tokens.access).await.is_some());
        assert!(who(&sign_in, &stranger.tokens.access).await.is_some());
    }

    async fn staff_end_sessions_in_their_part_of_the_tree(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let (dealer, employee) = (signed_in(&sign_in, "dario@example.com").await.caller, signed_in(&sign_in, "emil@example.com").await.caller);
        let (theirs, owner, customer) = (signed_in(&sign_in, "tess@example.com").await, signed_in(&sign_in, "olga@example.com").await, signed_in(&sign_in, "cora@example.com").await);
        assert_eq!(accounts.sessions_of(&dealer, tree.theirs).await.expect("lists").len(), 1);
        for foreign in [tree.customer, tree.owner, UserId::NIL] {
            assert_eq!(accounts.sessions_of(&dealer, foreign).await.expect_err("is elsewhere").kind, ErrorKind::NotFound);
            assert_eq!(accounts.revoke_of(&dealer, foreign, None).await.expect_err("is elsewhere").kind, ErrorKind::NotFound);
        }
        assert_eq!(accounts.revoke_of(&dealer, tree.theirs, Some(customer.tokens.session)).await.expect_err("is another's").kind, ErrorKind::NotFound);
        assert_eq!(accounts.revoke_of(&dealer, tree.theirs, Some(theirs.tokens.session)).await, Ok(1));
        assert!(who(&sign_in, &theirs.tokens.access).await.is_none());
        assert_eq!(accounts.revoke_of(&employee, tree.owner, None).await.expect_err("is their head").kind, ErrorKind::Forbidden);
        assert_eq!(accounts.revoke_of(&employee, tree.dealer, None).await.expect_err("is above them").kind, ErrorKind::Forbidden);
        assert_eq!(accounts.revoke_of(&owner.caller, tree.dealer, None).await, Ok(1));
        assert_eq!(accounts.revoke_of(&owner.caller, tree.employee, None).await, Ok(1));
        assert_eq!(accounts.sessions_of(&customer.caller, tree.customer).await.expect_err("is no staff").kind, ErrorKind::Forbidden);
        assert_eq!(accounts.revoke_of(&customer.caller, tree.theirs, Some(SessionId::NIL)).await.expect_err("is no staff").kind, ErrorKind::Forbidden);
    }

    async fn one_changes_ones_own_name_language_and_zone(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let here = signed_in(&sign_in, "cora@example.com").await;
        let refused = accounts.edit_profile(&here.caller, " ", Locale::Ar, "Mars/Olympus").await.expect_err("must be refused");
        assert_eq!(refused.fields.iter().map(|field| field.field.as_str()).collect::<Vec<_>>(), ["name", "time_zone"]);
        accounts.edit_profile(&here.caller, " كورا ", Locale::Ar, "Africa/Cairo").await.expect("changes");
        let answer = sign_in.authenticate(&from("192.0.2.1"), Some(&here.tokens.access), None).await.expect("answers");
        let preferences = answer.preferences.expect("is known");
        assert_eq!((answer.viewer.expect("is known").name.as_str(), preferences.locale, preferences.time_zone.as_str()), ("كورا", Locale::Ar, "Africa/Cairo"));
        assert_eq!(count(&db, "users WHERE id = ? AND search LIKE '%كورا%' AND version = 2", values![tree.customer]).await, 1);
        accounts.edit_profile(&here.caller, "كورا", Locale::Ar, "Africa/Cairo").await.expect("nothing to do");
        assert_eq!(count(&db, "users WHERE id = ? AND version = 2", values![tree.customer]).await, 1);
    }
}
