//! Recording a payment by hand.

use domain::{Error, msg, payment::Method};
use leptos::prelude::*;
use ui::{Choice, DateField, FormActions, FormBody, LinkButton, SelectField, Submission, SubmitForm, TextField, t, use_toasts};

use super::Person;
use crate::{
    payments::amounts::{Token, USUAL, Understood, check_amount, check_note, currencies},
    users::ask::{AskDialog, close_when},
};

/// The dialog.
#[component]
pub(super) fn RecordDialog(person: Person, record: Submission) -> impl IntoView {
    let Person { id, user, changed } = person;
    let done = RwSignal::new(0_u32);
    let (amount, note, day) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let toasts = use_toasts();
    close_when(move || record.done());
    Effect::new(move |_| {
        if record.done() {
            done.update(|done| *done += 1);
            amount.set(String::new());
            note.set(String::new());
            day.set(String::new());
            changed.now();
            toasts.good(msg::userpages_payment_recorded());
        }
    });
    let error: Signal<Option<Error>> = record.error();
    let first = user.with_untracked(|user| {
        user.row.paid.as_ref().and_then(|paid| paid.first().map(|amount| amount.currency().code())).unwrap_or(USUAL[0])
    });
    let currency = RwSignal::new(first.to_owned());
    let methods = Method::ALL.map(|method| Choice::msg(method.code(), method.label())).to_vec();
    view! {
        <AskDialog ask="payment" title=msg::userpages_record_payment() holds=Signal::derive(move || user.with(|user| user.can_record_payment))>
            <p class="soft">{t(msg::userpages_record_explain())}</p>
            <SubmitForm to=record>
                <input type="hidden" name="id" value=id.to_string()/>
                <Token done/>
                <FormBody id="payment" error pending=record.pending()>
                    <div class="form-columns">
                        <TextField name="amount" label=msg::payments_amount() model=amount required=true ltr=true inputmode="decimal" maxlength=32 check=check_amount/>
                        <SelectField name="currency" label=msg::userpages_currency() options=currencies() model=currency required=true/>
                    </div>
                    <Understood amount currency=currency.into()/>
                    <SelectField name="method" label=msg::payments_method() options=methods value=Method::Cash.code() required=true/>
                    <DateField name="paid_on" label=msg::payments_paid_at() hint=msg::userpages_paid_on_hint() model=day/>
                    <TextField name="note" label=msg::payments_note() hint=msg::userpages_note_hint() model=note check=check_note/>
                    <FormActions submit=msg::userpages_record_payment()>
                        <LinkButton href=format!("/admin/users/{id}/payments") attr:data-noscroll="">{t(msg::ui_cancel())}</LinkButton>
                    </FormActions>
                </FormBody>
            </SubmitForm>
        </AskDialog>
    }
}
