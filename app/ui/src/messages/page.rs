//! The page of messages around its rows: filters and page live in the address, states move in place as gateways report, and messages that
//! are queued meanwhile wait behind a pill. The sides differ in a [`MessageSide`].

use domain::{
    Result,
    message::{MessageListQuery, MessageRow, MessageStage, MessageState},
    msg,
    page::Page,
};
use leptos::prelude::*;

use super::{LiveStates, MessageActs, MovedMessages, cleared};
use crate::{
    address::use_address,
    data::Data,
    empty::NoResults,
    field::Choice,
    filter_bar::{Filter, FilterBar},
    loading::{Load, Shape},
    page::NewRows,
    pagination::Pagination,
    toast::use_toasts,
};

/// What differs between the customer's messages and those of staff.
#[derive(Clone, Copy)]
pub struct MessageSide {
    /// What can be done with messages; none where the viewer may not.
    pub acts: Option<MessageActs>,
    /// The shape of the rows while they are waited for.
    pub shape: Shape,
    /// Stands at the end of the filters.
    pub bar: fn() -> AnyView,
    /// Draws the rows.
    pub rows: fn(Drawing) -> AnyView,
    /// What stands there while nobody has written anything.
    pub nothing: fn() -> AnyView,
}

/// What the rows are drawn from.
pub struct Drawing {
    /// The rows of this page, newest first.
    pub rows: Vec<MessageRow>,
    /// Their states as they are now.
    pub states: LiveStates,
    /// What can be done with each.
    pub acts: Option<MessageActs>,
    /// They are being fetched again.
    pub pending: Signal<bool>,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    query: Memo<MessageListQuery>,
    /// Messages that were queued meanwhile, for instance in another tab.
    waiting: RwSignal<usize>,
    version: RwSignal<u64>,
    pending: RwSignal<bool>,
    side: MessageSide,
}

/// What the address asks for.
#[must_use]
pub fn message_query() -> Memo<MessageListQuery> {
    let address = use_address();
    Memo::new(move |_| {
        let query = address.query();
        MessageListQuery::from_pairs(query.pairs())
    })
}

/// Filters, rows and pages.
#[component]
pub fn Messages<F, N>(
    /// What the address asks for.
    query: Memo<MessageListQuery>,
    /// Asks for a page of messages.
    fetch: fn(MessageListQuery) -> F,
    /// Asks for the numbers to choose from, as value and words.
    numbers: fn() -> N,
    /// Whose page it is.
    side: MessageSide,
) -> impl IntoView
where
    F: Future<Output = Result<Page<MessageRow>>> + Send + 'static,
    N: Future<Output = Result<Vec<(String, String)>>> + Send + 'static,
{
    let list = List { query, waiting: RwSignal::new(0), version: RwSignal::new(0), pending: RwSignal::new(false), side };
    say(list);
    Effect::new(move |_| {
        query.track();
        list.waiting.set(0);
    });
    let rows = Data::new(move || (query.get(), list.version.get()), move |(query, _)| fetch(query));
    let numbers = Data::new(|| (), move |()| numbers());
    let bar = move |numbers: Vec<(String, String)>| {
        view! { <FilterBar search=("to", msg::messages_filter_to()) filters=filters(numbers)>{(side.bar)()}</FilterBar> }.into_any()
    };
    view! {
        <Load data=numbers shape=Shape::Lines(1) view=bar/>
        <NewRows count=list.waiting on_show=Callback::new(move |()| show(list))/>
        <div class="stack"><Load data=rows shape=side.shape set_pending=list.pending view=move |page| draw(page, list)/></div>
    }
}

fn filters(numbers: Vec<(String, String)>) -> Vec<Filter> {
    let stages = MessageStage::ALL.map(|stage| Choice::msg(stage.code(), stage.label())).to_vec();
    let mut filters = vec![Filter::choice("state", msg::messages_state(), stages)];
    if !numbers.is_empty() {
        let choices = numbers.into_iter().map(|(value, label)| Choice::new(value, label)).collect();
        filters.push(Filter::choice("number", msg::messages_number(), choices));
    }
    filters.extend([Filter::date("from", msg::messages_filter_from()), Filter::date("until", msg::messages_filter_until())]);
    filters
}

/// Shows what came meanwhile.
fn show(list: List) {
    list.waiting.set(0);
    list.version.update(|version| *version += 1);
}

fn draw(page: Page<MessageRow>, list: List) -> AnyView {
    let query = list.query.get_untracked();
    if page.rows.is_empty() {
        let narrowed = query.narrows() || query.cursor.is_some();
        return if narrowed { view! { <NoResults clear_href=cleared()/> }.into_any() } else { (list.side.nothing)() };
    }
    let first_page = query.cursor.is_none();
    let others = Callback::new(move |others: Vec<_>| {
        let new = others.iter().filter(|(_, state)| *state == MessageState::Queued).count();
        if first_page && new != 0 {
            list.waiting.update(|waiting| *waiting += new);
        }
    });
    let (count, states) = (page.rows.len(), LiveStates::of(&page.rows, Some(others)));
    let moved = states.clone();
    let rows = (list.side.rows)(Drawing { rows: page.rows, states, acts: list.side.acts, pending: list.pending.into() });
    view! {
        <MovedMessages states=moved/>
        {rows}
        <Pagination previous=page.previous next=page.next rows=count size=query.size/>
    }
    .into_any()
}

/// Says what became of a press, and shows it.
fn say(list: List) {
    let Some(acts) = list.side.acts else { return };
    let toasts = use_toasts();
    let all =
        [(acts.cancel, msg::messages_cancelled()), (acts.retry, msg::messages_retried()), (acts.rest, msg::messages_rest_cancelled())];
    for (act, words) in all {
        let error = act.error();
        Effect::new(move |_| {
            if act.done() {
                toasts.good(words.clone());
                show(list);
            } else if let Some(error) = error.get() {
                toasts.bad(error.message);
            }
        });
    }
}
