//! Messages that a gateway took and whose acknowledgement does not come: they are looked up at the gateway one, three and ten minutes after
//! it took them. What it says there counts as an acknowledgement; where it says nothing, the message is marked as not confirmed after ten
//! minutes. An acknowledgement that comes later still moves it on.

use db::whatsapp::{
    instances::{self, Instance},
    looks::{self, Looked},
    servers,
};
use domain::{
    Result,
    ids::MessageId,
    instance::InstanceState,
    message::MessageState,
    msg,
    port::whatsapp::{Ack, FoundMessage},
    time::Timestamp,
};

use super::{acks, gateway::Gateway, publish_states, queue::plain_chat, status, stored};
use crate::Context;

/// Seconds after which a message is looked up.
const LOOKS: [i64; 3] = [60, 180, GIVE_UP];
/// Seconds after which a message of which nothing is known is marked so.
pub const GIVE_UP: i64 = 600;
/// Seconds that belong to one process while it asks: the driver waits 25 for an answer, and some calls wait for others.
const ASKING: i64 = 120;
/// Messages that one call takes.
const AT_ONCE: usize = 64;

/// When a message that was taken now is looked up first.
pub(super) const fn first(now: Timestamp) -> Timestamp {
    now.plus_seconds(LOOKS[0])
}

/// Looks up what is due; call this every few seconds. Answers how many messages it concerned.
///
/// # Errors
/// When the database refuses. A gateway that does not answer has said nothing.
pub async fn look_up(context: &Context) -> Result<usize> {
    let now = context.now();
    let tx = context.db.begin().await?;
    let taken = looks::take_due(&*tx, now, now.plus_seconds(ASKING), AT_ONCE).await?;
    tx.commit().await?;
    super::all_of(taken.iter().map(|id| one(context, *id)).collect()).await?;
    Ok(taken.len())
}

async fn one(context: &Context, id: MessageId) -> Result<()> {
    let read = context.db.read();
    let message = looks::find(read, id).await?;
    let instance = match &message {
        Some(message) => instances::load(read, message.instance_id).await?,
        None => None,
    };
    let (Some(message), Some(instance)) = (message, instance) else {
        // An acknowledgement was faster.
        return Ok(looks::put_off(context.db.write(), id, None).await?);
    };
    match ask(context, &instance, &message).await? {
        Some(found) if found.ack != Ack::Pending => {
            let tx = context.db.begin().await?;
            if let Some(locked) = instances::lock(&*tx, instance.id).await? {
                acks::apply(&tx, context, &locked, &acks::wire_or(&message), found.ack).await?;
            }
            Ok(tx.commit().await?)
        }
        _ => nothing(context, &instance, &message).await,
    }
}

/// What the gateway knows of it; `None` where that is nothing, or cannot be asked.
async fn ask(context: &Context, instance: &Instance, message: &Looked) -> Result<Option<FoundMessage>> {
    if instance.deleted_at.is_some() || instance.state != InstanceState::Connected.code() {
        return Ok(None);
    }
    let addresses = servers::addresses(context.db.read(), [instance.server_id]).await?;
    let Some(gateway) = addresses.first().and_then(|server| Gateway::of(context, server).ok()) else { return Ok(None) };
    if !gateway.capabilities.message_lookup {
        return Ok(None);
    }
    let chat = message.chat_id.clone().unwrap_or_else(|| plain_chat(&message.recipient));
    let found = gateway.driver.find_message(&gateway.address, &instance.session_name, &chat, &acks::wire_or(message)).await;
    Ok(found.unwrap_or_else(|error| {
        tracing::info!(message = %message.id, %error, "a gateway does not say what became of a message");
        None
    }))
}

/// Nothing is known: it is asked again, or not any more.
async fn nothing(context: &Context, instance: &Instance, message: &Looked) -> Result<()> {
    let now = context.now();
    let taken_at = message.accepted_at.unwrap_or(Timestamp(0));
    let waited = now.seconds_since(taken_at);
    if let Some(next) = LOOKS.into_iter().find(|after| *after > waited) {
        // Never further off than the longest wait, wherever the clock was when the gateway took it.
        let at = taken_at.plus_seconds(next).min(now.plus_seconds(GIVE_UP));
        return Ok(looks::put_off(context.db.write(), message.id, Some(at)).await?);
    }
    let problem = stored(&msg::whatsapp_message_unconfirmed(GIVE_UP / 60));
    let tx = context.db.begin().await?;
    if instances::lock(&*tx, instance.id).await?.is_some() && looks::unconfirmed(&*tx, message.id, &problem, now).await? {
        publish_states(&tx, context, status::place(instance), &[(message.id, MessageState::Unconfirmed)]).await?;
    }
    Ok(tx.commit().await?)
}
