//! Money.

use domain::{
    ids::{PaymentId, UserId},
    page::Page,
    payment::{PaymentForm, PaymentListQuery, PaymentRow, PaymentView},
};
use leptos::prelude::*;

use crate::{ApiResult, answer::Answer};
#[cfg(feature = "ssr")]
use crate::{caller, services, viewer::page};

/// Newest first.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn list_payments(#[server(default)] query: PaymentListQuery) -> ApiResult<Page<PaymentRow>> {
    let caller = caller()?;
    Ok(services()?.payments.list(&caller, &query).await?)
}

/// One payment, with what belongs to it.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn view_payment(id: PaymentId) -> ApiResult<PaymentView> {
    let caller = caller()?;
    Ok(services()?.payments.view(&caller, id).await?)
}

/// Records a payment by hand.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn record_payment(id: UserId, #[server(flatten)] form: PaymentForm) -> ApiResult<PaymentId> {
    let caller = caller()?;
    let form = PaymentForm { language: page().locale, ..form };
    let payment = services()?.payments.record(&caller, id, &form).await?;
    crate::door::close_dialog();
    Ok(payment)
}

/// Gives a payment back, whole or in part.
///
/// # Errors
/// What the use case refuses.
#[server(prefix = "/_fn", output = Answer)]
pub async fn refund_payment(id: PaymentId, amount: String, reason: String, token: String) -> ApiResult<PaymentId> {
    let caller = caller()?;
    let refund = services()?.payments.refund(&caller, id, &amount, &reason, &token, page().locale).await?;
    crate::door::close_dialog();
    Ok(refund)
}
