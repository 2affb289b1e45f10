//! Sessions, refresh tokens, sign-in attempts, reset links, the mail outbox.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE session (
    id @uuid PRIMARY KEY,
    user_id @uuid NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    idle_until bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint,
    revoked_reason text,
    user_agent text,
    device text NOT NULL,
    address text
);;
CREATE INDEX session_by_user ON session (user_id, created_at);;

CREATE TABLE refresh_token (
    id @uuid PRIMARY KEY,
    session_id @uuid NOT NULL,
    hash @bytes NOT NULL UNIQUE,
    issued_at bigint NOT NULL,
    used_at bigint,
    successor_id @uuid
);;
CREATE INDEX refresh_token_session ON refresh_token (session_id);;

CREATE TABLE sign_in_attempt (
    no @serial,
    at bigint NOT NULL,
    login_key @sorted NOT NULL,
    address @sorted NOT NULL,
    user_id @uuid,
    user_agent text,
    device text NOT NULL DEFAULT '',
    outcome text NOT NULL
);;
CREATE INDEX sign_in_attempt_login ON sign_in_attempt (login_key, at);;
CREATE INDEX sign_in_attempt_address ON sign_in_attempt (address, at);;
CREATE INDEX sign_in_attempt_user ON sign_in_attempt (user_id, at);;

CREATE TABLE reset_link (
    id @uuid PRIMARY KEY,
    user_id @uuid NOT NULL,
    hash @bytes NOT NULL UNIQUE,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);;
CREATE INDEX reset_link_user ON reset_link (user_id);;

CREATE TABLE mail (
    id @uuid PRIMARY KEY,
    user_id @uuid,
    to_address text NOT NULL,
    subject text NOT NULL,
    body @bytes NOT NULL,
    created_at bigint NOT NULL,
    due_at bigint NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    sent_at bigint,
    problem text
);;
CREATE INDEX mail_created ON mail (created_at, id);;
CREATE INDEX mail_due ON mail (due_at) WHERE sent_at IS NULL;;

CREATE TABLE idempotency (
    scope @sorted NOT NULL,
    token @sorted NOT NULL,
    input_digest @bytes NOT NULL,
    answer text NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (scope, token)
);;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
