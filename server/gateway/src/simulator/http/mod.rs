//! The simulator's HTTP side: WAHA's API under `/api`, the fault controls, the phone page, and what bounds them all (a key, a body limit,
//! a time limit, a number of requests at once). A new call of WAHA gets a handler in the file of its tag and a line in [`router`].

mod chats;
mod control;
pub(super) mod error;
mod pairing;
mod sending;
mod server;
mod sessions;

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Request, State},
    http::{Method, StatusCode, Uri},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::port::whatsapp::SessionStatus;
use error::ApiError;
use serde::de::DeserializeOwned;
use serde_json::json;
use subtle::ConstantTimeEq;

use super::{
    engine::App,
    phone,
    store::sessions::{self as table, Session},
};

pub(super) type Shared = State<Arc<App>>;
pub(super) type Answer<T> = Result<T, ApiError>;

/// Texts and settings.
const SMALL_BODY: usize = 1 << 20;
/// Files travel in base64.
const FILE_BODY: usize = 32 << 20;

/// Every address the simulator answers.
pub(super) fn router(app: Arc<App>) -> Router {
    let guarded =
        sessions::routes().merge(waha()).merge(control::routes()).layer(middleware::from_fn_with_state(Arc::clone(&app), require_key));
    Router::new()
        .route("/ping", get(server::ping))
        .route("/health", get(server::health))
        .merge(guarded)
        .merge(phone::routes())
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(DefaultBodyLimit::max(SMALL_BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), bound))
        .with_state(app)
}

fn waha() -> Router<Arc<App>> {
    let files = Router::new()
        .route("/api/sendImage", post(sending::send_image))
        .route("/api/sendFile", post(sending::send_file))
        .layer(DefaultBodyLimit::max(FILE_BODY));
    Router::new()
        .route("/api/server/version", get(server::version))
        .route("/api/server/status", get(server::status))
        .route("/api/server/environment", get(server::environment))
        .route("/api/server/stop", post(server::stop))
        .route("/api/{session}/auth/qr", get(pairing::qr))
        .route("/api/{session}/auth/request-code", post(pairing::request_code))
        .route("/api/sendText", post(sending::send_text))
        .route("/api/contacts/check-exists", get(sending::check_exists))
        .route("/api/{session}/new-message-id", get(sending::new_message_id))
        .route("/api/{session}/chats/{chat}/messages", get(chats::messages))
        .route("/api/{session}/chats/{chat}/messages/{message}", get(chats::message))
        .merge(files)
}

/// Nest answers unknown addresses and methods alike.
async fn unknown(method: Method, uri: Uri) -> ApiError {
    ApiError::NotFound(format!("Cannot {method} {}", uri.path()))
}

/// `X-Api-Key`, or `?x-api-key=` for those who cannot set a header.
async fn require_key(State(app): Shared, request: Request, next: Next) -> Response {
    let header = request.headers().get("x-api-key").and_then(|key| key.to_str().ok());
    let in_query = || request.uri().query()?.split('&').find_map(|pair| pair.strip_prefix("x-api-key="));
    let key = header.or_else(in_query).unwrap_or_default();
    if bool::from(key.as_bytes().ct_eq(app.config.api_key.as_bytes())) {
        next.run(request).await
    } else {
        ApiError::Unauthorized.into_response()
    }
}

/// No more than so many requests at once, and none for ever.
async fn bound(State(app): Shared, request: Request, next: Next) -> Response {
    let Ok(_permit) = app.requests.try_acquire() else {
        return refusal(StatusCode::SERVICE_UNAVAILABLE, "Too many requests at once");
    };
    match tokio::time::timeout(app.config.request_timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) => refusal(StatusCode::GATEWAY_TIMEOUT, "The request took too long"),
    }
}

fn refusal(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "statusCode": status.as_u16(), "message": message }))).into_response()
}

/// A JSON body, whatever its content type says; an empty one is `{}`.
fn parse<T: DeserializeOwned>(body: &Bytes) -> Answer<T> {
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| ApiError::BadRequest(vec![error.to_string()]))
}

/// The session when it is (or soon becomes) `wanted`. As WAHA: first it waits for the session to run, which a failed one does, then for
/// the status.
async fn session_in(app: &App, name: &str, wanted: SessionStatus) -> Answer<Session> {
    let wrong = |status| ApiError::WrongStatus { session: name.to_owned(), status, expected: wanted };
    match wait_for(app, name, app.config.running_wait, Session::is_running).await? {
        None => return Err(ApiError::NoSuchSession(name.to_owned())),
        Some(session) if !session.is_running() => return Err(wrong(SessionStatus::Stopped)),
        Some(_) => {}
    }
    let session = wait_for(app, name, app.config.status_wait, |session| session.status == wanted).await?;
    match session {
        Some(session) if session.status == wanted => Ok(session),
        other => Err(wrong(other.map_or(SessionStatus::Stopped, |session| session.status))),
    }
}

/// The session of a call that does not wait.
async fn running(app: &App, name: &str) -> Answer<Session> {
    let session = table::find(&app.store.reader, name).await?.filter(Session::is_running);
    session.ok_or_else(|| ApiError::NotRunning(name.to_owned()))
}

/// Looks at a session until it is as it should be or the time is over; answers how it is then.
async fn wait_for(app: &App, name: &str, limit: Duration, so: impl Fn(&Session) -> bool) -> Answer<Option<Session>> {
    let deadline = tokio::time::Instant::now() + limit;
    loop {
        // Listening begins before looking, so a change in between is not missed.
        let changed = app.session_bell.notified();
        let session = table::find(&app.store.reader, name).await?;
        if session.as_ref().is_some_and(&so) || tokio::time::timeout_at(deadline, changed).await.is_err() {
            return Ok(session);
        }
    }
}
