//! Messages: the list whose states change in place, and the form for new ones.

use api::messages::{CancelMessage, ComposeMessages, RetryMessage};
use domain::{
    access::Operation,
    ids::MessageId,
    instance::{InstanceRow, InstanceState},
    message::{MessageRow, MessageState, check_recipients, check_text},
    msg,
    page::{DEFAULT_PAGE_SIZE, Page},
};
use leptos::{form::ActionForm, prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use ui::{
    Button, ButtonKind, Choice, Crumb, EmptyState, FormActions, FormBody, IconName, LinkButton, Load, PageHeader, Pagination, SelectField,
    Shape, TextArea, messages::MessageList, t, use_address,
};

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
        <PageHeader title=t(msg::messages_title())><LinkButton href="/panel/messages/new" kind=ButtonKind::Primary icon=IconName::Send>{t(msg::messages_new())}</LinkButton></PageHeader>
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

/// The form for new messages.
#[component]
pub fn ComposePage() -> impl IntoView {
    let compose = ServerAction::<ComposeMessages>::new();
    let address = use_address();
    let chosen = address.query().get("instance").unwrap_or_default().to_owned();
    let data = Resource::new(
        || (),
        |()| async {
            let numbers = api::instances::list_instances(None, None).await.map_err(|error| error.0)?;
            Ok((numbers.rows, api::account::form_token().await.map_err(|error| error.0)?))
        },
    );
    let draw = move |(rows, token): (Vec<InstanceRow>, String)| form(rows, token, chosen.clone(), compose);
    view! {
        <Title text=t(msg::messages_new())/>
        <PageHeader title=t(msg::messages_new()) crumbs=vec![Crumb { label: t(msg::messages_title()), href: "/panel/messages".into() }]/>
        <Load data view=draw/>
    }
}

fn form(rows: Vec<InstanceRow>, token: String, chosen: String, compose: ServerAction<ComposeMessages>) -> AnyView {
    let numbers: Vec<Choice> =
        rows.into_iter().filter(|row| row.state == InstanceState::Connected).map(|row| Choice::new(row.id.to_string(), row.name)).collect();
    if numbers.is_empty() {
        return view! {
            <EmptyState icon=IconName::Phone title=msg::messages_no_number_title() message=msg::messages_no_number()>
                <LinkButton href="/panel/numbers" kind=ButtonKind::Primary icon=IconName::QrCode>{t(msg::numbers_connect())}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let error = Signal::derive(move || compose.value().get().and_then(Result::err).map(|error| error.0));
    view! {
        <ActionForm action=compose>
            <FormBody id="compose" error pending=compose.pending()>
                <input type="hidden" name="token" value=token/>
                <SelectField name="instance" label=msg::messages_number() options=numbers value=chosen/>
                <TextArea name="to" label=msg::messages_recipients() hint=msg::messages_recipients_hint() required=true check=check_recipients rows=3/>
                <TextArea name="text" label=msg::messages_text() required=true check=check_text rows=6/>
                <FormActions submit=msg::messages_send()/>
            </FormBody>
        </ActionForm>
    }.into_any()
}
