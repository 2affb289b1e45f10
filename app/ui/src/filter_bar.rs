//! Filters above a list: a form that asks for the page by GET, so that every filter lives in the address and works without script. The
//! search stands open, the filters behind one button, and each that is on is also a chip with a link that takes it off.
//! Once hydrated a change goes to the new address by itself, the search 250 ms after the last key, and the focus stays. Each settled
//! change is a step of the browser's history, what is typed in one go a single one, so that the way back undoes them one by one.
//!
//! Put it outside what waits for the rows, or it is drawn anew with them. It reads its values from the address.

mod chips;
mod panel;
mod words;

use std::{fmt, sync::Arc, time::Duration};

use domain::{Msg, msg, session::PageContext};
use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    address::{Address, Query, use_address},
    button::{Button, ButtonKind},
    field::Choice,
    icon::{Icon, IconName},
    text::t,
};

use chips::Chips;
pub(crate) use words::say;

/// How a filter is given.
#[derive(Debug, Clone)]
pub enum FilterKind {
    /// One of several.
    Choice(Vec<Choice>),
    /// By a control of its own.
    Own(Own),
    /// Words.
    Text,
    /// A quantity, which browsers write as the language does and send as a plain decimal.
    Quantity,
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
    /// There also while no value is known yet.
    pub always: bool,
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
}

impl Filter {
    /// One of several.
    #[must_use]
    pub const fn choice(name: &'static str, label: Msg, choices: Vec<Choice>) -> Self {
        Self { name, label, kind: FilterKind::Choice(choices), of: None }
    }
    /// One of several that come and go while the page is open; not there while there are none.
    #[must_use]
    pub fn changing(name: &'static str, label: Msg, choices: RwSignal<Vec<Choice>>) -> Self {
        let control = move |id: String, _: Signal<String>| select(use_address(), name, id, choices.into());
        Self { name, label, kind: FilterKind::Own(Own { known: choices, always: false, control: Arc::new(control) }), of: None }
    }
    /// Words.
    #[must_use]
    pub const fn text(name: &'static str, label: Msg) -> Self {
        Self { name, label, kind: FilterKind::Text, of: None }
    }
    /// A quantity.
    #[must_use]
    pub const fn quantity(name: &'static str, label: Msg) -> Self {
        Self { name, label, kind: FilterKind::Quantity, of: None }
    }
    /// A day.
    #[must_use]
    pub const fn date(name: &'static str, label: Msg) -> Self {
        Self { name, label, kind: FilterKind::Date, of: None }
    }
    /// A month.
    #[must_use]
    pub const fn month(name: &'static str, label: Msg) -> Self {
        Self { name, label, kind: FilterKind::Month, of: None }
    }

    /// Belongs to what is chosen in another filter.
    #[must_use]
    pub const fn of(mut self, name: &'static str) -> Self {
        self.of = Some(name);
        self
    }
}

/// Parts of the address that a change of filters keeps; the cursor it does not, for the rows are others.
const KEPT: [&str; 5] = ["sort", "size", "columns", "month", "view"];

/// What the parts of a bar share.
#[derive(Clone, Copy)]
struct Bar {
    address: Address,
    form: NodeRef<html::Form>,
    tied: StoredValue<Vec<(&'static str, &'static str)>>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    /// What the bar last asked for, and whether it was typed.
    sent: StoredValue<(Query, bool)>,
}

impl Bar {
    /// Goes where the form says. What is typed in one go is one step of the history.
    fn apply(self, typed: bool) {
        let Some(form) = self.form.get_untracked() else { return };
        let Some(query) = read(&form) else { return };
        let here = self.address.get_untracked();
        let before = Query::of(&here);
        let query = self.tied.with_value(|tied| settled(query, &before, tied));
        if query.says_the_same(&before.clone().from_the_start()) {
            return;
        }
        let goes_on = typed && self.sent.with_value(|(sent, typed)| *typed && *sent == before);
        let to = query.on(&here);
        self.sent.set_value((query, typed));
        if goes_on {
            self.address.replace(&to);
        } else {
            self.address.push(&to);
        }
    }

