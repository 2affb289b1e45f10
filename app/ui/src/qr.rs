//! The pairing code: one large picture on white (also in the dark, or phones cannot read it), a ring that runs down, which code of how
//! many it is, and a line that says in words what is going on, for screen readers too. The SVG comes from the server and is shown as
//! an image, so nothing inside it can run.

use std::time::Duration;

use domain::{Msg, msg};
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};

use crate::{
    address::encode,
    loading::{Shape, Skeleton},
    text::t,
    tone::Tone,
};

/// A code and how long it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The drawing, as SVG.
    pub svg: String,
    /// Seconds it has left as it arrives.
    pub seconds_left: u32,
    /// Seconds it had at first.
    pub lifetime: u32,
    /// Which code this is, from 1.
    pub number: u32,
    /// How many there will be before the attempt ends.
    pub total: u32,
}

/// The pairing code and its state.
#[component]
pub fn QrCode(
    /// The code; none before the first and after the last.
    #[prop(into)]
    code: Signal<Option<Code>>,
    /// What is going on, in one sentence.
    #[prop(into)]
    state: Signal<Msg>,
    /// What that means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    let left = countdown(code);
    view! {
        <div class="qr">
            <div class="qr-frame">{move || code.get().map_or_else(coming, |code| picture(&code))}</div>
            <div class="qr-clock" aria-hidden="true">{move || code.get().map(|code| ring(&code, left.get()))}</div>
            <p class=move || format!("qr-state {}", tone.get().class()) role="status">
                {move || view! { <crate::icon::Icon name=tone.get().icon()/> }}
                <span>{move || t(state.get())}</span>
            </p>
        </div>
    }
}

fn coming() -> AnyView {
    view! { <div class="qr-coming"><Skeleton shape=Shape::Cards(1)/><p>{t(msg::ui_qr_coming())}</p>
    </div> }
    .into_any()
}

fn picture(code: &Code) -> AnyView {
    let source = format!("data:image/svg+xml,{}", encode(&code.svg).replace('+', "%20"));
    view! { <img class="qr-picture" src=source alt=t(msg::ui_qr_code()) width="320" height="320"/> }.into_any()
}

/// The part of the ring that is left, the seconds, and which code it is.
fn ring(code: &Code, left: u32) -> AnyView {
    let share = left.min(code.lifetime) * 100 / code.lifetime.max(1);
    view! {
        <svg class="qr-ring" viewBox="0 0 36 36">
            <circle class="qr-ring-ground" cx="18" cy="18" r="16" fill="none"></circle>
            <circle class="qr-ring-left" cx="18" cy="18" r="16" fill="none" pathLength="100" stroke-dasharray=format!("{share} 100")
                transform="rotate(-90 18 18)"></circle>
        </svg>
        <span class="qr-seconds">{t(msg::ui_qr_seconds(left))}</span>
        <span class="qr-nth">{t(msg::ui_qr_nth(code.number, code.total))}</span>
    }
    .into_any()
}

/// Counts down from what each new code says, once a second.
fn countdown(code: Signal<Option<Code>>) -> Signal<u32> {
    let left = RwSignal::new(code.with_untracked(|code| code.as_ref().map_or(0, |code| code.seconds_left)));
    Effect::new(move |old: Option<Option<IntervalHandle>>| {
        if let Some(handle) = old.flatten() {
            handle.clear();
        }
        let seconds = code.with(|code| code.as_ref().map(|code| code.seconds_left))?;
        left.set(seconds);
        let handle = set_interval_with_handle(
            move || {
                left.try_update(|left| *left = left.saturating_sub(1));
            },
            Duration::from_secs(1),
        )
        .ok();
        on_cleanup(move || {
            if let Some(handle) = handle {
                handle.clear();
            }
        });
        handle
    });
    left.into()
}
