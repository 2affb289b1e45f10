//! WAHA's "Chatting" and the part of "Contacts" a sender needs. A text takes effect once per (session, id), on engines that take one; files
//! have no id in the document, so each request is a message of its own.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
};
use domain::port::whatsapp::SessionStatus;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::{Answer, ApiError, Shared, parse, session_in};
use crate::simulator::{
    engine::{
        App,
        accept::{Ask, Draft, Verdict},
    },
    ids,
};

const LONGEST_ID: usize = 128;
const LONGEST_TEXT: usize = 65_536;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SendRequest {
    session: Option<String>,
    chat_id: Option<String>,
    text: Option<String>,
    caption: Option<String>,
    id: Option<String>,
    file: Option<Value>,
}

pub(super) async fn send_text(State(app): Shared, body: Bytes) -> Answer<(StatusCode, Json<Value>)> {
    let mut request: SendRequest = parse(&body)?;
    let text = request.text.clone();
    let mut wrong = request.missing();
    if text.is_none() {
        wrong.push("text must be a string".to_owned());
    }
    if request.id.as_ref().is_some_and(|id| id.is_empty() || id.len() > LONGEST_ID || id.contains('_')) {
        wrong.push(format!("id must be 1 to {LONGEST_ID} characters without '_'"));
    }
    // The others choose their own, and say nothing.
    request.id = request.id.filter(|_| app.config.engine.takes_ids());
    let draft = request.draft(wrong, text.unwrap_or_default(), None)?;
    send(&app, draft, "/api/sendText", &body).await
}

pub(super) async fn send_image(State(app): Shared, body: Bytes) -> Answer<(StatusCode, Json<Value>)> {
    send_media(&app, &body, "/api/sendImage").await
}

pub(super) async fn send_file(State(app): Shared, body: Bytes) -> Answer<(StatusCode, Json<Value>)> {
    send_media(&app, &body, "/api/sendFile").await
}

/// A `RemoteFile` or a `BinaryFile`, kept as it came.
async fn send_media(app: &App, body: &Bytes, path: &'static str) -> Answer<(StatusCode, Json<Value>)> {
    let mut request: SendRequest = parse(body)?;
    // The media requests of the document have no id.
    request.id = None;
    let (file, caption) = (request.file.take().unwrap_or(Value::Null), request.caption.take().unwrap_or_default());
    let mut wrong = request.missing();
    if !file["mimetype"].is_string() || !(file["url"].is_string() || file["data"].is_string()) {
        wrong.push("file must have a mimetype and a url or data".to_owned());
    }
    let draft = request.draft(wrong, caption, Some(file))?;
    // A file is too long to be shown again in a refusal.
    send(app, draft, path, &Bytes::new()).await
}

impl SendRequest {
    fn missing(&self) -> Vec<String> {
        let fields = [("session", &self.session), ("chatId", &self.chat_id)];
        fields
            .into_iter()
            .filter(|(_, value)| value.as_ref().is_none_or(String::is_empty))
            .map(|(name, _)| format!("{name} should not be empty"))
            .collect()
    }

    fn draft(self, mut wrong: Vec<String>, body: String, file: Option<Value>) -> Answer<Draft> {
        if body.len() > LONGEST_TEXT {
            wrong.push(format!("text must be shorter than or equal to {LONGEST_TEXT} bytes"));
        }
        let (Some(session), Some(chat), true) = (self.session, self.chat_id, wrong.is_empty()) else {
            return Err(ApiError::BadRequest(wrong));
        };
        // As WAHA: a bare number is a person's.
        let chat_id = if chat.contains('@') { chat } else { format!("{}@c.us", ids::digits(&chat)) };
        Ok(Draft { session, message_id: self.id.unwrap_or_else(ids::message_id), chat_id, body, file })
    }
}

async fn send(app: &App, draft: Draft, path: &'static str, body: &Bytes) -> Answer<(StatusCode, Json<Value>)> {
    session_in(app, &draft.session, SessionStatus::Working).await?;
    let (faults, number) = (app.faults(), app.send_number());
    let thrown = |message| {
        let body = serde_json::from_slice(body).unwrap_or(Value::Null);
        ApiError::Engine { engine: app.config.engine, message, method: "POST", path: path.to_owned(), body }
    };
    if let Some(message) = refused_by_whatsapp(&draft.chat_id) {
        return Err(thrown(message));
    }
    if faults.strikes(faults.fail_sends_percent, "fail", &number) {
        return Err(thrown("The engine failed as it was told to".to_owned()));
    }
    let session = draft.session.clone();
    let (answer, verdict) = oneshot::channel();
    let gone = || ApiError::Internal("the simulator is stopping".to_owned());
    app.accept.send(Ask { draft, answer }).await.map_err(|_| gone())?;
    let verdict = verdict.await.map_err(|_| gone())?;
    if faults.strikes(faults.hang_after_accept_percent, "hang", &number) {
        // The request's own time limit ends this.
        std::future::pending::<()>().await;
    }
    match verdict {
        Verdict::Accepted(message) => Ok((StatusCode::CREATED, Json(message))),
        Verdict::Missing => Err(ApiError::NoSuchSession(session)),
        Verdict::NotWorking(status) => Err(ApiError::WrongStatus { session, status, expected: SessionStatus::Working }),
        Verdict::Failed(reason) => Err(ApiError::Internal(reason)),
    }
}

/// The two numbers with a meaning, answered in the words of the GOWS engine.
fn refused_by_whatsapp(chat: &str) -> Option<String> {
    let phone = ids::digits(chat);
    if phone.ends_with("0463") {
        return Some("2 UNKNOWN: server returned error 463".to_owned());
    }
    (chat.ends_with("@c.us") && !on_whatsapp(&phone)).then(|| format!("2 UNKNOWN: no LID found for {phone}@s.whatsapp.net from server"))
}

fn on_whatsapp(phone: &str) -> bool {
    (7..=15).contains(&phone.len()) && !phone.ends_with("0000")
}

#[derive(Deserialize)]
pub(super) struct CheckQuery {
    phone: String,
    session: String,
}

pub(super) async fn check_exists(State(app): Shared, Query(query): Query<CheckQuery>) -> Answer<Json<Value>> {
    session_in(&app, &query.session, SessionStatus::Working).await?;
    let phone = ids::digits(&query.phone);
    if on_whatsapp(&phone) {
        return Ok(Json(json!({ "numberExists": true, "chatId": format!("{phone}@c.us") })));
    }
    Ok(Json(json!({ "numberExists": false })))
}

pub(super) async fn new_message_id(State(app): Shared, Path(name): Path<String>) -> Answer<Json<Value>> {
    session_in(&app, &name, SessionStatus::Working).await?;
    if !app.config.engine.takes_ids() {
        return Err(ApiError::NotImplemented(app.config.engine));
    }
    Ok(Json(json!({ "id": ids::message_id() })))
}
