//! The simulator's own controls, not WAHA's: `POST /faults` and `GET /faults` say what goes wrong, `GET /sim/stats` what happened.

use std::sync::Arc;

use axum::{Json, Router, body::Bytes, extract::State, routing::get};
use serde_json::{Value, json};

use super::{Answer, ApiError, Shared, parse};
use crate::simulator::{
    Faults,
    engine::App,
    store::{messages, outbox, settings},
};

const MOST_SESSIONS: i64 = 5000;

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/faults", get(show_faults).post(set_faults)).route("/sim/stats", get(stats))
}

async fn show_faults(State(app): Shared) -> Json<Faults> {
    Json(app.faults())
}

/// Replaces all faults; an empty body ends them.
async fn set_faults(State(app): Shared, body: Bytes) -> Answer<Json<Faults>> {
    let faults: Faults = parse(&body)?;
    if let Some(name) = faults.wrong_percentage() {
        return Err(ApiError::BadRequest(vec![format!("{name} must not be greater than 100")]));
    }
    let mut db = app.store.write().await?;
    settings::save_faults(&mut db, &faults).await?;
    // Before the commit lets others in, so that nobody works with the old ones after it.
    app.set_faults(faults.clone());
    db.commit().await?;
    Ok(Json(faults))
}

async fn stats(State(app): Shared) -> Answer<Json<Value>> {
    let sessions = messages::counts(&app.store.reader, MOST_SESSIONS).await?;
    let (waiting, dead) = outbox::sizes(&app.store.reader).await?;
    Ok(Json(json!({ "sessions": sessions, "webhooks": { "waiting": waiting, "dead": dead } })))
}
