//! Events on their way into the outbox, in the envelope of WAHA's webhooks. They are written in the transaction of what they tell, so
//! there is never one without the other. A new event is a function here and a call where it happens.

use domain::port::whatsapp::SessionStatus;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::{
    config::{Engine, millis},
    engine::App,
    ids,
    store::{
        Result,
        messages::Message,
        outbox::{self, Hook},
        sessions::{Session, status_name},
    },
};

/// What `environment` of an event says.
pub(super) fn environment(engine: Engine) -> Value {
    json!({ "version": VERSION, "engine": engine.name(), "tier": "CORE", "browser": "", "platform": "linux/x64", "worker": { "id": WORKER } })
}

pub(super) const VERSION: &str = "2026.7.1";
pub(super) const WORKER: &str = "simulator";

/// One event to be told.
pub(super) struct Event<'a> {
    pub name: &'a str,
    pub payload: Value,
    /// What it tells, for faults: the same again for the same thing.
    pub about: &'a str,
    /// Added to its way.
    pub delay_ms: i64,
    /// How often the same event leaves; 1 unless a fault says 2.
    pub copies: usize,
}

/// Writes an event to every webhook of the session that asked for it. Each leaves by itself and waits for no other.
pub(super) async fn emit(app: &App, db: &mut SqliteConnection, session: &Session, event: Event<'_>, now: i64) -> Result<()> {
    let wanted = |hook: &&Hook| hook.events.iter().any(|name| name == "*" || name == event.name);
    let due_ms = now + event.delay_ms + detour(app, session, &event);
    let mut body = None;
    for hook in hooks(session).iter().filter(wanted) {
        let body = body.get_or_insert_with(|| envelope(app, session, &event, now).to_string());
        for _ in 0..event.copies {
            outbox::push(db, hook, body, now, due_ms).await?;
        }
    }
    Ok(())
}

/// Out of order: up to four steps of an ack longer on its way.
fn detour(app: &App, session: &Session, event: &Event<'_>) -> i64 {
    let faults = app.faults();
    if !faults.reorder {
        return 0;
    }
    let longest = 4 * u64::try_from(millis(app.config.base_ack_delay)).unwrap_or(0) + 50;
    let subject = format!("{}|{}|{}", session.name, event.name, event.about);
    i64::try_from(faults.draw("detour", &subject) % longest).unwrap_or(0)
}

/// Entries that cannot be read are refused when the session is made; here they are only skipped.
fn hooks(session: &Session) -> Vec<Hook> {
    let list = session.config["webhooks"].as_array().into_iter().flatten();
    list.filter_map(|hook| serde_json::from_value(hook.clone()).ok()).collect()
}

fn envelope(app: &App, session: &Session, event: &Event<'_>, now: i64) -> Value {
    let engine = app.config.engine;
    let mut body = json!({
        "id": ids::event_id(), "timestamp": now, "event": event.name, "session": session.name, "me": session.me,
        "payload": event.payload, "engine": engine.name(), "environment": environment(engine),
    });
    if let Some(metadata) = session.config.get("metadata").filter(|metadata| metadata.is_object()) {
        body["metadata"] = metadata.clone();
    }
    body
}

/// `session.status`.
pub(super) async fn session_status(app: &App, db: &mut SqliteConnection, session: &Session, now: i64) -> Result<()> {
    let payload = json!({ "name": session.name, "status": session.status, "statuses": session.history, "data": null });
    let about = format!("{}|{}", status_name(session.status), session.code_number);
    emit(app, db, session, Event { name: "session.status", payload, about: &about, delay_ms: 0, copies: 1 }, now).await
}

/// `message.any` for every message, and `message` for those of others.
pub(super) async fn message(app: &App, db: &mut SqliteConnection, session: &Session, message: &Message, now: i64) -> Result<()> {
    let names: &[&str] = if message.from_me { &["message.any"] } else { &["message", "message.any"] };
    for name in names {
        let payload = message.wire(session.own_chat(), app.config.engine);
        emit(app, db, session, Event { name, payload, about: &message.message_id, delay_ms: 0, copies: 1 }, now).await?;
    }
    Ok(())
}

/// `message.ack`, or in a group `message.ack.group`, unless the engine says nothing of this one or a fault loses it.
pub(super) async fn ack(app: &App, db: &mut SqliteConnection, session: &Session, message: &Message, now: i64) -> Result<()> {
    let faults = app.faults();
    let about = format!("{}|{}", message.message_id, message.ack);
    let subject = format!("{}|{about}", message.session);
    if message.ack < app.config.engine.first_told() || faults.strikes(faults.drop_acks_percent, "drop", &subject) {
        return Ok(());
    }
    let name = if message.is_in_group() { "message.ack.group" } else { "message.ack" };
    let copies = if faults.strikes(faults.duplicate_acks_percent, "duplicate", &subject) { 2 } else { 1 };
    let payload = message.ack_wire(session.own_chat(), app.config.engine);
    emit(app, db, session, Event { name, payload, about: &about, delay_ms: i64::from(faults.delay_ms), copies }, now).await
}

/// Enters a status and tells it: the only way a status changes.
pub(super) async fn enter(app: &App, db: &mut SqliteConnection, session: &mut Session, status: SessionStatus, now: i64) -> Result<()> {
    session.enter(status, now);
    session_status(app, db, session, now).await
}
