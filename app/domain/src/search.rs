//! What the palette finds by a few letters: records of every kind, each with what it takes to tell it from others and to lead to it.

use serde::{Deserialize, Serialize};

use crate::{Money, ids::UserId};

/// Most records of one kind that are shown at once.
pub const FOUND_MAX: usize = 5;

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundKind {
    /// Somebody.
    User,
    /// A business.
    Organisation,
    /// Money that came in, or went back.
    Payment,
    /// A paired number.
    Number,
    /// The newest message to a phone number.
    Message,
    /// A run of an import.
    Import,
    /// A gateway server.
    Server,
}

/// A record that was found. Amounts are written by who shows them, in the language of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What it is.
    pub kind: FoundKind,
    /// Its id.
    pub id: String,
    /// What it is called: a name, a file, the phone number a message went to. Empty for one's own payments.
    pub title: String,
    /// More about it: an address, a phone number, a reference. May be empty.
    pub detail: String,
    /// How much, of payments; less than nothing where it was given back.
    pub amount: Option<Money>,
    /// Whose it is, where its page is that of its owner.
    pub of: Option<UserId>,
}
