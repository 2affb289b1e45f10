//! What staff take away is gone with the next request, and open streams end.

use std::time::Duration;

use domain::{
    access::{Module, Role},
    live::LiveEvent,
    port::{Accounts, Users},
    user::{UserForm, UserStatus},
};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::{
    figures,
    identity::AccountsService,
    live::{Hub, Subscription, publish},
    users::{UsersService, tests::house},
};

/// The figures of people who were written past the use case, so that what is changed below finds them.
async fn file(rig: &Rig) {
    figures::rebuild(&rig.context).await.expect("files");
}

async fn form_of(rig: &Rig, user: UserId) -> UserForm {
    let row = house::row(&rig.context, user).await;
    UserForm {
        name: row.name.clone(),
        username: row.username.clone().unwrap_or_default(),
        email: row.email.clone(),
        role: row.role.clone(),
        post: row.post.clone().unwrap_or_default(),
        tier: row.tier.to_string(),
        version: row.version.to_string(),
        ..UserForm::default()
    }
}

/// Ends where it should, within seconds, whatever came before.
async fn ends(mut stream: Subscription, why: &str) {
    let end = async { while stream.next().await.is_some() {} };
    tokio::time::timeout(Duration::from_secs(20), end).await.unwrap_or_else(|_| panic!("the stream goes on although {why}"));
}

db::both_databases! {
    async fn deactivation_role_and_revocation_hold_for_the_next_request(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        file(&rig).await;
        let (sign_in, accounts, users) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()), UsersService::new(rig.context.clone()));
        let owner = signed_in(&sign_in, "olga@example.com").await.caller;

        let customer = signed_in(&sign_in, "cora@example.com").await;
        assert_eq!(accounts.revoke_of(&owner, tree.customer, Some(customer.tokens.session)).await, Ok(1));
        assert!(who(&sign_in, &customer.tokens.access).await.is_none(), "revoked");

        let customer = signed_in(&sign_in, "cora@example.com").await;
        users.set_status(&owner, tree.customer, UserStatus::Inactive).await.expect("deactivates");
        assert!(who(&sign_in, &customer.tokens.access).await.is_none(), "deactivated");
        let answer = sign_in.authenticate(&from("192.0.2.1"), None, Some(&customer.tokens.refresh)).await.expect("answers");
        assert!(answer.caller.is_none() && answer.new_tokens.is_none(), "nor does the refresh token help");
        try_from(&sign_in, "192.0.2.1", "cora@example.com", PASSWORD).await.expect_err("deactivated");

        let employee = signed_in(&sign_in, "emil@example.com").await;
        let form = UserForm { post: "support".into(), ..form_of(&rig, tree.employee).await };
        users.edit(&owner, tree.employee, &form).await.expect("changes the post");
        assert!(who(&sign_in, &employee.tokens.access).await.is_none(), "what was held before is held no more");
        let again = signed_in(&sign_in, "emil@example.com").await.caller;
        assert!(again.role == Role::Employee && !again.may(domain::access::Operation::ListPayments));
    }

    async fn a_stream_ends_with_its_session(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        file(&rig).await;
        let (sign_in, accounts, users) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()), UsersService::new(rig.context.clone()));
        let hub = Hub::start(&rig.context, CancellationToken::new());
        let owner = signed_in(&sign_in, "olga@example.com").await.caller;
        let listen = async |login: &str| {
            let caller = signed_in(&sign_in, login).await.caller;
            (caller.clone(), hub.subscribe(&caller, None).await.expect("listens"))
        };

        let (cora, stream) = listen("cora@example.com").await;
        accounts.revoke_of(&owner, tree.customer, cora.session).await.expect("ends it");
        ends(stream, "staff ended the session").await;

        let (cora, stream) = listen("cora@example.com").await;
        sign_in.sign_out(&cora).await.expect("leaves");
        ends(stream, "its user signed out").await;

        let (_, stream) = listen("cora@example.com").await;
        users.set_status(&owner, tree.customer, UserStatus::Inactive).await.expect("deactivates");
        ends(stream, "its user was deactivated").await;

        let (_, stream) = listen("emil@example.com").await;
        let form = UserForm { post: "support".into(), ..form_of(&rig, tree.employee).await };
        users.edit(&owner, tree.employee, &form).await.expect("changes the post");
        ends(stream, "its user holds another post").await;

        // Who was signed out between the door and the stream hears nothing either.
        let tess = signed_in(&sign_in, "tess@example.com").await.caller;
        accounts.revoke_of(&owner, tree.theirs, None).await.expect("ends it");
        ends(hub.subscribe(&tess, None).await.expect("listens"), "the session was over before it began").await;
    }

    async fn a_stream_goes_on_when_another_session_of_its_user_ends(db: Db) {
        let rig = Rig::new(&db);
        let tree = rig.tree().await;
        let (sign_in, accounts) = (SignIn::new(rig.context.clone()), AccountsService::new(rig.context.clone()));
        let hub = Hub::start(&rig.context, CancellationToken::new());
        let (here, there) = (signed_in(&sign_in, "cora@example.com").await.caller, signed_in(&sign_in, "cora@example.com").await.caller);
        let (mut stays, goes) = (hub.subscribe(&here, None).await.expect("listens"), hub.subscribe(&there, None).await.expect("listens"));
        assert_eq!(accounts.revoke_others(&here).await, Ok(1));
        ends(goes, "its session was ended from another").await;
        let paid = LiveEvent::Payments { users: vec![tree.customer] };
        let tx = db.begin().await.expect("begins");
        publish(&tx, &rig.context, Module::Money, "1/", Some(tree.customer), &paid).await.expect("publishes");
        tx.commit().await.expect("commits");
        let hears = async { loop { if stays.next().await.expect("goes on").1 == paid { break } } };
        tokio::time::timeout(Duration::from_secs(20), hears).await.expect("is heard");
    }
}
