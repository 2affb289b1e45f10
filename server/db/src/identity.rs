//! Who signs in: accounts as signing in sees them, sessions with their refresh tokens, attempts, reset links, the mail outbox, and the
//! tokens that make a write repeatable. To add a table of this area: a module here with its rows and queries.

pub mod account;
pub mod attempt;
pub mod idempotency;
pub mod mail;
pub mod refresh;
pub mod reset;
pub mod session;
