//! Messages: what a customer sends through a number, and what became of each. States only move forward; a gateway's acknowledgement
//! decides delivery, never its 2xx.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, FieldError, Result},
    ids::{InstanceId, MessageId, UserId},
    page::{DEFAULT_PAGE_SIZE, PAGE_SIZES},
    phone,
    text::{Msg, msg},
    time::Timestamp,
    user,
};

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

/// The filter of the messages' list, as its address names it, and the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageListQuery {
    /// Only through this number.
    pub number: Option<InstanceId>,
    /// Only on this part of the way.
    pub stage: Option<MessageStage>,
    /// Only to this number: E.164.
    pub to: Option<String>,
    /// Cursor.
    pub cursor: Option<String>,
    /// Rows on a page.
    pub size: u16,
}

impl Default for MessageListQuery {
    fn default() -> Self {
        Self { number: None, stage: None, to: None, cursor: None, size: DEFAULT_PAGE_SIZE }
    }
}

impl MessageListQuery {
    /// The parameters of an address that narrow the list.
    pub const PARAMETERS: [&str; 3] = ["number", "state", "to"];

    /// Everything through one number.
    #[must_use]
    pub fn of_number(number: InstanceId) -> Self {
        Self { number: Some(number), ..Self::default() }
    }

    /// Reads an address; what makes no sense is left out.
    #[must_use]
    pub fn from_parameters(get: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            number: get("number").and_then(|number| number.parse().ok()),
            stage: get("state").and_then(|stage| MessageStage::from_code(&stage)),
            // A plus in an address may arrive as a space.
            to: get("to").and_then(|to| phone::normalise(&to)),
            cursor: get("cursor").filter(|cursor| !cursor.is_empty() && cursor.len() <= 1024),
            size: get("size").and_then(|size| size.parse().ok()).filter(|size| PAGE_SIZES.contains(size)).unwrap_or(DEFAULT_PAGE_SIZE),
        }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        self.number.is_some() || self.stage.is_some() || self.to.is_some()
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

/// What the form for new messages holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ComposeForm {
    /// Form token: the same token queues once.
    pub token: String,
    /// Through which number.
    pub instance: String,
    /// Numbers, separated by commas, semicolons or new lines.
    pub to: String,
    /// Text, 1–4096 characters.
    pub text: String,
}

/// A checked [`ComposeForm`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposeInput {
    /// Form token.
    pub token: String,
    /// Through which number.
    pub instance: InstanceId,
    /// E.164, in order, without repeats.
    pub to: Vec<String>,
    /// Text.
    pub text: String,
}

/// Most recipients of one form.
pub const RECIPIENTS_MAX: usize = 1000;
/// Longest text, in characters: WhatsApp's own limit.
pub const TEXT_MAX: usize = 4096;

/// Reads a list of numbers: those that are, and the first that is not.
#[must_use]
pub fn split_numbers(text: &str) -> (Vec<String>, Option<String>) {
    let mut numbers: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut bad = None;
    for part in text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
        match phone::normalise(part) {
            Some(number) => {
                if seen.insert(number.clone()) {
                    numbers.push(number);
                }
            }
            None => bad = bad.or_else(|| Some(part.to_owned())),
        }
    }
    (numbers, bad)
}

/// What is wrong with a list of recipients, if anything.
#[must_use]
pub fn check_recipients(text: &str) -> Option<Msg> {
    let (numbers, bad) = split_numbers(text);
    if let Some(bad) = bad {
        Some(msg::field_not_a_phone(user::shorten(&bad)))
    } else if numbers.is_empty() {
        Some(msg::field_required())
    } else if numbers.len() > RECIPIENTS_MAX {
        Some(msg::field_too_many_recipients(numbers.len(), RECIPIENTS_MAX))
    } else {
        None
    }
}

/// What is wrong with a message's text, if anything.
#[must_use]
pub fn check_text(text: &str) -> Option<Msg> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        Some(msg::field_required())
    } else if length > TEXT_MAX {
        Some(msg::field_too_long(length, TEXT_MAX))
    } else {
        user::has_controls(&text.replace('\r', "")).then(msg::field_control_characters)
    }
}

impl ComposeForm {
    /// Reads the form; says everything that is wrong at once.
    ///
    /// # Errors
    /// Invalid, with one sentence per field.
    pub fn check(&self) -> Result<ComposeInput> {
        let mut errors = Vec::new();
        let mut say = |field: &str, message: Option<Msg>| {
            if let Some(message) = message {
                errors.push(FieldError { field: field.to_owned(), message });
            }
        };
        let instance = self.instance.trim().parse().ok();
        say("instance", instance.is_none().then(|| msg::field_choose_one(user::shorten(&self.instance))));
        say("to", check_recipients(&self.to));
        say("text", check_text(&self.text));
        match instance {
            Some(instance) if errors.is_empty() => Ok(ComposeInput {
                token: self.token.clone(),
                instance,
                to: split_numbers(&self.to).0,
                text: self.text.replace("\r\n", "\n"),
            }),
            _ => Err(Error::fields(errors)),
        }
    }
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
    fn an_address_reads_as_a_filter_and_nonsense_as_none() {
        let read = |pairs: &[(&str, &str)]| {
            MessageListQuery::from_parameters(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        let query = read(&[("state", "failed"), ("to", " 34 600 111 222"), ("size", "25")]);
        assert_eq!((query.stage, query.to.as_deref(), query.size), (Some(MessageStage::Failed), Some("+34600111222"), 25));
        assert_eq!(read(&[("state", "lost"), ("to", "me"), ("number", "x"), ("size", "0")]), MessageListQuery::default());
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

        #[test]
        fn no_list_of_numbers_makes_the_reader_panic(text in ".{0,200}") { let _ = split_numbers(&text); }
    }
}
