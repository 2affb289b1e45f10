//! What the forms and filters of money share: the token by which a form has effect once, how amounts are read while they are typed, and
//! the currencies on offer.

use domain::{Currency, Money, Msg, money::CURRENCIES, msg, payment::NOTE_MAX, text::Locale, user::has_controls};
use leptos::prelude::*;
use ui::{Choice, Data, Load, Shape, t, use_text};

/// Currencies that most people look for, before all others.
pub const USUAL: [&str; 8] = ["USD", "EUR", "GBP", "INR", "AED", "SAR", "BRL", "MXN"];

/// The hidden field with a token from the server: however often a form is sent with it, it has effect once. A new one comes only after a
/// success, so that a try after a lost answer is the same form; `done` counts those.
#[component]
pub fn Token(done: RwSignal<u32>) -> impl IntoView {
    let token: Data<String> = Data::new(move || done.get(), |_| async { api::account::form_token().await.map_err(|error| error.0) });
    view! { <Load data=token shape=Shape::Lines(0) view=|token: String| view! { <input type="hidden" name="token" value=token/> }.into_any()/> }
}

/// What is wrong with an amount whose currency is not known yet, if anything. The server looks at its decimals.
pub fn check_amount(text: &str) -> Option<Msg> {
    judged(text, use_text().locale())
}

fn judged(text: &str, language: Locale) -> Option<Msg> {
    let read = |currency| Money::parse_typed(text, currency, language);
    match CURRENCIES.iter().filter_map(|(code, _)| Currency::from_code(code)).find_map(|currency| read(currency).ok()) {
        Some(amount) => (!amount.is_positive()).then(msg::field_not_positive),
        // The currencies with the most decimals have four.
        None => Currency::from_code("CLF").and_then(|currency| read(currency).err()).map(Msg::from),
    }
}

/// What is wrong with a reason, if anything.
pub fn check_reason(text: &str) -> Option<Msg> {
    if text.trim().is_empty() { Some(msg::field_required()) } else { check_note(text) }
}

/// What is wrong with a note, if anything.
pub fn check_note(text: &str) -> Option<Msg> {
    let count = text.trim().chars().count();
    if count > NOTE_MAX { Some(msg::field_too_long(count, NOTE_MAX)) } else { has_controls(text).then(msg::field_control_characters) }
}

/// How the amount that is being typed is understood; until it is, how one is written.
#[component]
pub fn Understood(amount: RwSignal<String>, currency: Signal<String>) -> impl IntoView {
    let words = move || {
        let currency = currency.with(|code| Currency::from_code(code))?;
        let read = amount.with(|text| Money::parse_typed(text, currency, use_text().locale()));
        let sample = Money::new(1_234 * currency.factor() + currency.factor() / 2, currency);
        Some(match read.ok().filter(|read| read.is_positive()) {
            Some(read) => t(msg::userpages_understood(read)),
            None => t(msg::userpages_amount_sample(sample.typed(use_text().locale()))),
        })
    };
    view! { <output class="field-hint">{words}</output> }
}

/// The usual currencies, then all others that are still in use.
fn offered() -> Vec<Currency> {
    let others = Currency::in_use().filter(|currency| !USUAL.contains(&currency.code()));
    USUAL.into_iter().filter_map(Currency::from_code).chain(others).collect()
}

/// The same by code and name.
pub fn currencies() -> Vec<Choice> {
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
        assert!(["1", "1234.50", "0.001", "1,234.50", "€5"].iter().all(|text| judged(text, Locale::En).is_none()));
        assert!(["12,50", "1.234,50"].iter().all(|text| judged(text, Locale::Es).is_none()));
        assert!(["", "0", "-1", "1,00.00", "abc", "1.00001"].iter().all(|text| judged(text, Locale::En).is_some()));
        assert_eq!(judged(" ", Locale::En), Some(msg::field_amount_missing()));
    }
}
