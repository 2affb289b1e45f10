//! Devices that signed in before, tokens that a change of password replaces, links by their occasion, and mails by their address.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
ALTER TABLE session ADD COLUMN generation bigint NOT NULL DEFAULT 0;;
ALTER TABLE session ADD COLUMN device_hash @bytes;;
ALTER TABLE reset_link ADD COLUMN asked boolean NOT NULL DEFAULT FALSE;;
CREATE INDEX mail_address ON mail (to_address, created_at);;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
