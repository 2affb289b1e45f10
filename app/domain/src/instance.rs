//! Instances: WhatsApp numbers of customers, paired by QR code.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{InstanceId, ServerId, UserId},
    narrowing::{FilterProblem, Reader, unknown, value_of},
    page::{DEFAULT_PAGE_SIZE, PageQuery},
    server::Provider,
    time::Timestamp,
};

/// Where an instance is on its way to sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstanceState {
    /// Made here, not yet known to the gateway.
    New,
    /// The gateway is starting it.
    Starting,
    /// Waits for its QR code to be scanned.
    Scanning,
    /// The account asks for a passkey.
    Passkey,
    /// Paired; sends.
    Connected,
    /// Codes ran out, or the gateway gave up: start again.
    Failed,
    /// Logged out or stopped.
    Stopped,
}

impl InstanceState {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::New, Self::Starting, Self::Scanning, Self::Passkey, Self::Connected, Self::Failed, Self::Stopped];
    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Starting => "starting",
            Self::Scanning => "scanning",
            Self::Passkey => "passkey",
            Self::Connected => "connected",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
        }
    }
    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == text)
    }
}

/// One number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InstanceRow {
    /// Its id.
    pub id: InstanceId,
    /// Whose.
    pub user: (UserId, String),
    /// What its owner calls it.
    pub name: String,
    /// State.
    pub state: InstanceState,
    /// The number, once paired: E.164.
    pub phone: Option<String>,
    /// The same as people read it, in the groups of its country.
    pub phone_shown: Option<String>,
    /// The name the phone shows, once paired.
    pub push_name: Option<String>,
    /// Software of its server.
    pub provider: Provider,
    /// Name of its server, for staff.
    pub server: Option<String>,
    /// Messages waiting.
    pub queued: i64,
    /// When it last changed state.
    pub changed_at: Timestamp,
    /// When its gateway, or somebody here, last said anything about it.
    pub seen_at: Timestamp,
}

/// The filter of the numbers' list, as its address names it, and the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceListQuery {
    /// Only this user's.
    pub user: Option<UserId>,
    /// Part of its name, of its phone number or of its owner's name.
    pub q: String,
    /// Only in this state.
    pub state: Option<InstanceState>,
    /// Only on this server; for staff.
    pub server: Option<ServerId>,
    /// Cursor.
    pub cursor: Option<String>,
    /// Rows on a page.
    pub size: u16,
    /// What was asked for and cannot be used: then nothing is found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FilterProblem>,
}

impl Default for InstanceListQuery {
    fn default() -> Self {
        Self { user: None, q: String::new(), state: None, server: None, cursor: None, size: DEFAULT_PAGE_SIZE, problems: Vec::new() }
    }
}

impl InstanceListQuery {
    /// The parameters of an address that narrow the list.
    pub const PARAMETERS: [&str; 3] = ["q", "state", "server"];

    /// Reads an address; what cannot be used is among its problems.
    #[must_use]
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let get = |name: &str| value_of(&pairs, name);
        let PageQuery { cursor, size } = PageQuery::from_parameters(get);
        let mut from = Reader::new(get);
        let query = Self {
            user: None,
            q: from.value("q", |q| Some(q.to_owned())).unwrap_or_default(),
            state: from.value("state", InstanceState::from_code),
            server: from.value("server", |server| server.parse().ok()),
            cursor,
            size,
            problems: Vec::new(),
        };
        // Pages of people link here with their id, which the reach of the list does not need.
        let unknown = unknown(pairs.iter().map(|(name, _)| *name).filter(|name| *name != "user"), &Self::PARAMETERS);
        Self { problems: from.problems.into_iter().chain(unknown).collect(), ..query }
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub const fn narrows(&self) -> bool {
        !self.q.is_empty() || self.state.is_some() || self.server.is_some()
    }
}

/// The QR code that is good now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrView {
    /// Drawn as SVG, dark on white with its quiet zone.
    pub svg: String,
    /// When a new one comes.
    pub expires_at: Timestamp,
    /// Which of the codes this is, from 1.
    pub number: u8,
    /// How many there are before the gateway gives up.
    pub of: u8,
}

/// Why nothing is sent through a number, connected or not. What waits stays in its queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Its owner is deactivated.
    OwnerInactive,
    /// Another account than before was paired, and nobody has said yet that this is right.
    OtherAccount {
        /// The number it was, as people read it.
        before: String,
        /// The number it is now, as people read it.
        now: String,
    },
}

/// An instance's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InstanceView {
    /// What the list shows.
    pub row: InstanceRow,
    /// The code to scan, while it waits for one.
    pub qr: Option<QrView>,
    /// The server's clock, to count down against.
    pub now: Timestamp,
    /// The viewer may connect, log out and send.
    pub can_control: bool,
    /// Why nothing is sent, where that is so.
    #[serde(default)]
    pub hold: Option<Hold>,
    /// The page of its phone, where its server is a simulator and that phone can be opened.
    #[serde(default)]
    pub simulator_phone: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_as_a_filter_and_nonsense_as_none() {
        let read = |pairs: &[(&'static str, &'static str)]| InstanceListQuery::from_pairs(pairs.iter().copied());
        let query = read(&[("q", " shop "), ("state", "connected"), ("size", "100")]);
        assert_eq!((query.q.as_str(), query.state, query.size, query.narrows()), ("shop", Some(InstanceState::Connected), 100, true));
        assert_eq!(read(&[("q", " "), ("size", "7"), ("cursor", "")]), InstanceListQuery::default());
        // Finding 4: what is no filter narrows nothing and is said.
        let wrong = read(&[("state", "well"), ("server", "x"), ("stat", "new")]);
        assert_eq!((wrong.problems.len(), wrong.narrows()), (3, false));
        assert!(!InstanceListQuery::default().narrows());
    }
}
