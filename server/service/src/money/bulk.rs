//! The one way in which payments get into the database, one or many: rows, ledger and figures together, in a handful of statements.

use std::collections::{BTreeSet, HashMap};

use db::{
    Tx,
    payments::{self as rows, PaymentRecord},
};
use domain::{
    Error, Money, Result,
    access::Caller,
    ids::{PaymentId, TransactionId, UserId},
    msg,
    payment::{Method, NOTE_MAX, PaymentStatus},
    time::{Period, Timestamp},
};

use super::{
    ledger::{self, Entry},
    postings::{self, Original, transaction_of},
};
use crate::{
    Context,
    figures::{self, Measure, Step},
};

/// Most minor units that one payment can hold. That all of them together stay within 64 bits is asked at each batch: a million of the
/// largest would not.
pub const MOST_MINOR: i64 = 10_000_000_000_000;

/// Why money moved, as the journal says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Somebody recorded it by hand.
    ByHand,
    /// It came from a file.
    Import,
    /// It was given back.
    Refund,
    /// It is sample data.
    Sample,
}

impl Reason {
    /// As stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::Import => "import",
            Self::Refund => "refund",
            Self::Sample => "sample",
        }
    }
}

/// A payment to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// Its id, chosen by the caller; also that of its transaction.
    pub id: PaymentId,
    /// Whose; must exist.
    pub user: UserId,
    /// How much, positive.
    pub amount: Money,
    /// Minor units of it that a gateway kept.
    pub fee: i64,
    /// How.
    pub method: Method,
    /// What became of it.
    pub status: PaymentStatus,
    /// The payment it gives back.
    pub refunds: Option<PaymentId>,
    /// Note.
    pub note: String,
    /// When it was paid.
    pub paid_at: Timestamp,
    /// Numbering and id elsewhere: the same is recorded once.
    pub external: Option<(String, String)>,
    /// Why money moves.
    pub reason: Reason,
}

impl NewPayment {
    /// Whether it makes what came in more.
    #[must_use]
    pub fn brings_in(&self) -> bool {
        self.status == PaymentStatus::Success && self.refunds.is_none()
    }
}

/// What became of a [`NewPayment`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// It is recorded now.
    New,
    /// It was recorded before, just so.
    Same,
    /// It was pending; now it has come to its end, and what follows from that is recorded now.
    Settled,
    /// Its external id was recorded before with other content; payments never change, so nothing was written for it.
    Differs,
}

/// Records payments with their postings and figures, inside the caller's transaction; answers in order. Says nothing to the audit
/// trail and to browsers: the caller does, once for the whole.
///
/// # Errors
/// Invalid, for the first amount, fee, note or refund that cannot be; then the transaction must not be committed.
pub async fn record_many(tx: &Tx, context: &Context, caller: &Caller, payments: &[NewPayment]) -> Result<Vec<Recorded>> {
    for payment in payments {
        check(payment)?;
    }
    let (answers, fresh, settled) = sort_out(tx, payments).await?;
    let moved: Vec<&NewPayment> = fresh.iter().copied().chain(&settled).collect();
    check_sums(tx, &moved).await?;
    let originals = originals(tx, &fresh).await?;
    let (now, actor) = (context.now(), caller.user);
    let records: Vec<PaymentRecord> = fresh.iter().map(|payment| record(payment, now, actor)).collect();
    let written = rows::insert(&**tx, &records).await?;
    // Somebody else recorded one of these between our look and our write: another try will find it.
    if written != u64::try_from(records.len()).unwrap_or(u64::MAX) {
        return Err(Error::unavailable(msg::error_busy()));
    }
    settle(tx, &settled).await?;
    let originals = check_refunds(tx, &fresh, originals).await?;
    let postings = moved
        .iter()
        .filter(|payment| payment.status == PaymentStatus::Success)
        .map(|payment| match payment.refunds {
            None => Ok(postings::payment(payment)),
            Some(id) => postings::refund(payment, originals.get(&id).ok_or_else(|| unknown_original(id))?),
        })
        .collect::<Result<Vec<_>>>()?;
    ledger::post_many(tx, context, caller, &postings).await?;
    figures::add(tx, context, &steps(context, &moved, &settled)).await?;
    Ok(answers)
}

/// Writes how pending payments ended.
async fn settle(tx: &Tx, settled: &[NewPayment]) -> Result<()> {
    for status in PaymentStatus::ALL {
        let ids: Vec<PaymentId> = settled.iter().filter(|payment| payment.status == status).map(|payment| payment.id).collect();
        // Somebody else settled one of these between our look and our write: another try will find it.
        if rows::settle(&**tx, &ids, status).await? != u64::try_from(ids.len()).unwrap_or(u64::MAX) {
            return Err(Error::unavailable(msg::error_busy()));
        }
    }
    Ok(())
}

