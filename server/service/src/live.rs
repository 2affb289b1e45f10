//! Live events: what changes on the server changes on the page. A use case calls [`publish`] inside its transaction; after the commit
//! the [`Hub`] of each process reads the rows in commit order and hands them to the subscribers who may see them. A browser that comes
//! back with the last id it saw gets what it missed from the table; where that is too much or too long ago, one `Resync`. An event may
//! come twice (it says "look again" or carries a state that only moves forward), never not at all.
//!
//! To add an event: a variant of `domain::live::LiveEvent`, and a call of [`publish`] where it becomes true.

use db::{Tx, Wake, live as rows};
use domain::{Result, access::Module, ids::UserId, live::LiveEvent};

use crate::Context;

mod envelope;
mod hub;
mod subscription;
#[cfg(test)]
mod tests;

pub use envelope::Envelope;
pub use hub::Hub;
pub use subscription::Subscription;

/// Seconds for which events are kept.
pub const KEPT_SECONDS: i64 = 3_600;

/// Writes an event inside the transaction; browsers hear of it after the commit. It is for callers whose reading of `module` covers
/// `path`, and for `user`.
///
/// # Errors
/// When the database refuses.
pub async fn publish(tx: &Tx, context: &Context, module: Module, path: &str, user: Option<UserId>, event: &LiveEvent) -> Result<()> {
    let event = serde_json::to_string(event).expect("an event is always JSON");
    rows::insert(&**tx, context.now(), path, user, &envelope::module_code(module), &event).await?;
    tx.wake(Wake::Live);
    Ok(())
}

/// Removes events older than [`KEPT_SECONDS`]; a worker calls this now and then. Answers how many.
///
/// # Errors
/// When the database refuses.
pub async fn purge(context: &Context) -> Result<u64> {
    Ok(rows::delete_before(context.db.write(), context.now().plus_seconds(-KEPT_SECONDS)).await?)
}
