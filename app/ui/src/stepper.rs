//! Where one is in a few steps.

use domain::{Msg, msg};
use leptos::prelude::*;

use crate::{
    icon::{Icon, IconName},
    text::{number, t},
};

/// Steps in order; the one at `current` (from 0) is being done, those before it are.
#[component]
pub fn Stepper(
    /// Names of the steps.
    steps: Vec<Msg>,
    /// Which is being done.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let total = steps.len();
    let steps: Vec<_> = steps.into_iter().enumerate().map(|(at, label)| step(at, total, &label, current)).collect();
    view! { <ol class="stepper" role="list">{steps}</ol> }
}

fn step(at: usize, total: usize, label: &Msg, current: Signal<usize>) -> AnyView {
    let done = move || current.get() > at;
    let place = i64::try_from(at + 1).unwrap_or_default();
    let mark =
        move || if done() { view! { <Icon name=IconName::Check label=msg::ui_step_done()/> }.into_any() } else { number(place).into_any() };
    view! {
        <li class="step" class:step-done=done aria-current=move || (current.get() == at).then_some("step")>
            <span class="step-mark" title=t(msg::ui_step(at + 1, total))>{mark}</span>
            <span class="step-words">{t(label.clone())}</span>
        </li>
    }
    .into_any()
}
