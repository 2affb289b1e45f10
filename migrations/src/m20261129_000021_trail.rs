//! What the trail is looked through by, in the order of time: what was done, the kind of thing, and who was not let in; and the part of the
//! tree, for those who have few events in it. And of messages who sent them, and when WhatsApp and the recipient's phone had them.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE INDEX audit_event_operation ON audit_event (operation, at, id);;
CREATE INDEX audit_event_kind ON audit_event (substr(subject, 1, 4), at, id);;
CREATE INDEX audit_event_path ON audit_event (path);;
CREATE INDEX audit_event_refused ON audit_event (operation, at, id) WHERE operation = 'SignIn' AND session_id IS NULL;;

ALTER TABLE message ADD COLUMN sent_by @uuid;;
ALTER TABLE message ADD COLUMN server_at bigint;;
ALTER TABLE message ADD COLUMN delivered_at bigint;;
ALTER TABLE message ADD COLUMN read_at bigint;;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
