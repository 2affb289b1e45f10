//! Messages as both sides show them: a state that moves in place as gateways report, and the customer's list, which reads like a
//! conversation: by day, to whom, what, and how far it is. The [page](Messages) around it brings the rows and what can be done.

mod page;

use std::{collections::HashMap, sync::Arc};

use domain::{
    ids::MessageId,
    live::LiveEvent,
    message::{MessageRow, MessageState},
    msg,
    text::TimeStyle,
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

pub use page::{Drawing, MessageSide, Messages, message_query};

use crate::{
    address::{Query, use_address},
    button::{Button, ButtonKind},
    icon::IconName,
    live::on_live,
    state::MessageStateBadge,
    submit::{Submission, SubmitForm},
    text::{Time, t, time},
};

/// The states of the messages on a page, as they are now.
#[derive(Clone, Default)]
pub struct LiveStates(Arc<HashMap<MessageId, RwSignal<MessageState>>>);

impl LiveStates {
    /// Follows these rows for as long as the component lives. `on_other` hears of messages that are not among them.
    #[must_use]
    pub fn of(rows: &[MessageRow], on_other: Option<Callback<Vec<(MessageId, MessageState)>>>) -> Self {
        let states = Self(Arc::new(rows.iter().map(|row| (row.id, RwSignal::new(row.state))).collect()));
        let known = Arc::clone(&states.0);
        on_live(move |_, event| {
            let LiveEvent::Messages { states, .. } = event else { return };
            let mut others = Vec::new();
            for (id, state) in states {
                match known.get(id) {
                    Some(signal) => {
                        signal.try_set(*state);
                    }
                    None => others.push((*id, *state)),
                }
            }
            if let (false, Some(on_other)) = (others.is_empty(), on_other) {
                on_other.run(others);
            }
        });
        states
    }

    /// The state of a row now.
    #[must_use]
    pub fn get(&self, row: &MessageRow) -> Signal<MessageState> {
        self.0.get(&row.id).map_or_else(|| Signal::stored(row.state), |signal| Signal::from(*signal))
    }
}

/// How far a message is; it moves in place and is announced.
#[component]
pub fn LiveMessageState(
    /// Its state.
    state: Signal<MessageState>,
) -> impl IntoView {
    view! { <span class="message-state" aria-live="polite">{move || view! { <MessageStateBadge state=state.get()/> }}</span> }
}

/// What can be done with messages; none where the viewer may not.
#[derive(Clone, Copy)]
pub struct MessageActs {
    /// Calls off one that waits.
    pub cancel: Submission,
    /// Sends one that failed again.
    pub retry: Submission,
}

impl MessageActs {
    /// Sends a form of a row's menu without leaving the page.
    pub fn send(self, event: &ev::SubmitEvent) {
        let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let action = form.and_then(|form| form.get_attribute("action")).unwrap_or_default();
        if let Some(to) = [self.cancel, self.retry].into_iter().find(|to| to.url() == action) {
            to.send(event);
        }
    }
}

/// Whether it can be called off, and whether it can be sent again.
#[must_use]
pub const fn can(state: MessageState) -> (bool, bool) {
    use MessageState as State;
    (matches!(state, State::Queued), matches!(state, State::Failed | State::Dead | State::Expired | State::Cancelled))
}

/// The customer's list.
#[component]
pub fn MessageList(
    /// The rows of this page, newest first.
    rows: Vec<MessageRow>,
    /// Their states.
    states: LiveStates,
    /// What can be done with each.
    #[prop(optional_no_strip)]
    acts: Option<MessageActs>,
    /// The list that narrows to one recipient when theirs is pressed.
    #[prop(optional, into)]
    list: Option<String>,
) -> impl IntoView {
    let mut days: Vec<(String, Vec<AnyView>)> = Vec::new();
    for row in rows {
        let day = time(row.queued_at, TimeStyle::Date);
        let state = states.get(&row);
        let item = item(row, state, acts, list.clone());
        match days.last_mut() {
            Some((known, items)) if *known == day => items.push(item),
            _ => days.push((day, vec![item])),
        }
    }
    let days: Vec<_> = days
        .into_iter()
        .map(|(day, items)| {
            view! { <section class="messages-day"><h2 class="messages-date"><span>{day}</span></h2><ul class="messages" role="list">{items}</ul></section> }
        })
        .collect();
    view! { <div class="messages-days">{days}</div> }
}

fn item(row: MessageRow, state: Signal<MessageState>, acts: Option<MessageActs>, list: Option<String>) -> AnyView {
    let id = row.id;
    let to = row.to.clone();
    let recipient = match list {
        Some(list) => {
            let href = Query::default().with("to", &row.to).on(&list);
            let says = t(msg::messages_only_to(row.to.as_str()));
            view! { <a class="message-to" href=href title=says><bdi class="phone" dir="ltr">{row.to}</bdi></a> }.into_any()
        }
        None => view! { <bdi class="message-to phone" dir="ltr">{row.to}</bdi> }.into_any(),
    };
    let act = move || acts.and_then(|acts| act(id, &to, state.get(), acts));
    view! {
        <li class="message">
            <p class="message-head">
                {recipient}
                <span class="message-through"><span class="visually-hidden">{t(msg::messages_through())}</span><bdi>{row.number}</bdi></span>
                <span class="message-time"><Time at=row.queued_at style=TimeStyle::Time/></span>
            </p>
            <p class="message-text" dir="auto">{row.text}</p>
            <LiveMessageState state/>
            <div class="message-act">{act}</div>
            {row.problem.map(|problem| view! { <p class="message-problem">{t(problem)}</p> })}
        </li>
    }
    .into_any()
}

fn act(id: MessageId, to: &str, state: MessageState, acts: MessageActs) -> Option<AnyView> {
    let (to_function, icon, words, says) = match can(state) {
        (true, _) => (acts.cancel, IconName::Close, msg::messages_cancel(), msg::messages_cancel_to(to)),
        (_, true) => (acts.retry, IconName::Refresh, msg::messages_retry(), msg::messages_retry_to(to)),
        _ => return None,
    };
    Some(
        view! {
            <SubmitForm to=to_function>
                <input type="hidden" name="id" value=id.to_string()/>
                <Button kind=ButtonKind::Quiet submit=true icon attr:aria-label=t(says)>{t(words)}</Button>
            </SubmitForm>
        }
        .into_any(),
    )
}

/// The list without what narrows it.
#[must_use]
pub fn cleared() -> String {
    let address = use_address().get_untracked();
    Query::of(&address).without_all(&domain::message::MessageListQuery::PARAMETERS).without("cursor").on(&address)
}
