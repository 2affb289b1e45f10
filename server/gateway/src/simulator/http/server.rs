//! WAHA's "Observability": is it there, is it well, which version, since when.

use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};

use super::{Answer, Shared};
use crate::simulator::{
    events::{self, VERSION, WORKER},
    ids,
    store::settings,
};

pub(super) async fn ping() -> Json<Value> {
    Json(json!({ "message": "pong" }))
}

/// Well is who can read the store.
pub(super) async fn health(State(app): Shared) -> (StatusCode, Json<Value>) {
    match settings::faults(&app.store.reader).await {
        Ok(_) => {
            let up = json!({ "store": { "status": "up" } });
            (StatusCode::OK, Json(json!({ "status": "ok", "info": up, "error": {}, "details": up })))
        }
        Err(error) => {
            let down = json!({ "store": { "status": "down", "message": error.to_string() } });
            (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "error", "info": {}, "error": down, "details": down })))
        }
    }
}

/// With a word that no WAHA says, so that nobody takes this for one.
pub(super) async fn version(State(app): Shared) -> Json<Value> {
    let mut version = events::environment(app.config.engine);
    version["simulator"] = json!(true);
    Json(version)
}

pub(super) async fn status(State(app): Shared) -> Json<Value> {
    let uptime = ids::now_ms() - app.started_ms;
    Json(json!({ "startTimestamp": app.started_ms, "uptime": uptime, "worker": { "id": WORKER } }))
}

/// WAHA shows its environment here; ours would tell more than it should.
pub(super) async fn environment(State(app): Shared) -> Json<Value> {
    Json(json!({ "WHATSAPP_DEFAULT_ENGINE": app.config.engine.name(), "WAHA_WORKER_ID": WORKER, "WAHA_VERSION": VERSION }))
}

/// Ends the program; whoever supervises it starts it again.
pub(super) async fn stop(State(app): Shared) -> Answer<(StatusCode, Json<Value>)> {
    app.stop.cancel();
    Ok((StatusCode::CREATED, Json(json!({ "stopping": true }))))
}
