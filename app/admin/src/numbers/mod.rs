//! Numbers within reach: the list with its filters, and one number with its pairing for staff who help. To add a column see [`list`].

mod list;
mod one;

pub use list::NumbersPage;
pub use one::NumberPage;
