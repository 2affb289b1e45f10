//! Acknowledgements move messages forward, in whatever order and however often they come. One that belongs to no message of ours is
//! kept with a note. A message that leaves the queue this way leaves its lane's count in the same transaction.

use db::{
    Tx, Wake,
    whatsapp::{
        instances::Instance,
        lanes,
        looks::Looked,
        messages::{self, Move},
    },
};
use domain::{Error, Result, ids::MessageId, message::MessageState, msg, port::whatsapp::Ack};
use uuid::Uuid;

use super::{count_accepted, looks, publish_states, status, stored};
use crate::Context;

/// What an event was good for, where it changed nothing.
pub(super) type Note = Option<&'static str>;

/// The id under which a gateway knows a message of ours: the same on each try. 32 hexadecimal digits in capitals, as phones make them.
pub(super) fn wire_id(id: MessageId) -> String {
    id.0.simple().to_string().to_uppercase()
}

/// The id under which a gateway knows a message that it took: its own, or the one that we gave.
pub(super) fn wire_or(message: &Looked) -> String {
    message.gateway_id.clone().unwrap_or_else(|| wire_id(message.id))
}

/// Reads [`wire_id`].
pub(super) fn own_id(text: &str) -> Option<MessageId> {
    let own = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte));
    own.then(|| Uuid::try_parse(text).ok().map(MessageId)).flatten()
}

/// The part of a gateway's message id that stays the same: `true_111@c.us_AAAA` and `true_111@lid_AAAA` are one message. In a group the
/// address of whoever wrote may follow.
pub(super) fn bare(gateway_id: &str) -> &str {
    gateway_id.rsplit('_').find(|part| !part.contains('@')).unwrap_or(gateway_id)
}

const fn state(ack: Ack) -> MessageState {
    match ack {
        Ack::Error => MessageState::Failed,
        Ack::Pending => MessageState::Accepted,
        Ack::Server => MessageState::Server,
        Ack::Device => MessageState::Delivered,
        Ack::Read => MessageState::Read,
        Ack::Played => MessageState::Played,
    }
}

/// Applies an acknowledgement to a message of an instance whose row is locked.
pub(super) async fn apply(tx: &Tx, context: &Context, instance: &Instance, gateway_id: &str, ack: Ack) -> Result<Note> {
    let bare = bare(gateway_id);
    let found = match messages::acknowledged(&**tx, instance.id, own_id(bare), bare).await? {
        // Another sender's id may look like one of ours.
        None if own_id(bare).is_some() => messages::acknowledged(&**tx, instance.id, None, bare).await?,
        found => found,
    };
    let Some(message) = found else { return Ok(Some("no such message")) };
    let (from, to) = (MessageState::from_code(&message.state).ok_or_else(Error::internal)?, state(ack));
    if !from.moves_to(to) {
        return Ok(None);
    }
    let problem = (to == MessageState::Failed).then(|| stored(&msg::whatsapp_message_undelivered()));
    let now = context.now();
    let look_at = (to == MessageState::Accepted).then(|| looks::first(now));
    let step = Move { from: from.code(), to: to.code(), gateway_id: bare, problem: problem.as_deref(), look_at };
    let moved = messages::move_on(&**tx, message.id, &step, now).await?;
    if !moved {
        return Err(Error::conflict(msg::error_changed_meanwhile()));
    }
    if !from.lets_next_go() {
        lanes::ended(&**tx, instance.id, 1).await?;
        if to != MessageState::Failed {
            count_accepted(tx, context, message.user_id, 1).await?;
        }
        tx.wake(Wake::Queue);
    }
    publish_states(tx, context, status::place(instance), &[(message.id, to)]).await?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_ids_read_back_and_others_do_not() {
        let id = MessageId(Uuid::from_u128(0x0198_abcd_0000_7000_8000_0000_0000_00ff));
        assert_eq!(own_id(&wire_id(id)), Some(id));
        for other in ["3EB0ABCDEF0123456789AB", "0198abcd00007000800000000000_ff", "", "ZZ98ABCD00007000800000000000000F"] {
            assert_eq!(own_id(other), None, "{other}");
        }
        assert_eq!(bare("true_111@lid_AAAA"), "AAAA");
        assert_eq!(bare("true_120363@g.us_AAAA_111@c.us"), "AAAA");
    }
}
