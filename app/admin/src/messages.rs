//! Messages within reach, newest first, as a table, and the page of one.

use std::sync::Arc;

use api::{
    messages::{CancelMessage, CancelRest, RetryMessage},
    viewer::may,
};
use domain::{
    Result,
    access::Operation,
    instance::{InstanceListQuery, InstanceRow},
    message::{MessageListQuery, MessageRow},
    msg,
    page::{PAGE_SIZES, Page},
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Column, ColumnChooser, DataTable, EmptyState, IconName, MenuAct, MenuItem, PageHeader, Query, RowActions, RowText, Shape, Submission,
    Time,
    messages::{
        Drawing, LiveMessageState, LiveStates, MessageActs, MessagePage as OnePage, MessagePageSide, MessageSide, Messages, can,
        message_query,
    },
    number as number_of, t, title_in, use_address,
};

/// Where the list is.
const LIST: &str = "/admin/messages";

/// The page.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let acts = acts();
    let side = MessageSide { acts, shape: Shape::Table(12), bar, rows: table, nothing };
    view! {
        <Title text=t(msg::messages_title())/>
        <PageHeader title=t(msg::messages_title())/>
        <Messages query=message_query() fetch numbers side/>
    }
}

/// What this viewer can do with messages.
fn acts() -> Option<MessageActs> {
    may(Operation::ControlMessage).then(|| MessageActs {
        cancel: Submission::to::<CancelMessage>(),
        retry: Submission::to::<RetryMessage>(),
        rest: Submission::to::<CancelRest>(),
    })
}

/// The page of one.
#[component]
pub fn MessagePage() -> impl IntoView {
    let side = MessagePageSide {
        list: LIST,
        acts: acts(),
        number: |id| may(Operation::ViewInstance).then(|| format!("/admin/numbers/{id}")),
        user: |id| may(Operation::ViewUser).then(|| format!("/admin/users/{id}")),
        tells_customer: true,
        title: |name| view! { <Title text=title_in(&name, msg::messages_title())/> }.into_any(),
    };
    view! { <OnePage fetch=api::messages::message side/> }
}

async fn fetch(query: MessageListQuery) -> Result<Page<MessageRow>> {
    api::messages::list_messages(query).await.map_err(|error| error.0)
}

/// The newest numbers, to choose from; others are reached from their own pages.
async fn numbers() -> Result<Vec<(String, String)>> {
    if !may(Operation::ListInstances) {
        return Ok(Vec::new());
    }
    let query = InstanceListQuery { size: PAGE_SIZES[3], ..InstanceListQuery::default() };
    let rows = api::instances::list_instances(query).await.map_err(|error| error.0)?.rows;
    // Isolated by marks, for an option holds no elements.
    let words = |row: &InstanceRow| format!("\u{2068}{}\u{2069} · \u{2068}{}\u{2069}", row.name, row.user.1);
    Ok(rows.iter().map(|row| (row.id.to_string(), words(row))).collect())
}

/// The chooser of columns, which follows the address.
fn bar() -> AnyView {
    let address = use_address();
    view! { <ColumnChooser columns=columns(LiveStates::default()) shown=Signal::derive(move || chosen(&address.query()))/> }.into_any()
}

/// Keys of the columns that were chosen; none for the usual ones.
fn chosen(query: &Query) -> Vec<String> {
    query.get("columns").unwrap_or_default().split(',').filter(|key| !key.is_empty()).map(ToOwned::to_owned).collect()
}

fn table(drawing: Drawing) -> AnyView {
    let Drawing { rows, states, acts, pending } = drawing;
    let (key, name, href): (RowText<MessageRow>, RowText<MessageRow>, RowText<MessageRow>) =
        (|row| row.id.to_string(), |row| row.to_shown.clone(), |row| format!("{LIST}/{}", row.id));
    let send = move |event| {
        if let Some(acts) = acts {
            acts.send(&event);
        }
    };
    let address = use_address();
    let table = move || {
        let (rows, columns, shown) = (rows.clone(), columns(states.clone()), chosen(&address.query()));
        let actions: RowActions<MessageRow> = Arc::new(move |row| menu(row, acts));
        view! { <DataTable id="messages" caption=msg::messages_caption() columns shown rows key name href actions pending/> }
    };
    view! { <div on:submit=send>{table}</div> }.into_any()
}

fn columns(states: LiveStates) -> Vec<Column<MessageRow>> {
    vec![
        Column::new("to", msg::messages_to(), |row: &MessageRow| view! { <bdi class="phone" dir="ltr">{row.to_shown.clone()}</bdi> }),
        Column::new("text", msg::messages_text(), text),
        Column::new("state", msg::messages_state(), move |row: &MessageRow| status(row, &states)),
        Column::new("number", msg::messages_number(), number),
        Column::new("owner", msg::messages_owner(), owner),
        Column::new("when", msg::messages_when(), |row: &MessageRow| view! { <Time at=row.queued_at style=TimeStyle::DateTime/> }),
        Column::new("changed", msg::messages_changed(), |row: &MessageRow| view! { <Time at=row.changed_at style=TimeStyle::DateTime/> })
            .hidden(),
        Column::new("tries", msg::messages_tries(), |row: &MessageRow| number_of(row.attempts.into())).figure().hidden(),
    ]
}

fn text(row: &MessageRow) -> AnyView {
    view! { <div class="cell-text"><p class="cell-words"><bdi>{row.text.clone()}</bdi></p></div> }.into_any()
}

/// How far it is, and why it did not go.
fn status(row: &MessageRow, states: &LiveStates) -> AnyView {
    let problem = row.problem.clone().map(|problem| view! { <p class="cell-problem">{t(problem)}</p> });
    view! { <div class="cell-status"><LiveMessageState state=states.get(row)/>{problem}</div> }.into_any()
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
fn menu(row: &MessageRow, acts: Option<MessageActs>) -> Vec<MenuItem> {
    let mut items = vec![MenuItem::link(msg::messages_open(), format!("{LIST}/{}", row.id)).icon(IconName::Message)];
    let post =
        |label, to: Submission| MenuItem::new(label, MenuAct::Post(to.url().to_owned(), vec![("id".to_owned(), row.id.to_string())]));
    if let Some(acts) = acts {
        let (cancel, retry) = can(row.state);
        if cancel {
            items.push(post(msg::messages_cancel(), acts.cancel).icon(IconName::Close).danger());
        }
        if retry {
            items.push(post(msg::messages_retry(), acts.retry).icon(IconName::Refresh));
        }
    }
    if may(Operation::ViewInstance) {
        items.push(MenuItem::link(msg::messages_open_number(), format!("/admin/numbers/{}", row.instance)).icon(IconName::Phone));
    }
    if may(Operation::ViewUser) {
        items.push(MenuItem::link(msg::messages_open_customer(), format!("/admin/users/{}", row.user.0)).icon(IconName::User));
    }
    items
}

fn nothing() -> AnyView {
    view! { <EmptyState icon=IconName::Message title=msg::messages_empty_title() message=msg::messages_empty_staff()/> }.into_any()
}
