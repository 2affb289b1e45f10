//! How far something is, on the native element, with the count in words.

use domain::{Msg, msg};
use leptos::prelude::*;

use crate::text::t;

/// A bar; without a `total` it only says that something goes on.
#[component]
pub fn Progress(
    /// What goes on.
    label: Msg,
    /// How much is done.
    #[prop(into)]
    done: Signal<i64>,
    /// Of how much.
    #[prop(optional, into)]
    total: Signal<Option<i64>>,
) -> impl IntoView {
    let words = move || total.get().map(|total| t(msg::ui_progress(done.get(), total)));
    let label = t(label);
    view! {
        <div class="progress">
            <p class="progress-head"><span>{label.clone()}</span><span class="progress-count">{words}</span></p>
            <progress
                aria-label=label
                max=move || total.get().map(|total| total.max(1).to_string())
                value=move || total.get().map(|total| done.get().clamp(0, total.max(1)).to_string())
            ></progress>
        </div>
    }
}
