//! Live events. Stub signature: see the area's owner.

use db::Tx;
use domain::{Result, access::Module, ids::UserId, live::LiveEvent};

use crate::Context;

/// Writes an event inside the transaction; browsers hear of it after the commit. It is for callers whose reading of `module` covers
/// `path`, and for `user`.
///
/// # Errors
/// When the database refuses.
pub async fn publish(_tx: &Tx, _context: &Context, _module: Module, _path: &str, _user: Option<UserId>, _event: &LiveEvent) -> Result<()> { Ok(()) }
