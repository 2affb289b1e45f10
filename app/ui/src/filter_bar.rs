//! Filters above a list: a form that asks for the page by GET, so that every filter lives in the address and works without script.
//! Once hydrated a change goes to the new address by itself, the search 250 ms after the last key, and the focus stays. Each filter
//! that is on is also a chip with a link that takes it off. On phones the filters stand behind a disclosure.
//!
//! Put it outside what waits for the rows, or it is drawn anew with them. It reads its values from the address.

use std::{fmt, sync::Arc, time::Duration};

use domain::{Msg, msg};
use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    address::{Address, Query, use_address},
    button::{Button, ButtonKind},
    field::Choice,
    icon::{Icon, IconName},
    text::t,
};

/// How a filter is given.
#[derive(Debug, Clone)]
pub enum FilterKind {
    /// One of several.
    Choice(Vec<Choice>),
    /// By a control of its own.
    Own(Own),
    /// Words.
    Text,
    /// A day.
    Date,
    /// A month.
    Month,
}

/// A control that is none of the bar's, so that only those pages carry it that use it: see [`crate::lookup`].
#[derive(Clone)]
pub struct Own {
    /// What values are called.
    pub known: RwSignal<Vec<Choice>>,
    /// Draws it, with this id, for the value in the address.
    pub control: Arc<dyn Fn(String, Signal<String>) -> AnyView + Send + Sync>,
}

impl fmt::Debug for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Own").finish_non_exhaustive()
    }
}

/// A filter.
#[derive(Debug, Clone)]
pub struct Filter {
    /// As in the address.
    pub name: &'static str,
    /// As read.
    pub label: Msg,
    /// How it is given.
    pub kind: FilterKind,
    /// The filter whose value its values belong to: it falls away when that one changes.
    pub of: Option<&'static str>,
    /// Stands behind "More filters" even where there is room, unless it is on.
    pub rare: bool,
}

impl Filter {
    /// One of several.
    #[must_use]
    pub const fn choice(name: &'static str, label: Msg, choices: Vec<Choice>) -> Self {
        Self { name, label, kind: FilterKind::Choice(choices), of: None, rare: false }
    }
    /// One of several that come and go while the page is open; not there while there are none.
    #[must_use]
    pub fn changing(name: &'static str, label: Msg, choices: RwSignal<Vec<Choice>>) -> Self {
        let control = move |id: String, _: Signal<String>| select(use_address(), name, id, choices.into());
        Self { name, label, kind: FilterKind::Own(Own { known: choices, control: Arc::new(control) }), of: None, rare: false }
    }
    /// Words.
    #[must_use]
    pub const fn text(name: &'static str, label: Msg) -> Self {
        Self { name, label, kind: FilterKind::Text, of: None, rare: false }
    }
    /// A day.
    #[must_use]
    pub const fn date(name: &'static str, label: Msg) -> Self {
        Self { name, label, kind: FilterKind::Date, of: None, rare: false }
    }
    /// A month.
    #[must_use]
    pub const fn month(name: &'static str, label: Msg) -> Self {
        Self { name, label, kind: FilterKind::Month, of: None, rare: false }
    }

    /// Belongs to what is chosen in another filter.
    #[must_use]
    pub const fn of(mut self, name: &'static str) -> Self {
        self.of = Some(name);
        self
    }

    /// Asked for seldom: stands behind "More filters".
    #[must_use]
    pub const fn rare(mut self) -> Self {
        self.rare = true;
        self
    }

    /// The value as a person reads it.
    fn words(&self, value: &str) -> String {
        let called = |choices: &Vec<Choice>| choices.iter().find(|choice| choice.value == value).map(|choice| choice.label.clone());
        let words = match &self.kind {
            FilterKind::Choice(choices) => called(choices),
            FilterKind::Own(own) => own.known.with(called),
            _ => None,
        };
        words.unwrap_or_else(|| value.to_owned())
    }
}

/// Parts of the address that a change of filters keeps; the cursor it does not, for the rows are others.
const KEPT: [&str; 3] = ["sort", "size", "columns"];

