//! Typed server functions, one file per area: three lines each, from the door to a use case. The same functions run as plain calls
//! while a page is rendered and as HTTP calls from the browser, so every check is in the use case and none is here. Forms without
//! JavaScript post to the same functions and are sent back to their page.
//!
//! To add one: the use case in `domain::port`, then a `#[server]` function in its area's file, and a row in the table of
//! [`operations`] (a test compares that table with the functions that exist).

mod answer;
#[cfg(feature = "ssr")]
mod door;
mod error;
#[cfg(feature = "ssr")]
pub mod operations;

pub mod account;
pub mod audit;
pub mod imports;
pub mod instances;
pub mod messages;
pub mod organisations;
pub mod payments;
pub mod search;
pub mod servers;
pub mod users;
pub mod viewer;
pub mod views;

#[cfg(feature = "ssr")]
pub use door::{Door, caller, services};
pub use error::{ApiError, ApiResult};
