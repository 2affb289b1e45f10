//! People: the table with its figures and filters, a person's page, and the form for new and changed accounts.

mod columns;
mod figures;
mod filters;
mod form;
mod list;
mod one;
mod tabs;

pub(crate) use figures::figure_row;
pub use form::{EditUserPage, NewUserPage};
pub use list::UsersPage;
pub use one::UserPage;
