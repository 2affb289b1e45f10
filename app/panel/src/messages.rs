//! Own messages: the list, whose states move in place, narrowed by number, state and recipient in the address.

mod compose;

use api::{
    messages::{CancelMessage, RetryMessage},
    viewer::may,
};
use domain::{
    access::Operation,
    instance::InstanceRow,
    message::{MessageListQuery, MessageRow, MessageStage, MessageState},
    msg,
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    ButtonKind, Choice, Crumb, EmptyState, Filter, FilterBar, IconName, LinkButton, Load, NewRows, NoResults, PageHeader, Pagination,
    Query, Shape, Submission,
    messages::{LiveStates, MessageActs, MessageList, cleared},
    t, use_address, use_toasts,
};

pub use compose::ComposePage;

use crate::numbers::own_numbers;

/// Where the list is.
const LIST: &str = "/panel/messages";

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    query: Memo<MessageListQuery>,
    /// Messages that were queued meanwhile, for instance in another tab.
    waiting: RwSignal<usize>,
    version: RwSignal<u64>,
    acts: Option<MessageActs>,
}

/// The list.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| {
        let query = address.query();
        MessageListQuery::from_parameters(|name| query.get(name).map(ToOwned::to_owned))
    });
    let acts = may(Operation::ControlMessage)
        .then(|| MessageActs { cancel: Submission::to::<CancelMessage>(), retry: Submission::to::<RetryMessage>() });
    let list = List { query, waiting: RwSignal::new(0), version: RwSignal::new(0), acts };
    if let Some(acts) = acts {
        say(list, acts);
    }
    Effect::new(move |_| {
        query.track();
        list.waiting.set(0);
    });
    let rows = Resource::new(
        move || (query.get(), list.version.get()),
        |(query, _)| async move { api::messages::list_messages(query).await.map_err(|error| error.0) },
    );
    let numbers = Resource::new(|| (), |()| own_numbers());
    let bar = move |numbers: Vec<InstanceRow>| view! { <FilterBar filters=filters(numbers)/> }.into_any();
    let show_new = Callback::new(move |()| show(list));
    view! {
        <Head query/>
        <Load data=numbers shape=Shape::Lines(1) view=bar/>
        <NewRows count=list.waiting on_show=show_new/>
        <Load data=rows shape=Shape::Cards(6) view=move |page| draw(page, list)/>
    }
}

/// The head: of the list, or of what went to one number.
#[component]
fn Head(query: Memo<MessageListQuery>) -> impl IntoView {
    let to = Memo::new(move |_| query.with(|query| query.to.clone()));
    let title = Signal::derive(move || to.get().map_or_else(|| t(msg::messages_title()), |to| t(msg::messages_conversation(to))));
    let write = Signal::derive(move || {
        let with = |query: Query, name: &str, value: Option<String>| value.map_or(query.clone(), |value| query.with(name, &value));
        let new = with(Query::default(), "to", to.get());
        with(new, "instance", query.with(|query| query.number.map(|number| number.to_string()))).on("/panel/messages/new")
    });
    let words = move || t(if to.with(Option::is_some) { msg::messages_write_again() } else { msg::messages_new() });
    let crumbs = move || to.get().map(|_| vec![Crumb::new(msg::messages_title(), LIST)]).unwrap_or_default();
    view! {
        <Title text=move || title.get()/>
        {move || view! {
            <PageHeader title crumbs=crumbs()>
                {may(Operation::SendMessages).then(|| view! { <LinkButton href=write kind=ButtonKind::Primary icon=IconName::Send>{words}</LinkButton> })}
            </PageHeader>
        }}
    }
}

fn filters(numbers: Vec<InstanceRow>) -> Vec<Filter> {
    let mut filters = vec![Filter::choice(
        "state",
        msg::messages_state(),
        MessageStage::ALL.map(|stage| Choice::msg(stage.code(), stage.label())).to_vec(),
    )];
    if numbers.len() > 1 {
        let choices = numbers.into_iter().map(|row| Choice::new(row.id.to_string(), row.name)).collect();
        filters.push(Filter::choice("number", msg::messages_number(), choices));
    }
    filters.push(Filter::text("to", msg::messages_filter_to()));
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
        return nothing(&query);
    }
    let first_page = query.cursor.is_none();
    let others = Callback::new(move |others: Vec<_>| {
        let new = others.iter().filter(|(_, state)| *state == MessageState::Queued).count();
        if first_page && new != 0 {
            list.waiting.update(|waiting| *waiting += new);
        }
    });
    let states = LiveStates::of(&page.rows, Some(others));
    let count = page.rows.len();
    view! {
        <MessageList rows=page.rows states acts=list.acts list=LIST/>
        <Pagination previous=page.previous next=page.next rows=count size=query.size/>
    }
    .into_any()
}

fn nothing(query: &MessageListQuery) -> AnyView {
    if query.narrows() || query.cursor.is_some() {
        return view! { <NoResults clear_href=cleared()/> }.into_any();
    }
    view! {
        <EmptyState icon=IconName::Message title=msg::messages_empty_title() message=msg::messages_empty()>
            {may(Operation::SendMessages).then(|| view! { <LinkButton href="/panel/messages/new" kind=ButtonKind::Primary icon=IconName::Send>{t(msg::messages_new())}</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}

/// Says what became of a press, and shows it.
fn say(list: List, acts: MessageActs) {
    let toasts = use_toasts();
    for (act, words) in [(acts.cancel, msg::messages_cancelled()), (acts.retry, msg::messages_retried())] {
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
