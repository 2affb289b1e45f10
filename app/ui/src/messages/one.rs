//! The page of one message: what it says, how far it is and since when, why it did not go, and what can be done about it. Both sides show
//! it; they differ in a [`MessagePageSide`].

use domain::{
    Error, Result,
    ids::{InstanceId, MessageId, UserId},
    live::LiveEvent,
    message::{MessageRow, MessageState, MessageView},
    msg,
    text::TimeStyle,
    time::Timestamp,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{MessageActs, act, bubble};
use crate::{
    address::Query,
    copy::CopyButton,
    data::Data,
    live::live_version,
    loading::{Load, Shape},
    page::{Crumb, Fact, Facts, Notice, PageHeader, Section},
    state::MessageStateBadge,
    text::{Time, number, t},
    toast::use_toasts,
    tone::Tone,
};

/// What differs between the customer's message and that of staff.
#[derive(Clone, Copy)]
pub struct MessagePageSide {
    /// The list that it stands in.
    pub list: &'static str,
    /// What can be done with it; none where the viewer may not.
    pub acts: Option<MessageActs>,
    /// The page of its number, where the viewer can open it.
    pub number: fn(InstanceId) -> Option<String>,
    /// The page of a user, where the viewer can open it.
    pub user: fn(UserId) -> Option<String>,
    /// Its customer is told too.
    pub tells_customer: bool,
    /// Names the page for the browser's tab.
    pub title: fn(String) -> AnyView,
}

/// The page.
#[component]
pub fn MessagePage<F>(
    /// Asks for a message.
    fetch: fn(MessageId) -> F,
    /// Whose page it is.
    side: MessagePageSide,
) -> impl IntoView
where
    F: Future<Output = Result<MessageView>> + Send + 'static,
{
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<MessageId>().ok()));
    let moved = live_version(move |event| {
        let LiveEvent::Messages { states, .. } = event else { return false };
        states.iter().any(|(moved, _)| Some(*moved) == id.get_untracked())
    });
    say(side);
    let message = Data::new(
        move || (id.get(), moved.get(), done(side)),
        move |(id, ..)| async move {
            let id = id.ok_or_else(Error::not_found)?;
            fetch(id).await
        },
    );
    view! { <Load data=message page=true shape=Shape::Lines(8) view=move |view| page(view, side)/> }
}

/// How often something was done here: each time it is asked for anew.
fn done(side: MessagePageSide) -> usize {
    side.acts.map_or(0, |acts| acts.cancel.version().get() + acts.retry.version().get())
}

/// Says what became of a press.
fn say(side: MessagePageSide) {
    let Some(acts) = side.acts else { return };
    let toasts = use_toasts();
    for (act, words) in [(acts.cancel, msg::messages_cancelled()), (acts.retry, msg::messages_retried())] {
        let error = act.error();
        Effect::new(move |_| {
            if act.done() {
                toasts.good(words.clone());
            } else if let Some(error) = error.get() {
                toasts.bad(error.message);
            }
        });
    }
}

fn page(view: MessageView, side: MessagePageSide) -> AnyView {
    let MessageView { row, phone, steps, expires_at, sent_by, by_staff, retry_of, retried_as } = view;
    let title = t(msg::messages_one(row.to_shown.as_str()));
    let reason = row.problem.clone().map(|problem| {
        let tone = if matches!(row.state, MessageState::Failed | MessageState::Dead) { Tone::Bad } else { Tone::Warn };
        view! { <Notice tone title=problem/> }
    });
    let acts = side.acts.and_then(|acts| act(row.id, &row.to_shown, row.state, acts));
    let sender =
        sent_by.map(|(id, name)| linked((side.user)(id), name)).or_else(|| by_staff.then(|| t(msg::messages_by_staff()).into_any()));
    let customer = side.tells_customer.then(|| {
        let (id, name) = row.user.clone();
        view! { <Fact label=msg::messages_owner()>{linked((side.user)(id), name)}</Fact> }
    });
    let waits = matches!(row.state, MessageState::Queued | MessageState::Claimed | MessageState::Submitted | MessageState::Unknown);
    let other = |id: MessageId| format!("{}/{id}", side.list);
    let text = bubble(&row.text);
    view! {
        {(side.title)(title.clone())}
        <PageHeader title crumbs=vec![Crumb::new(msg::messages_title(), side.list)]/>
        {reason}
        <Section title=msg::messages_text()>
            {text}
        </Section>
        <Section title=msg::messages_state()>
            <ol class="plain-list message-steps" role="list">{steps.into_iter().map(step).collect_view()}</ol>
            {acts.map(|acts| view! { <div class="form-actions">{acts}</div> })}
        </Section>
        <Section title=msg::messages_about()>
            <Facts>
                <Fact label=msg::messages_sender()>{from(&row, phone, side)}</Fact>
                <Fact label=msg::messages_to()>{recipient(&row, side)}</Fact>
                {customer}
                {sender.map(|sender| view! { <Fact label=msg::messages_sent_by()>{sender}</Fact> })}
                <Fact label=msg::messages_when()><Time at=row.queued_at style=TimeStyle::DateTime/></Fact>
                {waits.then(|| view! { <Fact label=msg::messages_waits_until()><Time at=expires_at style=TimeStyle::DateTime/></Fact> })}
                <Fact label=msg::messages_tries()>{number(row.attempts.into())}</Fact>
                {retry_of.map(|id| view! { <Fact label=msg::messages_retry_of()><a class="link" href=other(id)>{t(msg::messages_show_it())}</a></Fact> })}
                {retried_as.map(|id| view! { <Fact label=msg::messages_retried_as()><a class="link" href=other(id)>{t(msg::messages_show_it())}</a></Fact> })}
            </Facts>
        </Section>
    }
    .into_any()
}

/// Where it was, and since when.
fn step((state, at): (MessageState, Timestamp)) -> AnyView {
    view! { <li class="message-step"><MessageStateBadge state/><Time at style=TimeStyle::DateTime/></li> }.into_any()
}

/// The number it goes out through, by its name and its digits.
fn from(row: &MessageRow, phone: Option<String>, side: MessagePageSide) -> AnyView {
    let name = linked((side.number)(row.instance), row.number.clone());
    let phone = phone.map(|phone| view! { " · " <bdi class="phone" dir="ltr">{phone}</bdi> });
    view! { {name} {phone} }.into_any()
}

/// Whom it goes to, with all that went there.
fn recipient(row: &MessageRow, side: MessagePageSide) -> AnyView {
    let href = Query::default().with("to", &row.to).on(side.list);
    let says = t(msg::messages_only_to(row.to_shown.as_str()));
    let (shown, to) = (row.to_shown.clone(), row.to.clone());
    view! { <a class="link" href=href title=says><bdi class="phone" dir="ltr">{shown}</bdi></a><CopyButton text=to/> }.into_any()
}

fn linked(href: Option<String>, name: String) -> AnyView {
    match href {
        Some(href) => view! { <a class="link" href=href><bdi>{name}</bdi></a> }.into_any(),
        None => view! { <bdi>{name}</bdi> }.into_any(),
    }
}
