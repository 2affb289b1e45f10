//! What a lookup offers: the lines one chooses from, or why there are none.

use domain::{Msg, msg};
use leptos::prelude::*;

use super::{Answer, State};
use crate::{
    field::Choice,
    icon::{Icon, IconName},
    text::t,
};

/// What there is to choose from, for those who do not see it.
pub(super) fn said(state: State) -> String {
    match state.answer.get() {
        Answer::Here => t(msg::ui_go_to_count(state.offered.with(Vec::len))),
        Answer::Coming => String::new(),
        Answer::Failed(why) => t(why),
    }
}

pub(super) fn lines(state: State, look_up: Callback<String>) -> AnyView {
    if !state.open.get() {
        return ().into_any();
    }
    if let Some(why) = state.failed.get() {
        return failed(state, why, look_up);
    }
    let offered = state.offered.get();
    if offered.is_empty() {
        let words = move || match state.answer.get() {
            Answer::Coming => t(msg::ui_loading()),
            _ => t(msg::ui_go_to_nothing(state.text.get_untracked())),
        };
        return view! { <div class="lookup-nothing" role="option" aria-disabled="true" aria-selected="false">{words}</div> }.into_any();
    }
    offered.into_iter().enumerate().map(|(at, choice)| line(state, at, choice)).collect::<Vec<_>>().into_any()
}

/// Why nothing could be looked up: a line that asks again.
fn failed(state: State, why: Msg, look_up: Callback<String>) -> AnyView {
    view! {
        <div class="lookup-failed" id=state.line_id(0) role="option" aria-selected="true" on:click=move |_| look_up.run(state.text.get_untracked())>
            <Icon name=IconName::AlertCircle/>
            <span>{t(why)}" "<span class="lookup-again">{t(msg::ui_retry())}</span></span>
        </div>
    }
    .into_any()
}

fn line(state: State, at: usize, choice: Choice) -> AnyView {
    let (label, value) = (choice.label.clone(), choice.value.clone());
    let chosen = move || state.value.with(|chosen| *chosen == value);
    view! {
        <div
            class="lookup-line" class:lookup-chosen=chosen class:soft=choice.value.is_empty() id=state.line_id(at) role="option"
            aria-selected=move || if state.at.get() == at { "true" } else { "false" }
            on:click=move |_| state.choose(choice.clone())
        >
            <bdi class="lookup-words">{label}</bdi>
            <Icon name=IconName::Check/>
        </div>
    }
    .into_any()
}
