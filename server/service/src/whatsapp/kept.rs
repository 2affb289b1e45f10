//! What is kept of a gateway's event until it is applied: which session or message it is about and what it says of it, and never what
//! people wrote. An event that nothing here uses is not kept at all.

use domain::port::whatsapp::{Ack, ChatMessage, EventKind, GatewayEvent, Me, SessionStatus};
use serde::{Deserialize, Serialize};

use super::clean;

/// Longest name of a session, an account or a message that is kept.
const LONGEST: usize = 200;

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub session: String,
    /// Milliseconds since 1970 by the gateway's clock.
    pub at_ms: i64,
    pub what: What,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum What {
    /// A session's status, with the account's id and name where one is linked.
    Status { status: SessionStatus, account: Option<(String, String)> },
    /// How far a message came.
    Ack { message: String, ack: Ack },
}

impl Kept {
    /// `None` where nothing here uses it.
    pub fn of(event: &GatewayEvent) -> Option<Self> {
        let text = |text: &str| clean(text, LONGEST);
        let what = match &event.kind {
            EventKind::SessionStatus { status, .. } => {
                let account = event.me.as_ref().map(|me| (text(&me.id), text(&me.push_name)));
                What::Status { status: *status, account }
            }
            EventKind::MessageAck { message_id, ack, .. } => What::Ack { message: text(message_id), ack: *ack },
            // It is in the chat: that settles an unknown outcome.
            EventKind::MessageAny(message) if message.from_me => What::Ack { message: text(&message.message_id), ack: seen_ack(message) },
            EventKind::MessageAny(_) | EventKind::Message(_) | EventKind::Unknown { .. } => return None,
        };
        Some(Self { session: text(&event.session), at_ms: event.at_ms, what })
    }

    /// As it is stored.
    pub fn stored(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads [`Self::stored`].
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl What {
    /// The account that it tells.
    pub fn me(&self) -> Option<Me> {
        match self {
            Self::Status { account: Some((id, push_name)), .. } => Some(Me { id: id.clone(), push_name: push_name.clone() }),
            Self::Status { .. } | Self::Ack { .. } => None,
        }
    }
}

fn seen_ack(message: &ChatMessage) -> Ack {
    message.ack.unwrap_or(Ack::Pending).max(Ack::Pending)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn event(kind: EventKind) -> GatewayEvent {
        let me = Some(Me { id: "34600999888@c.us".into(), push_name: "Sh\0op".into() });
        GatewayEvent { id: "evt_1".into(), session: "a\0b".into(), at_ms: 7, metadata: BTreeMap::new(), me, kind }
    }

    /// W12 and W19.
    #[test]
    fn what_is_stored_reads_back_without_controls_and_what_is_not_used_is_not_stored() {
        let status = event(EventKind::SessionStatus { status: SessionStatus::Unknown, data: None });
        let kept = Kept::of(&status).expect("a status is used");
        assert_eq!(Kept::read(&kept.stored()), Some(kept.clone()));
        assert_eq!((kept.session.as_str(), kept.what.me().map(|me| me.push_name).as_deref()), ("ab", Some("Shop")));
        assert!(!kept.stored().contains("u0000"));
        assert_eq!(Kept::of(&event(EventKind::Unknown { name: "presence.update".into() })), None);
    }
}
