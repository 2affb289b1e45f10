//! The life of tokens.

use db::{both_databases, values};
use domain::time::Timestamp;

use super::*;
use crate::identity::{Authenticated, tokens::ACCESS};

async fn exchange(sign_in: &SignIn, refresh: &str) -> Authenticated {
    sign_in.authenticate(&from("192.0.2.1"), None, Some(refresh)).await.expect("answers")
}

fn next(answer: &Authenticated) -> String {
    answer.new_tokens.as_ref().expect("there is a new pair").refresh.clone()
}

both_databases! {
    async fn a_refresh_token_buys_the_next_pair(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let first = signed_in(&sign_in, "cora@example.com").await;
        rig.clock.pass(ACCESS);
        assert!(who(&sign_in, &first.tokens.access).await.is_none(), "the access token has run out");
        let answer = sign_in.authenticate(&from("192.0.2.1"), Some(&first.tokens.access), Some(&first.tokens.refresh)).await.expect("answers");
        assert_eq!(answer.caller.as_ref().map(|caller| caller.user), Some(tree.customer));
        assert_eq!(answer.preferences.as_ref().map(|preferences| preferences.locale), Some(domain::text::Locale::Es));
        let tokens = answer.new_tokens.clone().expect("there is a new pair");
        assert_ne!(tokens.refresh, first.tokens.refresh);
        assert!(who(&sign_in, &tokens.access).await.is_some());
        rig.clock.pass(ACCESS);
        assert_ne!(next(&exchange(&sign_in, &tokens.refresh).await), tokens.refresh);
    }

    async fn parallel_requests_get_the_same_successor(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let first = signed_in(&sign_in, "cora@example.com").await;
        rig.clock.pass(ACCESS);
        let tries: Vec<_> = (0..10).map(|_| {
            let (sign_in, refresh) = (sign_in.clone(), first.tokens.refresh.clone());
            tokio::spawn(async move { exchange(&sign_in, &refresh).await })
        }).collect();
        let mut successors = Vec::new();
        for one in tries {
            let answer = one.await.expect("runs");
            assert!(answer.caller.is_some() && !answer.clear);
            successors.push(next(&answer));
        }
        successors.dedup();
        assert_eq!(successors.len(), 1);
        assert_eq!(count(&db, "refresh_token", vec![]).await, 2);
        rig.clock.pass(30);
        assert_eq!(next(&exchange(&sign_in, &first.tokens.refresh).await), successors[0], "a late one is still honoured");
        assert!(exchange(&sign_in, &successors[0]).await.caller.is_some());
    }

    async fn an_old_token_that_comes_again_ends_the_session(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let (first, other) = (signed_in(&sign_in, "cora@example.com").await, signed_in(&sign_in, "cora@example.com").await);
        let second = exchange(&sign_in, &first.tokens.refresh).await;
        rig.clock.pass(31);
        let stolen = exchange(&sign_in, &first.tokens.refresh).await;
        assert!(stolen.caller.is_none() && stolen.clear && stolen.new_tokens.is_none());
        let tokens = second.new_tokens.expect("there was a new pair");
        assert!(who(&sign_in, &tokens.access).await.is_none(), "the thief's or the owner's, both are out");
        assert!(exchange(&sign_in, &tokens.refresh).await.caller.is_none());
        assert!(who(&sign_in, &other.tokens.access).await.is_some(), "another device stays");
        assert_eq!(count(&db, "session WHERE revoked_reason = 'token_reused'", vec![]).await, 1);
    }

    async fn the_token_before_the_last_is_not_honoured_even_at_once(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let first = signed_in(&sign_in, "cora@example.com").await;
        let second = next(&exchange(&sign_in, &first.tokens.refresh).await);
        let third = next(&exchange(&sign_in, &second).await);
        assert!(exchange(&sign_in, &first.tokens.refresh).await.clear);
        assert!(exchange(&sign_in, &third).await.caller.is_none());
    }

    async fn sessions_end_unused_and_in_any_case(db: Db) {
        const HOUR: i64 = 3_600;
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let (staff, customer) = (signed_in(&sign_in, "emil@example.com").await, signed_in(&sign_in, "cora@example.com").await);
        rig.clock.pass(12 * HOUR);
        assert!(exchange(&sign_in, &staff.tokens.refresh).await.clear, "staff are out after half a day");
        assert!(exchange(&sign_in, &customer.tokens.refresh).await.caller.is_some());
        let mut kept = signed_in(&sign_in, "emil@example.com").await.tokens.refresh;
        for _ in 0..15 {
            rig.clock.pass(11 * HOUR);
            kept = next(&exchange(&sign_in, &kept).await);
        }
        rig.clock.pass(3 * HOUR);
        assert!(exchange(&sign_in, &kept).await.clear, "after seven days they are out although they never paused");
    }

    async fn what_is_no_token_is_nobody_and_is_to_be_forgotten(db: Db) {
        let rig = Rig::new(&db);
        rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        for (access, refresh) in [(Some("rubbish"), None), (None, Some("rubbish")), (Some(""), Some("")), (None, Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"))] {
            let answer = sign_in.authenticate(&from("192.0.2.1"), access, refresh).await.expect("is no error");
            assert!(answer.caller.is_none() && answer.viewer.is_none() && answer.clear, "{access:?} {refresh:?}");
        }
        assert!(!sign_in.authenticate(&from("192.0.2.1"), None, None).await.expect("answers").clear);
    }

    async fn being_seen_is_noted_once_a_minute_beside_the_request(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let sign_in = SignIn::new(rig.context.clone());
        let signed = signed_in(&sign_in, "cora@example.com").await;
        let began = rig.context.now();
        let seen = || async { scalar::<Timestamp>(db.read(), "SELECT last_seen_at FROM users WHERE id = ?", values![tree.customer]).await.expect("reads") };
        rig.clock.pass(59);
        who(&sign_in, &signed.tokens.access).await.expect("is known");
        rig.clock.pass(1);
        let noted = rig.context.now();
        who(&sign_in, &signed.tokens.access).await.expect("is known");
        until(|| async { seen().await == Some(noted) }).await;
        let row = db::identity::session::find(db.read(), signed.tokens.session).await.expect("reads").expect("is there").session;
        assert_eq!((row.created_at, row.seen_at), (began, noted));
        assert!(row.idle_until > began.plus_seconds(14 * 24 * 3_600), "its idle time began anew");
    }
}