    /// The same a moment after the last key.
    fn apply_later(self) {
        if let Some(handle) = self.waiting.get_value() {
            handle.clear();
        }
        self.waiting.set_value(set_timeout_with_handle(move || self.apply(true), Duration::from_millis(250)).ok());
    }
}

/// The bar.
#[component]
pub fn FilterBar(
    /// Name of the search in the address, and what can be searched.
    #[prop(optional)]
    search: Option<(&'static str, Msg)>,
    /// The filters.
    filters: Vec<Filter>,
    /// Orders to choose from where headings cannot be pressed, the usual one first with an empty value.
    #[prop(optional)]
    sorts: Vec<Choice>,
    /// At the end of the bar: columns, export.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let address = use_address();
    let tied = filters.iter().filter_map(|filter| Some((filter.name, filter.of?))).collect::<Vec<_>>();
    let bar = Bar {
        address,
        form: NodeRef::new(),
        tied: StoredValue::new(tied),
        waiting: StoredValue::new(None),
        sent: StoredValue::new((Query::default(), false)),
    };
    let name_of_search = search.as_ref().map(|(name, _)| *name);
    let search = search.map(|(name, label)| search_field(bar, name, label));
    let given: Vec<&'static str> = filters.iter().map(|filter| filter.name).chain((!sorts.is_empty()).then_some("sort")).collect();
    let kept = move || {
        let query = address.query();
        let kept = KEPT.into_iter().filter(|name| !given.contains(name));
        kept.filter_map(|name| query.get(name).map(|value| view! { <input type="hidden" name=name value=value.to_owned()/> }))
            .collect_view()
    };
    let controls: Vec<_> = filters.iter().map(|filter| control(bar, filter)).chain(sorting(address, sorts)).collect();
    let on_change = move |event: ev::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        bar.apply(
            target.is_some_and(|target| target.matches("input[type=search], input[type=text], input[type=number]").unwrap_or_default()),
        );
    };
    let panel = (!controls.is_empty()).then(|| panel::panel(address, &filters, controls));
    view! {
        <form
            class="filters" method="get" role="search" node_ref=bar.form action=move || address.path()
            on:submit=move |event: ev::SubmitEvent| { event.prevent_default(); bar.apply(false); }
            on:change=on_change
        >
            {kept}
            <div class="filters-line">
                {search}
                {panel}
                <div class="filters-end">
                    <span class="without-script"><Button submit=true kind=ButtonKind::Secondary>{t(msg::ui_apply())}</Button></span>
                    {children.map(|children| children())}
                </div>
            </div>
            <Chips filters search=name_of_search/>
            <p class="visually-hidden" role="status" id=words::SAID></p>
            <span class="visually-hidden" id="rows" tabindex="-1"></span>
        </form>
    }
}

fn search_field(bar: Bar, name: &'static str, label: Msg) -> AnyView {
    let label = t(label);
    let node = follow(bar, name);
    let clear = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(input) = node.get_untracked()
            && !input.value().is_empty()
        {
            event.prevent_default();
            input.set_value("");
            bar.apply(true);
        }
    };
    view! {
        <div class="input-group filters-search">
            <span class="input-start"><Icon name=IconName::Search/></span>
            <input
                class="input" type="search" name=name id=format!("filter-{name}") value=bar.address.query().get(name).map(ToOwned::to_owned)
                    node_ref=node
                placeholder=label.clone() aria-label=label autocomplete="off" data-search="" on:input=move |_| bar.apply_later() on:keydown=clear
            />
        </div>
    }
    .into_any()
}

