//! Gateway servers: the registry with live states, and the form of one.

mod card;
mod form;
mod list;

pub use form::{EditServerPage, NewServerPage};
pub use list::ServersPage;
