//! The first page of the customer side: connect a number, or see how the numbers are and what was sent.

use domain::{instance::InstanceRow, live::LiveEvent, message::MessageRow, msg};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{ButtonKind, EmptyState, IconName, LinkButton, Load, PageHeader, Section, live_version, messages::MessageList, t};

use crate::numbers::{add_form, card};

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let live = live_version(|event| matches!(event, LiveEvent::Instance { .. }));
    let data = Resource::new(
        move || live.get(),
        |_| async {
            let numbers = api::instances::list_instances(None, None).await.map_err(|error| error.0)?;
            let messages = api::messages::list_messages(None, None).await.map_err(|error| error.0)?;
            Ok((numbers.rows, messages.rows.into_iter().take(5).collect::<Vec<_>>()))
        },
    );
    let name = api::viewer::viewer().map(|viewer| viewer.name).unwrap_or_default();
    let draw = move |(numbers, messages): (Vec<InstanceRow>, Vec<MessageRow>)| home(numbers, messages);
    view! {
        <Title text=t(msg::shell_home())/>
        <PageHeader title=t(msg::panel_hello(name))/>
        <Load data view=draw/>
    }
}

fn home(numbers: Vec<InstanceRow>, messages: Vec<MessageRow>) -> AnyView {
    if numbers.is_empty() {
        return view! { <EmptyState icon=IconName::QrCode title=msg::panel_first_title() message=msg::panel_first()>{add_form()}</EmptyState> }.into_any();
    }
    let recent = (!messages.is_empty())
        .then(|| view! { <Section title=msg::panel_recent()><MessageList rows=messages acts=|_, _| None/></Section> });
    view! {
        <Section title=msg::numbers_title()>
            <ul class="card-list">{numbers.into_iter().map(card).collect_view()}</ul>
            <LinkButton href="/panel/messages/new" kind=ButtonKind::Primary icon=IconName::Send>{t(msg::messages_new())}</LinkButton>
        </Section>
        {recent}
    }
    .into_any()
}
