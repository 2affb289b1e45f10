//! What each movement of money posts. Debit is positive. All accounts of a payment belong to its user, so that no transaction mixes
//! parts of the tree:
//!
//! ```text
//! payment   Dr cash:<method>      Cr revenue             entries 1 and 2
//! its fee   Dr gateway_fee        Cr cash:<method>       entries 3 and 4, where the gateway kept one
//! refund    Cr cash:<method>      Dr revenue             the original's own entries 1 and 2, mirrored for the part given back
//! ```
//!
//! A payment's transaction has the payment's id. A refund of the whole in one go, of a payment without fee, names the transaction it
//! reverses; a fee is not given back by gateways, so the refund of such a payment reverses only part of its transaction. A payment
//! that did not succeed posts nothing.

use domain::{
    Error, Result,
    ids::{PaymentId, TransactionId},
    msg,
};

use super::{
    bulk::NewPayment,
    ledger::{AccountKey, Entry, Posting},
};

/// The transaction of a payment.
#[must_use]
pub const fn transaction_of(payment: PaymentId) -> TransactionId {
    TransactionId(payment.0)
}

/// What an original posted in its first two entries, for its refund to mirror.
#[derive(Debug, Clone)]
pub struct Original {
    /// The payment.
    pub id: PaymentId,
    /// Minor units it brought.
    pub amount: i64,
    /// Minor units of it that the gateway kept.
    pub fee: i64,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// What a successful payment posts.
#[must_use]
pub fn payment(new: &NewPayment) -> Posting {
    let account = |kind: String| AccountKey { owner: new.user, kind, unit: new.amount.currency().code().to_owned() };
    let cash = account(format!("cash:{}", new.method.code()));
    let mut entries = vec![
        Entry { account: cash.clone(), amount: new.amount.minor() },
        Entry { account: account("revenue".into()), amount: -new.amount.minor() },
    ];
    if new.fee > 0 {
        entries.push(Entry { account: account("gateway_fee".into()), amount: new.fee });
        entries.push(Entry { account: cash, amount: -new.fee });
    }
    posting(new, "payment", None, entries)
}

/// What a refund posts: the mirror of the original's own entries, for the part that is given back.
///
/// # Errors
/// Invalid, where the original posted nothing that can be mirrored.
pub fn refund(new: &NewPayment, original: &Original) -> Result<Posting> {
    let unit = new.amount.currency().code();
    let mirrored: Vec<Entry> = original
        .entries
        .iter()
        .take(2)
        .filter(|entry| entry.amount.abs() == original.amount && entry.account.unit == unit)
        .map(|entry| Entry { account: entry.account.clone(), amount: -entry.amount.signum() * new.amount.minor() })
        .collect();
    if mirrored.len() != 2 {
        return Err(Error::invalid(msg::payments_refund_of_unknown(original.id.to_string())));
    }
    let whole = original.fee == 0 && new.amount.minor() == original.amount && original.entries.len() == 2;
    Ok(posting(new, "refund", whole.then(|| transaction_of(original.id)), mirrored))
}

fn posting(new: &NewPayment, kind: &str, reverses: Option<TransactionId>, entries: Vec<Entry>) -> Posting {
    Posting {
        id: transaction_of(new.id),
        kind: kind.to_owned(),
        reason: new.reason.code().to_owned(),
        payment: Some(new.id),
        reverses,
        effective_at: new.paid_at,
        entries,
    }
}
