//! What the palette finds: indexes for payments by amount and by reference, for messages by recipient whoever sent them, and on PostgreSQL
//! for parts of names. Views of a list that people keep. Which import brought a user in.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE INDEX payment_amount ON payment (amount_minor, paid_at, id);;
CREATE INDEX payment_reference ON payment (external_id) WHERE external_id IS NOT NULL;;
CREATE INDEX payment_note ON payment (note) WHERE note <> '';;
CREATE INDEX message_to ON message (recipient, queued_at, id);;

CREATE TABLE saved_view (
    id @uuid PRIMARY KEY,
    user_id @uuid NOT NULL,
    name text NOT NULL,
    name_key @sorted NOT NULL,
    query text NOT NULL,
    created_at bigint NOT NULL
);;
CREATE UNIQUE INDEX saved_view_name ON saved_view (user_id, name_key);;

ALTER TABLE users ADD COLUMN import_id @uuid;;
CREATE INDEX users_import ON users (import_id, registered_at, id) WHERE import_id IS NOT NULL;;
";

// SQLite walks the names of businesses and numbers in their order, which are few beside people; there the trigrams are kept for people.
const POSTGRES: &str = r"
CREATE INDEX organisation_found ON organisation USING gin (name_key gin_trgm_ops);;
CREATE INDEX instance_found ON instance USING gin (LOWER(name) gin_trgm_ops) WHERE deleted_at IS NULL;;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", POSTGRES).await
    }
}
