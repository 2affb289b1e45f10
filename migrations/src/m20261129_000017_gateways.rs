//! What a gateway's word needs to be held to: when a message it took is looked up, under which chat a number is known, which account a
//! slot was paired with, which engine a server runs, and how often an event was tried. Of events that were applied, nothing is kept but
//! that they were.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
ALTER TABLE message ADD COLUMN look_at bigint;;
CREATE INDEX message_look ON message (look_at) WHERE look_at IS NOT NULL;;
UPDATE message SET look_at = changed_at WHERE state = 'accepted';;

ALTER TABLE instance ADD COLUMN account text;;
ALTER TABLE instance ADD COLUMN other_account text;;
UPDATE instance SET account = phone WHERE phone IS NOT NULL;;

ALTER TABLE gateway_server ADD COLUMN engine text;;

ALTER TABLE gateway_event ADD COLUMN tries integer NOT NULL DEFAULT 0;;
UPDATE gateway_event SET body = '' WHERE applied_at IS NOT NULL;;
CREATE INDEX gateway_event_applied ON gateway_event (applied_at) WHERE applied_at IS NOT NULL;;

CREATE TABLE whatsapp_chat (
    instance_id @uuid NOT NULL,
    recipient text NOT NULL,
    chat_id text NOT NULL,
    asked_at bigint NOT NULL,
    PRIMARY KEY (instance_id, recipient)
);;
CREATE INDEX whatsapp_chat_asked ON whatsapp_chat (asked_at);;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
