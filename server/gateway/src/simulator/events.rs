//! Events on their way into the outbox, in the envelope of WAHA's webhooks. They are written in the transaction of what they tell, so
//! there is never one without the other. A new event is a function here and a call where it happens.

use domain::port::whatsapp::SessionStatus;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{
    ids,
    store::{
        Result,
        messages::Message,
        outbox::{self, Hook},
        sessions::Session,
    },
};

/// What `environment` and `/api/server/version` say. The engine is the one whose text sends take an id.
pub(super) fn environment() -> Value {
    json!({ "version": VERSION, "engine": ENGINE, "tier": "CORE", "browser": "", "platform": "linux/x64", "worker": { "id": WORKER } })
}

pub(super) const VERSION: &str = "2026.7.1";
pub(super) const ENGINE: &str = "GOWS";
pub(super) const WORKER: &str = "simulator";

/// One event to be told.
pub(super) struct Event<'a> {
    pub name: &'a str,
    pub payload: Value,
    /// Events of one lane leave in order.
    pub lane: &'a str,
    pub due_ms: i64,
    /// How often the same event leaves; 1 unless a fault says 2.
    pub copies: usize,
}

/// Writes an event to every webhook of the session that asked for it.
pub(super) async fn emit(db: &mut SqliteConnection, session: &Session, event: Event<'_>) -> Result<()> {
    let hooks = hooks(session);
    let wanted = |hook: &&(usize, Hook)| hook.1.events.iter().any(|name| name == "*" || name == event.name);
    let mut body = None;
    for (index, hook) in hooks.iter().filter(wanted) {
        let body = body.get_or_insert_with(|| envelope(session, &event).to_string());
        let lane = format!("{}|{index}|{}", session.name, event.lane);
        for _ in 0..event.copies {
            outbox::push(db, &lane, hook, body, event.due_ms).await?;
        }
    }
    Ok(())
}

/// Entries that cannot be read are refused when the session is made; here they are only skipped.
fn hooks(session: &Session) -> Vec<(usize, Hook)> {
    let list = session.config["webhooks"].as_array().into_iter().flatten();
    list.enumerate().filter_map(|(index, hook)| Some((index, serde_json::from_value(hook.clone()).ok()?))).collect()
}

fn envelope(session: &Session, event: &Event<'_>) -> Value {
    let mut body = json!({
        "id": ids::event_id(), "timestamp": ids::now_ms(), "event": event.name, "session": session.name,
        "payload": event.payload, "engine": ENGINE, "environment": environment(),
    });
    if let Some(metadata) = session.config.get("metadata").filter(|metadata| metadata.is_object()) {
        body["metadata"] = metadata.clone();
    }
    if let Some(me) = &session.me {
        body["me"] = me.clone();
    }
    body
}

/// `session.status`, in the session's own lane.
pub(super) async fn session_status(db: &mut SqliteConnection, session: &Session, now: i64) -> Result<()> {
    let payload = json!({ "name": session.name, "status": session.status, "statuses": session.history, "data": null });
    emit(db, session, Event { name: "session.status", payload, lane: "session", due_ms: now, copies: 1 }).await
}

/// `message.any` for every message, and `message` for those of others.
pub(super) async fn message(db: &mut SqliteConnection, session: &Session, message: &Message, now: i64) -> Result<()> {
    let names: &[&str] = if message.from_me { &["message.any"] } else { &["message", "message.any"] };
    for name in names {
        let payload = message.wire(session.own_chat());
        emit(db, session, Event { name, payload, lane: &message.message_id, due_ms: now, copies: 1 }).await?;
    }
    Ok(())
}

/// Enters a status and tells it: the only way a status changes.
pub(super) async fn enter(db: &mut SqliteConnection, session: &mut Session, status: SessionStatus, now: i64) -> Result<()> {
    session.enter(status, now);
    session_status(db, session, now).await
}
