//! The questions of `books check`, each one statement that answers the first row which breaks a promise. Sets are compared inside the
//! database, on both alike. To add one: a function here and its row in `service::money::books`.

use domain::ids::{PaymentId, TransactionId};
use sea_orm::{ConnectionTrait, DbBackend, TryGetable};

use crate::{DbResult, scalar, values};

/// How many rows a table of the books holds.
///
/// # Errors
/// When the database refuses.
pub async fn count(connection: &impl ConnectionTrait, table: Table) -> DbResult<i64> {
    let name = match table {
        Table::Transactions => "ledger_transaction",
        Table::Entries => "ledger_entry",
        Table::Accounts => "ledger_account",
        Table::Payments => "payment",
    };
    Ok(scalar(connection, &format!("SELECT CAST(COUNT(*) AS bigint) FROM {name}"), vec![]).await?.unwrap_or(0))
}

/// A table of the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Heads of transactions.
    Transactions,
    /// Their entries.
    Entries,
    /// Accounts.
    Accounts,
    /// Payments.
    Payments,
}

async fn first<T: TryGetable>(connection: &impl ConnectionTrait, text: &str) -> DbResult<Option<T>> {
    scalar(connection, text, vec![]).await
}

/// A transaction whose entries do not sum to zero in some unit.
///
/// # Errors
/// When the database refuses.
pub async fn unbalanced(connection: &impl ConnectionTrait) -> DbResult<Option<TransactionId>> {
    first(
        connection,
        "SELECT transaction_id FROM ledger_entry GROUP BY transaction_id, unit HAVING SUM(amount) <> 0 ORDER BY transaction_id LIMIT 1",
    )
    .await
}

/// A transaction with fewer than two entries.
///
/// # Errors
/// When the database refuses.
pub async fn hollow(connection: &impl ConnectionTrait) -> DbResult<Option<TransactionId>> {
    first(connection, "SELECT t.id FROM ledger_transaction t WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.transaction_id = t.id AND e.seq = 2) ORDER BY t.id LIMIT 1").await
}

/// A unit in which all accounts together do not sum to zero.
///
/// # Errors
/// When the database refuses.
pub async fn unit_out_of_balance(connection: &impl ConnectionTrait) -> DbResult<Option<String>> {
    first(connection, "SELECT unit FROM ledger_entry GROUP BY unit HAVING SUM(amount) <> 0 ORDER BY unit LIMIT 1").await
}

