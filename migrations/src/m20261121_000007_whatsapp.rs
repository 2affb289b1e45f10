//! Gateway servers, paired numbers (each with its sending lane), messages, and what gateways reported.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE gateway_server (
    id @uuid PRIMARY KEY,
    name text NOT NULL,
    name_key @sorted NOT NULL UNIQUE,
    provider text NOT NULL,
    url text NOT NULL,
    api_key @bytes NOT NULL,
    api_key_hint text NOT NULL,
    webhook_secret @bytes NOT NULL,
    max_devices integer NOT NULL CHECK (max_devices > 0),
    status text NOT NULL,
    version text,
    latency_ms bigint,
    problem text,
    cpu smallint,
    memory smallint,
    disk smallint,
    checked_at bigint,
    created_at bigint NOT NULL
);;

CREATE TABLE instance (
    id @uuid PRIMARY KEY,
    user_id @uuid NOT NULL,
    server_id @uuid NOT NULL,
    name text NOT NULL,
    session_name @sorted NOT NULL UNIQUE,
    state text NOT NULL,
    wanted text NOT NULL DEFAULT 'stopped',
    phone text,
    push_name text,
    qr @bytes,
    qr_number smallint NOT NULL DEFAULT 0,
    qr_expires_at bigint,
    qr_due_at bigint,
    status_at_ms bigint NOT NULL DEFAULT 0,
    tend_at bigint,
    tend_tries integer NOT NULL DEFAULT 0,
    created_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    deleted_at bigint,
    lane_next_at bigint NOT NULL DEFAULT 0,
    lane_paced_at bigint NOT NULL DEFAULT 0,
    lane_lease_until bigint NOT NULL DEFAULT 0,
    lane_fence bigint NOT NULL DEFAULT 0,
    lane_interval_ms bigint NOT NULL DEFAULT 1000,
    lane_jitter_ms bigint NOT NULL DEFAULT 500,
    lane_waiting bigint NOT NULL DEFAULT 0
);;
CREATE INDEX instance_user ON instance (user_id, created_at, id);;
CREATE INDEX instance_server ON instance (server_id);;
CREATE INDEX instance_created ON instance (created_at, id);;
CREATE INDEX instance_lane ON instance (lane_next_at) WHERE lane_waiting > 0 AND state = 'connected';;
CREATE INDEX instance_tend ON instance (tend_at) WHERE tend_at IS NOT NULL;;
CREATE INDEX instance_qr ON instance (qr_due_at) WHERE qr_due_at IS NOT NULL;;

CREATE TABLE message (
    seq @serial,
    id @uuid NOT NULL UNIQUE,
    instance_id @uuid NOT NULL,
    user_id @uuid NOT NULL,
    recipient text NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    gateway_id @sorted,
    attempts integer NOT NULL DEFAULT 0,
    uncertain boolean NOT NULL DEFAULT FALSE,
    not_before bigint NOT NULL DEFAULT 0,
    expires_at bigint NOT NULL,
    fence bigint NOT NULL DEFAULT 0,
    problem text,
    retry_of @uuid UNIQUE,
    queued_at bigint NOT NULL,
    submitted_at bigint,
    accepted_at bigint,
    changed_at bigint NOT NULL
);;
CREATE INDEX message_waiting ON message (instance_id, seq) WHERE state IN ('queued','claimed','submitted','unknown');;
CREATE INDEX message_conversation ON message (instance_id, recipient, seq) WHERE state IN ('queued','claimed','submitted','unknown');;
CREATE INDEX message_flight ON message (instance_id) WHERE state IN ('claimed','submitted');;
CREATE INDEX message_expiry ON message (expires_at) WHERE state IN ('queued','claimed','submitted','unknown');;
CREATE INDEX message_instance ON message (instance_id, queued_at, id);;
CREATE INDEX message_user ON message (user_id, queued_at, id);;
CREATE INDEX message_gateway ON message (instance_id, gateway_id);;

CREATE TABLE gateway_event (
    server_id @uuid NOT NULL,
    gateway_id @sorted NOT NULL,
    id @uuid NOT NULL UNIQUE,
    received_at bigint NOT NULL,
    body text NOT NULL,
    applied_at bigint,
    problem text,
    PRIMARY KEY (server_id, gateway_id)
);;
CREATE INDEX gateway_event_open ON gateway_event (received_at) WHERE applied_at IS NULL;;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
