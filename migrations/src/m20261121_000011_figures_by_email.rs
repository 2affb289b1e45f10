//! Figures by the state of the address. What waits to be summed was filed without it, as are the sums: `switchyard migrate` builds them
//! anew afterwards (`service::figures::complete`).

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
ALTER TABLE kpi_delta ADD COLUMN email_status text NOT NULL DEFAULT 'unverified';;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
