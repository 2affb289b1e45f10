//! Messages within reach, newest first, as a table.

use std::sync::Arc;

use api::{
    messages::{CancelMessage, RetryMessage},
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
    Column, DataTable, EmptyState, IconName, MenuAct, MenuItem, PageHeader, RowActions, RowText, Shape, Submission, Time,
    messages::{Drawing, LiveMessageState, LiveStates, MessageActs, MessageSide, Messages, can, message_query},
    t,
};

/// The page.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let acts = may(Operation::ControlMessage)
        .then(|| MessageActs { cancel: Submission::to::<CancelMessage>(), retry: Submission::to::<RetryMessage>() });
    let side = MessageSide { acts, shape: Shape::Table(12), rows: table, nothing };
    view! {
        <Title text=t(msg::messages_title())/>
        <PageHeader title=t(msg::messages_title())/>
        <Messages query=message_query() fetch numbers side/>
    }
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

fn table(drawing: Drawing) -> AnyView {
    let Drawing { rows, states, acts, pending } = drawing;
    let (key, name): (RowText<MessageRow>, RowText<MessageRow>) = (|row| row.id.to_string(), |row| row.to.clone());
    let actions: RowActions<MessageRow> = Arc::new(move |row| menu(row, acts));
    let send = move |event| {
        if let Some(acts) = acts {
            acts.send(&event);
        }
    };
    view! {
        <div on:submit=send>
            <DataTable id="messages" caption=msg::messages_caption() columns=columns(states) rows key name actions pending/>
        </div>
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
fn menu(row: &MessageRow, acts: Option<MessageActs>) -> Vec<MenuItem> {
    let mut items = Vec::new();
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
