//! The database: connections, transactions and queries, the same on SQLite and PostgreSQL. Use cases in `service` call the functions
//! here with a connection or a [`Tx`]; nothing here checks permission and nothing here knows a rule.
//!
//! To add an area: one module with its row types and queries (`find` answers `Option`, `load` fails where there is none, `list` makes
//! pages, `insert` and `update_…` write and say how many rows changed), over [`sql`]'s helpers. Placeholders are `?` on both databases.

pub mod audit;
pub mod connection;
pub mod demo;
pub mod error;
pub mod figures;
pub mod identity;
pub mod imports;
pub mod ledger;
pub mod live;
pub mod organisations;
pub mod page;
pub mod payments;
pub mod reach;
pub mod search;
pub mod sql;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod users;
pub mod views;
pub mod whatsapp;

pub use connection::{Db, Settings, Tx, Wake};
pub use error::{DbError, DbResult};
pub use sea_orm::{self, ConnectionTrait, DbBackend, FromQueryResult, Value};
pub use sql::{Sql, all, exec, insert_many, one, scalar};
