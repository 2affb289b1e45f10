//! Pages of the customer side, one folder or file per area; the site map is `app::customer`. To add one: a component here, its route there,
//! its words in the catalogues.

pub mod home;
pub mod messages;
pub mod numbers;
pub mod payments;
