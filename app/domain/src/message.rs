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

pub use compose::{
    BYTES_WAITING_MAX, CONFIRM_ABOVE, ComposeForm, ComposeInput, RECIPIENTS_MAX, TEXT_MAX, WAITING_MAX, check_recipients, check_text,
    split_numbers,
};
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
    /// The gateway took it, and has said nothing more for so long that nobody knows; what it says later still counts.
    Unconfirmed,
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
    pub const ALL: [Self; 14] = [
        Self::Queued,
        Self::Claimed,
        Self::Submitted,
        Self::Unknown,
        Self::Accepted,
        Self::Unconfirmed,
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
            Self::Unconfirmed => "unconfirmed",
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
            Self::Unconfirmed => 5,
            Self::Server => 6,
            Self::Delivered => 7,
            Self::Read => 8,
            Self::Played => 9,
            Self::Failed | Self::Dead | Self::Cancelled | Self::Expired => 10,
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

/// What people ask for: the words of the state's column, each with the states that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageStage {
    /// Waits for its turn.
    Queued,
    /// On its way to the gateway.
    Sending,
    /// The last try may have had its effect; the gateway is asked.
    Checking,
    /// The gateway has it.
    Accepted,
    /// The gateway took it, and nothing more was heard.
    Unconfirmed,
    /// WhatsApp's server has it.
    Sent,
    /// It is on the phone.
    Delivered,
    /// It was read.
    Read,
    /// It was listened to.
    Played,
    /// It cannot be sent.
    Failed,
    /// All tries are used up.
    GivenUp,
    /// Cancelled before it went.
    Cancelled,
    /// Its time was over before it went.
    Expired,
}

impl MessageStage {
    /// All of them, in order.
    pub const ALL: [Self; 13] = [
        Self::Queued,
        Self::Sending,
        Self::Checking,
        Self::Accepted,
        Self::Unconfirmed,
        Self::Sent,
        Self::Delivered,
        Self::Read,
        Self::Played,
        Self::Failed,
        Self::GivenUp,
        Self::Cancelled,
        Self::Expired,
    ];
    /// As in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Checking => "checking",
            Self::Accepted => "accepted",
            Self::Unconfirmed => "unconfirmed",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed => "failed",
            Self::GivenUp => "given_up",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }
    /// Reads [`Self::code`], and the word that older addresses have for what waits.
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        let text = if text == "waiting" { "queued" } else { text };
        Self::ALL.into_iter().find(|stage| stage.code() == text)
    }
    /// The states that belong to it.
    #[must_use]
    pub const fn states(self) -> &'static [MessageState] {
        use MessageState as State;
        match self {
            Self::Queued => &[State::Queued],
            Self::Sending => &[State::Claimed, State::Submitted],
            Self::Checking => &[State::Unknown],
            Self::Accepted => &[State::Accepted],
            Self::Unconfirmed => &[State::Unconfirmed],
            Self::Sent => &[State::Server],
            Self::Delivered => &[State::Delivered],
            Self::Read => &[State::Read],
            Self::Played => &[State::Played],
            Self::Failed => &[State::Failed],
            Self::GivenUp => &[State::Dead],
            Self::Cancelled => &[State::Cancelled],
            Self::Expired => &[State::Expired],
        }
    }
    /// Whether such messages wait in a lane.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Checking)
    }
    /// Whether such messages ended without having been sent.
    #[must_use]
    pub const fn ended_unsent(self) -> bool {
        matches!(self, Self::Failed | Self::GivenUp | Self::Cancelled | Self::Expired)
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
    /// The same as people read it, in the groups of its country.
    pub to_shown: String,
    /// What.
    pub text: String,
    /// How far.
    pub state: MessageState,
    /// Why it failed, is tried again, or is not known.
    pub problem: Option<Msg>,
    /// How many tries were made.
    pub attempts: i32,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// When it last moved.
    pub changed_at: Timestamp,
}

/// A message's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MessageView {
    /// What the list shows.
    pub row: MessageRow,
    /// The number that it goes out through, as people read it, once that is paired.
    pub phone: Option<String>,
    /// Where it was when, as far as that is known, in order.
    pub steps: Vec<(MessageState, Timestamp)>,
    /// Until when it may wait for its turn.
    pub expires_at: Timestamp,
    /// Who sent it, where the viewer may know.
    pub sent_by: Option<(UserId, String)>,
    /// Somebody else than its owner sent it.
    pub by_staff: bool,
    /// The message that this one tries again.
    pub retry_of: Option<MessageId>,
    /// The message that tries this one again.
    pub retried_as: Option<MessageId>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_state_belongs_to_one_word_of_the_filter() {
        for state in MessageState::ALL {
            assert_eq!(MessageStage::ALL.into_iter().filter(|stage| stage.states().contains(&state)).count(), 1, "{state:?}");
        }
    }

    /// Finding 62.
    #[test]
    fn the_words_of_the_filter_are_the_words_of_the_column() {
        for stage in MessageStage::ALL {
            for state in stage.states() {
                assert_eq!(stage.label(), state.label(), "{stage:?}");
            }
            assert_eq!(MessageStage::from_code(stage.code()), Some(stage));
        }
        assert_eq!(MessageStage::from_code("waiting"), Some(MessageStage::Queued));
    }

    #[test]
    fn what_nobody_knew_still_moves_on_when_somebody_says() {
        assert!(MessageState::Accepted.moves_to(MessageState::Unconfirmed));
        assert!(MessageState::Unconfirmed.moves_to(MessageState::Delivered) && MessageState::Unconfirmed.moves_to(MessageState::Failed));
        assert!(!MessageState::Unconfirmed.moves_to(MessageState::Accepted) && MessageState::Unconfirmed.lets_next_go());
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
        fn states_only_move_forward(steps in proptest::collection::vec(0..MessageState::ALL.len(), 0..30)) {
            let mut state = MessageState::Queued;
            for step in steps {
                let to = MessageState::ALL[step];
                if state.moves_to(to) { prop_assert!(to.rank() > state.rank()); state = to; }
            }
        }
    }
}
