//! An index for those who head a part of the tree, as a form offers them: by name. Without it PostgreSQL reads all of them by their node
//! and sorts them for the first hundred.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE INDEX users_heads ON users (name_key, id) WHERE status = 'active' AND role <> 'customer' AND role <> 'employee' AND node IS NOT NULL;;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