/// The bar.
#[component]
pub fn FilterBar(
    /// Name of the search in the address, and what can be searched.
    #[prop(optional)]
    search: Option<(&'static str, Msg)>,
    /// The filters.
    filters: Vec<Filter>,
    /// At the end of the bar: columns, export.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let address = use_address();
    let form = NodeRef::<html::Form>::new();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let tied = StoredValue::new(filters.iter().filter_map(|filter| Some((filter.name, filter.of?))).collect::<Vec<_>>());
    let apply = move || {
        if let Some(form) = form.get_untracked() {
            tied.with_value(|tied| go(address, &form, tied));
        }
    };
    let later = move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        waiting.set_value(set_timeout_with_handle(apply, Duration::from_millis(250)).ok());
    };
    let search = search.map(|(name, label)| search_field(address, name, label, later));
    let controls: Vec<_> = filters.iter().map(|filter| control(address, filter, later)).collect();
    let kept = move || {
        KEPT.into_iter()
            .filter_map(|name| {
                address.query().get(name).map(|value| {
                    view! {
                    <input type="hidden" name=name value=value.to_owned()/> }
                })
            })
            .collect_view()
    };
    let some_rare = filters.iter().any(|filter| filter.rare);
    let names: Vec<&'static str> = filters.iter().map(|filter| filter.name).collect();
    let active = Memo::new(move |_| {
        let query = address.query();
        names.iter().filter(|name| query.get(name).is_some()).count()
    });
    view! {
        <form
            class="filters" method="get" role="search" node_ref=form action=move || address.path()
            on:submit=move |event: ev::SubmitEvent| { event.prevent_default(); apply(); }
            on:change=move |_| apply()
        >
            {kept}
            <div class="filters-line">
                {search}
                <details class="filters-more" class:filters-some-rare=some_rare>
                    <summary class="button">
                        <Icon name=IconName::Filter/>
                        <span class="button-words filters-words-narrow">{t(msg::ui_filters())}</span>
                        <span class="button-words filters-words-wide">{t(msg::ui_more_filters())}</span>
                        {move || (active.get() > 0).then(|| view! { <span class="count" aria-hidden="true">{active.get()}</span> })}
                        {move || (active.get() > 0).then(|| view! { <span class="visually-hidden">{t(msg::ui_filters_active(active.get()))}
                            </span> })}
                    </summary>
                    <div class="filters-controls">{controls}</div>
                </details>
                <div class="filters-end">
                    <span class="without-script"><Button submit=true kind=ButtonKind::Secondary>{t(msg::ui_apply())}</Button></span>
                    {children.map(|children| children())}
                </div>
            </div>
            <Chips filters/>
        </form>
    }
}

/// The filters that are on.
#[component]
fn Chips(filters: Vec<Filter>) -> impl IntoView {
    let address = use_address();
    let names: Vec<&'static str> = filters.iter().map(|filter| filter.name).collect();
    move || {
        let query = address.query();
        let chips: Vec<_> = filters
            .iter()
            .filter_map(|filter| query.get(filter.name).map(|value| (filter, value)))
            .map(|(filter, value)| {
                let label = t(filter.label.clone());
                let words = format!("{label}: {}", filter.words(value));
                let gone = filters.iter().filter(|other| other.name == filter.name || other.of == Some(filter.name));
                let gone: Vec<_> = gone.map(|other| other.name).collect();
                let href = address.link(&query.clone().without_all(&gone).without("cursor"));
                let remove = t(msg::ui_remove_filter(words.as_str()));
                view! { <li><a class="chip" href=href data-noscroll="" aria-label=remove><bdi>{words}</bdi><Icon name=IconName::Close/></a>
                </li> }
            })
            .collect();
        (!chips.is_empty()).then(|| {
            let all = address.link(&query.without_all(&names).without("cursor"));
            view! { <ul class="chips" role="list">{chips}<li><a class="chip chip-clear" href=all data-noscroll="">
            {t(msg::ui_clear_filters())}</a></li></ul> }
        })
    }
}

fn search_field(address: Address, name: &'static str, label: Msg, later: impl Fn() + 'static) -> AnyView {
    let label = t(label);
    let node = follow(address, name);
    view! {
        <div class="input-group filters-search">
            <span class="input-start"><Icon name=IconName::Search/></span>
            <input
                class="input" type="search" name=name id=format!("filter-{name}") value=address.query().get(name).map(ToOwned::to_owned)
                    node_ref=node
                placeholder=label.clone() aria-label=label autocomplete="off" data-search="" on:input=move |_| later()
            />
        </div>
    }
    .into_any()
}

