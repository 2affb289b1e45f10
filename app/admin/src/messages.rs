//! Messages within reach, newest first; their states change in place.

use api::messages::{CancelMessage, RetryMessage};
use domain::{
    access::Operation,
    ids::MessageId,
    message::{MessageRow, MessageState},
    msg,
    page::{DEFAULT_PAGE_SIZE, Page},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use ui::{Button, ButtonKind, EmptyState, IconName, Load, PageHeader, Pagination, Shape, messages::MessageList, t, use_address};

/// The list.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| {
        let query = address.query();
        (query.get("instance").and_then(|id| id.parse().ok()), query.get("cursor").map(str::to_owned))
    });
    let rows = Resource::new(
        move || query.get(),
        |(instance, cursor)| async move { api::messages::list_messages(instance, cursor).await.map_err(|error| error.0) },
    );
    view! {
        <Title text=t(msg::messages_title())/>
        <PageHeader title=t(msg::messages_title())>""</PageHeader>
        <Load data=rows shape=Shape::Table(8) view=list/>
    }
}

fn list(page: Page<MessageRow>) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=IconName::Message title=msg::messages_empty_title() message=msg::messages_empty()/> }.into_any();
    }
    let count = page.rows.len();
    view! {
        <MessageList rows=page.rows acts=acts/>
        <Pagination previous=page.previous next=page.next rows=count size=DEFAULT_PAGE_SIZE/>
    }
    .into_any()
}

/// What can be done with a message: plain forms, so that the list needs no state of its own.
fn acts(id: MessageId, state: MessageState) -> Option<AnyView> {
    if !api::viewer::may(Operation::ControlMessage) {
        return None;
    }
    let (path, words) = match state {
        MessageState::Queued => (CancelMessage::PATH, msg::messages_cancel()),
        MessageState::Failed | MessageState::Dead | MessageState::Expired | MessageState::Cancelled => {
            (RetryMessage::PATH, msg::messages_retry())
        }
        _ => return None,
    };
    Some(view! { <form method="post" action=path><input type="hidden" name="id" value=id.to_string()/><Button kind=ButtonKind::Quiet submit=true>{t(words)}</Button></form> }.into_any())
}
