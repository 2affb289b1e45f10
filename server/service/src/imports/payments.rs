//! Payments of a file, a batch at a time: whose they are, whether they are in already (the same, or with other content, which is
//! refused), and the recording of the rest through [`crate::money`], with ledger and figures.

use std::collections::{BTreeSet, HashMap};

use db::{
    Tx,
    imports::lookup,
    payments::{self as rows, PaymentRecord},
};
use domain::{
    Currency, Error, Money, Msg, Result,
    access::{Caller, Operation},
    ids::UserId,
    import::RowProblem,
    msg,
    payment::PaymentStatus,
    user::shorten,
};
use sea_orm::ConnectionTrait;

use super::{columns::Columns, payment_rows::PaymentLine};
use crate::{
    Context, figures,
    money::{self, MOST_MINOR, NewPayment, Recorded},
};

/// What a batch amounts to.
#[derive(Debug, Default)]
pub struct Plan {
    new: Vec<NewPayment>,
    /// Rows of which the payment was pending and is not any more; these are among the new ones as well.
    pub updated: u64,
    /// Rows that are in already.
    pub unchanged: u64,
    /// Refused rows.
    pub refused: u64,
    /// Why.
    pub problems: Vec<RowProblem>,
}

impl Plan {
    /// Rows that make a payment.
    #[must_use]
    pub fn created(&self) -> u64 {
        self.new.len() as u64 - self.updated
    }
}

/// Works out what a batch means.
///
/// # Errors
/// When the database refuses.
pub async fn plan(
    connection: &impl ConnectionTrait,
    context: &Context,
    caller: &Caller,
    columns: &Columns,
    lines: &[PaymentLine],
) -> Result<Plan> {
    let names: BTreeSet<&str> = lines.iter().map(|line| line.user.as_str()).collect();
    let payers: HashMap<String, UserId> = lookup::people_by_external(connection, &caller.tree, names)
        .await?
        .into_iter()
        .filter(|person| person.path.starts_with(&caller.tree))
        .filter_map(|person| Some((person.external_id?, person.id)))
        .collect();
    let ids: Vec<&str> = lines.iter().map(|line| line.external_id.as_str()).collect();
    let recorded: HashMap<String, PaymentRecord> = rows::by_external(connection, &caller.tree, &ids)
        .await?
        .into_iter()
        .filter_map(|row| Some((row.external_id.clone()?, row)))
        .collect();
    let mut room = figures::room(connection, lines.iter().map(|line| line.amount.currency()).collect()).await?;
    let mut plan = Plan::default();
    for line in lines {
        let meant = read(caller, line, payers.get(&line.user).copied(), recorded.get(&line.external_id)).and_then(|meant| {
            let new = match meant {
                Meant::InAlready => None,
                Meant::New(user) | Meant::Settles(user) => Some(new_payment(context, caller, line, user)),
            };
            if let Some(new) = new.as_ref().filter(|new| new.brings_in()) {
                take(&mut room, new.amount)?;
            }
            Ok((new, matches!(meant, Meant::Settles(_))))
        });
        match meant {
            Ok((None, _)) => plan.unchanged += 1,
            Ok((Some(new), settles)) => {
                plan.updated += u64::from(settles);
                plan.new.push(new);
            }
            Err((known, reason)) => {
                plan.refused += 1;
                plan.problems.push(columns.problem(&line.row, known, reason));
            }
        }
    }
    Ok(plan)
}

/// What a row means, and whose it is.
#[derive(Debug, Clone, Copy)]
enum Meant {
    /// A payment that is in already.
    InAlready,
    /// A new payment.
    New(UserId),
    /// The end of a payment that was pending.
    Settles(UserId),
}

/// Takes an amount from what may still come in.
fn take(room: &mut HashMap<Currency, i128>, amount: Money) -> Result<(), (&'static str, Msg)> {
    let left = room.entry(amount.currency()).or_default();
    if *left < i128::from(amount.minor()) {
        return Err(("amount", msg::payments_sum_too_large(amount.currency().code())));
    }
    *left -= i128::from(amount.minor());
    Ok(())
}

/// What a row means, or which cell is refused and why.
fn read(
    caller: &Caller,
    line: &PaymentLine,
    payer: Option<UserId>,
    recorded: Option<&PaymentRecord>,
) -> Result<Meant, (&'static str, Msg)> {
    let user = payer.ok_or_else(|| ("user_external_id", msg::imports_user_unknown(shorten(&line.user))))?;
    let minor = line.amount.minor();
    if minor > MOST_MINOR {
        return Err(("amount", msg::payments_amount_too_large(line.amount, Money::new(MOST_MINOR, line.amount.currency()))));
    }
    if !caller.may_amount(Operation::ImportPayments, minor) {
        return Err(("amount", msg::payments_amount_above_limit(line.amount)));
    }
    let Some(row) = recorded else { return Ok(Meant::New(user)) };
    let other = [
        ("user_external_id", row.user_id != user),
        ("paid_at", row.paid_at != line.paid_at),
        ("amount", row.amount_minor != minor),
        ("currency", row.currency != line.amount.currency().code()),
        ("method", row.method != line.method.code()),
        ("status", row.status != line.status.code()),
        ("note", row.note != line.note),
    ];
    let changed: Vec<&str> = other.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect();
    if changed.is_empty() {
        Ok(Meant::InAlready)
    } else if changed == ["status"] && row.status == PaymentStatus::Pending.code() {
        Ok(Meant::Settles(user))
    } else {
        Err(("external_id", msg::imports_payment_changed(shorten(&line.external_id), changed.join(", "))))
    }
}

fn new_payment(context: &Context, caller: &Caller, line: &PaymentLine, user: UserId) -> NewPayment {
    NewPayment {
        id: context.new_id(),
        user,
        amount: line.amount,
        fee: 0,
        method: line.method,
        status: line.status,
        refunds: None,
        note: line.note.clone(),
        paid_at: line.paid_at,
        external: Some((caller.tree.clone(), line.external_id.clone())),
        reason: money::Reason::Import,
    }
}

/// Records what a batch amounts to, with ledger and figures.
///
/// # Errors
/// Conflict or unavailable, when the world changed since the plan was made: plan again.
pub async fn apply(tx: &Tx, context: &Context, caller: &Caller, plan: &Plan) -> Result<()> {
    let answers = money::record_many(tx, context, caller, &plan.new).await?;
    if answers.iter().all(|answer| matches!(answer, Recorded::New | Recorded::Settled)) {
        Ok(())
    } else {
        Err(Error::unavailable(msg::error_busy()))
    }
}
