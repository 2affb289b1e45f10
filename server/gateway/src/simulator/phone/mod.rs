//! The phone: a page on which a person links a session with one press, sees what arrived, answers, and unlinks. Plain forms; the script
//! only refreshes the page and is not needed. To add something to press: a form in `page`, a route and a handler here.

mod page;

use std::sync::Arc;

use axum::{
    Form, Router,
    extract::{Path, Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;

use super::{
    engine::{
        App, accept,
        life::{self, Change, Wish},
    },
    http::{Answer, Shared},
    ids,
    store::{messages, sessions},
};

/// Messages a chat shows.
const SHOWN: i64 = 100;
/// Sessions the list shows.
const LISTED: i64 = 200;
const LONGEST_REPLY: usize = 4096;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/phone", get(list))
        .route("/phone/{session}", get(show))
        .route("/phone/{session}/scan", post(scan))
        .route("/phone/{session}/unlink", post(unlink))
        .route("/phone/{session}/reply", post(reply))
        .layer(middleware::from_fn(same_site))
}

/// A page of somebody else must not press our buttons.
async fn same_site(request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").and_then(|site| site.to_str().ok()).unwrap_or("none");
    if request.method() == "POST" && site == "cross-site" {
        return (StatusCode::FORBIDDEN, "This button works only on the phone page itself.").into_response();
    }
    next.run(request).await
}

async fn list(State(app): Shared) -> Answer<Response> {
    let sessions = sessions::list(&app.store.reader, LISTED).await?;
    Ok(document("Phones", &page::list(&sessions)))
}

async fn show(State(app): Shared, Path(name): Path<String>) -> Answer<Response> {
    let Some(session) = sessions::find(&app.store.reader, &name).await? else {
        return Ok((StatusCode::NOT_FOUND, document("No such session", &page::missing(&name))).into_response());
    };
    let messages = messages::newest(&app.store.reader, &name, SHOWN).await?;
    Ok(document(&name, &page::session(&session, &messages)))
}

async fn scan(State(app): Shared, Path(name): Path<String>) -> Answer<Response> {
    press(&app, &name, Wish::Scan).await
}

async fn unlink(State(app): Shared, Path(name): Path<String>) -> Answer<Response> {
    press(&app, &name, Wish::Unlink).await
}

/// Pressed too late or twice changes nothing; the page then shows how things are.
async fn press(app: &App, name: &str, wish: Wish) -> Answer<Response> {
    match life::change(app, name, wish).await? {
        Change::Missing => Ok((StatusCode::NOT_FOUND, document("No such session", &page::missing(name))).into_response()),
        Change::Done(_) | Change::Wrong(_) => Ok(back(name)),
    }
}

#[derive(Deserialize)]
struct Reply {
    chat: String,
    text: String,
}

async fn reply(State(app): Shared, Path(name): Path<String>, Form(reply): Form<Reply>) -> Answer<Response> {
    let text: String = reply.text.trim().chars().take(LONGEST_REPLY).collect();
    let chat = if reply.chat.contains('@') { reply.chat } else { format!("{}@c.us", ids::digits(&reply.chat)) };
    if !text.is_empty() && !ids::digits(&chat).is_empty() {
        accept::receive(&app, &name, &chat, &text).await?;
    }
    Ok(back(&name))
}

/// Names hold letters, digits, `-` and `_` only, so they are a path as they are; anything else ends at the list.
fn back(name: &str) -> Response {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    Redirect::to(&if plain { format!("/phone/{name}") } else { "/phone".to_owned() }).into_response()
}

/// A whole page with a policy that allows nothing but its own style and script.
fn document(title: &str, main: &str) -> Response {
    let nonce = ids::nonce();
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::REFERRER_POLICY, "same-origin".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, page::document(title, main, &nonce)).into_response()
}
