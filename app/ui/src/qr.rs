//! The pairing code: one large picture on white (also in the dark, or phones cannot read it), a ring that runs down, and which code of
//! how many it is. The SVG comes from the server and is shown as an image, so nothing inside it can run.

use std::time::Duration;

use domain::{Msg, msg};
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*};

use crate::{
    address::encode,
    icon::{Icon, IconName},
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
    /// What is going on, in one sentence, where the page does not say it elsewhere.
    #[prop(optional)]
    state: Option<Signal<Msg>>,
    /// What that means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Told when the code's time is over, and once in a while until another comes.
    #[prop(optional)]
    on_end: Option<Callback<()>>,
) -> impl IntoView {
    let left = countdown(code, on_end);
    // The picture is drawn anew for a new code only, not for each second of it.
    let svg = Memo::new(move |_| code.with(|code| code.as_ref().map(|code| code.svg.clone())));
    let over = Memo::new(move |_| left.get() == 0 && code.with(Option::is_some));
    view! {
        <div class="qr">
            <div class="qr-frame" class:qr-over=move || over.get()>{move || svg.get().map_or_else(coming, |svg| picture(&svg))}</div>
            <div class="qr-clock">{move || code.get().map(|code| ring(&code, left))}</div>
            {state.map(|state| view! { <StateLine state tone/> })}
        </div>
    }
}

/// What is going on, in one line that is announced when it changes.
#[component]
pub fn StateLine(
    /// The sentence.
    state: Signal<Msg>,
    /// What it means.
    tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <p class=move || format!("qr-state {}", tone.get().class()) role="status">
            <span class="qr-live" aria-hidden="true"></span>
            <span>{move || t(state.get())}</span>
        </p>
    }
}

fn coming() -> AnyView {
    view! { <div class="qr-coming"><span class="qr-coming-mark"><Icon name=IconName::QrCode/></span><p>{t(msg::ui_qr_coming())}</p></div> }
        .into_any()
}

fn picture(svg: &str) -> AnyView {
    let source = format!("data:image/svg+xml,{}", encode(svg).replace('+', "%20"));
    view! { <img class="qr-picture" src=source alt=t(msg::ui_qr_code()) width="320" height="320"/> }.into_any()
}

/// The part of the ring that is left, the seconds, and which code it is.
fn ring(code: &Code, left: Signal<u32>) -> AnyView {
    let lifetime = code.lifetime;
    let share = move || format!("{} 100", left.get().min(lifetime) * 100 / lifetime.max(1));
    view! {
        <svg class="qr-ring" viewBox="0 0 36 36" aria-hidden="true">
            <circle class="qr-ring-ground" cx="18" cy="18" r="16" fill="none"></circle>
            <circle class="qr-ring-left" cx="18" cy="18" r="16" fill="none" pathLength="100" stroke-dasharray=share
                transform="rotate(-90 18 18)"></circle>
        </svg>
        <span class="qr-seconds" aria-hidden="true">{move || t(msg::ui_qr_seconds(left.get()))}</span>
        <span class="qr-nth">{t(msg::ui_qr_nth(code.number, code.total))}</span>
    }
    .into_any()
}

/// Seconds between two reminders once a code's time is over.
const REMIND: u32 = 3;

/// Counts down from what each new code says, once a second.
fn countdown(code: Signal<Option<Code>>, on_end: Option<Callback<()>>) -> Signal<u32> {
    let left = RwSignal::new(code.with_untracked(|code| code.as_ref().map_or(0, |code| code.seconds_left)));
    let over = StoredValue::new(0_u32);
    let tick = move || {
        let Some(now) = left.try_update(|left| {
            *left = left.saturating_sub(1);
            *left
        }) else {
            return;
        };
        let since = if now == 0 { over.try_get_value().unwrap_or(1) } else { 0 };
        over.try_set_value(if now == 0 { (since + 1) % REMIND } else { 0 });
        if let (0, 0, Some(on_end)) = (now, since, on_end) {
            on_end.run(());
        }
    };
    Effect::new(move |old: Option<Option<IntervalHandle>>| {
        if let Some(handle) = old.flatten() {
            handle.clear();
        }
        left.set(code.with(|code| code.as_ref().map_or(0, |code| code.seconds_left)));
        over.set_value(0);
        let handle = set_interval_with_handle(tick, Duration::from_secs(1)).ok();
        on_cleanup(move || {
            if let Some(handle) = handle {
                handle.clear();
            }
        });
        handle
    });
    left.into()
}
