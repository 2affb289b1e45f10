//! The journal: accounts, transactions and their entries. Append-only by trigger on both databases; balances are sums. Rules stand in
//! `service::money::ledger`, the questions of `books check` in [`books`].

use std::collections::BTreeSet;

use domain::{
    ids::{AccountId, PaymentId, TransactionId, UserId},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{DbResult, Sql, insert_many, values};

pub mod books;

/// How many ids one look-up asks for.
const CHUNK: usize = 5_000;

/// One account: an owner's, of a kind, in a unit.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// Whose.
    pub owner_id: UserId,
    /// Such as `cash:bank` or `revenue`.
    pub kind: String,
    /// Such as `USD`.
    pub unit: String,
}

/// All accounts of these owners.
///
/// # Errors
/// When the database refuses.
pub async fn accounts_of(connection: &impl ConnectionTrait, owners: &BTreeSet<UserId>) -> DbResult<Vec<AccountRow>> {
    let owners: Vec<UserId> = owners.iter().copied().collect();
    let mut found = Vec::new();
    for chunk in owners.chunks(CHUNK) {
        let mut sql = Sql::new("SELECT id, owner_id, kind, unit FROM ledger_account WHERE owner_id IN ");
        sql.list(chunk.iter().copied());
        found.extend(sql.all::<AccountRow>(connection).await?);
    }
    Ok(found)
}

/// Accounts in the order of their owners, kinds and units, after this one.
///
/// # Errors
/// When the database refuses.
pub async fn accounts_after(connection: &impl ConnectionTrait, after: Option<&AccountRow>, limit: usize) -> DbResult<Vec<AccountRow>> {
    let mut sql = Sql::new("SELECT id, owner_id, kind, unit FROM ledger_account");
    if let Some(AccountRow { owner_id, kind, unit, .. }) = after {
        sql.push(" WHERE (owner_id, kind, unit) > (").bind(*owner_id).push(", ").bind(kind.clone()).push(", ").bind(unit.clone()).push(")");
    }
    sql.push(&format!(" ORDER BY owner_id, kind, unit LIMIT {limit}"));
    sql.all(connection).await
}

/// All units in which there are accounts.
///
/// # Errors
/// When the database refuses.
pub async fn units(connection: &impl ConnectionTrait) -> DbResult<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Unit {
        unit: String,
    }
    let rows = crate::all::<Unit>(connection, "SELECT DISTINCT unit FROM ledger_account ORDER BY unit", vec![]).await?;
    Ok(rows.into_iter().map(|row| row.unit).collect())
}

/// Makes accounts; one that somebody else made meanwhile is left as it is. Answers how many are new.
///
/// # Errors
/// When the database refuses.
pub async fn insert_accounts(connection: &impl ConnectionTrait, accounts: &[AccountRow], at: Timestamp) -> DbResult<u64> {
    let rows = accounts.iter().cloned().map(|account| values![account.id, account.owner_id, account.kind, account.unit, at]).collect();
    insert_many(
        connection,
        "ledger_account",
        &["id", "owner_id", "kind", "unit", "created_at"],
        rows,
        "ON CONFLICT (owner_id, kind, unit) DO NOTHING",
    )
    .await
}

/// The head of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct TransactionRow {
    /// Its id, chosen by the caller.
    pub id: TransactionId,
    /// What sort of movement.
    pub kind: String,
    /// Why.
    pub reason: String,
    /// The payment behind it.
    pub payment_id: Option<PaymentId>,
    /// The transaction it takes back.
    pub reverses_id: Option<TransactionId>,
    /// When it took effect.
    pub effective_at: Timestamp,
    /// When it was written.
    pub recorded_at: Timestamp,
    /// By whom.
    pub actor_id: UserId,
    /// SHA-256 over its canonical bytes.
    pub digest: Vec<u8>,
}

/// The columns of `ledger_transaction`.
const COLUMNS: [&str; 9] = ["id", "kind", "reason", "payment_id", "reverses_id", "effective_at", "recorded_at", "actor_id", "digest"];

/// Transactions by id; those that are not there are left out.
///
/// # Errors
/// When the database refuses.
pub async fn transactions(connection: &impl ConnectionTrait, ids: &[TransactionId]) -> DbResult<Vec<TransactionRow>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let mut sql = Sql::new(&format!("SELECT {} FROM ledger_transaction WHERE id IN ", COLUMNS.join(", ")));
        sql.list(chunk.iter().copied());
        found.extend(sql.all::<TransactionRow>(connection).await?);
    }
    Ok(found)
}

