//! The money of the sample: each customer's payments over their time here, with seasons, failures, refunds and fees, and what they post
//! to the ledger by the very functions that post a real payment.

use std::collections::{BTreeMap, HashMap};

use db::demo::{Cell, Table};
use domain::{
    Currency, Money,
    ids::{AccountId, PaymentId},
    payment::{Method, PaymentStatus},
    time::Timestamp,
};
use jiff::tz::Offset;

use super::{
    dice::Dice,
    people::currency,
    sample::{PLANS, Sample, Who},
};
use crate::money::{
    NewPayment, Reason,
    ledger::{AccountKey, Posting, digest},
    postings::{self, Original},
};

/// See the migration.
pub const PAYMENTS: Table = Table {
    name: "payment",
    columns: &[
        "id",
        "user_id",
        "amount_minor",
        "fee_minor",
        "currency",
        "method",
        "status",
        "refunds_id",
        "note",
        "paid_at",
        "recorded_at",
        "recorded_by",
    ],
};
/// See the migration.
pub const TEXTS: Table = Table { name: "payment_text", columns: &["payment_id", "search"] };
/// See the migration.
pub const ACCOUNTS: Table = Table { name: "ledger_account", columns: &["id", "owner_id", "kind", "unit", "created_at"] };
/// See the migration.
pub const TRANSACTIONS: Table = Table {
    name: "ledger_transaction",
    columns: &["id", "kind", "reason", "payment_id", "reverses_id", "effective_at", "recorded_at", "actor_id", "digest"],
};
/// See the migration.
pub const ENTRIES: Table = Table { name: "ledger_entry", columns: &["transaction_id", "seq", "account_id", "unit", "amount"] };

/// Minor units that each plan costs in each currency.
const PRICES: [(&str, [i64; 6]); 6] = [
    ("INR", [49_900, 99_900, 249_900, 499_900, 999_900, 2_499_900]),
    ("USD", [900, 1_900, 4_900, 9_900, 19_900, 49_900]),
    ("EUR", [900, 1_900, 4_900, 9_900, 19_900, 49_900]),
    ("AED", [3_500, 6_900, 17_900, 35_900, 71_900, 179_900]),
    ("BRL", [4_900, 9_900, 24_900, 49_900, 99_900, 249_900]),
    ("JPY", [1_200, 2_800, 7_200, 14_800, 29_800, 74_800]),
];
/// How busy each month is, of 140.
const SEASONS: [usize; 12] = [95, 90, 120, 105, 95, 85, 80, 85, 100, 120, 135, 140];

/// What a plan costs in dollars.
pub const fn price(plan: usize) -> i64 {
    PRICES[1].1[plan]
}

/// One customer's money.
#[derive(Debug)]
pub struct Journal {
    /// Payments in the order in which they were paid.
    pub payments: Vec<NewPayment>,
}

fn month(at: Timestamp) -> usize {
    let date = Offset::UTC.to_datetime(jiff::Timestamp::from_microsecond(at.0).unwrap_or_default());
    usize::try_from(date.month() - 1).unwrap_or(0)
}

/// A moment of a slot, rather in a busy month than in a quiet one.
fn moment(dice: &mut Dice, from: Timestamp, to: Timestamp) -> Timestamp {
    for _ in 0..3 {
        let at = dice.between(from, to);
        if dice.below(140) < SEASONS[month(at)] {
            return at;
        }
    }
    dice.between(from, to)
}

fn status(dice: &mut Dice, at: Timestamp, now: Timestamp) -> PaymentStatus {
    match dice.below(100) {
        0..=88 => PaymentStatus::Success,
        89..=94 => PaymentStatus::Failed,
        95..=96 => PaymentStatus::Cancelled,
        // What is not known yet is known after some weeks.
        _ if at.plus_seconds(21 * 86_400) > now => PaymentStatus::Pending,
        _ => PaymentStatus::Success,
    }
}

