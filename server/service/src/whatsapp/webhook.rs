//! What gateways report. A call is verified by its driver with the server's secret, stored under the gateway's own event id, committed,
//! and only then applied, in whatever order it came; a repeated one changes nothing. What a crash left unapplied is applied later.
//!
//! To react to one more event: an arm in `take_effect`.

use db::{
    Tx,
    whatsapp::{
        events::{self, Event},
        instances, servers,
    },
};
use domain::{
    Error, ErrorKind, Result,
    ids::ServerId,
    msg,
    port::whatsapp::{Ack, ChatMessage, EventKind, GatewayEvent, WebhookRefusal},
};

use super::{
    acks::{self, Note},
    gateway,
    status::{self, Seen},
};
use crate::Context;

/// Largest body that is read, in bytes.
pub const BODY_MAX: usize = 1 << 20;
/// Longest id of an event that is stored.
const ID_MAX: usize = 200;
/// Seconds after which a stored event counts as left behind.
const LEFT_BEHIND: i64 = 5;
/// Events left behind that are applied at a time.
const AT_ONCE: usize = 500;

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
    let body = std::str::from_utf8(raw).map_err(|error| unreadable(&error.to_string()))?;
    if event.id.is_empty() || event.id.len() > ID_MAX {
        return Err(unreadable("id"));
    }
    events::store(context.db.write(), server, &event.id, context.new_id(), body, context.now()).await?;
    let Some(stored) = events::find(context.db.write(), server, &event.id).await?.filter(|stored| stored.applied_at.is_none()) else {
        return Ok(());
    };
    if let Err(error) = apply(context, &stored, &event).await {
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
        match parsed(context, stored).await? {
            // One that cannot be applied now must not hold the others.
            Some(event) => {
                if let Err(error) = apply(context, stored, &event).await {
                    tracing::warn!(event = %stored.id, %error, "an event stays open");
                }
            }
            None => {
                events::applied(context.db.write(), stored.id, Some("cannot be read"), context.now()).await?;
            }
        }
    }
    Ok(open.len())
}

async fn parsed(context: &Context, stored: &Event) -> Result<Option<GatewayEvent>> {
    let addresses = servers::addresses(context.db.read(), [stored.server_id]).await?;
    let driver = addresses.first().and_then(|server| gateway::driver(context, &server.provider).ok());
    Ok(driver.and_then(|driver| driver.parse_webhook(stored.body.as_bytes()).ok()))
}

/// Marks the event and does what it says in one transaction, so that both happen once.
async fn apply(context: &Context, stored: &Event, event: &GatewayEvent) -> Result<()> {
    let tx = context.db.begin().await?;
    if !events::applied(&*tx, stored.id, None, context.now()).await? {
        return Ok(());
    }
    if let Some(note) = take_effect(&tx, context, stored.server_id, event).await? {
        events::note(&*tx, stored.id, note).await?;
    }
    Ok(tx.commit().await?)
}

async fn take_effect(tx: &Tx, context: &Context, server: ServerId, event: &GatewayEvent) -> Result<Note> {
    let Some(id) = instances::by_session(&**tx, server, &event.session).await? else { return Ok(Some("no such session")) };
    match &event.kind {
        EventKind::SessionStatus { status, .. } => {
            status::apply(tx, context, id, Seen { status: *status, me: event.me.as_ref(), at_ms: Some(event.at_ms) }).await?;
            Ok(None)
        }
        EventKind::MessageAck { message_id, ack, .. } => {
            let Some(instance) = instances::lock(&**tx, id).await? else { return Ok(Some("no such session")) };
            acks::apply(tx, context, &instance, message_id, *ack).await
        }
        EventKind::MessageAny(message) if message.from_me => {
            let Some(instance) = instances::lock(&**tx, id).await? else { return Ok(Some("no such session")) };
            // It is in the chat: that settles an unknown outcome.
            acks::apply(tx, context, &instance, &message.message_id, seen_ack(message)).await
        }
        EventKind::MessageAny(_) | EventKind::Message(_) | EventKind::Unknown { .. } => Ok(Some("not used")),
    }
}

fn seen_ack(message: &ChatMessage) -> Ack {
    message.ack.unwrap_or(Ack::Pending).max(Ack::Pending)
}
