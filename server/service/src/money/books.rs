//! The check of the books: promises about journal, payments and figures, each asked of the whole, naming the first row that breaks it.
//! The numbers are those of the published list of invariants. Most are one statement inside the database; the digests are recomputed
//! here, batch by batch, in constant memory. It can run while people work: each promise is asked of one moment.
//!
//! To add a promise: its question in `db::ledger::books`, its row in [`check`], its sentence in `payments.ftl`, and a planted defect in
//! the tests.

use std::collections::HashMap;

use db::{
    DbBackend,
    ledger::{self as rows, books as ask, books::Table},
};
use domain::{Currency, Msg, Result, ids::TransactionId, msg};

use super::ledger::{Entry, Posting, digest};
use crate::{Context, figures};

/// What became of one promise.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckResult {
    /// A word for it, stable for programs.
    pub name: &'static str,
    /// The promise.
    pub promise: Msg,
    /// Numbers of the published invariants it covers.
    pub invariants: &'static [u8],
    /// How many rows were looked at.
    pub rows: i64,
    /// The first row that breaks it.
    pub broken: Option<String>,
}

/// Transactions whose digests are recomputed at once.
const BATCH: usize = 5_000;

/// Checks every promise, in order.
///
/// # Errors
/// When the database does not answer; a broken promise is no error but an answer.
pub async fn check(context: &Context) -> Result<Vec<CheckResult>> {
    let read = context.db.read();
    let transactions = ask::count(read, Table::Transactions).await?;
    let entries = ask::count(read, Table::Entries).await?;
    let payments = ask::count(read, Table::Payments).await?;
    let accounts = ask::count(read, Table::Accounts).await?;
    let mut results = Vec::new();
    let mut say =
        |name, promise, invariants, rows, broken: Option<String>| results.push(CheckResult { name, promise, invariants, rows, broken });

    let balanced = match ask::hollow(read).await? {
        Some(id) => Some(id),
        None => ask::unbalanced(read).await?,
    };
    say("balanced", msg::payments_books_balanced(), &[1], entries, text(balanced));
    say("zero", msg::payments_books_zero(), &[2], entries, ask::unit_out_of_balance(read).await?);
    let (count, missing) = triggers(context).await?;
    say("triggers", msg::payments_books_triggers(), &[3], count, missing);
    say("entries", msg::payments_books_entries(), &[1, 9], entries, text(ask::stray_entry(read).await?));
    say("reasons", msg::payments_books_reasons(), &[6], transactions, text(ask::without_reason(read).await?));
    say("digests", msg::payments_books_digests(), &[7], transactions, text(first_touched(context).await?));
    say("reversals", msg::payments_books_reversals(), &[8], transactions, text(ask::bad_reversal(read).await?));
    let posted = match ask::payment_without_transaction(read).await? {
        Some(id) => Some(id.to_string()),
        None => text(ask::transaction_without_payment(read).await?),
    };
    say("posted", msg::payments_books_posted(), &[6, 21], payments, posted);
    say("amounts", msg::payments_books_amounts(), &[4], payments, text(ask::payment_of_other_amount(read).await?));
    say("refunds", msg::payments_books_refunds(), &[28], payments, text(ask::refunded_too_much(read).await?));
    let drift = figures::check(context).await?.into_iter().next();
    say(
        "figures",
        msg::payments_books_figures(),
        &[40],
        payments,
        drift.map(|drift| format!("{} {} {} {:+}", drift.place, drift.period.0, drift.measure, drift.short_by)),
    );
    let unknown = ask::units(read).await?.into_iter().find(|unit| Currency::from_code(unit).is_none_or(|known| known.code() != unit));
    say("units", msg::payments_books_units(), &[9], accounts, unknown);
    Ok(results)
}

fn text(id: Option<impl ToString>) -> Option<String> {
    id.map(|id| id.to_string())
}

/// How many triggers there should be, and the first that is missing.
async fn triggers(context: &Context) -> Result<(i64, Option<String>)> {
    let append_only = ["ledger_transaction", "ledger_entry", "audit_event", "audit_link", "audit_seal"];
    let (suffixes, more): (&[&str], &[(&str, &str)]) = match context.db.backend() {
        DbBackend::Postgres => {
            (&["no_change", "no_truncate"], &[("payment", "payment_no_change"), ("ledger_entry", "ledger_entry_balanced")])
        }
        _ => (&["no_update", "no_delete"], &[("payment", "payment_no_change"), ("payment", "payment_no_delete")]),
    };
    let names: Vec<(&str, String)> =
        append_only.iter().flat_map(|table| suffixes.iter().map(move |suffix| (*table, format!("{table}_{suffix}")))).collect();
    let wanted: Vec<(&str, &str)> = names.iter().map(|(table, name)| (*table, name.as_str())).chain(more.iter().copied()).collect();
    let missing = ask::missing_trigger(context.db.read(), &wanted).await?;
    Ok((i64::try_from(wanted.len()).unwrap_or(i64::MAX), missing))
}

/// The first transaction whose digest is not that of what is stored.
async fn first_touched(context: &Context) -> Result<Option<TransactionId>> {
    let (read, mut after) = (context.db.read(), TransactionId::NIL);
    loop {
        let heads = rows::transactions_after(read, after, (None, None), BATCH).await?;
        let Some(last) = heads.last().map(|head| head.id) else { return Ok(None) };
        let mut entries: HashMap<TransactionId, Vec<Entry>> = HashMap::with_capacity(heads.len());
        for row in rows::entries_between(read, after, last).await? {
            entries.entry(row.transaction_id).or_default().push(row.into());
        }
        for head in heads {
            let posting = Posting {
                id: head.id,
                kind: head.kind,
                reason: head.reason,
                payment: head.payment_id,
                reverses: head.reverses_id,
                effective_at: head.effective_at,
                entries: entries.remove(&head.id).unwrap_or_default(),
            };
            if digest(&posting, head.recorded_at, head.actor_id).as_slice() != head.digest {
                return Ok(Some(head.id));
            }
        }
        after = last;
    }
}
