//! What strangers can and cannot do in somebody's name, and who is out at once when staff say so.

use db::{both_databases, values};
use domain::{
    ErrorKind,
    audit::Change,
    port::{Accounts, Users},
    user::UserStatus,
};

use super::*;
use crate::{
    figures,
    identity::{AccountsService, Visitor, invite},
    users::UsersService,
};

const NEW: &str = "nine blue lanterns";

/// Signs in with a device's secret.
async fn with_device(sign_in: &SignIn, address: &str, login: &str, password: &str, device: &str) -> Result<SignedIn> {
    let origin = from(address);
    sign_in.admit(Visitor { device: Some(device), ..Visitor::from(&origin) }, login, &SecretString::from(password.to_owned())).await
}

/// Wrong passwords for one name, each from an address of its own.
async fn guess(sign_in: &SignIn, login: &str, network: &str, times: usize) {
    for host in 0..times {
        let refused = try_from(sign_in, &format!("{network}.{host}"), login, "wrong").await.expect_err("wrong");
        assert_eq!(refused.kind, ErrorKind::SignIn, "{host}");
    }
}

both_databases! {
    /// W6
    async fn w6_a_link_that_staff_send_shuts_out_who_knows_the_password_or_sits_at_a_session(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let owner = signed_in(&sign_in, "olga@example.com").await.caller;
        let thief = signed_in(&sign_in, "cora@example.com").await;
        accounts.request_reset(&from("192.0.2.7"), "cora@example.com").await.expect("is accepted");
        let earlier = mailed_secret(&rig, tree.customer).await;
        rig.clock.pass(1);
        accounts.send_reset(&owner, tree.customer).await.expect("sends it");
        assert!(who(&sign_in, &thief.tokens.access).await.is_none(), "the session is over");
        let answer = sign_in.authenticate(&from("192.0.2.1"), None, Some(&thief.tokens.refresh)).await.expect("answers");
        assert!(answer.caller.is_none() && answer.new_tokens.is_none(), "and its refresh token buys nothing");
        assert_eq!(try_from(&sign_in, "192.0.2.1", "cora@example.com", PASSWORD).await.expect_err("the password holds no more").kind, ErrorKind::SignIn);
        let refused = accounts.change_password(&thief.caller, PASSWORD, NEW).await.expect_err("nor for a request that was under way");
        assert_eq!(refused.fields[0].field, "current");
        accounts.reset_password(&from("192.0.2.1"), &earlier, NEW).await.expect_err("links before it have ended");
        let secret = mailed_secret(&rig, tree.customer).await;
        accounts.reset_password(&from("192.0.2.1"), &secret, NEW).await.expect("the link still works after all that");
        let signed = try_from(&sign_in, "192.0.2.1", "cora@example.com", NEW).await.expect("is let in");
        assert!(!signed.viewer.must_change_password);
    }

    // The case of the link to the deactivated.
    /// Case: success was said, a mail left, and its link was dead.
    async fn no_link_is_sent_to_the_deactivated_nor_to_oneself(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        figures::rebuild(&rig.context).await.expect("files everybody");
        let (sign_in, accounts, users) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()), UsersService::new(rig.context.clone()));
        let owner = signed_in(&sign_in, "olga@example.com").await.caller;
        users.set_status(&owner, tree.customer, UserStatus::Inactive).await.expect("deactivates");
        let refused = accounts.send_reset(&owner, tree.customer).await.expect_err("is deactivated");
        assert_eq!((refused.kind, refused.message), (ErrorKind::Invalid, domain::msg::session_link_deactivated("Cora Leaf")));
        assert_eq!(accounts.send_reset(&owner, tree.owner).await.expect_err("would lock the owner out").kind, ErrorKind::Invalid);
        assert_eq!(count(&db, "mail", vec![]).await, 0);
        assert!(who(&sign_in, &signed_in(&sign_in, "olga@example.com").await.tokens.access).await.is_some());
    }

    /// W23
    async fn w23_a_link_of_before_a_deactivation_is_dead_after_it(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        figures::rebuild(&rig.context).await.expect("files everybody");
        let (sign_in, accounts, users) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()), UsersService::new(rig.context.clone()));
        let owner = signed_in(&sign_in, "olga@example.com").await.caller;
        accounts.request_reset(&from("192.0.2.1"), "cora@example.com").await.expect("is accepted");
        let secret = mailed_secret(&rig, tree.customer).await;
        for status in [UserStatus::Inactive, UserStatus::Active] { users.set_status(&owner, tree.customer, status).await.expect("sets it"); }
        accounts.reset_password(&from("192.0.2.1"), &secret, NEW).await.expect_err("ended with the account");
    }

    /// W10
    async fn w10_guesses_from_everywhere_slow_a_name_down_and_shut_nobody_out(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let device = signed_in(&sign_in, "olga@example.com").await.device;
        guess(&sign_in, "olga@example.com", "198.51.100", 20).await;
        let refused = try_from(&sign_in, "203.0.113.1", "olga@example.com", PASSWORD).await.expect_err("too many");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(46)));
        let again = with_device(&sign_in, "203.0.113.1", "olga@example.com", PASSWORD, &device).await.expect("a device that was here before");
        assert_eq!(again.device, device);
        // It opens the door of nobody else.
        guess(&sign_in, "cora@example.com", "198.51.101", 20).await;
        assert_eq!(with_device(&sign_in, "203.0.113.1", "cora@example.com", PASSWORD, &device).await.expect_err("is not known there").kind, ErrorKind::TooMany);
        rig.clock.pass(46);
        try_from(&sign_in, "203.0.113.1", "olga@example.com", PASSWORD).await.expect("others wait for a moment, not for a quarter of an hour");
    }

    /// W10
    async fn w10_a_known_device_guesses_no_more_than_any_other(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let first = signed_in(&sign_in, "cora@example.com").await;
        let kinds = async |device: &str| {
            let mut kinds = Vec::new();
            for _ in 0..6 { kinds.push(with_device(&sign_in, "192.0.2.9", "cora@example.com", "wrong", device).await.expect_err("wrong").kind); }
            kinds
        };
        let told = [[ErrorKind::SignIn; 5].as_slice(), &[ErrorKind::TooMany]].concat();
        assert_eq!(kinds(&first.device).await, told);
        signed_in(&sign_in, "cora@example.com").await;
        // A device whose session was ended by hand may be in other hands, and so may a made-up one.
        let other = signed_in(&sign_in, "cora@example.com").await;
        accounts.revoke(&other.caller, first.tokens.session).await.expect("ends it");
        rig.clock.pass(901);
        guess(&sign_in, "cora@example.com", "198.51.100", 20).await;
        for device in [first.device.as_str(), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "rubbish", ""] {
            assert_eq!(with_device(&sign_in, "203.0.113.1", "cora@example.com", PASSWORD, device).await.expect_err("is not known").kind, ErrorKind::TooMany, "{device}");
        }
    }

    /// W14
    async fn w14_an_account_is_one_by_whatever_name_it_is_tried(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        guess(&sign_in, "cora@example.com", "198.51.100", 12).await;
        guess(&sign_in, "Cora.L", "198.51.101", 8).await;
        for login in ["cora@example.com", "cora.l"] {
            assert_eq!(try_from(&sign_in, "203.0.113.1", login, PASSWORD).await.expect_err("20 for both").kind, ErrorKind::TooMany, "{login}");
        }
    }

    /// W15
    async fn w15_what_a_stranger_asks_for_ends_no_invitation_and_locks_nobody_out(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let device = signed_in(&sign_in, "cora@example.com").await.device;
        let tx = db.begin().await.expect("begins");
        invite(&tx, &rig.context, tree.customer, "cora@example.com", domain::text::Locale::En).await.expect("invites");
        tx.commit().await.expect("commits");
        let invitation = mailed_secret(&rig, tree.customer).await;
        rig.clock.pass(1);
        for host in 0..5 { accounts.request_reset(&from(&format!("198.51.100.{host}")), "cora@example.com").await.expect("is accepted"); }
        let refused = accounts.request_reset(&from("203.0.113.1"), "Cora.L").await.expect_err("by either name");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(721)), "one each twelve minutes, not none for an hour");
        let origin = from("203.0.113.1");
        sign_in.request_reset(Visitor { device: Some(&device), ..Visitor::from(&origin) }, "cora@example.com").await.expect("from a known device");
        assert_eq!(count(&db, "reset_link WHERE user_id = ? AND used_at IS NULL", values![tree.customer]).await, 2, "the invitation and the last");
        accounts.reset_password(&from("203.0.113.1"), &invitation, NEW).await.expect("it works for its week");
        assert_eq!(count(&db, "reset_link WHERE user_id = ? AND used_at IS NULL", values![tree.customer]).await, 0, "one that is used ends all");
    }

    // The case of the pause that outlives a new password.
    /// Case: who had opened the mailed link was told to wait.
    async fn whoever_set_a_password_by_the_mailed_link_is_let_in_at_once(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        for _ in 0..7 { try_from(&sign_in, "192.0.2.9", "cora@example.com", "wrong").await.expect_err("wrong, or too many"); }
        guess(&sign_in, "cora.l", "198.51.100", 15).await;
        assert_eq!(try_from(&sign_in, "192.0.2.9", "cora@example.com", PASSWORD).await.expect_err("has to wait").kind, ErrorKind::TooMany);
        accounts.request_reset(&from("192.0.2.9"), "cora@example.com").await.expect("is accepted");
        let secret = mailed_secret(&rig, tree.customer).await;
        accounts.reset_password(&from("192.0.2.9"), &secret, NEW).await.expect("sets it");
        try_from(&sign_in, "192.0.2.9", "cora@example.com", NEW).await.expect("is let in at once");
    }

    /// W21
    async fn w21_a_change_of_password_replaces_this_sessions_own_tokens(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let here = signed_in(&sign_in, "cora@example.com").await;
        assert!(sign_in.renew(&here.caller).await.expect("answers").is_none(), "what holds is not replaced");
        accounts.change_password(&here.caller, PASSWORD, NEW).await.expect("changes it");
        let old = sign_in.authenticate(&from("192.0.2.1"), Some(&here.tokens.access), Some(&here.tokens.refresh)).await.expect("answers");
        assert!(old.caller.is_none() && !old.clear, "a request under way does not take the new cookies away");
        let old = sign_in.authenticate(&from("192.0.2.1"), None, Some(&here.tokens.refresh)).await.expect("answers");
        assert!(old.caller.is_none() && old.new_tokens.is_none());
        let tokens = sign_in.renew(&here.caller).await.expect("answers").expect("there are new ones");
        assert_eq!(tokens.session, here.tokens.session, "the session is the same");
        assert!(who(&sign_in, &tokens.access).await.is_some() && who(&sign_in, &here.tokens.access).await.is_none());
        let next = sign_in.authenticate(&from("192.0.2.1"), None, Some(&tokens.refresh)).await.expect("answers").new_tokens.expect("the next pair");
        assert!(who(&sign_in, &next.access).await.is_some(), "it keeps its generation");
        assert!(sign_in.renew(&here.caller).await.expect("answers").is_none(), "once");
    }

    /// W21
    async fn w21_signing_in_over_a_living_session_ends_that_one(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let (first, elsewhere) = (signed_in(&sign_in, "cora@example.com").await, signed_in(&sign_in, "cora@example.com").await);
        let origin = from("192.0.2.1");
        let visitor = Visitor { living: Some(&first.caller), ..Visitor::from(&origin) };
        sign_in.admit(visitor, "cora@example.com", &SecretString::from("wrong".to_owned())).await.expect_err("wrong");
        assert!(who(&sign_in, &first.tokens.access).await.is_some(), "a refused try ends nothing");
        sign_in.admit(visitor, "tess@example.com", &SecretString::from(PASSWORD.to_owned())).await.expect("as somebody else");
        assert!(who(&sign_in, &first.tokens.access).await.is_none());
        assert!(who(&sign_in, &elsewhere.tokens.access).await.is_some());
    }

    async fn of_too_many_sessions_the_oldest_end(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let first = signed_in(&sign_in, "cora@example.com").await;
        for _ in 0..db::identity::session::LISTED { rig.clock.pass(1); signed_in(&sign_in, "cora@example.com").await; }
        assert!(who(&sign_in, &first.tokens.access).await.is_none());
        let open = count(&db, "session WHERE user_id = ? AND revoked_at IS NULL", values![tree.customer]).await;
        assert_eq!(usize::try_from(open), Ok(db::identity::session::LISTED));
    }

    /// Finding 11: who came and went within a minute was never seen.
    async fn signing_in_counts_as_being_seen(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        signed_in(&sign_in, "cora@example.com").await;
        let seen = scalar::<i64>(db.read(), "SELECT last_seen_at FROM users WHERE id = ?", values![tree.customer]).await.expect("reads");
        assert_eq!(seen, Some(rig.context.now().0));
    }

    /// Finding 59
    async fn refused_sign_ins_are_in_the_trail_a_few_for_each_account_and_hour(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        const NOTED: &str = "audit_event WHERE operation = 'SignIn' AND subject_user = ? AND changes LIKE '%refused%'";
        for (host, wanted) in [1, 2, 3].into_iter().enumerate() {
            try_from(&sign_in, &format!("198.51.100.{host}"), "cora@example.com", "not this, my secret").await.expect_err("wrong");
            until(|| async { count(&db, NOTED, values![tree.customer]).await == wanted }).await;
        }
        guess(&sign_in, "cora@example.com", "198.51.101", 10).await;
        try_from(&sign_in, "198.51.100.1", "my secret as a name", "x").await.expect_err("nobody has that name");
        signed_in(&sign_in, "tess@example.com").await;
        assert_eq!(count(&db, NOTED, values![tree.customer]).await, 3);
        assert_eq!(count(&db, "audit_event WHERE changes LIKE '%secret%' OR subject_name LIKE '%secret%'", vec![]).await, 0, "what was typed is told nowhere");
        let text = "SELECT changes FROM audit_event WHERE operation = 'SignIn' AND subject_user = ? AND address = '198.51.100.0'";
        let changes = scalar::<String>(db.read(), text, values![tree.customer]).await.expect("reads").expect("says from where");
        let changes: Vec<Change> = serde_json::from_str(&changes).expect("are changes");
        assert!(changes.iter().any(|change| change.field == "device" && change.after.as_deref() == Some("Firefox on Linux")), "{changes:?}");
    }
}
