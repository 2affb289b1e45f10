//! What gateways report. A call is verified by its driver with the server's secret; what is used of it (`kept`) is stored under the
//! gateway's own event id, committed, and only then applied, in whatever order it came; a repeated one changes nothing. What a crash left
//! unapplied is applied later; what cannot be applied is given up after so many tries and never holds the others.
//!
//! To react to one more event: what is kept of it in `kept`, and an arm in `take_effect`.

use db::{
    Tx,
    whatsapp::{
        chats,
        events::{self, Event},
        instances, servers,
    },
};
use domain::{Error, ErrorKind, Result, ids::ServerId, msg, port::whatsapp::WebhookRefusal};

use super::{
    acks::{self, Note},
    gateway,
    kept::{Kept, What},
    queue::CHAT_GOOD_FOR,
    status::{self, Seen},
};
use crate::Context;

/// Largest body that is read, in bytes: what is used of an event is short.
pub const BODY_MAX: usize = 1 << 18;
/// Longest id of an event that is stored.
const ID_MAX: usize = 200;
/// Seconds after which a stored event counts as left behind.
const LEFT_BEHIND: i64 = 5;
/// Events left behind that are applied at a time.
const AT_ONCE: usize = 500;
/// Tries of one event before it is given up.
pub(super) const TRIES: i32 = 20;
/// Seconds that the id of an applied event is kept: longer than a gateway repeats a call (44 hours).
const KEEP: i64 = 3 * 86_400;
/// Events that one purge forgets, at most.
const PURGE: usize = 5_000;

/// Takes one call.
///
/// # Errors
/// Not found for an unknown server; sign in for a wrong signature; invalid for a body that cannot be read. What was stored is never an
/// error: it is applied later if it cannot be applied now.
pub async fn receive(context: &Context, server: ServerId, headers: &[(String, String)], raw: &[u8]) -> Result<()> {
    if raw.len() > BODY_MAX {
        return Err(Error::invalid(msg::whatsapp_webhook_too_large(raw.len(), BODY_MAX)));
    }
    let addresses = servers::addresses(context.db.read(), [server]).await?;
    let known = addresses.first().ok_or_else(Error::not_found)?;
    let driver = gateway::driver(context, &known.provider)?;
    let secret = context.keys.open(&gateway::secret_place(server), &known.webhook_secret)?;
    driver.verify_webhook(&secret, headers, raw).map_err(refused)?;
    let event = driver.parse_webhook(raw).map_err(refused)?;
    if event.id.is_empty() || event.id.len() > ID_MAX || event.id.chars().any(char::is_control) {
        return Err(unreadable("id"));
    }
    let Some(kept) = Kept::of(&event) else { return Ok(()) };
    events::store(context.db.write(), server, &event.id, context.new_id(), &kept.stored(), context.now()).await?;
    let Some(stored) = events::find(context.db.write(), server, &event.id).await?.filter(|stored| stored.applied_at.is_none()) else {
        return Ok(());
    };
    if let Err(error) = apply(context, &stored, &kept).await {
        tracing::warn!(event = %stored.id, %error, "a stored event could not be applied yet");
    }
    Ok(())
}

fn refused(refusal: WebhookRefusal) -> Error {
    match refusal {
        WebhookRefusal::Body { reason } => unreadable(&reason),
        other => {
            tracing::warn!(%other, "a webhook call was refused");
            Error::new(ErrorKind::SignIn, msg::whatsapp_webhook_not_signed())
        }
    }
}

fn unreadable(reason: &str) -> Error {
    Error::invalid(msg::whatsapp_webhook_unreadable(reason))
}

/// Applies what was stored and not applied, oldest first; call this every few seconds. Answers how many events it concerned.
///
/// # Errors
/// When the database refuses.
pub async fn apply_open(context: &Context) -> Result<usize> {
    let open = events::open(context.db.read(), context.now().plus_seconds(-LEFT_BEHIND), AT_ONCE).await?;
    for stored in &open {
        // One that cannot be applied now must not hold the others.
        if let Err(error) = again(context, stored).await {
            tracing::warn!(event = %stored.id, %error, "an event left behind could not be dealt with");
        }
    }
    Ok(open.len())
}

async fn again(context: &Context, stored: &Event) -> Result<()> {
    let write = context.db.write();
    let Some(kept) = kept(context, stored).await? else {
        events::applied(write, stored.id, Some("cannot be read"), context.now()).await?;
        return Ok(());
    };
    let Err(error) = apply(context, stored, &kept).await else { return Ok(()) };
    if stored.tries + 1 < TRIES {
        tracing::warn!(event = %stored.id, %error, "an event stays open");
        return Ok(events::tried(write, stored.id).await?);
    }
    tracing::error!(event = %stored.id, %error, tries = TRIES, "an event is given up");
    events::applied(write, stored.id, Some("given up"), context.now()).await?;
    Ok(())
}

/// What was stored; an older version stored whole bodies.
async fn kept(context: &Context, stored: &Event) -> Result<Option<Kept>> {
    if let Some(kept) = Kept::read(&stored.body) {
        return Ok(Some(kept));
    }
    let addresses = servers::addresses(context.db.read(), [stored.server_id]).await?;
    let driver = addresses.first().and_then(|server| gateway::driver(context, &server.provider).ok());
    Ok(driver.and_then(|driver| driver.parse_webhook(stored.body.as_bytes()).ok()).and_then(|event| Kept::of(&event)))
}

/// Forgets the ids of events whose repetitions have ended, and chats that are asked for anew; call this every minute.
///
/// # Errors
/// When the database refuses.
pub async fn purge(context: &Context) -> Result<u64> {
    let now = context.now();
    chats::purge(context.db.write(), now.plus_seconds(-CHAT_GOOD_FOR)).await?;
    Ok(events::purge(context.db.write(), now.plus_seconds(-KEEP), PURGE).await?)
}

/// Marks the event and does what it says in one transaction, so that both happen once.
async fn apply(context: &Context, stored: &Event, kept: &Kept) -> Result<()> {
    let tx = context.db.begin().await?;
    if !events::applied(&*tx, stored.id, None, context.now()).await? {
        return Ok(());
    }
    if let Some(note) = take_effect(&tx, context, stored.server_id, kept).await? {
        events::note(&*tx, stored.id, note).await?;
    }
    Ok(tx.commit().await?)
}

async fn take_effect(tx: &Tx, context: &Context, server: ServerId, kept: &Kept) -> Result<Note> {
    let Some(id) = instances::by_session(&**tx, server, &kept.session).await? else { return Ok(Some("no such session")) };
    match &kept.what {
        What::Status { status, .. } => {
            let me = kept.what.me();
            status::apply(tx, context, id, Seen { status: *status, me: me.as_ref(), at_ms: Some(kept.at_ms) }).await?;
            Ok(None)
        }
        What::Ack { message, ack } => {
            let Some(instance) = instances::lock(&**tx, id).await? else { return Ok(Some("no such session")) };
            acks::apply(tx, context, &instance, message, *ack).await
        }
    }
}