fn control(bar: Bar, filter: &Filter) -> AnyView {
    let (name, address) = (filter.name, bar.address);
    let id = format!("filter-{name}");
    let value = address.query().get(name).unwrap_or_default().to_owned();
    let input = |kind: &'static str| {
        view! { <input class="input" type=kind name=name id=id.clone() value=value.clone() node_ref=follow(bar, name)/> }
    };
    let control = match &filter.kind {
        FilterKind::Text => view! { <div class="control" on:input=move |_| bar.apply_later()>{input("text")}</div> }.into_any(),
        FilterKind::Quantity => view! {
            <div class="control" on:input=move |_| bar.apply_later()>
                <input class="input" type="number" min="0" step="any" inputmode="decimal" name=name id=id.clone() value=value.clone() node_ref=follow(bar, name)/>
            </div>
        }
        .into_any(),
        FilterKind::Date => input("date").into_any(),
        FilterKind::Month => input("month").into_any(),
        FilterKind::Choice(choices) => select(address, name, id.clone(), Signal::stored(choices.clone())),
        FilterKind::Own(own) => {
            let value = Memo::new(move |_| address.query().get(name).unwrap_or_default().to_owned());
            (own.control)(id.clone(), value.into())
        }
    };
    let known = if let FilterKind::Own(own) = &filter.kind { Some(own.known).filter(|_| !own.always) } else { None };
    let none = move || known.is_some_and(|known| known.with(Vec::is_empty));
    let on = move || address.query().get(name).is_some_and(|value| !value.is_empty());
    // Days are the operator's, though the times in the rows are written in the viewer's zone: where these differ, the label says so.
    let is_of_days = matches!(filter.kind, FilterKind::Date | FilterKind::Month);
    let zone = use_context::<PageContext>().and_then(|page| page.days_zone).filter(|_| is_of_days);
    let zone = zone.map(|zone| view! { " · " <bdi>{zone}</bdi> });
    view! { <div class="filter" class:filter-on=on hidden=none><label class="filter-label" for=id>{t(filter.label.clone())}{zone}</label>{control}</div> }.into_any()
}

/// The order of the rows, for cards have no headings to press.
fn sorting(address: Address, sorts: Vec<Choice>) -> Option<AnyView> {
    if sorts.is_empty() {
        return None;
    }
    let control = options(address, "sort", "filter-sort".to_owned(), Signal::stored(sorts));
    Some(view! { <div class="filter"><label class="filter-label" for="filter-sort">{t(msg::ui_sort())}</label>{control}</div> }.into_any())
}

fn select(address: Address, name: &'static str, id: String, choices: Signal<Vec<Choice>>) -> AnyView {
    let with_any = move || std::iter::once(Choice::msg("", msg::ui_any())).chain(choices.get()).collect();
    options(address, name, id, Signal::derive(with_any))
}

fn options(address: Address, name: &'static str, id: String, choices: Signal<Vec<Choice>>) -> AnyView {
    let chosen = Memo::new(move |_| address.query().get(name).unwrap_or_default().to_owned());
    let option = move |Choice { value, label }| {
        let here = value.clone();
        let first = chosen.with_untracked(|chosen| *chosen == here);
        view! { <option value=value selected=first prop:selected=move || chosen.with(|chosen| *chosen == here)>{label}</option> }
    };
    let options = move || choices.get().into_iter().map(option).collect::<Vec<_>>();
    view! { <select class="input input-select" name=name id=id>{options}</select> }.into_any()
}

/// Follows the address (a chip was pressed, the browser went back), but not while somebody types what was asked for just now.
fn follow(bar: Bar, name: &'static str) -> NodeRef<html::Input> {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |known: Option<()>| {
        let value = bar.address.query().get(name).unwrap_or_default().to_owned();
        let (Some(element), Some(())) = (node.get(), known) else { return };
        let typing = document().active_element().is_some_and(|active| active == **element);
        let own = bar.sent.with_value(|(sent, _)| sent.get(name).unwrap_or_default() == value);
        if !(typing && own) && element.value() != value {
            element.set_value(&value);
        }
    });
    node
}

/// The form's values, without the empty ones.
fn read(form: &web_sys::HtmlFormElement) -> Option<Query> {
    let data = web_sys::FormData::new_with_form(form).ok()?;
    let entries = js_sys::try_iter(&data).ok()??;
    let pairs = entries.filter_map(Result::ok).filter_map(|entry| {
        let pair: js_sys::Array = entry.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?.trim().to_owned()))
    });
    Some(Query::from_pairs(pairs))
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
