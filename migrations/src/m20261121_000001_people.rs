//! People and the businesses they belong to.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE users (
    no @serial,
    id @uuid NOT NULL UNIQUE,
    node bigint UNIQUE,
    parent_id @uuid,
    path @sorted NOT NULL,
    role text NOT NULL CHECK (role IN ('owner','sub_dealer','employee','customer')),
    post text,
    name text NOT NULL,
    name_key @sorted NOT NULL,
    username text,
    username_key @sorted UNIQUE,
    email text NOT NULL,
    email_key @sorted NOT NULL UNIQUE,
    email_status text NOT NULL DEFAULT 'unverified',
    phone text,
    status text NOT NULL CHECK (status IN ('active','inactive')),
    tier smallint NOT NULL DEFAULT 0 CHECK (tier BETWEEN 0 AND 3),
    organisation_id @uuid,
    manager_id @uuid,
    plan_id @uuid,
    branch_id @uuid,
    folder_id @uuid,
    time_zone text NOT NULL DEFAULT 'UTC',
    locale text NOT NULL DEFAULT 'en',
    notes text NOT NULL DEFAULT '',
    tags text NOT NULL DEFAULT '',
    external_space @sorted,
    external_id @sorted,
    search text NOT NULL,
    team_owner boolean NOT NULL DEFAULT FALSE,
    has_paid boolean NOT NULL DEFAULT FALSE,
    password_hash text,
    password_changed_at bigint,
    must_change_password boolean NOT NULL DEFAULT FALSE,
    registered_at bigint NOT NULL,
    last_seen_at bigint,
    version bigint NOT NULL DEFAULT 1
);;
CREATE UNIQUE INDEX users_external ON users (external_space, external_id);;
CREATE INDEX users_registered ON users (registered_at, id);;
CREATE INDEX users_name ON users (name_key, id);;
CREATE INDEX users_seen ON users ((COALESCE(last_seen_at, 0)), id);;
CREATE INDEX users_path ON users (path, registered_at, id);;
CREATE INDEX users_role ON users (role, registered_at, id);;
CREATE INDEX users_status ON users (status, registered_at, id);;
CREATE INDEX users_tier ON users (tier, registered_at, id);;
CREATE INDEX users_organisation ON users (organisation_id, registered_at, id);;
CREATE INDEX users_manager ON users (manager_id, registered_at, id);;
CREATE INDEX users_plan ON users (plan_id, registered_at, id);;
CREATE INDEX users_parent ON users (parent_id);;
CREATE INDEX users_phone ON users (phone);;

CREATE TABLE user_tag (
    tag @sorted NOT NULL,
    user_id @uuid NOT NULL,
    PRIMARY KEY (tag, user_id)
);;
CREATE INDEX user_tag_user ON user_tag (user_id);;

CREATE TABLE organisation (
    id @uuid PRIMARY KEY,
    path @sorted NOT NULL,
    name text NOT NULL,
    name_key @sorted NOT NULL,
    owner_id @uuid,
    created_at bigint NOT NULL,
    version bigint NOT NULL DEFAULT 1
);;
CREATE UNIQUE INDEX organisation_name ON organisation (path, name_key);;
CREATE INDEX organisation_by_name ON organisation (name_key, id);;
CREATE INDEX organisation_owner ON organisation (owner_id);;

CREATE TABLE branch (
    id @uuid PRIMARY KEY,
    organisation_id @uuid NOT NULL,
    name text NOT NULL,
    name_key @sorted NOT NULL,
    archived boolean NOT NULL DEFAULT FALSE
);;
CREATE UNIQUE INDEX branch_name ON branch (organisation_id, name_key);;

CREATE TABLE folder (
    id @uuid PRIMARY KEY,
    organisation_id @uuid NOT NULL,
    name text NOT NULL,
    name_key @sorted NOT NULL,
    archived boolean NOT NULL DEFAULT FALSE
);;
CREATE UNIQUE INDEX folder_name ON folder (organisation_id, name_key);;

CREATE TABLE plan (
    id @uuid PRIMARY KEY,
    path @sorted NOT NULL,
    name text NOT NULL,
    name_key @sorted NOT NULL,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    duration_days integer NOT NULL,
    message_limit bigint NOT NULL,
    instance_limit integer NOT NULL,
    created_at bigint NOT NULL
);;
CREATE UNIQUE INDEX plan_name ON plan (path, name_key);;

CREATE TABLE setting (
    name text PRIMARY KEY,
    value text NOT NULL
);;
";

const SQLITE: &str = r"
CREATE VIRTUAL TABLE user_search USING fts5(search, content='users', content_rowid='no', tokenize='trigram', detail='none');;
CREATE TRIGGER user_search_insert AFTER INSERT ON users BEGIN INSERT INTO user_search(rowid, search) VALUES (new.no, new.search); END;;
CREATE TRIGGER user_search_update AFTER UPDATE OF search ON users WHEN old.search <> new.search BEGIN
    INSERT INTO user_search(user_search, rowid, search) VALUES ('delete', old.no, old.search);
    INSERT INTO user_search(rowid, search) VALUES (new.no, new.search);
END;;
CREATE TRIGGER user_search_delete AFTER DELETE ON users BEGIN INSERT INTO user_search(user_search, rowid, search) VALUES ('delete', old.no, old.search); END;;
";

const POSTGRES: &str = r"
CREATE EXTENSION IF NOT EXISTS pg_trgm;;
CREATE INDEX users_search ON users USING gin (search gin_trgm_ops);;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, SQLITE, POSTGRES).await
    }
}
