//! The schema's history: one file per change, the same tables on SQLite and PostgreSQL. A migration never changes after it landed and
//! uses nothing of `domain`, so that it means tomorrow what it meant when it was written.
//!
//! To add one: a file `m<date>_<number>_<what>.rs` with the statements for both databases (see [`ddl`]), and a line in [`Migrator`].

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

mod ddl;
mod m20261121_000001_people;
mod m20261121_000002_identity;
mod m20261121_000003_money;
mod m20261121_000004_audit;
mod m20261121_000005_figures;
mod m20261121_000006_imports;
mod m20261121_000007_whatsapp;
mod m20261121_000008_live;
mod m20261121_000009_message_lists;
mod m20261121_000010_staff;
mod m20261121_000011_figures_by_email;
mod m20261121_000012_defaults;
mod m20261121_000013_measures;
mod m20261129_000014_zone;
mod m20261129_000015_heads;
mod m20261129_000016_devices;
mod m20261129_000017_gateways;
mod m20261129_000018_folded;
mod m20261129_000019_refused;
mod m20261129_000020_payment_search;
mod m20261129_000021_trail;
mod m20261129_000022_finding;
mod m20261129_000023_simulators;

/// All migrations, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_people::Migration),
            Box::new(m20261121_000002_identity::Migration),
            Box::new(m20261121_000003_money::Migration),
            Box::new(m20261121_000004_audit::Migration),
            Box::new(m20261121_000005_figures::Migration),
            Box::new(m20261121_000006_imports::Migration),
            Box::new(m20261121_000007_whatsapp::Migration),
            Box::new(m20261121_000008_live::Migration),
            Box::new(m20261121_000009_message_lists::Migration),
            Box::new(m20261121_000010_staff::Migration),
            Box::new(m20261121_000011_figures_by_email::Migration),
            Box::new(m20261121_000012_defaults::Migration),
            Box::new(m20261121_000013_measures::Migration),
            Box::new(m20261129_000014_zone::Migration),
            Box::new(m20261129_000015_heads::Migration),
            Box::new(m20261129_000016_devices::Migration),
            Box::new(m20261129_000017_gateways::Migration),
            Box::new(m20261129_000018_folded::Migration),
            Box::new(m20261129_000019_refused::Migration),
            Box::new(m20261129_000020_payment_search::Migration),
            Box::new(m20261129_000021_trail::Migration),
            Box::new(m20261129_000022_finding::Migration),
            Box::new(m20261129_000023_simulators::Migration),
        ]
    }
}
