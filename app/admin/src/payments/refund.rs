//! Giving a payment back, whole or in part, with a reason.

use domain::{Error, msg, payment::PaymentRow};
use leptos::prelude::*;
use ui::{FormActions, FormBody, LinkButton, Notice, Submission, SubmitForm, TextField, Tone, money, t, use_text};

use super::amounts::{Token, Understood, check_amount, check_reason};

/// The form. `back` is the page without it, `done` counts how often one was accepted.
pub fn form(payment: &PaymentRow, back: String, refund: Submission, done: RwSignal<u32>) -> AnyView {
    let Some(left) = payment.left() else { return view! { <Notice tone=Tone::Warn title=msg::userpages_nothing_left()/> }.into_any() };
    let error: Signal<Option<Error>> = refund.error();
    let (id, amount) = (payment.id.to_string(), RwSignal::new(left.typed(use_text().locale())));
    view! {
        <p>{t(msg::userpages_refund_explain(left))}</p>
        <SubmitForm to=refund>
            <input type="hidden" name="id" value=id/>
            <Token done/>
            <FormBody id="refund" error pending=refund.pending()>
                <TextField name="amount" label=msg::userpages_amount_in(left.currency().code()) hint=msg::userpages_at_most(money(left)) model=amount required=true ltr=true inputmode="decimal" maxlength=32 check=check_amount/>
                <Understood amount currency=Signal::stored(left.currency().code().to_owned())/>
                <TextField name="reason" label=msg::userpages_reason() required=true check=check_reason/>
                <FormActions submit=msg::userpages_refund()>
                    <LinkButton href=back attr:data-noscroll="">{t(msg::ui_cancel())}</LinkButton>
                </FormActions>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}
