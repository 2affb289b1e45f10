//! A page of payments. What is typed becomes a search, days become instants of the operator's time zone; a filter of which any part is not
//! understood is refused.

use db::{
    payments::list::{self as rows, ListedPayment, Look, Narrow},
    users::narrow::Search,
};
use domain::{
    Currency, Error, Money, Result,
    access::{Caller, Operation, Reach},
    ids::PaymentId,
    page::Page,
    payment::{Method, PaymentFilter, PaymentListQuery, PaymentRow, PaymentStatus},
};

use crate::{Context, figures::start_of_day, users::filter::search};

/// See [`domain::port::Payments::list`].
pub(super) async fn list(context: &Context, caller: &Caller, query: &PaymentListQuery) -> Result<Page<PaymentRow>> {
    let reach = caller.reach(Operation::ListPayments)?;
    let narrow = narrow(context, reach, &query.filter).await?;
    let page = query.page();
    let found = rows::page(context.db.read(), &narrow, page.start().as_ref(), page.rows()).await?;
    let rows = found.rows.into_iter().map(|row| Ok(seen_by(caller, shown(row)?))).collect::<Result<_>>()?;
    Ok(Page { rows, previous: found.previous, next: found.next })
}

/// The filter as conditions, within this reach.
///
/// # Errors
/// Invalid, with the part that cannot be used: without it everything would be found.
pub(super) async fn narrow(context: &Context, reach: Reach, filter: &PaymentFilter) -> Result<Narrow> {
    filter.check()?;
    let from = start_of_day(context, filter.paid_from.as_deref(), 0);
    let before = start_of_day(context, filter.paid_to.as_deref(), 1);
    let near = rows::is_near(context.db.read(), &reach).await?;
    Ok(Narrow { near, look: look(context, &filter.q).await?, paid: (from, before), filter: filter.clone(), reach })
}

/// What somebody looks for: an id, or a part of what payers are found by, of a note or of a reference.
async fn look(context: &Context, typed: &str) -> Result<Look> {
    if let Ok(id) = typed.trim().parse::<PaymentId>() {
        return Ok(Look::Id(id.0));
    }
    Ok(match search(typed) {
        Search::All => Look::All,
        Search::Id(id) => Look::Id(id.0),
        search => rows::weigh(context.db.read(), search).await?,
    })
}

/// A payment as this caller may see it: what a gateway kept of it is between that and the operator.
pub(super) fn seen_by(caller: &Caller, row: PaymentRow) -> PaymentRow {
    if caller.role.is_staff() { row } else { PaymentRow { fee: None, ..row } }
}

/// A payment as lists show it.
///
/// # Errors
/// When a stored code is unknown.
pub(super) fn shown(row: ListedPayment) -> Result<PaymentRow> {
    let payment = row.payment;
    let unreadable = |column, value: &str| Error::from(db::DbError::Unreadable { table: "payment", column, value: value.to_owned() });
    let currency = Currency::from_code(&payment.currency).ok_or_else(|| unreadable("currency", &payment.currency))?;
    Ok(PaymentRow {
        id: payment.id,
        user: (payment.user_id, row.user_name),
        amount: Money::new(payment.amount_minor, currency),
        fee: (payment.fee_minor > 0).then(|| Money::new(payment.fee_minor, currency)),
        method: Method::from_code(&payment.method).ok_or_else(|| unreadable("method", &payment.method))?,
        status: PaymentStatus::from_code(&payment.status).ok_or_else(|| unreadable("status", &payment.status))?,
        refunds: payment.refunds_id,
        refunded: row.refunded.map(|minor| Money::new(minor, currency)),
        note: payment.note,
        reference: payment.external_id,
        paid_at: payment.paid_at,
    })
}