/// Refuses what would bring the sum of all payments in a currency to the end of 64 bits.
async fn check_sums(tx: &Tx, moved: &[&NewPayment]) -> Result<()> {
    let incoming = || moved.iter().filter(|payment| payment.brings_in()).map(|payment| payment.amount);
    let mut room = figures::room(&**tx, incoming().map(Money::currency).collect()).await?;
    for amount in incoming() {
        let left = room.entry(amount.currency()).or_default();
        *left -= i128::from(amount.minor());
        if *left < 0 {
            return Err(Error::field("amount", msg::payments_sum_too_large(amount.currency().code())));
        }
    }
    Ok(())
}

fn unknown_original(id: PaymentId) -> Error {
    Error::invalid(msg::payments_refund_of_unknown(id.to_string()))
}

fn check(payment: &NewPayment) -> Result<()> {
    let (amount, currency) = (payment.amount, payment.amount.currency());
    if !amount.is_positive() {
        return Err(Error::field("amount", msg::field_not_positive()));
    }
    if amount.minor() > MOST_MINOR {
        return Err(Error::field("amount", msg::payments_amount_too_large(amount, Money::new(MOST_MINOR, currency))));
    }
    if !(0..=amount.minor()).contains(&payment.fee) {
        return Err(Error::field("fee", msg::payments_fee_not_possible(Money::new(payment.fee, currency), amount)));
    }
    let length = payment.note.chars().count();
    if length > NOTE_MAX {
        return Err(Error::field("note", msg::field_too_long(length, NOTE_MAX)));
    }
    if payment.note.contains('\0') {
        return Err(Error::field("note", msg::field_control_characters()));
    }
    Ok(())
}

/// Which payments are new, which were pending and are not any more (under the ids that they have), and what to say of all.
async fn sort_out<'a>(tx: &Tx, payments: &'a [NewPayment]) -> Result<(Vec<Recorded>, Vec<&'a NewPayment>, Vec<NewPayment>)> {
    let mut wanted: HashMap<&str, Vec<&str>> = HashMap::new();
    for (space, id) in payments.iter().filter_map(|payment| payment.external.as_ref()) {
        wanted.entry(space).or_default().push(id);
    }
    let mut known: HashMap<(String, String), PaymentRecord> = HashMap::new();
    for (space, ids) in wanted {
        for row in rows::by_external(&**tx, space, &ids).await? {
            if let Some(id) = row.external_id.clone() {
                known.insert((space.to_owned(), id), row);
            }
        }
    }
    let (mut answers, mut fresh, mut settled) = (Vec::with_capacity(payments.len()), Vec::new(), Vec::new());
    for payment in payments {
        let before = payment.external.as_ref().and_then(|key| known.get(key));
        let (answer, id) = match before {
            None => (Recorded::New, payment.id),
            Some(row) if is_same(payment, row) => (Recorded::Same, row.id),
            Some(row) if settles(payment, row) => (Recorded::Settled, row.id),
            Some(row) => (Recorded::Differs, row.id),
        };
        answers.push(answer);
        if !matches!(answer, Recorded::New | Recorded::Settled) {
            continue;
        }
        if let Some(key) = &payment.external {
            known.insert(key.clone(), PaymentRecord { id, ..record(payment, payment.paid_at, UserId::NIL) });
        }
        if answer == Recorded::New {
            fresh.push(payment);
        } else {
            settled.push(NewPayment { id, ..payment.clone() });
        }
    }
    Ok((answers, fresh, settled))
}

/// Whether a payment is the recorded one, which was pending, at its end: nothing else of it may have changed. What arrived, failed or was
/// cancelled stays so.
fn settles(payment: &NewPayment, row: &PaymentRecord) -> bool {
    let ended = PaymentRecord { status: payment.status.code().to_owned(), ..row.clone() };
    row.status == PaymentStatus::Pending.code() && payment.refunds.is_none() && is_same(payment, &ended)
}

fn is_same(payment: &NewPayment, row: &PaymentRecord) -> bool {
    *row == PaymentRecord {
        id: row.id,
        recorded_at: row.recorded_at,
        recorded_by: row.recorded_by,
        ..record(payment, row.recorded_at, row.recorded_by)
    }
}

fn record(payment: &NewPayment, now: Timestamp, actor: UserId) -> PaymentRecord {
    let (external_space, external_id) = payment.external.clone().unzip();
    PaymentRecord {
        id: payment.id,
        user_id: payment.user,
        amount_minor: payment.amount.minor(),
        fee_minor: payment.fee,
        currency: payment.amount.currency().code().to_owned(),
        method: payment.method.code().to_owned(),
        status: payment.status.code().to_owned(),
        refunds_id: payment.refunds,
        note: payment.note.clone(),
        paid_at: payment.paid_at,
        recorded_at: now,
        recorded_by: actor,
        external_space,
        external_id,
    }
}

