//! Giving a payment back from the person's tab.

use domain::{msg, page::Page, payment::PaymentRow};
use leptos::prelude::*;
use ui::{Load, Shape, Submission, use_address, use_toasts};

use super::{Person, payments::Rows};
use crate::{
    payments::refund::form,
    users::ask::{AskDialog, close_when},
};

/// The dialog; which payment it is about stands in the address.
#[component]
pub(super) fn RefundDialog(person: Person, refund: Submission, rows: Rows) -> impl IntoView {
    let address = use_address();
    let of = Memo::new(move |_| address.query().get("of").map(ToOwned::to_owned));
    let done = RwSignal::new(0_u32);
    let toasts = use_toasts();
    close_when(move || refund.done());
    Effect::new(move |_| {
        if refund.done() {
            done.update(|done| *done += 1);
            person.changed.now();
            toasts.good(msg::userpages_refunded());
        }
    });
    let draw = move |page: Page<PaymentRow>| {
        let rows = StoredValue::new(page.rows);
        (move || {
            let payment = of.get().and_then(|of| rows.with_value(|rows| rows.iter().find(|row| row.id.to_string() == of).cloned()));
            payment.map(|payment| form(&payment, format!("/admin/users/{}/payments", person.id), refund, done))
        })
        .into_any()
    };
    view! { <AskDialog ask="refund" title=msg::userpages_refund_title()><Load data=rows shape=Shape::Lines(4) view=draw/></AskDialog> }
}
