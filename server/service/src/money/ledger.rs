//! The ledger: [`post`] writes a balanced transaction once, however often it is asked to. Ids are chosen by the caller before the
//! first try; the same id with the same content answers [`Posted::Existing`], with other content it is refused. Each transaction's
//! digest covers its head and entries, accounts spelled out. Nothing is ever changed: a mistake is taken back by a mirrored
//! transaction, once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use db::{
    Tx,
    ledger::{self as rows, AccountRow, EntryRow, PostedEntry, TransactionRow},
};
use domain::{
    Error, Result,
    access::Caller,
    ids::{AccountId, PaymentId, TransactionId, UserId},
    msg,
    time::Timestamp,
};

use crate::{Context, audit::canonical::Canonical};

/// Names an account: whose, of what kind (`cash:bank`, `revenue`), in which unit (`USD`). It is made on first use.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountKey {
    /// Whose.
    pub owner: UserId,
    /// Of what kind.
    pub kind: String,
    /// In which unit.
    pub unit: String,
}

/// One line: debit positive, credit negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// On which account.
    pub account: AccountKey,
    /// Minor units.
    pub amount: i64,
}

/// A transaction to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Chosen by the caller.
    pub id: TransactionId,
    /// What sort of movement.
    pub kind: String,
    /// Why, as a code.
    pub reason: String,
    /// The payment behind it.
    pub payment: Option<PaymentId>,
    /// The transaction that this one takes back, exactly.
    pub reverses: Option<TransactionId>,
    /// When it takes effect.
    pub effective_at: Timestamp,
    /// The lines, in order.
    pub entries: Vec<Entry>,
}

/// What became of a posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// It was written.
    New,
    /// It had been written before, with the same content.
    Existing,
}

/// Most entries of one transaction.
const MOST_ENTRIES: usize = 1_000;

/// Posts one transaction.
///
/// # Errors
/// Invalid where it does not balance or is no mirror of what it takes back, conflict where its id is taken by other content.
pub async fn post(tx: &Tx, context: &Context, caller: &Caller, posting: Posting) -> Result<Posted> {
    let id = posting.id;
    let answers = post_many(tx, context, caller, &[posting]).await?;
    answers.first().copied().ok_or_else(|| Error::conflict(msg::payments_ledger_other_content(id.to_string())))
}

