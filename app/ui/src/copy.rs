//! A button that copies a text: ids, codes, addresses. It needs a script, so without one it is not there; the text is.

use std::time::Duration;

use domain::msg;
use leptos::prelude::*;

use crate::{
    icon::{Icon, IconName},
    text::t,
};

/// Copies `text` and says so.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        // The clipboard refuses where the page has no right to it; then nothing is said to have been copied.
        let written = window().navigator().clipboard().write_text(&text);
        leptos::task::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(written).await.is_ok() {
                copied.try_set(true);
                set_timeout(
                    move || {
                        copied.try_set(false);
                    },
                    Duration::from_secs(2),
                );
            }
        });
    };
    let label = move || t(if copied.get() { msg::ui_copied() } else { msg::ui_copy() });
    view! {
        <button type="button" class="button button-quiet button-icon copy needs-script" aria-label=t(msg::ui_copy()) title=label
            on:click=copy>
            {move || if copied.get() { view! { <Icon name=IconName::Check/> } } else { view! { <Icon name=IconName::Copy/> } }}
            <span class="visually-hidden" role="status">{move || copied.get().then(|| t(msg::ui_copied()))}</span>
        </button>
    }
}

/// A code or id with its button.
#[component]
pub fn Copyable(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class="copyable"><code dir="ltr" translate="no">{text.clone()}</code><CopyButton text/></span> }
}