/// The payments that these give back, held until the transaction ends, with what they posted. Those of the same batch are added later.
async fn originals(tx: &Tx, fresh: &[&NewPayment]) -> Result<HashMap<PaymentId, PaymentRecord>> {
    let ids: BTreeSet<PaymentId> = fresh.iter().filter_map(|payment| payment.refunds).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<PaymentId> = ids.into_iter().collect();
    Ok(rows::lock(&**tx, &ids).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// Proves, with the new rows in place, that every refund is of a payment that arrived, of the same user and currency, and that no more
/// is given back than was paid; answers what the originals posted.
async fn check_refunds(tx: &Tx, fresh: &[&NewPayment], stored: HashMap<PaymentId, PaymentRecord>) -> Result<HashMap<PaymentId, Original>> {
    let refunds: Vec<(&NewPayment, PaymentId)> = fresh.iter().filter_map(|payment| Some((*payment, payment.refunds?))).collect();
    if refunds.is_empty() {
        return Ok(HashMap::new());
    }
    let mut known = stored;
    for payment in fresh {
        known.entry(payment.id).or_insert_with(|| record(payment, payment.paid_at, UserId::NIL));
    }
    let ids: Vec<PaymentId> = refunds.iter().map(|(_, id)| *id).collect::<BTreeSet<_>>().into_iter().collect();
    let back: HashMap<PaymentId, i64> = rows::refunded(&**tx, &ids).await?.into_iter().map(|row| (row.id, row.refunded)).collect();
    for (payment, id) in &refunds {
        let original = known.get(id).ok_or_else(|| unknown_original(*id))?;
        if original.user_id != payment.user || original.currency != payment.amount.currency().code() {
            return Err(unknown_original(*id));
        }
        if original.refunds_id.is_some() {
            return Err(Error::conflict(msg::payments_refund_of_refund()));
        }
        if original.status != PaymentStatus::Success.code() {
            return Err(Error::conflict(msg::payments_refund_not_settled()));
        }
        let over = back.get(id).copied().unwrap_or(0) - original.amount_minor;
        if over > 0 {
            let left = Money::new((payment.amount.minor() - over).max(0), payment.amount.currency());
            return Err(Error::field("amount", msg::payments_refund_more_than_left(payment.amount, left)));
        }
    }
    let mut posted: HashMap<PaymentId, Vec<Entry>> = HashMap::new();
    let transactions: Vec<TransactionId> = ids.iter().map(|id| transaction_of(*id)).collect();
    for entry in db::ledger::entries_of(&**tx, &transactions).await? {
        posted.entry(PaymentId(entry.transaction_id.0)).or_default().push(entry.into());
    }
    for payment in fresh.iter().filter(|payment| payment.refunds.is_none()) {
        posted.entry(payment.id).or_insert_with(|| postings::payment(payment).entries);
    }
    Ok(ids
        .into_iter()
        .filter_map(|id| {
            let row = known.get(&id)?;
            Some((id, Original { id, amount: row.amount_minor, fee: row.fee_minor, entries: posted.remove(&id).unwrap_or_default() }))
        })
        .collect())
}

/// What these payments add to their users' figures, each figure once; `settled` are those of them that were pending before.
fn steps(context: &Context, moved: &[&NewPayment], settled: &[NewPayment]) -> Vec<Step> {
    let mut sums: HashMap<(UserId, Period, Measure), i64> = HashMap::new();
    for payment in settled {
        *sums.entry((payment.user, Period::ALL, Measure::Pending)).or_default() -= 1;
    }
    for payment in moved {
        let currency = payment.amount.currency();
        let mut add = |measure: Measure, amount: i64| {
            for period in [Period::ALL, context.month_of(payment.paid_at)] {
                *sums.entry((payment.user, period, measure)).or_default() += amount;
            }
        };
        match (payment.status, payment.refunds) {
            (PaymentStatus::Success, None) => {
                add(Measure::Gross(currency), payment.amount.minor());
                if payment.fee > 0 {
                    add(Measure::Fees(currency), payment.fee);
                }
                *sums.entry((payment.user, Period::ALL, Measure::Payments(currency))).or_default() += 1;
            }
            (PaymentStatus::Success, Some(_)) => add(Measure::Refunded(currency), payment.amount.minor()),
            (PaymentStatus::Pending, _) => *sums.entry((payment.user, Period::ALL, Measure::Pending)).or_default() += 1,
            (PaymentStatus::Failed | PaymentStatus::Cancelled, _) => {}
        }
    }
    let mut steps: Vec<Step> = sums.into_iter().map(|((user, period, measure), amount)| Step { user, period, measure, amount }).collect();
    steps.sort_by_key(|step| (step.user, step.period));
    steps
}
