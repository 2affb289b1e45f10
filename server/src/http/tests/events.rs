//! The stream of live events: for who is signed in, about what they may see, until their session ends.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    http::{Method, StatusCode},
};
use futures::StreamExt as _;

use super::site::{Browser, Site};
use crate::http::streams::MOST;

/// Long enough for any machine; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(20);

async fn open(site: &Site, browser: &Browser<'_>) -> BodyDataStream {
    let response = site.send(browser.request(Method::GET, "/events").body(Body::empty()).expect("a request")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response.into_body().into_data_stream()
}

/// Reads until this is said.
async fn until(stream: &mut BodyDataStream, words: &str) -> String {
    let mut heard = String::new();
    while !heard.contains(words) {
        let next = tokio::time::timeout(PATIENCE, stream.next()).await.unwrap_or_else(|_| panic!("{words} does not come; heard {heard}"));
        heard += &String::from_utf8_lossy(&next.unwrap_or_else(|| panic!("the stream ended before {words}")).expect("no error"));
    }
    heard
}

/// Reads to the end.
async fn end(stream: &mut BodyDataStream) -> String {
    let mut heard = String::new();
    let all = async {
        while let Some(Ok(bytes)) = stream.next().await {
            heard += &String::from_utf8_lossy(&bytes);
        }
    };
    tokio::time::timeout(PATIENCE, all).await.expect("the stream ends");
    heard
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_hears_anything() {
    let (site, _) = Site::with_people().await;
    assert_eq!(site.browser().get("/events").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_hears_of_ones_own_part_and_of_no_other() {
    let (site, people) = Site::with_people().await;
    let anna = site.signed_in("anna").await;
    let mut stream = open(&site, &anna).await;
    until(&mut stream, "open").await;
    let users = service::services(&site.context).users;
    let olga = site.caller(people["olga"]).await;
    let status = domain::user::UserStatus::Inactive;
    users.set_status(&olga, people["bela"], status).await.expect("Ben's customer");
    users.set_status(&olga, people["alma"], status).await.expect("Anna's customer");
    let heard = until(&mut stream, &people["alma"].to_string()).await;
    assert!(!heard.contains(&people["bela"].to_string()), "{heard}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_with_the_session() {
    let (site, people) = Site::with_people().await;
    let services = service::services(&site.context);
    let olga = site.caller(people["olga"]).await;
    let (anna, mut alma, bela) = (site.signed_in("anna").await, site.signed_in("alma").await, site.signed_in("bela").await);
    let (mut revoked, mut out, mut closed) = (open(&site, &anna).await, open(&site, &alma).await, open(&site, &bela).await);
    for stream in [&mut revoked, &mut out, &mut closed] {
        until(stream, "open").await;
    }
    services.accounts.revoke_of(&olga, people["anna"], None).await.expect("ends Anna's sessions");
    assert!(end(&mut revoked).await.contains("event: signed-out"), "finding 44: a page can say so");
    alma.post("/sign-out", &[]).await;
    end(&mut out).await;
    services.users.set_status(&olga, people["bela"], domain::user::UserStatus::Inactive).await.expect("closes the account");
    assert!(end(&mut closed).await.contains("event: signed-out"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_holds_streams_without_end() {
    let (site, _) = Site::with_people().await;
    let (mut anna, ben) = (site.signed_in("anna").await, site.signed_in("ben").await);
    let mut streams = Vec::new();
    for _ in 0..MOST {
        streams.push(open(&site, &anna).await);
    }
    let refused = anna.get("/events").await;
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "30"), "{}", refused.text);
    drop(open(&site, &ben).await);
    streams.pop();
    drop(open(&site, &anna).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_when_the_process_stops() {
    let (site, _) = Site::with_people().await;
    let anna = site.signed_in("anna").await;
    let mut stream = open(&site, &anna).await;
    until(&mut stream, "open").await;
    site.stop();
    assert!(!end(&mut stream).await.contains("signed-out"), "nobody was signed out");
    assert_eq!(site.browser().get("/health/ready").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(site.browser().get("/health/live").await.status, StatusCode::OK);
}