/// Posts many transactions in a handful of statements; answers in order.
///
/// # Errors
/// As [`post`], for the first that is wrong; then the caller's transaction must not be committed.
pub async fn post_many(tx: &Tx, context: &Context, caller: &Caller, postings: &[Posting]) -> Result<Vec<Posted>> {
    for posting in postings {
        check(posting)?;
    }
    let ids: Vec<TransactionId> = postings.iter().map(|posting| posting.id).collect();
    let known: HashMap<TransactionId, TransactionRow> =
        rows::transactions(&**tx, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let now = context.now();
    let (mut answers, mut fresh, mut heads) = (Vec::with_capacity(postings.len()), Vec::new(), HashMap::new());
    for posting in postings {
        if let Some(row) = known.get(&posting.id).or_else(|| heads.get(&posting.id)) {
            if digest(posting, row.recorded_at, row.actor_id).as_slice() != row.digest {
                return Err(Error::conflict(msg::payments_ledger_other_content(posting.id.to_string())));
            }
            answers.push(Posted::Existing);
        } else {
            heads.insert(posting.id, head(posting, now, caller.user));
            fresh.push(posting);
            answers.push(Posted::New);
        }
    }
    mirrors(tx, &fresh).await?;
    write(tx, context, &fresh, heads, now).await?;
    Ok(answers)
}

async fn write(
    tx: &Tx,
    context: &Context,
    fresh: &[&Posting],
    mut heads: HashMap<TransactionId, TransactionRow>,
    now: Timestamp,
) -> Result<()> {
    if fresh.is_empty() {
        return Ok(());
    }
    let accounts = accounts(tx, context, fresh, now).await?;
    let transactions: Vec<TransactionRow> = fresh.iter().filter_map(|posting| heads.remove(&posting.id)).collect();
    let count = u64::try_from(transactions.len()).unwrap_or(u64::MAX);
    let written = rows::insert_transactions(&**tx, transactions).await.map_err(|error| match error {
        db::DbError::Unique(_) => Error::conflict(msg::error_changed_meanwhile()),
        other => other.into(),
    })?;
    // Somebody else wrote one of these between our look and our write: another try will find it.
    if written != count {
        return Err(Error::unavailable(msg::error_busy()));
    }
    let mut lines = Vec::with_capacity(fresh.len() * 2);
    for posting in fresh {
        for (seq, entry) in (1_i16..).zip(&posting.entries) {
            let account = accounts.get(&entry.account).copied().ok_or_else(Error::internal)?;
            lines.push(EntryRow {
                transaction_id: posting.id,
                seq,
                account_id: account,
                unit: entry.account.unit.clone(),
                amount: entry.amount,
            });
        }
    }
    rows::insert_entries(&**tx, lines).await?;
    Ok(())
}

/// The rules that a posting keeps by itself.
fn check(posting: &Posting) -> Result<()> {
    let (id, count) = (posting.id.to_string(), posting.entries.len());
    if !(2..=MOST_ENTRIES).contains(&count)
        || posting.reason.is_empty()
        || posting.kind.is_empty()
        || posting.entries.iter().any(|entry| entry.amount == 0)
    {
        return Err(Error::invalid(msg::payments_ledger_too_few(id, MOST_ENTRIES)));
    }
    let mut sums: BTreeMap<&str, i128> = BTreeMap::new();
    for entry in &posting.entries {
        *sums.entry(&entry.account.unit).or_default() += i128::from(entry.amount);
    }
    match sums.into_iter().find(|(_, sum)| *sum != 0) {
        None => Ok(()),
        Some((unit, sum)) => Err(Error::invalid(msg::payments_ledger_unbalanced(id, unit, sum.to_string()))),
    }
}

/// What takes another transaction back mirrors its entries one by one; it takes back no reversal, and nobody did so before.
async fn mirrors(tx: &Tx, fresh: &[&Posting]) -> Result<()> {
    let reversing: Vec<(&Posting, TransactionId)> = fresh.iter().filter_map(|posting| Some((*posting, posting.reverses?))).collect();
    if reversing.is_empty() {
        return Ok(());
    }
    let mut posted: HashMap<TransactionId, Vec<Entry>> = HashMap::new();
    let originals: Vec<TransactionId> = reversing.iter().map(|(_, original)| *original).collect();
    for entry in rows::entries_of(&**tx, &originals).await? {
        posted.entry(entry.transaction_id).or_default().push(entry.into());
    }
    for posting in fresh {
        posted.entry(posting.id).or_insert_with(|| posting.entries.clone());
    }
    let mut taken_back: BTreeSet<TransactionId> =
        rows::transactions(&**tx, &originals).await?.into_iter().filter(|row| row.reverses_id.is_some()).map(|row| row.id).collect();
    taken_back.extend(rows::reversed(&**tx, &originals).await?);
    taken_back.extend(reversing.iter().map(|(posting, _)| posting.id));
    for (posting, original) in reversing {
        let mirrored = posted.get(&original).is_some_and(|entries| {
            entries.len() == posting.entries.len()
                && entries
                    .iter()
                    .zip(&posting.entries)
                    .all(|(one, other)| one.account == other.account && one.amount.checked_neg() == Some(other.amount))
        });
        if !mirrored {
            return Err(Error::invalid(msg::payments_ledger_not_a_mirror(posting.id.to_string(), original.to_string())));
        }
        if !taken_back.insert(original) {
            return Err(Error::conflict(msg::payments_ledger_reversed_already(original.to_string())));
        }
    }
    Ok(())
}

/// The ids of all accounts that these postings name; those that are new are made.
async fn accounts(tx: &Tx, context: &Context, fresh: &[&Posting], now: Timestamp) -> Result<HashMap<AccountKey, AccountId>> {
    let wanted: BTreeSet<&AccountKey> = fresh.iter().flat_map(|posting| &posting.entries).map(|entry| &entry.account).collect();
    let owners: BTreeSet<UserId> = wanted.iter().map(|key| key.owner).collect();
    let mut found = by_key(rows::accounts_of(&**tx, &owners).await?);
    // In order of the key, so that two who make the same accounts wait for each other instead of blocking one another.
    let missing: Vec<AccountRow> = wanted
        .into_iter()
        .filter(|key| !found.contains_key(*key))
        .map(|key| AccountRow { id: context.new_id(), owner_id: key.owner, kind: key.kind.clone(), unit: key.unit.clone() })
        .collect();
    if missing.is_empty() {
        return Ok(found);
    }
    let made = rows::insert_accounts(&**tx, &missing, now).await?;
    if made == u64::try_from(missing.len()).unwrap_or(u64::MAX) {
        found.extend(by_key(missing));
    } else {
        found = by_key(rows::accounts_of(&**tx, &owners).await?);
    }
    Ok(found)
}

fn by_key(rows: Vec<AccountRow>) -> HashMap<AccountKey, AccountId> {
    rows.into_iter().map(|row| (AccountKey { owner: row.owner_id, kind: row.kind, unit: row.unit }, row.id)).collect()
}

impl From<PostedEntry> for Entry {
    fn from(row: PostedEntry) -> Self {
        Self { account: AccountKey { owner: row.owner_id, kind: row.kind, unit: row.unit }, amount: row.amount }
    }
}

fn head(posting: &Posting, recorded_at: Timestamp, actor: UserId) -> TransactionRow {
    TransactionRow {
        id: posting.id,
        kind: posting.kind.clone(),
        reason: posting.reason.clone(),
        payment_id: posting.payment,
        reverses_id: posting.reverses,
        effective_at: posting.effective_at,
        recorded_at,
        actor_id: actor,
        digest: digest(posting, recorded_at, actor).to_vec(),
    }
}

/// The digest of a transaction: all of its head and entries.
#[must_use]
pub fn digest(posting: &Posting, recorded_at: Timestamp, actor: UserId) -> [u8; 32] {
    let mut bytes = Canonical::new("ledger transaction 1")
        .id(posting.id.0)
        .text(&posting.kind)
        .text(&posting.reason)
        .optional_id(posting.payment.map(|id| id.0))
        .optional_id(posting.reverses.map(|id| id.0))
        .number(posting.effective_at.0)
        .number(recorded_at.0)
        .id(actor.0);
    for (seq, entry) in (1_i64..).zip(&posting.entries) {
        bytes = bytes.number(seq).id(entry.account.owner.0).text(&entry.account.kind).text(&entry.account.unit).number(entry.amount);
    }
    bytes.digest()
}
