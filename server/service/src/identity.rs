//! Who is calling. [`SignIn`] checks passwords and tokens and makes the [`Caller`](domain::access::Caller) of every request;
//! [`AccountsService`] is one's own account, and other people's sessions; [`mail`] writes the outbox and sends it.
//!
//! A session is a row that every request reads together with its user: what is revoked, deactivated or changed there holds for the very
//! next request. The access token (a JWT of ten minutes) names the row; the refresh token, kept as a hash, buys the next pair.
//! What an unknown person can learn is the same sentence after the same work, whatever the account.
//!
//! To add a way to sign in: check its proof, then [`SignIn`]'s `begin` makes the session.

mod accounts;
mod authenticate;
mod caller;
mod device;
pub mod mail;
mod owner;
pub mod passwords;
mod profile;
mod refusals;
mod reset;
mod seen;
mod sessions;
mod sign_in;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod throttle;
mod tokens;

pub use accounts::AccountsService;
pub use authenticate::{Authenticated, Preferences, still_holds, still_stands};
pub use caller::caller_of;
pub(crate) use device::LONGEST as LONGEST_AGENT;
pub use device::{KEPT as DEVICE_SECONDS, device_of};
pub use owner::owner_create;
pub use reset::{address_left, end_links, invite};
pub use sessions::end_sessions;
pub use sign_in::{SignIn, SignedIn, Visitor, forget_old};
pub(crate) use throttle::reserve_invitation;
pub use tokens::Tokens;
