//! Giving money back. The original is held while the transaction runs, so that two refunds at once cannot exceed it; the last proof is
//! made with the new row in place ([`super::record_many`]).

use db::payments::{self as rows, PaymentRecord};
use domain::{
    Currency, Error, Money, Result,
    access::{Caller, Operation},
    ids::PaymentId,
    msg,
    payment::{Method, NOTE_MAX, PaymentStatus},
    text::Locale,
    user,
};

use super::{
    bulk::{NewPayment, Reason},
    payments::{answered, change, check_limit, settle, within_reach},
};
use crate::{Context, idempotency};

/// What the form holds.
pub(super) struct Asked<'a> {
    /// Major units, as typed.
    pub(super) amount: &'a str,
    /// Why.
    pub(super) reason: &'a str,
    /// Form token.
    pub(super) token: &'a str,
    /// The language in which the amount is typed.
    pub(super) language: Locale,
}

/// Gives back a payment, whole or in part.
///
/// # Errors
/// Not found out of reach, forbidden above the caller's limit, invalid or conflict where it cannot be given back.
pub(super) async fn refund(context: &Context, caller: &Caller, payment: PaymentId, asked_for: Asked<'_>) -> Result<PaymentId> {
    let reach = caller.reach(Operation::RefundPayment)?;
    let Asked { amount, reason, token, language } = asked_for;
    let (amount, reason) = (amount.trim(), reason.trim());
    let asked = format!("{payment} {} {reason}", user::shorten(amount));
    let scope = format!("{} refund payment", caller.user);
    idempotency::require(token)?;
    let tx = context.db.begin().await?;
    if let Some(answer) = idempotency::find(&tx, &scope, token, &asked).await? {
        return answered(&answer);
    }
    let original = rows::lock(&*tx, &[payment]).await?.pop().ok_or_else(Error::not_found)?;
    let payer = within_reach(&tx, &reach, original.user_id).await?;
    check_reason(reason)?;
    let back = rows::refunded(&*tx, &[payment]).await?.first().map_or(0, |row| row.refunded);
    let amount = refundable(&original, amount, language, back)?;
    check_limit(caller, Operation::RefundPayment, amount)?;
    let new = NewPayment {
        id: context.new_id(),
        user: original.user_id,
        amount,
        fee: 0,
        method: Method::from_code(&original.method).ok_or_else(Error::internal)?,
        status: PaymentStatus::Success,
        refunds: Some(payment),
        note: reason.to_owned(),
        paid_at: context.now(),
        external: None,
        reason: Reason::Refund,
    };
    let changes = vec![change("refunds", payment.to_string()), change("amount", amount.to_string()), change("reason", reason.to_owned())];
    settle(&tx, context, caller, Operation::RefundPayment, &payer, &new, changes).await?;
    idempotency::keep(&tx, context, &scope, token, &asked, &new.id.to_string()).await?;
    tx.commit().await?;
    Ok(new.id)
}

fn check_reason(reason: &str) -> Result<()> {
    let wrong = if reason.is_empty() { Some(msg::field_required()) } else { user::check_note(reason, NOTE_MAX) };
    wrong.map_or(Ok(()), |message| Err(Error::field("reason", message)))
}

/// The amount, where it is not more than what is left of the original.
fn refundable(original: &PaymentRecord, amount: &str, language: Locale, back: i64) -> Result<Money> {
    if original.refunds_id.is_some() {
        return Err(Error::conflict(msg::payments_refund_of_refund()));
    }
    if original.status != PaymentStatus::Success.code() {
        return Err(Error::conflict(msg::payments_refund_not_settled()));
    }
    let currency = Currency::from_code(&original.currency).ok_or_else(Error::internal)?;
    let left = Money::new(original.amount_minor - back, currency);
    if !left.is_positive() {
        return Err(Error::conflict(msg::payments_refund_nothing_left()));
    }
    let amount = Money::parse_typed(amount, currency, language).map_err(|error| Error::field("amount", error.into()))?;
    if !amount.is_positive() {
        return Err(Error::field("amount", msg::field_not_positive()));
    }
    if amount.minor() > left.minor() {
        return Err(Error::field("amount", msg::payments_refund_more_than_left(amount, left)));
    }
    Ok(amount)
}
