//! What a user amounts to is read by user without touching the table: on PostgreSQL the primary key holds the amount as well.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// SQLite reads few rows of each user, and its keys hold nothing else.
const POSTGRES: &str = "ALTER TABLE user_measure DROP CONSTRAINT user_measure_pkey,
    ADD CONSTRAINT user_measure_pkey PRIMARY KEY (user_id, period, measure) INCLUDE (amount)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, "", "", POSTGRES).await
    }
}
