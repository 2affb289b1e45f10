//! A payment's page: what its row says, what belongs to it, and, for staff, how it came into the books.

use serde::{Deserialize, Serialize};

use super::PaymentRow;
use crate::{Money, text::Msg, time::Timestamp, user::TimelineEntry};

/// One line of a payment's transaction in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Posting {
    /// The account, in words.
    pub account: Msg,
    /// Debit positive, credit negative.
    pub amount: Money,
}

/// A payment and what belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaymentView {
    /// What the list shows.
    pub row: PaymentRow,
    /// Refunds of it, newest first; of a refund, the payment that it gives back.
    pub related: Vec<PaymentRow>,
    /// When it was written here.
    pub recorded_at: Timestamp,
    /// By whom: a name as it is now; none where the system did. For staff, as all that follows.
    pub recorded_by: Option<String>,
    /// What it posted to the ledger.
    pub postings: Vec<Posting>,
    /// What the trail says of it, newest first.
    pub history: Vec<TimelineEntry>,
    /// The viewer may give it back.
    pub can_refund: bool,
}