/// Those of these transactions that another one takes back.
///
/// # Errors
/// When the database refuses.
pub async fn reversed(connection: &impl ConnectionTrait, ids: &[TransactionId]) -> DbResult<Vec<TransactionId>> {
    #[derive(FromQueryResult)]
    struct Reversed {
        reverses_id: TransactionId,
    }
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let mut sql = Sql::new("SELECT reverses_id FROM ledger_transaction WHERE reverses_id IN ");
        sql.list(chunk.iter().copied());
        found.extend(sql.all::<Reversed>(connection).await?.into_iter().map(|row| row.reverses_id));
    }
    Ok(found)
}

/// Transactions in the order of their ids, after this one, that took effect from an instant on and before another.
///
/// # Errors
/// When the database refuses.
pub async fn transactions_after(
    connection: &impl ConnectionTrait,
    after: TransactionId,
    (from, before): (Option<i64>, Option<i64>),
    limit: usize,
) -> DbResult<Vec<TransactionRow>> {
    let mut sql = Sql::new(&format!("SELECT {} FROM ledger_transaction WHERE id > ", COLUMNS.join(", ")));
    sql.bind(after);
    if let Some(from) = from {
        sql.push(" AND effective_at >= ").bind(from);
    }
    if let Some(before) = before {
        sql.push(" AND effective_at < ").bind(before);
    }
    sql.push(&format!(" ORDER BY id LIMIT {limit}"));
    sql.all(connection).await
}

/// Writes the heads of transactions; one whose id is there already is left out. Answers how many were written.
///
/// # Errors
/// When the database refuses: a second reversal of one transaction among them.
pub async fn insert_transactions(connection: &impl ConnectionTrait, rows: Vec<TransactionRow>) -> DbResult<u64> {
    let rows = rows
        .into_iter()
        .map(|t| values![t.id, t.kind, t.reason, t.payment_id, t.reverses_id, t.effective_at, t.recorded_at, t.actor_id, t.digest])
        .collect();
    insert_many(connection, "ledger_transaction", &COLUMNS, rows, "ON CONFLICT (id) DO NOTHING").await
}

/// One line of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// The transaction.
    pub transaction_id: TransactionId,
    /// Its number in it, from 1.
    pub seq: i16,
    /// The account.
    pub account_id: AccountId,
    /// The account's unit.
    pub unit: String,
    /// Minor units: debit positive, credit negative.
    pub amount: i64,
}

/// Writes entries.
///
/// # Errors
/// When the database refuses.
pub async fn insert_entries(connection: &impl ConnectionTrait, rows: Vec<EntryRow>) -> DbResult<u64> {
    let rows = rows.into_iter().map(|e| values![e.transaction_id, e.seq, e.account_id, e.unit, e.amount]).collect();
    insert_many(connection, "ledger_entry", &["transaction_id", "seq", "account_id", "unit", "amount"], rows, "").await
}

/// An entry with the account it stands on.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PostedEntry {
    /// The transaction.
    pub transaction_id: TransactionId,
    /// Its number in it.
    pub seq: i16,
    /// Whose account.
    pub owner_id: UserId,
    /// Of what kind.
    pub kind: String,
    /// In which unit.
    pub unit: String,
    /// Minor units, debit positive.
    pub amount: i64,
}

const POSTED: &str =
    "SELECT e.transaction_id, e.seq, a.owner_id, a.kind, a.unit, e.amount FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id";

/// The entries of these transactions, in order.
///
/// # Errors
/// When the database refuses.
pub async fn entries_of(connection: &impl ConnectionTrait, ids: &[TransactionId]) -> DbResult<Vec<PostedEntry>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let mut sql = Sql::new(&format!("{POSTED} WHERE e.transaction_id IN "));
        sql.list(chunk.iter().copied()).push(" ORDER BY e.transaction_id, e.seq");
        found.extend(sql.all::<PostedEntry>(connection).await?);
    }
    Ok(found)
}

/// The entries of all transactions after one up to another, in order.
///
/// # Errors
/// When the database refuses.
pub async fn entries_between(connection: &impl ConnectionTrait, after: TransactionId, up_to: TransactionId) -> DbResult<Vec<PostedEntry>> {
    let text = format!("{POSTED} WHERE e.transaction_id > ? AND e.transaction_id <= ? ORDER BY e.transaction_id, e.seq");
    crate::all(connection, &text, values![after, up_to]).await
}
