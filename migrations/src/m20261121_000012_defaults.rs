//! Indexes for those who have a branch or folder as a default: few among many users, in the order of the list.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE INDEX users_branch ON users (branch_id, registered_at, id) WHERE branch_id IS NOT NULL;;
CREATE INDEX users_folder ON users (folder_id, registered_at, id) WHERE folder_id IS NOT NULL;;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
