//! Stories of imports, on both databases.

mod again;
mod crashes;
mod desk;
mod money;
mod moves;
mod page;
mod people;
mod refusals;
mod sweep;
