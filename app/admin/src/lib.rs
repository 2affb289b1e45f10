//! Pages of the staff side, one folder or file per area; the site map is `app::staff`. To add one: a component here, its route there,
//! its words in the catalogues.

pub mod audit;
mod history;
pub mod imports;
pub mod messages;
pub mod numbers;
pub mod organisations;
pub mod outbox;
pub mod overview;
pub mod payments;
pub mod servers;
pub mod users;
