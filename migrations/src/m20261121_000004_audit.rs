//! The audit trail: events with their own digest, chained by a sealer after commit.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE audit_event (
    id @uuid PRIMARY KEY,
    at bigint NOT NULL,
    actor_id @uuid NOT NULL,
    actor_name text NOT NULL,
    behind_id @uuid,
    behind_name text,
    operation text NOT NULL,
    subject text NOT NULL,
    subject_user @uuid,
    subject_name text NOT NULL,
    path @sorted NOT NULL,
    changes text NOT NULL,
    session_id @uuid,
    address text,
    request_id text,
    digest @bytes NOT NULL
);;
CREATE INDEX audit_event_at ON audit_event (at, id);;
CREATE INDEX audit_event_user ON audit_event (subject_user, at, id);;
CREATE INDEX audit_event_actor ON audit_event (actor_id, at, id);;

CREATE TABLE audit_unsealed (
    event_id @uuid PRIMARY KEY,
    at bigint NOT NULL
);;
CREATE INDEX audit_unsealed_at ON audit_unsealed (at, event_id);;

CREATE TABLE audit_link (
    seq bigint PRIMARY KEY,
    event_id @uuid NOT NULL UNIQUE,
    chain @bytes NOT NULL
);;

CREATE TABLE audit_seal (
    last_seq bigint PRIMARY KEY,
    head @bytes NOT NULL,
    signature @bytes NOT NULL,
    sealed_at bigint NOT NULL
);;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await?;
        for table in ["audit_event", "audit_link", "audit_seal"] {
            let (sqlite, postgres) = ddl::append_only(table);
            ddl::run(manager, "", &sqlite, &postgres).await?;
        }
        Ok(())
    }
}
