//! Figures: what each user amounts to, sums of it by node of the tree and dimension, and the changes not yet summed.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE user_measure (
    user_id @uuid NOT NULL,
    period integer NOT NULL,
    measure @sorted NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (user_id, period, measure)
);;
CREATE INDEX user_measure_period ON user_measure (period, measure, user_id, amount);;

CREATE TABLE kpi_delta (
    seq @serial,
    path @sorted NOT NULL,
    role text NOT NULL,
    status text NOT NULL,
    tier smallint NOT NULL,
    plan_id @uuid,
    manager_id @uuid,
    organisation_id @uuid,
    period integer NOT NULL,
    measure @sorted NOT NULL,
    amount bigint NOT NULL
);;

CREATE TABLE kpi_sum (
    node @sorted NOT NULL,
    dimension @sorted NOT NULL,
    value @sorted NOT NULL,
    period integer NOT NULL,
    measure @sorted NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (node, dimension, value, period, measure)
);;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, "", "").await
    }
}
