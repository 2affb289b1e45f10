//! One payment with what belongs to it: its refunds or what it gives back, and for staff who recorded it, what it posted to the ledger and
//! what the trail says of it. As many statements for a payment with a hundred refunds as for one without.

use db::{
    ledger::{PostedEntry, entries_of},
    payments::list as rows,
    users::timeline::about,
};
use domain::{
    Currency, Error, Money, Msg, Result,
    access::{Caller, Operation},
    ids::PaymentId,
    msg,
    payment::{Method, PaymentRow, PaymentView, Posting},
    user::TimelineEntry,
};

use super::{
    list::{seen_by, shown},
    postings::transaction_of,
};
use crate::{Context, users::told};

/// Most events that the page of a payment tells.
const TOLD: usize = 50;

/// See [`domain::port::Payments::view`].
pub(super) async fn view(context: &Context, caller: &Caller, payment: PaymentId) -> Result<PaymentView> {
    let reach = caller.reach(Operation::ViewPayment)?;
    let read = context.db.read();
    let found = rows::find(read, &reach, payment).await?.ok_or_else(Error::not_found)?;
    let record = found.payment.clone();
    let row = seen_by(caller, shown(found)?);
    let related = rows::related(read, &record).await?.into_iter();
    let related = related.map(|row| Ok(seen_by(caller, shown(row)?))).collect::<Result<Vec<_>>>()?;
    let mut view = PaymentView {
        recorded_at: record.recorded_at,
        recorded_by: None,
        postings: Vec::new(),
        history: Vec::new(),
        can_refund: false,
        row,
        related,
    };
    if caller.role.is_staff() {
        view.recorded_by = db::audit::name_of(read, record.recorded_by).await?;
        view.postings = entries_of(read, &[transaction_of(payment)]).await?.iter().filter_map(posting).collect();
        view.history = history(context, caller, &view).await?;
        view.can_refund = view.row.left().is_some() && can_refund(context, caller, &view.row).await?;
    }
    Ok(view)
}

async fn can_refund(context: &Context, caller: &Caller, row: &PaymentRow) -> Result<bool> {
    let Ok(reach) = caller.reach(Operation::RefundPayment) else { return Ok(false) };
    let payer = db::payments::payer(context.db.read(), row.user.0).await?;
    Ok(payer.is_some_and(|payer| reach.covers(payer.id, payer.manager_id, &payer.path)))
}

/// What was done to it and to its refunds.
async fn history(context: &Context, caller: &Caller, view: &PaymentView) -> Result<Vec<TimelineEntry>> {
    let here = view.row.id.to_string();
    let refunds = view.related.iter().filter(|row| row.refunds == Some(view.row.id)).map(|row| row.id.to_string());
    let subjects = std::iter::once(here.clone()).chain(refunds).collect();
    let events = about(context.db.read(), subjects, TOLD).await?;
    Ok(events.into_iter().map(|event| told(event, &caller.tree, true, &here)).collect())
}

/// A line of the journal in words; none in a unit that is no currency.
fn posting(entry: &PostedEntry) -> Option<Posting> {
    let currency = Currency::from_code(&entry.unit)?;
    Some(Posting { account: account(&entry.kind), amount: Money::new(entry.amount, currency) })
}

fn account(kind: &str) -> Msg {
    let method = kind.strip_prefix("cash:").and_then(Method::from_code);
    match (kind, method) {
        (_, Some(method)) => msg::payments_account_cash(method.label()),
        ("revenue", _) => msg::payments_account_revenue(),
        ("gateway_fee", _) => msg::payments_account_gateway_fee(),
        _ => msg::payments_account_other(kind),
    }
}
