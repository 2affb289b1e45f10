//! Money: payments, the double-entry journal behind them, and the check of the books.
//!
//! Every payment goes through [`record_many`], one or 100,000: it writes the payment rows, posts to the ledger and adds to the figures,
//! inside the caller's transaction; what is recorded already (same external id) is answered, not repeated. The use cases
//! ([`PaymentsService`]) add permission, form token, audit and live event around it; an import adds its own:
//!
//! ```text
//! record_many(tx: &Tx, context: &Context, caller: &Caller, payments: &[NewPayment]) -> Result<Vec<Recorded>>
//! Recorded::{New, Same, Differs} per payment, in order: Differs = that external id is recorded with other content; nothing was written for it
//! ```
//!
//! To add a kind of movement: its posting in [`postings`], its promise in [`books`].

pub mod books;
mod bulk;
pub mod export;
mod file;
pub mod ledger;
mod list;
mod payments;
pub mod postings;
mod received;
mod refunds;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod view;

pub use bulk::{MOST_MINOR, NewPayment, Reason, Recorded, record_many};
pub use file::file_name as export_name;
pub use payments::PaymentsService;
