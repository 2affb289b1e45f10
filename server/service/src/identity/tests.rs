//! Signing in as stories, on both databases.

mod accounts;
mod mails;
mod reset;
mod revocation;
mod shutting_out;
mod sign_in;
mod tokens;

use db::{Db, Value, scalar};
use domain::{Result, access::Caller, ids::UserId};
use secrecy::SecretString;

use super::{
    SignIn, SignedIn,
    testing::{PASSWORD, Rig, from},
};

/// Signs in with the password of all, from a usual address.
async fn signed_in(sign_in: &SignIn, login: &str) -> SignedIn {
    try_from(sign_in, "192.0.2.1", login, PASSWORD).await.expect("is let in")
}

async fn try_from(sign_in: &SignIn, address: &str, login: &str, password: &str) -> Result<SignedIn> {
    sign_in.sign_in(&from(address), login, &SecretString::from(password.to_owned())).await
}

/// Who the access token is, now.
async fn who(sign_in: &SignIn, access: &str) -> Option<Caller> {
    sign_in.authenticate(&from("192.0.2.1"), Some(access), None).await.expect("answers").caller
}

async fn count(db: &Db, text: &str, values: Vec<Value>) -> i64 {
    scalar::<i64>(db.read(), &format!("SELECT CAST(COUNT(*) AS bigint) FROM {text}"), values).await.expect("counts").unwrap_or(0)
}

/// Waits until a condition holds, for what happens beside the request.
async fn until<F: Future<Output = bool>>(mut holds: impl FnMut() -> F) {
    let waiting = async {
        while !holds().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.expect("it happens in time");
}

/// The link in the last mail to a user.
async fn mailed_secret(rig: &Rig, user: UserId) -> String {
    let mails = db::identity::mail::list(rig.context.db.read(), "1/", None, 50).await.expect("reads");
    let bodies: Vec<String> = {
        let mut bodies = Vec::new();
        for mail in &mails {
            let to = scalar::<UserId>(rig.context.db.read(), "SELECT user_id FROM mail WHERE id = ?", db::values![mail.id])
                .await
                .expect("reads");
            if to == Some(user) {
                bodies.push(super::mail::body_of(&rig.context, mail).expect("opens"));
            }
        }
        bodies
    };
    let body = bodies.iter().find(|body| body.contains("token=")).expect("a mail with a link was written");
    body.split("token=").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("the link has a secret").to_owned()
}
