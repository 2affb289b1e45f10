//! Messages: what a customer sends through a number, and what became of each. States only move forward; a gateway's acknowledgement
//! decides delivery, never its 2xx.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{InstanceId, MessageId, UserId},
    text::Msg,
    time::Timestamp,
};

mod compose;
mod list;

pub use compose::{ComposeForm, ComposeInput, RECIPIENTS_MAX, TEXT_MAX, check_recipients, check_text, split_numbers};
pub use list::MessageListQuery;

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// Waits for its turn.
    Queued,
    /// A worker has it under a lease.
    Claimed,
    /// Written to the gateway; no answer yet.
    Submitted,
    /// The outcome of the last try is not known; it goes again under the same id.
    Unknown,
    /// The gateway has it.
    Accepted,
    /// WhatsApp's server has it.
    Server,
    /// It is on the phone.
    Delivered,
    /// It was read.
    Read,
    /// It was listened to.
    Played,
    /// It cannot be sent.
    Failed,
    /// All tries are used up.
    Dead,
    /// Called off before it went.
    Cancelled,
    /// Its time was over before it went.
    Expired,
}

impl MessageState {
    /// All of them, in order.
    pub const ALL: [Self; 13] = [
        Self::Queued,
        Self::Claimed,
        Self::Submitted,
        Self::Unknown,
        Self::Accepted,
        Self::Server,
        Self::Delivered,
        Self::Read,
        Self::Played,
        Self::Failed,
        Self::Dead,
        Self::Cancelled,
        Self::Expired,
    ];

    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Claimed => "claimed",
            Self::Submitted => "submitted",
            Self::Unknown => "unknown",
            Self::Accepted => "accepted",
            Self::Server => "server",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed => "failed",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == text)
    }

    /// Place on the way; a message never goes to a lower one. A retry by hand makes a new message.
    #[must_use]
    pub const fn rank(self) -> i16 {
        match self {
            Self::Queued => 0,
            Self::Claimed => 1,
            Self::Submitted => 2,
            Self::Unknown => 3,
            Self::Accepted => 4,
            Self::Server => 5,
            Self::Delivered => 6,
            Self::Read => 7,
            Self::Played => 8,
            Self::Failed | Self::Dead | Self::Cancelled | Self::Expired => 9,
        }
    }

    /// Whether the next message of the conversation may go.
    #[must_use]
    pub const fn lets_next_go(self) -> bool {
        self.rank() >= 4
    }

    /// Whether an acknowledgement `to` moves a message that is `self`. A failure reported by the gateway counts only before delivery.
    #[must_use]
    pub const fn moves_to(self, to: Self) -> bool {
        match (self, to) {
            (Self::Failed | Self::Dead | Self::Cancelled | Self::Expired, _) => false,
            (from, Self::Failed) => from.rank() < Self::Delivered.rank(),
            (from, to) => to.rank() > from.rank(),
        }
    }
}

/// Parts of the way that people ask for: several states each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageStage {
    /// Has not gone yet, or nobody knows.
    Waiting,
    /// A gateway or WhatsApp has it.
    Sent,
    /// It is on the phone.
    Delivered,
    /// It was read or listened to.
    Read,
    /// It did not go.
    Failed,
}

impl MessageStage {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Sent, Self::Delivered, Self::Read, Self::Failed];
    /// As in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == text)
    }
    /// The states that belong to it.
    #[must_use]
    pub const fn states(self) -> &'static [MessageState] {
        use MessageState as State;
        match self {
            Self::Waiting => &[State::Queued, State::Claimed, State::Submitted, State::Unknown],
            Self::Sent => &[State::Accepted, State::Server],
            Self::Delivered => &[State::Delivered],
            Self::Read => &[State::Read, State::Played],
            Self::Failed => &[State::Failed, State::Dead, State::Cancelled, State::Expired],
        }
    }
}

/// One message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessageRow {
    /// Its id.
    pub id: MessageId,
    /// Whose.
    pub user: (UserId, String),
    /// Through which number.
    pub instance: InstanceId,
    /// What that number is called.
    pub number: String,
    /// To whom: E.164.
    pub to: String,
    /// What.
    pub text: String,
    /// How far.
    pub state: MessageState,
    /// Why not, where it failed.
    pub problem: Option<Msg>,
    /// How many tries were made.
    pub attempts: i32,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// When it last moved.
    pub changed_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_state_belongs_to_one_part_of_the_way() {
        for state in MessageState::ALL {
            assert_eq!(MessageStage::ALL.into_iter().filter(|stage| stage.states().contains(&state)).count(), 1, "{state:?}");
        }
    }

    #[test]
    fn acknowledgements_in_any_order_end_in_the_furthest_state() {
        assert!(!MessageState::Read.moves_to(MessageState::Delivered));
        assert!(!MessageState::Delivered.moves_to(MessageState::Failed));
        assert!(MessageState::Server.moves_to(MessageState::Failed));
        assert!(!MessageState::Cancelled.moves_to(MessageState::Server));
    }

    proptest! {
        #[test]
        fn states_only_move_forward(steps in proptest::collection::vec(0..13_usize, 0..30)) {
            let mut state = MessageState::Queued;
            for step in steps {
                let to = MessageState::ALL[step];
                if state.moves_to(to) { prop_assert!(to.rank() > state.rank()); state = to; }
            }
        }
    }
}