fn method(dice: &mut Dice, currency: &str) -> Method {
    use Method::{Bank, Cash, Gateway, Upi, Wallet};
    let often: &[Method] = if currency == "INR" {
        &[Upi, Upi, Upi, Upi, Upi, Upi, Gateway, Gateway, Bank, Cash]
    } else {
        &[Gateway, Gateway, Gateway, Gateway, Gateway, Gateway, Bank, Bank, Wallet, Cash]
    };
    *dice.pick(often)
}

/// A customer's money, made anew from the seed.
#[must_use]
pub fn journal(sample: &Sample, customer: u64) -> Journal {
    let who = Who::Customer(customer);
    let (count, user, began) = (sample.payments_of(customer), sample.id(who), sample.registered_at(who));
    let code = currency(sample, who);
    let prices = PRICES.iter().find(|(known, _)| *known == code).map_or(&PRICES[1].1, |(_, prices)| prices);
    let Some(unit) = Currency::from_code(code) else { return Journal { payments: Vec::new() } };
    let mut dice = sample.dice("payments", customer);
    let plan = sample.plan_of(customer).unwrap_or(0);
    let whole = sample.now.0 - began.0;
    let slot = |at: u64| Timestamp(began.0 + i64::try_from(i128::from(whole) * i128::from(at) / i128::from(count.max(1))).unwrap_or(0));
    let mut payments: Vec<NewPayment> = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
    let mut given_back = None;
    for at in 0..count {
        let paid_at = moment(&mut dice, slot(at), slot(at + 1));
        if let Some(original) = given_back.take() {
            payments.push(refund(&mut dice, &payments[original], paid_at));
            continue;
        }
        let months = match dice.below(20) {
            0..=15 => 1,
            16..=18 => 3,
            _ => 12,
        };
        let (status, method) = (status(&mut dice, paid_at, sample.now), method(&mut dice, code));
        let minor = prices[plan] * months;
        let fee = if method == Method::Gateway && status == PaymentStatus::Success { minor * 29 / 1_000 } else { 0 };
        let note = if months == 1 { PLANS[plan].0.to_owned() } else { format!("{} × {months}", PLANS[plan].0) };
        payments.push(NewPayment {
            id: PaymentId(dice.uuid(paid_at)),
            user,
            amount: Money::new(minor, unit),
            fee,
            method,
            status,
            refunds: None,
            note,
            paid_at,
            external: None,
            reason: Reason::Sample,
        });
        if status == PaymentStatus::Success && dice.percent(3) {
            given_back = Some(payments.len() - 1);
        }
    }
    Journal { payments }
}

fn refund(dice: &mut Dice, original: &NewPayment, paid_at: Timestamp) -> NewPayment {
    let part = if dice.percent(70) { original.amount.minor() } else { original.amount.minor() / 2 };
    NewPayment {
        id: PaymentId(dice.uuid(paid_at)),
        amount: Money::new(part, original.amount.currency()),
        fee: 0,
        refunds: Some(original.id),
        paid_at,
        status: PaymentStatus::Success,
        note: "Changed their mind".to_owned(),
        ..original.clone()
    }
}

impl Journal {
    /// Whether any money came.
    #[must_use]
    pub fn has_paid(&self) -> bool {
        self.payments.iter().any(|payment| payment.status == PaymentStatus::Success && payment.refunds.is_none())
    }

    /// What the payments post, in order.
    #[must_use]
    pub fn postings(&self) -> Vec<Posting> {
        let mut posted: HashMap<PaymentId, Posting> = HashMap::new();
        let mut all = Vec::new();
        for payment in self.payments.iter().filter(|payment| payment.status == PaymentStatus::Success) {
            let posting = match payment.refunds.and_then(|id| Some((id, posted.get(&id)?))) {
                None => postings::payment(payment),
                Some((id, before)) => {
                    let fee = self.payments.iter().find(|original| original.id == id).map_or(0, |original| original.fee);
                    let original = Original { id, amount: before.entries[0].amount, fee, entries: before.entries.clone() };
                    postings::refund(payment, &original).expect("the original posted cash and revenue just above")
                }
            };
            posted.insert(payment.id, posting.clone());
            all.push(posting);
        }
        all
    }

