//! Indexes for lists of messages: all of them newest first (staff), those to one number, and those that did not go.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE INDEX message_queued ON message (queued_at, id);;
CREATE INDEX message_recipient ON message (user_id, recipient, queued_at, id);;
CREATE INDEX message_failed ON message (user_id, queued_at, id) WHERE state IN ('failed','dead','cancelled','expired');;
CREATE INDEX message_failed_all ON message (queued_at, id) WHERE state IN ('failed','dead','cancelled','expired');;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
