//! People: the table with its filters and figures, a person's page, and the forms of an account.
//!
//! To add a column see [`columns`], a filter [`filters`], a figure [`figures`], a tab of a person's page [`person`].

mod bulk;
mod columns;
mod edit;
mod figures;
pub mod filters;
mod form;
mod list;
pub mod months;
mod person;
pub mod query;
mod settle;
mod units;
mod views;

use ui::{ask, pulse};

pub use edit::{EditUserPage, NewUserPage};
pub use figures::{Figures, resource as figures_resource};
pub use list::UsersPage;
pub use person::UserPage;
