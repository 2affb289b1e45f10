//! For those who watch: is the process there, can it work.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::HttpState;

/// `GET /health/live`: the process answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// `GET /health/ready`: the database answers, is up to date, and keeps what is written.
pub async fn ready(State(state): State<HttpState>) -> Response {
    let no = |sentence: &'static str| (StatusCode::SERVICE_UNAVAILABLE, sentence).into_response();
    if state.stopping.is_cancelled() {
        return no("stopping\n");
    }
    match state.context.db.is_migrated().await {
        Ok(true) => {}
        Ok(false) => return no("the database is not migrated; run `switchyard migrate`\n"),
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            return no("the database does not answer\n");
        }
    }
    match state.context.db.check_writes().await {
        Ok(()) => "ok\n".into_response(),
        Err(cause) => {
            tracing::warn!(%cause, "not ready");
            no("the database cannot write; look at its disk\n")
        }
    }
}
