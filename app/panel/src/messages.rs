//! Own messages: the list, narrowed by number, state and recipient in the address.

mod compose;

use api::{
    messages::{CancelMessage, CancelRest, RetryMessage},
    viewer::may,
};
use domain::{
    Result,
    access::Operation,
    message::{MessageListQuery, MessageRow},
    msg,
    page::Page,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    ButtonKind, Crumb, EmptyState, IconName, LinkButton, PageHeader, Query, Shape, Submission,
    messages::{Drawing, MessageActs, MessageList, MessagePage as OnePage, MessagePageSide, MessageSide, Messages, message_query},
    t, title_in, use_text,
};

pub use compose::ComposePage;

use crate::numbers::own_numbers;

/// Where the list is.
const LIST: &str = "/panel/messages";

/// The list.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let query = message_query();
    let side = MessageSide { acts: acts(), shape: Shape::Cards(6), bar: || ().into_any(), rows, nothing };
    view! {
        <Head query/>
        <Messages query fetch numbers side/>
    }
}

/// What can be done with messages.
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
        number: |id| Some(format!("/panel/numbers/{id}")),
        user: |_| None,
        tells_customer: false,
        title: |name| view! { <Title text=title_in(&name, msg::messages_title())/> }.into_any(),
    };
    view! { <OnePage fetch=api::messages::message side/> }
}

async fn fetch(query: MessageListQuery) -> Result<Page<MessageRow>> {
    api::messages::list_messages(query).await.map_err(|error| error.0)
}

/// Who has one number has nothing to choose.
async fn numbers() -> Result<Vec<(String, String)>> {
    let rows = own_numbers().await?;
    Ok(if rows.len() > 1 { rows.into_iter().map(|row| (row.id.to_string(), row.name)).collect() } else { Vec::new() })
}

/// The head: of the list, or of what went to one number.
#[component]
fn Head(query: Memo<MessageListQuery>) -> impl IntoView {
    let to = Memo::new(move |_| query.with(|query| query.to.clone()));
    let text = use_text();
    let title =
        Signal::derive(move || to.get().map_or_else(|| text.say(&msg::messages_title()), |to| text.say(&msg::messages_conversation(to))));
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

fn rows(drawing: Drawing) -> AnyView {
    let Drawing { rows, states, acts, .. } = drawing;
    view! { <MessageList rows states acts list=LIST/> }.into_any()
}

fn nothing() -> AnyView {
    view! {
        <EmptyState icon=IconName::Message title=msg::messages_empty_title() message=msg::messages_empty()>
            {may(Operation::SendMessages).then(|| view! { <LinkButton href="/panel/messages/new" kind=ButtonKind::Primary icon=IconName::Send>{t(msg::messages_new())}</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}
