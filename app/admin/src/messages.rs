//! Messages within reach, newest first, as a table. Filters and page live in the address; states move in place as gateways report, and
//! messages that are queued meanwhile wait behind a pill.

use std::sync::Arc;

use api::{
    messages::{CancelMessage, RetryMessage},
    viewer::may,
};
use domain::{
    access::Operation,
    instance::{InstanceListQuery, InstanceRow},
    message::{MessageListQuery, MessageRow, MessageStage, MessageState},
    msg,
    page::{PAGE_SIZES, Page},
    text::TimeStyle,
};
use leptos::{ev, prelude::*};
use leptos_meta::Title;
use ui::{
    Choice, Column, DataTable, EmptyState, Filter, FilterBar, IconName, Load, MenuAct, MenuItem, NewRows, NoResults, PageHeader,
    Pagination, RowActions, RowText, Shape, Submission, Time,
    messages::{LiveMessageState, LiveStates, can, cleared},
    t, use_address, use_toasts,
};
use wasm_bindgen::JsCast;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct List {
    query: Memo<MessageListQuery>,
    waiting: RwSignal<usize>,
    version: RwSignal<u64>,
    pending: RwSignal<bool>,
    cancel: Submission,
    retry: Submission,
}

/// The page.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| {
        let query = address.query();
        MessageListQuery::from_parameters(|name| query.get(name).map(ToOwned::to_owned))
    });
    let list = List {
        query,
        waiting: RwSignal::new(0),
        version: RwSignal::new(0),
        pending: RwSignal::new(false),
        cancel: Submission::to::<CancelMessage>(),
        retry: Submission::to::<RetryMessage>(),
    };
    say(list);
    Effect::new(move |_| {
        query.track();
        list.waiting.set(0);
    });
    let rows = Resource::new(
        move || (query.get(), list.version.get()),
        |(query, _)| async move { api::messages::list_messages(query).await.map_err(|error| error.0) },
    );
    let numbers = Resource::new(|| (), |()| numbers());
    let bar = move |numbers: Vec<InstanceRow>| view! { <FilterBar filters=filters(numbers)/> }.into_any();
    let show_new = Callback::new(move |()| show(list));
    view! {
        <Title text=t(msg::messages_title())/>
        <PageHeader title=t(msg::messages_title())/>
        <Load data=numbers shape=Shape::Lines(1) view=bar/>
        <NewRows count=list.waiting on_show=show_new/>
        <div class="stack" on:submit=move |event| send(&event, list)>
            <Load data=rows shape=Shape::Table(12) set_pending=list.pending view=move |page| draw(page, list)/>
        </div>
    }
}

/// The newest numbers, to choose from; others are reached from their own pages.
async fn numbers() -> domain::Result<Vec<InstanceRow>> {
    if !may(Operation::ListInstances) {
        return Ok(Vec::new());
    }
    let query = InstanceListQuery { size: PAGE_SIZES[3], ..InstanceListQuery::default() };
    Ok(api::instances::list_instances(query).await.map_err(|error| error.0)?.rows)
}

fn filters(numbers: Vec<InstanceRow>) -> Vec<Filter> {
    let mut filters = vec![Filter::choice(
        "state",
        msg::messages_state(),
        MessageStage::ALL.map(|stage| Choice::msg(stage.code(), stage.label())).to_vec(),
    )];
    if !numbers.is_empty() {
        // Isolated by marks, for an option holds no elements.
        let label = |row: &InstanceRow| format!("\u{2068}{}\u{2069} · \u{2068}{}\u{2069}", row.name, row.user.1);
        let choices = numbers.iter().map(|row| Choice::new(row.id.to_string(), label(row))).collect();
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
    let (count, pending) = (page.rows.len(), list.pending);
    let (key, name): (RowText<MessageRow>, RowText<MessageRow>) = (|row| row.id.to_string(), |row| row.to.clone());
    let actions: RowActions<MessageRow> = Arc::new(move |row| acts(row, list));
    view! {
        <DataTable id="messages" caption=msg::messages_caption() columns=columns(states) rows=page.rows key name actions pending/>
        <Pagination previous=page.previous next=page.next rows=count size=query.size/>
    }
    .into_any()
}

fn columns(states: LiveStates) -> Vec<Column<MessageRow>> {
    vec![
        Column::new("to", msg::messages_to(), |row: &MessageRow| view! { <bdi class="phone" dir="ltr">{row.to.clone()}</bdi> }),
        Column::new("text", msg::messages_text(), text),
        Column::new("state", msg::messages_state(), move |row: &MessageRow| view! { <LiveMessageState state=states.get(row)/> }),
        Column::new("number", msg::messages_number(), number),
        Column::new("owner", msg::messages_owner(), owner),
        Column::new("when", msg::messages_when(), |row: &MessageRow| view! { <Time at=row.queued_at style=TimeStyle::DateTime/> }),
    ]
}

/// The text, and why it did not go.
fn text(row: &MessageRow) -> AnyView {
    let problem = row.problem.clone().map(|problem| view! { <p class="cell-problem">{t(problem)}</p> });
    view! { <div class="cell-text"><p class="cell-words"><bdi>{row.text.clone()}</bdi></p>{problem}</div> }.into_any()
}

fn number(row: &MessageRow) -> AnyView {
    if may(Operation::ViewInstance) {
        view! { <a class="link" href=format!("/admin/numbers/{}", row.instance)><bdi>{row.number.clone()}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{row.number.clone()}</bdi> }.into_any()
    }
}

fn owner(row: &MessageRow) -> AnyView {
    let (id, name) = row.user.clone();
    if may(Operation::ViewUser) {
        view! { <a class="link" href=format!("/admin/users/{id}")><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    }
}

/// What can be done with one, as it was when the page was drawn; the server knows better and says so.
fn acts(row: &MessageRow, list: List) -> Vec<MenuItem> {
    let mut items = Vec::new();
    let (cancel, retry) = can(row.state);
    let post =
        |label, to: Submission| MenuItem::new(label, MenuAct::Post(to.url().to_owned(), vec![("id".to_owned(), row.id.to_string())]));
    if may(Operation::ControlMessage) && cancel {
        items.push(post(msg::messages_cancel(), list.cancel).icon(IconName::Close).danger());
    }
    if may(Operation::ControlMessage) && retry {
        items.push(post(msg::messages_retry(), list.retry).icon(IconName::Refresh));
    }
    if may(Operation::ViewInstance) {
        items.push(MenuItem::link(msg::messages_open_number(), format!("/admin/numbers/{}", row.instance)).icon(IconName::Phone));
    }
    if may(Operation::ViewUser) {
        items.push(MenuItem::link(msg::messages_open_customer(), format!("/admin/users/{}", row.user.0)).icon(IconName::User));
    }
    items
}

/// Sends a row's form without leaving the page.
fn send(event: &ev::SubmitEvent, list: List) {
    let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let action = form.and_then(|form| form.get_attribute("action")).unwrap_or_default();
    for to in [list.cancel, list.retry] {
        if to.url() == action {
            to.send(event);
        }
    }
}

/// Says what became of a press, and shows it.
fn say(list: List) {
    let toasts = use_toasts();
    for (act, words) in [(list.cancel, msg::messages_cancelled()), (list.retry, msg::messages_retried())] {
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

/// None yet, or none that fit.
fn nothing(query: &MessageListQuery) -> AnyView {
    if query.narrows() || query.cursor.is_some() {
        return view! { <NoResults clear_href=cleared()/> }.into_any();
    }
    view! { <EmptyState icon=IconName::Message title=msg::messages_empty_title() message=msg::messages_empty_staff()/> }.into_any()
}
