//! Giving a payment back, whole or in part, with a reason.

use domain::{Error, msg, page::Page, payment::PaymentRow};
use leptos::prelude::*;
use ui::{
    FormActions, FormBody, LinkButton, Load, Notice, Shape, Submission, SubmitForm, TextField, Tone, money, t, use_address, use_text,
    use_toasts,
};

use super::{
    Person,
    payments::{Rows, left},
    record::{Token, Understood, check_amount, check_reason},
};
use crate::users::ask::{AskDialog, close_when};

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
            payment.map(|payment| form(payment, person, refund, done))
        })
        .into_any()
    };
    view! { <AskDialog ask="refund" title=msg::userpages_refund_title()><Load data=rows shape=Shape::Lines(4) view=draw/></AskDialog> }
}

fn form(payment: PaymentRow, person: Person, refund: Submission, done: RwSignal<u32>) -> AnyView {
    let Some(left) = left(&payment) else { return view! { <Notice tone=Tone::Warn title=msg::userpages_nothing_left()/> }.into_any() };
    let error: Signal<Option<Error>> = refund.error();
    let amount = RwSignal::new(left.typed(use_text().locale()));
    view! {
        <p>{t(msg::userpages_refund_explain(left))}</p>
        <SubmitForm to=refund>
            <input type="hidden" name="id" value=payment.id.to_string()/>
            <Token done/>
            <FormBody id="refund" error pending=refund.pending()>
                <TextField name="amount" label=msg::userpages_amount_in(left.currency().code()) hint=msg::userpages_at_most(money(left)) model=amount required=true ltr=true inputmode="decimal" maxlength=32 check=check_amount/>
                <Understood amount currency=Signal::stored(left.currency().code().to_owned())/>
                <TextField name="reason" label=msg::userpages_reason() required=true check=check_reason/>
                <FormActions submit=msg::userpages_refund()>
                    <LinkButton href=format!("/admin/users/{}/payments", person.id) attr:data-noscroll="">{t(msg::ui_cancel())}</LinkButton>
                </FormActions>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}