    /// The payments as rows of [`PAYMENTS`].
    pub fn payment_cells(&self, sample: &Sample) -> Vec<Vec<Cell>> {
        let by = sample.id(Who::Owner);
        self.payments
            .iter()
            .map(|p| {
                vec![
                    Cell::Uuid(p.id.0),
                    Cell::Uuid(p.user.0),
                    Cell::Long(p.amount.minor()),
                    Cell::Long(p.fee),
                    Cell::Word(p.amount.currency().code()),
                    Cell::Word(p.method.code()),
                    Cell::Word(p.status.code()),
                    p.refunds.map(|id| id.0).into(),
                    Cell::Text(p.note.clone()),
                    Cell::Long(p.paid_at.0),
                    Cell::Long(p.paid_at.0),
                    Cell::Uuid(by.0),
                ]
            })
            .collect()
    }
}

/// What a customer's payments are found by, as rows of [`TEXTS`].
pub fn text_cells(sample: &Sample, customer: u64) -> Vec<Vec<Cell>> {
    let cells = |p: &NewPayment| Some(vec![Cell::Uuid(p.id.0), Cell::Text(db::payments::search_text(&p.note, None)?)]);
    journal(sample, customer).payments.iter().filter_map(cells).collect()
}

/// The accounts that a customer's postings name, with their ids.
fn accounts<'p>(sample: &Sample, customer: u64, postings: &'p [Posting]) -> BTreeMap<&'p AccountKey, AccountId> {
    let mut named: BTreeMap<&AccountKey, AccountId> =
        postings.iter().flat_map(|posting| &posting.entries).map(|entry| (&entry.account, AccountId::NIL)).collect();
    let mut dice = sample.dice("accounts", customer);
    let began = sample.registered_at(Who::Customer(customer));
    for id in named.values_mut() {
        *id = AccountId(dice.uuid(began));
    }
    named
}

/// A customer's accounts as rows of [`ACCOUNTS`].
pub fn account_cells(sample: &Sample, customer: u64) -> Vec<Vec<Cell>> {
    let postings = journal(sample, customer).postings();
    let began = sample.registered_at(Who::Customer(customer)).0;
    accounts(sample, customer, &postings)
        .into_iter()
        .map(|(key, id)| {
            vec![Cell::Uuid(id.0), Cell::Uuid(key.owner.0), Cell::Text(key.kind.clone()), Cell::Text(key.unit.clone()), Cell::Long(began)]
        })
        .collect()
}

/// A customer's transactions as rows of [`TRANSACTIONS`].
pub fn transaction_cells(sample: &Sample, customer: u64) -> Vec<Vec<Cell>> {
    let actor = sample.id(Who::Owner);
    journal(sample, customer)
        .postings()
        .into_iter()
        .map(|posting| {
            let digest = digest(&posting, posting.effective_at, actor).to_vec();
            vec![
                Cell::Uuid(posting.id.0),
                Cell::Text(posting.kind),
                Cell::Text(posting.reason),
                posting.payment.map(|id| id.0).into(),
                posting.reverses.map(|id| id.0).into(),
                Cell::Long(posting.effective_at.0),
                Cell::Long(posting.effective_at.0),
                Cell::Uuid(actor.0),
                Cell::Bytes(digest),
            ]
        })
        .collect()
}

/// A customer's entries as rows of [`ENTRIES`].
pub fn entry_cells(sample: &Sample, customer: u64) -> Vec<Vec<Cell>> {
    let postings = journal(sample, customer).postings();
    let accounts = accounts(sample, customer, &postings);
    postings
        .iter()
        .flat_map(|posting| (1_i16..).zip(&posting.entries).map(move |(seq, entry)| (posting.id, seq, entry)))
        .map(|(id, seq, entry)| {
            vec![
                Cell::Uuid(id.0),
                Cell::Small(seq),
                Cell::Uuid(accounts[&entry.account].0),
                Cell::Text(entry.account.unit.clone()),
                Cell::Long(entry.amount),
            ]
        })
        .collect()
}
