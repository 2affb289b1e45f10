//! Payments and the double-entry journal behind them.

use sea_orm_migration::prelude::*;

use crate::ddl;

#[derive(DeriveMigrationName)]
pub struct Migration;

const BOTH: &str = r"
CREATE TABLE payment (
    id @uuid PRIMARY KEY,
    user_id @uuid NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    fee_minor bigint NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
    currency text NOT NULL,
    method text NOT NULL CHECK (method IN ('cash','bank','upi','gateway','wallet')),
    status text NOT NULL CHECK (status IN ('pending','success','failed','cancelled')),
    refunds_id @uuid,
    note text NOT NULL DEFAULT '',
    paid_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    recorded_by @uuid NOT NULL,
    external_space @sorted,
    external_id @sorted
);;
CREATE UNIQUE INDEX payment_external ON payment (external_space, external_id);;
CREATE INDEX payment_user ON payment (user_id, paid_at, id);;
CREATE INDEX payment_paid ON payment (paid_at, id);;
CREATE INDEX payment_refunds ON payment (refunds_id) WHERE refunds_id IS NOT NULL;;

CREATE TABLE ledger_account (
    id @uuid PRIMARY KEY,
    owner_id @uuid NOT NULL,
    kind @sorted NOT NULL,
    unit text NOT NULL,
    created_at bigint NOT NULL
);;
CREATE UNIQUE INDEX ledger_account_key ON ledger_account (owner_id, kind, unit);;

CREATE TABLE ledger_transaction (
    id @uuid PRIMARY KEY,
    kind text NOT NULL,
    reason text NOT NULL,
    payment_id @uuid,
    reverses_id @uuid UNIQUE,
    effective_at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    actor_id @uuid NOT NULL,
    digest @bytes NOT NULL
);;
CREATE INDEX ledger_transaction_payment ON ledger_transaction (payment_id);;

CREATE TABLE ledger_entry (
    transaction_id @uuid NOT NULL,
    seq smallint NOT NULL,
    account_id @uuid NOT NULL,
    unit text NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (transaction_id, seq)
);;
CREATE INDEX ledger_entry_account ON ledger_entry (account_id);;
";

// A settled payment never changes; one that is pending may settle.
const SQLITE: &str = r"
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'payment rows are never deleted; record a refund instead'); END;;
CREATE TRIGGER payment_no_change BEFORE UPDATE ON payment
WHEN old.status <> 'pending' OR old.amount_minor <> new.amount_minor OR old.currency <> new.currency OR old.user_id <> new.user_id
BEGIN SELECT RAISE(ABORT, 'a settled payment never changes; record a refund instead'); END;;
";

// The deferred trigger holds the journal balanced at commit, whoever writes.
const POSTGRES: &str = r"
CREATE FUNCTION payment_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'payment rows are never deleted; record a refund instead'; END IF;
    IF old.status <> 'pending' OR old.amount_minor <> new.amount_minor OR old.currency <> new.currency OR old.user_id <> new.user_id THEN
        RAISE EXCEPTION 'a settled payment never changes; record a refund instead';
    END IF;
    RETURN new;
END $$;;
CREATE TRIGGER payment_no_change BEFORE UPDATE OR DELETE ON payment FOR EACH ROW EXECUTE FUNCTION payment_refuse();;
CREATE FUNCTION ledger_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_id = new.transaction_id GROUP BY unit HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'ledger transaction % does not balance', new.transaction_id;
    END IF;
    RETURN NULL;
END $$;;
CREATE CONSTRAINT TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.seq = 1) EXECUTE FUNCTION ledger_balanced();;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        ddl::run(manager, BOTH, SQLITE, POSTGRES).await?;
        for table in ["ledger_transaction", "ledger_entry"] {
            let (sqlite, postgres) = ddl::append_only(table);
            ddl::run(manager, "", &sqlite, &postgres).await?;
        }
        Ok(())
    }
}
