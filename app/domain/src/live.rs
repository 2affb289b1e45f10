//! What changed, as one browser is told: small events with ids, after which the page asks again for what it shows. Message states
//! come in batches and carry the state itself.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{ImportId, InstanceId, MessageId, ServerId, UserId},
    message::MessageState,
};

/// A change that this viewer may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiveEvent {
    /// Users were made or changed.
    Users {
        /// Which (at most 50; empty means many).
        ids: Vec<UserId>,
    },
    /// Payments came in.
    Payments {
        /// Whose (at most 50; empty means many).
        users: Vec<UserId>,
    },
    /// An import went on.
    Import {
        /// Which.
        id: ImportId,
    },
    /// A server's state changed.
    Server {
        /// Which.
        id: ServerId,
    },
    /// A number's state or QR code changed.
    Instance {
        /// Which.
        id: InstanceId,
    },
    /// Messages moved.
    Messages {
        /// Through which number.
        instance: InstanceId,
        /// Which message is now in which state.
        states: Vec<(MessageId, MessageState)>,
    },
    /// So much was missed that the page must ask for everything again.
    Resync,
}
