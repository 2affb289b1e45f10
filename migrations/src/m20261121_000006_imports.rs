//! Runs of imports, their refused rows, and the column mappings people keep.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE import_run (
    id @uuid PRIMARY KEY,
    kind text NOT NULL,
    file_name text NOT NULL,
    file_path text NOT NULL,
    file_digest @bytes NOT NULL,
    bytes bigint NOT NULL,
    read_bytes bigint NOT NULL DEFAULT 0,
    read_line bigint NOT NULL DEFAULT 0,
    state text NOT NULL,
    header text NOT NULL,
    mapping text NOT NULL,
    sample text NOT NULL,
    delimiter text NOT NULL,
    rows_read bigint NOT NULL DEFAULT 0,
    rows_created bigint NOT NULL DEFAULT 0,
    rows_updated bigint NOT NULL DEFAULT 0,
    rows_unchanged bigint NOT NULL DEFAULT 0,
    rows_refused bigint NOT NULL DEFAULT 0,
    all_or_nothing boolean NOT NULL DEFAULT FALSE,
    path @sorted NOT NULL,
    created_at bigint NOT NULL,
    created_by @uuid NOT NULL,
    created_by_name text NOT NULL,
    caller text NOT NULL,
    lease_until bigint NOT NULL DEFAULT 0,
    fence bigint NOT NULL DEFAULT 0
);;
CREATE INDEX import_run_by ON import_run (created_by, created_at);;

CREATE TABLE import_problem (
    import_id @uuid NOT NULL,
    line bigint NOT NULL,
    seq integer NOT NULL,
    column_name text NOT NULL,
    value text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (import_id, line, seq)
);;

CREATE TABLE import_mapping (
    user_id @uuid NOT NULL,
    kind text NOT NULL,
    mapping text NOT NULL,
    PRIMARY KEY (user_id, kind)
);;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
