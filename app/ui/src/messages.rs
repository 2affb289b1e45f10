//! Messages as both sides show them: a state that moves in place as gateways report, and the customer's list, which reads like a
//! conversation: by day, to whom, what, and how far it is. The [page](Messages) around it brings the rows and what can be done.

mod format;
mod one;
mod page;

use std::{collections::HashMap, sync::Arc, time::Duration};

use domain::{
    ids::{InstanceId, MessageId},
    live::LiveEvent,
    message::{MessageRow, MessageState},
    msg,
    text::TimeStyle,
    time::Timestamp,
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

pub use one::{MessagePage, MessagePageSide};
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
pub struct LiveStates {
    known: Arc<HashMap<MessageId, RwSignal<MessageState>>>,
    /// How many moved and were not announced yet, and how many were announced last.
    moved: RwSignal<(usize, usize)>,
}

/// How long changes are gathered before they are announced.
const GATHER: Duration = Duration::from_secs(2);

impl LiveStates {
    /// Follows these rows for as long as the component lives. `on_other` hears of messages that are not among them.
    #[must_use]
    pub fn of(rows: &[MessageRow], on_other: Option<Callback<Vec<(MessageId, MessageState)>>>) -> Self {
        let known = Arc::new(rows.iter().map(|row| (row.id, RwSignal::new(row.state))).collect::<HashMap<_, _>>());
        let states = Self { known: Arc::clone(&known), moved: RwSignal::new((0, 0)) };
        let moved = states.moved;
        on_live(move |_, event| {
            let LiveEvent::Messages { states, .. } = event else { return };
            let (mut others, mut count) = (Vec::new(), 0);
            for (id, state) in states {
                match known.get(id) {
                    Some(signal) => {
                        if signal.try_get_untracked() != Some(*state) {
                            signal.try_set(*state);
                            count += 1;
                        }
                    }
                    None => others.push((*id, *state)),
                }
            }
            gather(moved, count);
            if let (false, Some(on_other)) = (others.is_empty(), on_other) {
                on_other.run(others);
            }
        });
        states
    }

    /// The state of a row now.
    #[must_use]
    pub fn get(&self, row: &MessageRow) -> Signal<MessageState> {
        self.known.get(&row.id).map_or_else(|| Signal::stored(row.state), |signal| Signal::from(*signal))
    }
}

/// Counts what moved; what comes within a while is announced together.
fn gather(moved: RwSignal<(usize, usize)>, count: usize) {
    let Some((waiting, last)) = moved.try_get_untracked().filter(|_| count > 0) else { return };
    moved.try_set((waiting + count, last));
    if waiting == 0 {
        let announce = move || {
            if let Some((waiting, _)) = moved.try_get_untracked() {
                moved.try_set((0, waiting));
            }
        };
        set_timeout(announce, GATHER);
    }
}

/// The one place that announces for a list what moved in it.
#[component]
pub fn MovedMessages(
    /// The states of its rows.
    states: LiveStates,
) -> impl IntoView {
    let words = Memo::new(move |_| states.moved.with(|(_, last)| *last));
    view! { <p class="visually-hidden" role="status">{move || (words.get() > 0).then(|| t(msg::ui_messages_moved(words.get())))}</p> }
}

/// How far a message is; it moves in place. What moves is announced for the whole list at once.
#[component]
pub fn LiveMessageState(
    /// Its state.
    state: Signal<MessageState>,
) -> impl IntoView {
    view! { <span class="message-state">{move || view! { <MessageStateBadge state=state.get()/> }}</span> }
}

/// What can be done with messages; none where the viewer may not.
#[derive(Clone, Copy)]
pub struct MessageActs {
    /// Calls off one that waits.
    pub cancel: Submission,
    /// Sends one that failed again.
    pub retry: Submission,
    /// Calls off what was sent together with one and still waits.
    pub rest: Submission,
}

impl MessageActs {
    /// Sends a form of a row's menu without leaving the page.
    pub fn send(self, event: &ev::SubmitEvent) {
        let form = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let action = form.and_then(|form| form.get_attribute("action")).unwrap_or_default();
        if let Some(to) = [self.cancel, self.retry, self.rest].into_iter().find(|to| to.url() == action) {
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
    /// The list that narrows to one recipient when theirs is pressed, and below which each message has its page.
    #[prop(optional, into)]
    list: Option<String>,
) -> impl IntoView {
    let mut days: Vec<(String, Vec<AnyView>)> = Vec::new();
    for together in batches(rows) {
        let Some(first) = together.first() else { continue };
        let day = time(first.queued_at, TimeStyle::Date);
        let mut items: Vec<_> = (together.len() > 1).then(|| batch(&together, &states, acts)).into_iter().collect();
        items.extend(together.into_iter().map(|row| {
            let state = states.get(&row);
            item(row, state, acts, list.clone())
        }));
        match days.last_mut() {
            Some((known, known_items)) if *known == day => known_items.extend(items),
            _ => days.push((day, items)),
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

/// A text as whoever gets it sees it.
#[must_use]
pub fn bubble(text: &str) -> AnyView {
    view! { <div class="message-one"><p class="message-text" dir="auto">{format::formatted(text)}</p></div> }.into_any()
}

/// What was sent together: through one number, at one moment, with one text.
fn batches(rows: Vec<MessageRow>) -> Vec<Vec<MessageRow>> {
    let key = |row: &MessageRow| -> (InstanceId, Timestamp) { (row.instance, row.queued_at) };
    let mut out: Vec<Vec<MessageRow>> = Vec::new();
    for row in rows {
        match out.last_mut() {
            Some(together) if together.last().is_some_and(|last| key(last) == key(&row) && last.text == row.text) => together.push(row),
            _ => out.push(vec![row]),
        }
    }
    out
}

/// The line above what was sent together, with one press for all that still waits.
fn batch(rows: &[MessageRow], states: &LiveStates, acts: Option<MessageActs>) -> AnyView {
    let signals: Vec<_> = rows.iter().map(|row| states.get(row)).collect();
    let waiting = Memo::new(move |_| signals.iter().any(|state| can(state.get()).0));
    let id = rows.first().map(|row| row.id.to_string()).unwrap_or_default();
    let cancel = move || {
        let acts = acts.filter(|_| waiting.get())?;
        let id = id.clone();
        Some(view! {
            <span aria-hidden="true">" · "</span>
            <SubmitForm to=acts.rest>
                <input type="hidden" name="id" value=id/>
                <Button kind=ButtonKind::Quiet submit=true pending=acts.rest.pending()>{t(msg::messages_cancel_rest())}</Button>
            </SubmitForm>
        })
    };
    view! { <li class="message-batch"><span>{t(msg::messages_batch(rows.len()))}</span>{cancel}</li> }.into_any()
}

/// One's own message: at the end of the line as in any messenger, with what became of it below.
fn item(row: MessageRow, state: Signal<MessageState>, acts: Option<MessageActs>, list: Option<String>) -> AnyView {
    let id = row.id;
    let to = row.to_shown.clone();
    let (recipient, when) = match list {
        Some(list) => {
            let href = Query::default().with("to", &row.to).on(&list);
            let says = t(msg::messages_only_to(row.to_shown.as_str()));
            (
                view! { <a class="message-to" href=href title=says><bdi class="phone" dir="ltr">{row.to_shown}</bdi></a> }.into_any(),
                view! { <a class="message-time" href=format!("{list}/{id}")><Time at=row.queued_at style=TimeStyle::Time/></a> }.into_any(),
            )
        }
        None => (
            view! { <bdi class="message-to phone" dir="ltr">{row.to_shown}</bdi> }.into_any(),
            view! { <span class="message-time"><Time at=row.queued_at style=TimeStyle::Time/></span> }.into_any(),
        ),
    };
    let act = move || acts.and_then(|acts| act(id, &to, state.get(), acts));
    view! {
        <li class="message">
            <p class="message-head">
                {recipient}
                <span class="message-through"><span class="visually-hidden">{t(msg::messages_through())}</span><bdi>{row.number}</bdi></span>
            </p>
            <p class="message-text" dir="auto">{format::formatted(&row.text)}</p>
            <div class="message-foot">
                <div class="message-act">{act}</div>
                {when}
                <LiveMessageState state/>
            </div>
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
