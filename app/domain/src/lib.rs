//! What browser and server share: ids, money, values, states, permissions, validation and the types that pages show. No I/O, no
//! Leptos, no SQL. With the feature `port` (server builds only) it also holds the use-case traits that `service` implements and `api`
//! calls, so that a change to a query or a rule never rebuilds a page.
//!
//! To add an area: one module here for its types, one trait in [`port`], one file in `api`, one folder in `service`, a row in
//! [`access::Operation`], and its words in `locales/`.

pub mod access;
pub mod audit;
pub mod email;
pub mod error;
pub mod ids;
pub mod import;
pub mod instance;
pub mod kpi;
mod label;
pub mod live;
pub mod message;
pub mod money;
pub mod names;
pub mod narrowing;
pub mod organisation;
pub mod page;
pub mod payment;
pub mod phone;
#[cfg(feature = "port")]
pub mod port;
pub mod search;
pub mod server;
pub mod session;
pub mod text;
pub mod time;
pub mod user;
pub mod view;
pub mod wire;

pub use error::{Error, ErrorKind, FieldError, Result};
pub use money::{Currency, Money};
pub use text::{Arg, Msg, msg};
