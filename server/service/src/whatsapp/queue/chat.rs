//! The chat behind a phone number. Before the first message to somebody the gateway is asked whether the number is on WhatsApp and under
//! which chat: Brazilian numbers are known with or without their ninth digit, and a message to the other one goes nowhere. The answer is
//! kept for a while (`db::whatsapp::chats`).

use domain::port::whatsapp::GatewayError;

use super::Task;
use crate::whatsapp::clean;

/// Seconds that an answer is good: numbers change hands.
pub(in crate::whatsapp) const GOOD_FOR: i64 = 30 * 86_400;
/// Longest id of a chat that is kept.
const LONGEST: usize = 100;

/// Where a message goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chat {
    /// As it was kept, or as it is for want of an answer.
    Known(String),
    /// As the gateway has just answered.
    Answered(String),
}

/// The chat that a number has where nobody says otherwise.
pub(in crate::whatsapp) fn plain(recipient: &str) -> String {
    format!("{}@c.us", recipient.trim_start_matches('+'))
}

/// Where this message goes.
///
/// # Errors
/// What keeps it from going at all: the number is not on WhatsApp, or the gateway cannot be asked now.
pub(super) async fn of(task: &Task) -> Result<Chat, GatewayError> {
    let (gateway, recipient) = (&task.gateway, task.message.recipient.as_str());
    if let Some(known) = &task.message.chat_id {
        return Ok(Chat::Known(known.clone()));
    }
    if !gateway.capabilities.number_check {
        return Ok(Chat::Known(plain(recipient)));
    }
    let digits = recipient.trim_start_matches('+');
    match gateway.driver.check_number(&gateway.address, &task.lane.session_name, digits).await {
        Ok(Some(id)) => {
            let cleaned = clean(&id, LONGEST);
            Ok(if cleaned == id && !id.is_empty() { Chat::Answered(id) } else { Chat::Known(plain(recipient)) })
        }
        Ok(None) => Err(GatewayError::NumberNotOnWhatsApp { chat_id: plain(recipient) }),
        // A question that a gateway cannot answer is no reason not to send; it is asked again before the next message.
        Err(error @ (GatewayError::Unknown { .. } | GatewayError::Refused { .. } | GatewayError::NotImplemented { .. })) => {
            tracing::warn!(message = %task.message.id, %error, "a gateway does not say under which chat a number is known");
            Ok(Chat::Known(plain(recipient)))
        }
        Err(error) => Err(error),
    }
}
