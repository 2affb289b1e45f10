//! Recording a payment by hand. The form carries a token from the server: however often it is sent, one payment comes of it. A new token
//! comes only after a success, so that a try after a lost answer is the same payment.

use domain::{
    Currency, Error, Money, Msg, msg,
    payment::{Method, NOTE_MAX},
    user::has_controls,
};
use leptos::prelude::*;
use ui::{Choice, Data, FormActions, FormBody, LinkButton, Load, SelectField, Shape, Submission, SubmitForm, TextField, t, use_toasts};

use super::Person;
use crate::users::ask::{AskDialog, close_when};

/// Currencies that most people look for, before all others.
const USUAL: [&str; 8] = ["USD", "EUR", "GBP", "INR", "AED", "SAR", "BRL", "MXN"];

/// The hidden field with the token of a form that must take effect once; `done` counts the times it did.
#[component]
pub(super) fn Token(done: RwSignal<u32>) -> impl IntoView {
    let token: Data<String> = Data::new(move || done.get(), |_| async { api::account::form_token().await.map_err(|error| error.0) });
    view! { <Load data=token shape=Shape::Lines(0) view=|token: String| view! { <input type="hidden" name="token" value=token/> }.into_any()/> }
}

/// What is wrong with an amount whose currency is not known yet, if anything. The server looks at its decimals.
pub(super) fn check_amount(text: &str) -> Option<Msg> {
    let text = text.trim();
    if text.is_empty() {
        return Some(msg::field_required());
    }
    // The currencies with the most decimals have four.
    let currency = Currency::from_code("CLF")?;
    match Money::parse_major(text, currency) {
        Ok(amount) => (!amount.is_positive()).then(msg::field_not_positive),
        Err(error) => Some(error.into()),
    }
}

/// What is wrong with a note or reason, if anything.
pub(super) fn check_note(text: &str) -> Option<Msg> {
    let count = text.trim().chars().count();
    if count == 0 {
        Some(msg::field_required())
    } else if count > NOTE_MAX {
        Some(msg::field_too_long(count, NOTE_MAX))
    } else {
        has_controls(text).then(msg::field_control_characters)
    }
}

/// The dialog.
#[component]
pub(super) fn RecordDialog(person: Person, record: Submission) -> impl IntoView {
    let Person { id, user, changed } = person;
    let done = RwSignal::new(0_u32);
    let (amount, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let toasts = use_toasts();
    close_when(move || record.done());
    Effect::new(move |_| {
        if record.done() {
            done.update(|done| *done += 1);
            amount.set(String::new());
            note.set(String::new());
            changed.now();
            toasts.good(msg::userpages_payment_recorded());
        }
    });
    let error: Signal<Option<Error>> = record.error();
    let first = user.with_untracked(|user| {
        user.row.paid.as_ref().and_then(|paid| paid.first().map(|amount| amount.currency().code())).unwrap_or(USUAL[0])
    });
    let methods = Method::ALL.map(|method| Choice::msg(method.code(), method.label())).to_vec();
    view! {
        <AskDialog ask="payment" title=msg::userpages_record_payment() holds=Signal::derive(move || user.with(|user| user.can_record_payment))>
            <p class="soft">{t(msg::userpages_record_explain())}</p>
            <SubmitForm to=record>
                <input type="hidden" name="id" value=id.to_string()/>
                <Token done/>
                <FormBody id="payment" error pending=record.pending()>
                    <div class="form-columns">
                        <TextField name="amount" label=msg::payments_amount() model=amount required=true ltr=true inputmode="decimal" placeholder="1234.50" maxlength=24 check=check_amount/>
                        <SelectField name="currency" label=msg::userpages_currency() options=currencies() value=first required=true/>
                    </div>
                    <SelectField name="method" label=msg::payments_method() options=methods value=Method::Cash.code() required=true/>
                    <TextField name="note" label=msg::payments_note() hint=msg::userpages_note_hint() model=note required=true check=check_note/>
                    <FormActions submit=msg::userpages_record_payment()>
                        <LinkButton href=format!("/admin/users/{id}/payments") attr:data-noscroll="">{t(msg::ui_cancel())}</LinkButton>
                    </FormActions>
                </FormBody>
            </SubmitForm>
        </AskDialog>
    }
}

/// The usual currencies, then all others that are still in use.
fn offered() -> Vec<Currency> {
    let others = Currency::in_use().filter(|currency| !USUAL.contains(&currency.code()));
    USUAL.into_iter().filter_map(Currency::from_code).chain(others).collect()
}

/// The same by code and name.
fn currencies() -> Vec<Choice> {
    let named = |currency: Currency| Choice::msg(currency.code(), msg::currencies_choice(currency.code(), currency.name()));
    offered().into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_is_offered_once_and_the_usual_ones_are_known() {
        let offered = offered();
        assert_eq!(offered.len(), Currency::in_use().count());
        assert!(USUAL.iter().all(|code| offered.iter().any(|currency| currency.code() == *code)));
        assert!(offered.iter().all(|currency| !currency.is_superseded()));
    }

    #[test]
    fn amounts_are_judged_before_they_are_sent() {
        assert!(["1", "1234.50", "0.001"].iter().all(|text| check_amount(text).is_none()));
        assert!(["", "0", "-1", "1,000.00", "abc", "1.00001"].iter().all(|text| check_amount(text).is_some()));
    }
}
