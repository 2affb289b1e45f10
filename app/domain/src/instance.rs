//! Instances: WhatsApp numbers of customers, paired by QR code.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{InstanceId, UserId},
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
    /// The number, once paired.
    pub phone: Option<String>,
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
}
