//! WAHA's "Sessions": make, read, change, remove, start, stop, restart, log out, and whose account it is.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::port::whatsapp::SessionStatus;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, ApiError, Shared, parse, running};
use crate::simulator::{
    engine::{
        App,
        life::{self, Change, Wish},
    },
    events::WORKER,
    ids,
    store::{
        outbox::Hook,
        sessions::{self as table, Session},
    },
};

const LONGEST_NAME: usize = 54;
const MOST_WEBHOOKS: usize = 10;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/sessions", get(list).post(create))
        .route("/api/sessions/{session}", get(show).put(update).delete(remove))
        .route("/api/sessions/{session}/me", get(me))
        .route("/api/sessions/{session}/start", post(start))
        .route("/api/sessions/{session}/stop", post(stop))
        .route("/api/sessions/{session}/restart", post(restart))
        .route("/api/sessions/{session}/logout", post(logout))
}

/// `SessionInfo`, which WAHA answers where its document says `SessionDTO` too. Of a session that does not run it knows neither account nor
/// presence.
fn info(session: &Session) -> Value {
    let (me, presence) = if session.is_running() { (session.me.clone(), Some(json!({}))) } else { (None, None) };
    json!({
        "name": session.name, "status": session.status, "config": session.config, "me": me, "presence": presence,
        "assignedWorker": WORKER, "timestamps": { "activity": session.activity_ms },
    })
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(default)]
    all: Option<String>,
}

async fn list(State(app): Shared, Query(query): Query<ListQuery>) -> Answer<Json<Value>> {
    let all = query.all.is_some_and(|all| all == "true" || all == "1");
    let sessions = table::list(&app.store.reader, app.config.max_sessions).await?;
    let shown = sessions.iter().filter(|session| all || session.status != SessionStatus::Stopped);
    Ok(Json(shown.map(info).collect()))
}

async fn show(State(app): Shared, Path(name): Path<String>) -> Answer<Json<Value>> {
    table::find(&app.store.reader, &name).await?.map(|session| Json(info(&session))).ok_or_else(missing)
}

/// Nobody is an empty answer: Nest writes no `null`.
async fn me(State(app): Shared, Path(name): Path<String>) -> Answer<Response> {
    Ok(running(&app, &name).await?.me.map_or_else(|| StatusCode::OK.into_response(), |me| Json(me).into_response()))
}

fn missing() -> ApiError {
    ApiError::NotFound("Session not found".to_owned())
}

#[derive(Deserialize)]
struct CreateRequest {
    name: Option<String>,
    /// The document's default; `null` counts as absent.
    start: Option<bool>,
    config: Option<Value>,
}

async fn create(State(app): Shared, body: Bytes) -> Answer<(StatusCode, Json<Value>)> {
    let request: CreateRequest = parse(&body)?;
    let name = request.name.unwrap_or_else(|| format!("session_{}", ids::message_id().to_lowercase()));
    check_name(&name)?;
    let config = checked_config(request.config)?;
    if table::count(&app.store.reader).await? >= app.config.max_sessions {
        return Err(ApiError::Unprocessable(format!("This simulator holds {} sessions at most", app.config.max_sessions)));
    }
    match life::create(&app, &name, config, request.start.unwrap_or(true)).await? {
        Some(session) => Ok((StatusCode::CREATED, Json(info(&session)))),
        None => Err(ApiError::Unprocessable(format!("Session '{name}' already exists. Use PUT to update it."))),
    }
}

fn check_name(name: &str) -> Answer<()> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(plain) {
        return Ok(());
    }
    Err(ApiError::BadRequest(vec![format!("name must be 1 to {LONGEST_NAME} letters, digits, '-' or '_'")]))
}

fn checked_config(config: Option<Value>) -> Answer<Value> {
    let config = config.filter(|config| !config.is_null()).unwrap_or_else(|| json!({}));
    let refuse = |reason: String| Err(ApiError::BadRequest(vec![reason]));
    if !config.is_object() {
        return refuse("config must be an object".to_owned());
    }
    let hooks = match &config["webhooks"] {
        Value::Null => Vec::new(),
        hooks => match Vec::<Hook>::deserialize(hooks) {
            Ok(hooks) => hooks,
            Err(error) => return refuse(format!("config.webhooks cannot be read: {error}")),
        },
    };
    if hooks.len() > MOST_WEBHOOKS {
        return refuse(format!("config.webhooks must contain no more than {MOST_WEBHOOKS} elements"));
    }
    match hooks.iter().find(|hook| reqwest::Url::parse(&hook.url).is_err()) {
        Some(hook) => refuse(format!("config.webhooks.url must be a URL address, not '{}'", hook.url)),
        None => Ok(config),
    }
}

#[derive(Deserialize)]
struct UpdateRequest {
    config: Option<Value>,
}

async fn update(State(app): Shared, Path(name): Path<String>, body: Bytes) -> Answer<Json<Value>> {
    let config = checked_config(parse::<UpdateRequest>(&body)?.config)?;
    changed(&app, &name, Wish::Configure(config)).await.map(|session| Json(info(&session)))
}

async fn remove(State(app): Shared, Path(name): Path<String>) -> Answer<StatusCode> {
    life::delete(&app, &name).await?;
    Ok(StatusCode::OK)
}

async fn changed(app: &App, name: &str, wish: Wish) -> Answer<Session> {
    match life::change(app, name, wish).await? {
        Change::Done(session) => Ok(*session),
        Change::Missing => Err(missing()),
        Change::Wrong(status) => Err(ApiError::WrongStatus { session: name.to_owned(), status, expected: SessionStatus::Working }),
    }
}

async fn act(app: &App, name: &str, wish: Wish) -> Answer<(StatusCode, Json<Value>)> {
    changed(app, name, wish).await.map(|session| (StatusCode::CREATED, Json(info(&session))))
}

async fn start(State(app): Shared, Path(name): Path<String>) -> Answer<(StatusCode, Json<Value>)> {
    act(&app, &name, Wish::Start).await
}

/// Stopping what is not there is no error: there is nothing to show then.
async fn stop(State(app): Shared, Path(name): Path<String>) -> Answer<Response> {
    match act(&app, &name, Wish::Stop).await {
        Err(ApiError::NotFound(_)) => Ok(StatusCode::CREATED.into_response()),
        answer => answer.map(IntoResponse::into_response),
    }
}

async fn restart(State(app): Shared, Path(name): Path<String>) -> Answer<(StatusCode, Json<Value>)> {
    act(&app, &name, Wish::Restart).await
}

async fn logout(State(app): Shared, Path(name): Path<String>) -> Answer<(StatusCode, Json<Value>)> {
    act(&app, &name, Wish::Logout).await
}
