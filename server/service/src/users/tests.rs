//! People, told as stories on both databases: who sees whom, what filters and pages answer against a naive reading, how accounts are
//! made, changed and moved, which branch and folder they have, what an export holds.

pub(crate) mod house;

mod accounts;
mod at_once;
mod authority;
mod bulk;
mod choosing;
mod defaults;
mod exporting;
mod filters;
mod links;
mod moving;
mod paging;
mod phones;
mod scope;
mod statements;
mod stories;
