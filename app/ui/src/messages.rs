//! A list of messages whose states change in place as their gateways report; the page around it brings the rows and the acts.

use std::collections::HashMap;

use domain::{
    ids::MessageId,
    live::LiveEvent,
    message::{MessageRow, MessageState},
    text::TimeStyle,
};
use leptos::prelude::*;

use crate::{
    live::on_live,
    state::MessageStateBadge,
    text::{Time, t},
};

/// What can be done with a message in a state.
pub type MessageActs = fn(MessageId, MessageState) -> Option<AnyView>;

/// The list.
#[component]
pub fn MessageList(
    /// The rows of this page.
    rows: Vec<MessageRow>,
    /// What can be done with each.
    acts: MessageActs,
) -> impl IntoView {
    let states: HashMap<MessageId, RwSignal<MessageState>> = rows.iter().map(|row| (row.id, RwSignal::new(row.state))).collect();
    let known = states.clone();
    on_live(move |_, event| {
        let LiveEvent::Messages { states, .. } = event else { return };
        for (id, state) in states {
            if let Some(signal) = known.get(id) {
                signal.try_set(*state);
            }
        }
    });
    let items: Vec<_> = rows
        .into_iter()
        .filter_map(|row| {
            let state = *states.get(&row.id)?;
            Some(item(row, state, acts))
        })
        .collect();
    view! { <ul class="card-list messages">{items}</ul> }
}

fn item(row: MessageRow, state: RwSignal<MessageState>, acts: MessageActs) -> AnyView {
    let id = row.id;
    view! {
        <li class="card-row">
            <div class="card-row-words">
                <p class="card-row-title"><bdi dir="ltr">{row.to}</bdi></p>
                <p class="message-text" dir="auto">{row.text}</p>
                <p class="card-row-lead"><Time at=row.queued_at style=TimeStyle::DateTime/>{row.problem.map(|problem| view! { " · " {t(problem)} })}</p>
            </div>
            <span class="message-state" aria-live="polite">{move || view! { <MessageStateBadge state=state.get()/> }}</span>
            {move || acts(id, state.get())}
        </li>
    }.into_any()
}
