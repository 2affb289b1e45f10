//! Refusals in WAHA's bodies. Nest's own errors carry `statusCode`, `message` and `error`; those about a session's status carry `session`,
//! and `expected` where there is such a session; what an engine throws is a 500 with `exception` and `request`. A new refusal is a
//! variant and its body.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::port::whatsapp::SessionStatus;
use serde_json::{Value, json};

use crate::simulator::{config::Engine, events, ids};

/// Why a call is refused.
#[derive(Debug)]
pub(in crate::simulator) enum ApiError {
    Unauthorized,
    NotFound(String),
    /// Stopped, or not there at all: calls that wait for nothing say the same of both.
    NotRunning(String),
    /// Calls that wait for a status do so in vain for a session that is not there.
    NoSuchSession(String),
    /// The engine has no such thing.
    NotImplemented(Engine),
    WrongStatus {
        session: String,
        status: SessionStatus,
        expected: SessionStatus,
    },
    Unprocessable(String),
    BadRequest(Vec<String>),
    /// The engine threw.
    Engine {
        engine: Engine,
        message: String,
        method: &'static str,
        path: String,
        body: Value,
    },
    /// Our own fault, not one that was asked for.
    Internal(String),
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, body) = match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, json!({ "message": "Unauthorized", "statusCode": 401 })),
            Self::NotFound(message) => nest(StatusCode::NOT_FOUND, json!(message)),
            Self::NotRunning(name) => nest(StatusCode::NOT_FOUND, json!(not_running(&name))),
            Self::NoSuchSession(name) => {
                let body = json!({ "error": format!("Session \"{name}\" does not exist"), "session": name });
                (StatusCode::UNPROCESSABLE_ENTITY, body)
            }
            Self::NotImplemented(engine) => nest(StatusCode::NOT_IMPLEMENTED, json!(not_implemented(engine))),
            Self::WrongStatus { session, status, expected } => (StatusCode::UNPROCESSABLE_ENTITY, wrong_status(&session, status, expected)),
            Self::Unprocessable(message) => nest(StatusCode::UNPROCESSABLE_ENTITY, json!(message)),
            Self::BadRequest(messages) => nest(StatusCode::BAD_REQUEST, json!(messages)),
            Self::Engine { engine, message, method, path, body } => {
                let mut thrown = thrown(&message);
                thrown["request"] = json!({ "path": path, "method": method, "body": body, "query": {} });
                thrown["version"] = events::environment(engine);
                (StatusCode::INTERNAL_SERVER_ERROR, thrown)
            }
            Self::Internal(message) => {
                tracing::error!(%message, "the simulator could not answer");
                (StatusCode::INTERNAL_SERVER_ERROR, thrown(&message))
            }
        };
        (status, Json(body)).into_response()
    }
}

fn nest(status: StatusCode, message: Value) -> (StatusCode, Value) {
    (status, json!({ "message": message, "error": status.canonical_reason(), "statusCode": status.as_u16() }))
}

fn not_running(name: &str) -> String {
    format!("We didn't find a session with name '{name}'.\nPlease start it first by using POST /api/sessions/{name}/start request")
}

fn not_implemented(engine: Engine) -> String {
    let name = engine.name();
    format!("The method is not implemented by '{name}' engine. Check the docs and try another engine: https://waha.devlike.pro/")
}

fn wrong_status(session: &str, status: SessionStatus, expected: SessionStatus) -> Value {
    let error = "Session status is not as expected. Try again later or restart the session";
    json!({ "error": error, "session": session, "status": status, "expected": [expected] })
}

fn thrown(message: &str) -> Value {
    json!({ "statusCode": 500, "timestamp": ids::now_text(), "exception": { "message": message, "name": "Error" } })
}
