//! The two tokens of a browser: the short one is renewed by the long one without anybody noticing, and what is taken away bites at once.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use db::values;

use super::site::{PASSWORD, Site};

const ACCESS: &str = "__Host-access";
const REFRESH: &str = "__Host-refresh";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_short_token_is_renewed_by_the_long_one() {
    let (site, _) = Site::with_people().await;
    let mut anna = site.signed_in("anna").await;
    let first = anna.cookie(REFRESH).expect("a long token").to_owned();
    anna.forget(ACCESS);
    let mut other_tab = anna.clone();
    assert_eq!(anna.get("/admin").await.status, StatusCode::OK);
    let second = anna.cookie(REFRESH).expect("the next one").to_owned();
    assert!(anna.cookie(ACCESS).is_some() && second != first);
    // A request that was under way with the old one gets the same successor.
    assert_eq!(other_tab.get("/admin/users").await.status, StatusCode::OK);
    assert_eq!(other_tab.cookie(REFRESH), Some(second.as_str()));
    // While the short token is good, nothing is set.
    assert!(anna.get("/admin").await.headers.get(header::SET_COOKIE).is_none());
    anna.forget(ACCESS);
    assert_eq!(anna.get("/admin").await.status, StatusCode::OK, "the second buys a third");
    // The first comes again after its successor was used: it was stolen, and everything ends.
    let mut thief = site.browser();
    thief.set_cookie(REFRESH, &first);
    assert_eq!(thief.get("/admin").await.status, StatusCode::SEE_OTHER);
    assert_eq!(anna.get("/admin").await.status, StatusCode::SEE_OTHER, "also for who had the last one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_may_say_its_token_in_a_header() {
    let (site, _) = Site::with_people().await;
    let anna = site.signed_in("anna").await;
    let token = anna.cookie(ACCESS).expect("a short token").to_owned();
    for (said, status) in [
        (format!("Bearer {token}"), StatusCode::OK),
        ("Bearer nothing".to_owned(), StatusCode::UNAUTHORIZED),
        (token, StatusCode::UNAUTHORIZED),
    ] {
        let mut program = site.browser();
        let request = program.request(Method::GET, "/admin/users/export.csv").header(header::AUTHORIZATION, said).body(Body::empty());
        assert_eq!(program.send(request.expect("a request")).await.status, status);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_taken_away_bites_on_the_next_request() {
    let (site, people) = Site::with_people().await;
    let (services, olga) = (service::services(&site.context), site.caller(people["olga"]).await);
    let mut emma = site.signed_in("emma").await;
    assert_eq!(emma.get("/admin/payments").await.status, StatusCode::OK);
    db::exec(site.context.db.write(), "UPDATE users SET post = 'support' WHERE id = ?", values![people["emma"]])
        .await
        .expect("another post");
    assert_eq!(emma.get("/admin/payments").await.status, StatusCode::FORBIDDEN, "the session stays, the permission does not");
    let mut bela = site.signed_in("bela").await;
    services.users.set_status(&olga, people["bela"], domain::user::UserStatus::Inactive).await.expect("deactivates");
    assert_eq!(bela.get("/panel").await.status, StatusCode::SEE_OTHER);
    assert_eq!((bela.cookie(ACCESS), bela.cookie(REFRESH)), (None, None), "the browser forgets what is worth nothing");
    let again = bela.post("/sign-in", &[("login", "bela@example.com"), ("password", PASSWORD)]).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ending_the_other_sessions_keeps_this_one() {
    let (site, _) = Site::with_people().await;
    let (mut phone, mut desk) = (site.signed_in("alma").await, site.signed_in("alma").await);
    assert_eq!(desk.call("account/own_sessions", "").await.json().as_array().map(Vec::len), Some(2));
    assert_eq!(desk.call("account/revoke_other_sessions", "").await.text, "1");
    assert_eq!(phone.get("/panel").await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.get("/panel").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_left_of_an_ended_session_does_not_undo_a_sign_in() {
    let (site, _) = Site::with_people().await;
    let mut tab = site.signed_in("anna").await;
    let mut other = tab.clone();
    assert_eq!(other.post("/sign-out", &[]).await.status, StatusCode::SEE_OTHER);
    // The tab still has the tokens that ended; a form of before leads in all the same.
    assert_eq!(tab.post("/sign-in", &[("login", "anna@example.com"), ("password", PASSWORD)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(tab.get("/admin").await.status, StatusCode::OK);
}