/// The transaction of an entry that has no transaction, no account, or another unit than its account.
///
/// # Errors
/// When the database refuses.
pub async fn stray_entry(connection: &impl ConnectionTrait) -> DbResult<Option<TransactionId>> {
    first(connection, "SELECT e.transaction_id FROM ledger_entry e LEFT JOIN ledger_transaction t ON t.id = e.transaction_id LEFT JOIN ledger_account a ON a.id = e.account_id
        WHERE t.id IS NULL OR a.id IS NULL OR a.unit <> e.unit LIMIT 1").await
}

/// A transaction without a reason, or by somebody who does not exist. The system itself is the id of all zeroes.
///
/// # Errors
/// When the database refuses.
pub async fn without_reason(connection: &impl ConnectionTrait) -> DbResult<Option<TransactionId>> {
    scalar(
        connection,
        "SELECT t.id FROM ledger_transaction t LEFT JOIN users u ON u.id = t.actor_id
        WHERE t.reason = '' OR t.kind = '' OR (u.id IS NULL AND t.actor_id <> ?) ORDER BY t.id LIMIT 1",
        values![domain::ids::UserId::NIL],
    )
    .await
}

/// A reversal that is not the mirror of its original, reverses a reversal, or is not the only one.
///
/// # Errors
/// When the database refuses.
pub async fn bad_reversal(connection: &impl ConnectionTrait) -> DbResult<Option<TransactionId>> {
    first(
        connection,
        "SELECT r.id FROM ledger_transaction r LEFT JOIN ledger_transaction o ON o.id = r.reverses_id
        WHERE r.reverses_id IS NOT NULL AND (o.id IS NULL OR o.reverses_id IS NOT NULL
            OR EXISTS (SELECT 1 FROM ledger_transaction s WHERE s.reverses_id = r.reverses_id AND s.id <> r.id)
            OR EXISTS (SELECT 1 FROM ledger_entry x LEFT JOIN ledger_entry y ON y.transaction_id = r.id AND y.seq = x.seq
                WHERE x.transaction_id = r.reverses_id AND (y.seq IS NULL OR y.account_id <> x.account_id OR y.amount <> -x.amount))
            OR EXISTS (SELECT 1 FROM ledger_entry y LEFT JOIN ledger_entry x ON x.transaction_id = r.reverses_id AND x.seq = y.seq
                WHERE y.transaction_id = r.id AND x.seq IS NULL))
        ORDER BY r.id LIMIT 1",
    )
    .await
}

/// A successful payment without its one transaction, or a payment that did not succeed and has one. A payment's transaction has the
/// payment's id.
///
/// # Errors
/// When the database refuses.
pub async fn payment_without_transaction(connection: &impl ConnectionTrait) -> DbResult<Option<PaymentId>> {
    first(
        connection,
        "SELECT p.id FROM payment p LEFT JOIN ledger_transaction t ON t.id = p.id AND t.payment_id = p.id
        WHERE (p.status = 'success') <> (t.id IS NOT NULL) ORDER BY p.id LIMIT 1",
    )
    .await
}

/// A transaction that names a payment which is not its own, or not there.
///
/// # Errors
/// When the database refuses.
pub async fn transaction_without_payment(connection: &impl ConnectionTrait) -> DbResult<Option<TransactionId>> {
    first(
        connection,
        "SELECT t.id FROM ledger_transaction t LEFT JOIN payment p ON p.id = t.payment_id
        WHERE t.payment_id IS NOT NULL AND (p.id IS NULL OR t.id <> t.payment_id) ORDER BY t.id LIMIT 1",
    )
    .await
}

/// A successful payment whose transaction holds other amounts: cash and revenue in its first two entries, the fee in the next two.
///
/// # Errors
/// When the database refuses.
pub async fn payment_of_other_amount(connection: &impl ConnectionTrait) -> DbResult<Option<PaymentId>> {
    first(
        connection,
        "SELECT p.id FROM payment p
        LEFT JOIN ledger_entry cash ON cash.transaction_id = p.id AND cash.seq = 1
        LEFT JOIN ledger_entry earned ON earned.transaction_id = p.id AND earned.seq = 2
        LEFT JOIN ledger_entry fee ON fee.transaction_id = p.id AND fee.seq = 3
        WHERE p.status = 'success' AND (cash.seq IS NULL OR earned.seq IS NULL OR cash.unit <> p.currency
            OR cash.amount <> CASE WHEN p.refunds_id IS NULL THEN p.amount_minor ELSE -p.amount_minor END
            OR earned.amount <> CASE WHEN p.refunds_id IS NULL THEN -p.amount_minor ELSE p.amount_minor END
            OR COALESCE(fee.amount, 0) <> p.fee_minor)
        ORDER BY p.id LIMIT 1",
    )
    .await
}

/// A payment of which more was given back than was paid, or a refund of something that cannot be refunded.
///
/// # Errors
/// When the database refuses.
pub async fn refunded_too_much(connection: &impl ConnectionTrait) -> DbResult<Option<PaymentId>> {
    let over: Option<PaymentId> = first(
        connection,
        "SELECT o.id FROM (SELECT refunds_id, SUM(amount_minor) AS refunded FROM payment
        WHERE refunds_id IS NOT NULL AND status = 'success' GROUP BY refunds_id) r JOIN payment o ON o.id = r.refunds_id
        WHERE r.refunded > o.amount_minor ORDER BY o.id LIMIT 1",
    )
    .await?;
    if over.is_some() {
        return Ok(over);
    }
    first(connection, "SELECT r.id FROM payment r LEFT JOIN payment o ON o.id = r.refunds_id
        WHERE r.refunds_id IS NOT NULL AND (o.id IS NULL OR o.refunds_id IS NOT NULL OR o.status <> 'success' OR o.currency <> r.currency OR o.user_id <> r.user_id)
        ORDER BY r.id LIMIT 1").await
}

/// All units and currencies that the books hold.
///
/// # Errors
/// When the database refuses.
pub async fn units(connection: &impl ConnectionTrait) -> DbResult<Vec<String>> {
    #[derive(sea_orm::FromQueryResult)]
    struct Unit {
        unit: String,
    }
    let rows = crate::all::<Unit>(
        connection,
        "SELECT DISTINCT unit FROM ledger_account UNION SELECT DISTINCT unit FROM ledger_entry
        UNION SELECT DISTINCT currency FROM payment ORDER BY 1",
        vec![],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.unit).collect())
}

/// The first of these triggers that is not there, or is switched off.
///
/// # Errors
/// When the database refuses.
pub async fn missing_trigger(connection: &impl ConnectionTrait, triggers: &[(&str, &str)]) -> DbResult<Option<String>> {
    let text = if connection.get_database_backend() == DbBackend::Postgres {
        "SELECT CAST(COUNT(*) AS bigint) FROM pg_trigger WHERE tgname = ? AND tgrelid = to_regclass(?) AND tgenabled <> 'D'"
    } else {
        "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name = ? AND tbl_name = ? AND sql LIKE '%RAISE(ABORT%'"
    };
    for (table, trigger) in triggers {
        if scalar::<i64>(connection, text, values![*trigger, *table]).await?.unwrap_or(0) == 0 {
            return Ok(Some(format!("{table}.{trigger}")));
        }
    }
    Ok(None)
}
