//! The time zone whose months and days the figures were built with: they say so themselves when the operator chooses another.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE figures_built (
    one smallint PRIMARY KEY CHECK (one = 1),
    time_zone text NOT NULL
);;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