fn control(address: Address, filter: &Filter, later: impl Fn() + 'static) -> AnyView {
    let name = filter.name;
    let id = format!("filter-{name}");
    let value = address.query().get(name).unwrap_or_default().to_owned();
    let input = |kind: &'static str| {
        view! { <input class="input" type=kind name=name id=id.clone() value=value.clone() node_ref=follow(address, name)/> }
    };
    let control = match &filter.kind {
        FilterKind::Text => view! { <div class="control" on:input=move |_| later()>{input("text")}</div> }.into_any(),
        FilterKind::Date => input("date").into_any(),
        FilterKind::Month => input("month").into_any(),
        FilterKind::Choice(choices) => select(address, name, id.clone(), Signal::stored(choices.clone())),
        FilterKind::Own(own) => {
            let value = Memo::new(move |_| address.query().get(name).unwrap_or_default().to_owned());
            (own.control)(id.clone(), value.into())
        }
    };
    let rare = filter.rare;
    let known = if let FilterKind::Own(own) = &filter.kind { Some(own.known) } else { None };
    let none = move || known.is_some_and(|known| known.with(Vec::is_empty));
    let on = move || address.query().get(name).is_some_and(|value| !value.is_empty());
    view! { <div class="filter" class:filter-on=on class:filter-rare=rare hidden=none><label class="filter-label" for=id>{t(filter.label.clone())}</label>{control}</div> }.into_any()
}

fn select(address: Address, name: &'static str, id: String, choices: Signal<Vec<Choice>>) -> AnyView {
    let chosen = Memo::new(move |_| address.query().get(name).unwrap_or_default().to_owned());
    let option = move |Choice { value, label }| {
        let here = value.clone();
        let first = chosen.with_untracked(|chosen| *chosen == here);
        view! { <option value=value selected=first prop:selected=move || chosen.with(|chosen| *chosen == here)>{label}</option> }
    };
    let options = move || std::iter::once(Choice::msg("", msg::ui_any())).chain(choices.get()).map(option).collect::<Vec<_>>();
    view! { <select class="input input-select" name=name id=id>{options}</select> }.into_any()
}

/// Follows the address (a chip was pressed, the browser went back) unless the person is typing there.
fn follow(address: Address, name: &'static str) -> NodeRef<html::Input> {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |known: Option<()>| {
        let value = address.query().get(name).unwrap_or_default().to_owned();
        let (Some(element), Some(())) = (node.get(), known) else { return };
        let typing = document().active_element().is_some_and(|active| active == **element);
        if !typing && element.value() != value {
            element.set_value(&value);
        }
    });
    node
}

/// The form's values as an address, without the empty ones.
fn go(address: Address, form: &web_sys::HtmlFormElement, tied: &[(&str, &str)]) {
    let Ok(data) = web_sys::FormData::new_with_form(form) else { return };
    let Ok(Some(entries)) = js_sys::try_iter(&data) else { return };
    let pairs = entries.filter_map(Result::ok).filter_map(|entry| {
        let pair: js_sys::Array = entry.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?.trim().to_owned()))
    });
    let here = address.get_untracked();
    let before = Query::of(&here);
    let query = settled(Query::from_pairs(pairs), &before, tied);
    if query != before {
        address.replace(&query.on(&here));
    }
}

/// Without what belonged to values that are others now.
fn settled(query: Query, before: &Query, tied: &[(&str, &str)]) -> Query {
    let gone: Vec<&str> = tied.iter().filter(|(_, of)| query.get(of) != before.get(of)).map(|(name, _)| *name).collect();
    query.without_all(&gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_value_goes_with_it() {
        let tied = [("branch", "organisation"), ("folder", "organisation")];
        let settled = |before: &str, after: &str| settled(Query::of(after), &Query::of(before), &tied).to_string();
        assert_eq!(settled("/users?organisation=a&branch=b", "/users?organisation=c&branch=b&role=owner"), "organisation=c&role=owner");
        assert_eq!(settled("/users?organisation=a&branch=b&folder=d", "/users?branch=b&folder=d"), "");
        assert_eq!(settled("/users?organisation=a", "/users?organisation=a&branch=b"), "organisation=a&branch=b");
        assert_eq!(settled("/users?branch=b", "/users?branch=b&role=owner"), "branch=b&role=owner");
    }
}
