//! The filters that are on, each with a link that takes it off. What the list does not know is no filter:
//! nothing fits it, and that is said in its place.

use domain::msg;
use leptos::prelude::*;

use super::Filter;
use crate::{
    address::{Address, Query, use_address},
    icon::{Icon, IconName},
    refocus,
    text::t,
};

/// The chips.
#[component]
pub(super) fn Chips(
    filters: Vec<Filter>,
    /// The search, which clearing empties too.
    search: Option<&'static str>,
) -> impl IntoView {
    let address = use_address();
    // Without any filter it is none of the views that one keeps.
    let names: Vec<&'static str> = filters.iter().map(|filter| filter.name).chain(search).chain(["view"]).collect();
    let pressed = StoredValue::new(false);
    Effect::new(move |_| {
        let _ = address.get();
        if pressed.get_value() {
            pressed.set_value(false);
            refocus::want_focus("main .filters .chip, main .filters summary");
            refocus::settle();
        }
    });
    move || {
        let query = address.query();
        let chips: Vec<_> = filters
            .iter()
            .filter_map(|filter| query.get(filter.name).filter(|value| !value.is_empty()).map(|value| (filter, value)))
            .map(
                |(filter, value)| if filter.holds(value) { chip(address, &filters, filter, value, &query) } else { unknown(filter, value) },
            )
            .collect();
        (!chips.is_empty()).then(|| {
            let all = address.link(&query.without_all(&names).from_the_start());
            view! { <ul class="chips" role="list" on:click=move |_| pressed.set_value(true)>{chips}<li><a class="chip chip-clear" href=all data-noscroll="">
            {t(msg::ui_clear_filters())}</a></li></ul> }
        })
    }
}

fn chip(address: Address, filters: &[Filter], filter: &Filter, value: &str, query: &Query) -> AnyView {
    let words = format!("{}: {}", t(filter.label.clone()), filter.words(value));
    let gone = filters.iter().filter(|other| other.name == filter.name || other.of == Some(filter.name));
    let gone: Vec<_> = gone.map(|other| other.name).collect();
    let href = address.link(&query.clone().without_all(&gone).from_the_start());
    let remove = t(msg::ui_remove_filter(words.as_str()));
    view! { <li><a class="chip" href=href data-noscroll="" aria-label=remove><bdi>{words}</bdi><Icon name=IconName::Close/></a></li> }
        .into_any()
}

fn unknown(filter: &Filter, value: &str) -> AnyView {
    view! { <li class="filter-unknown">{t(msg::ui_filter_unknown(t(filter.label.clone()), value))}</li> }.into_any()
}
