//! A word when the connection is gone: what is seen may be old.

use domain::msg;
use leptos::{ev, prelude::*};

use crate::{
    icon::{Icon, IconName},
    text::t,
};

/// What is drawn already is seen to be old.
fn note(gone: RwSignal<bool>, is_gone: bool) {
    gone.set(is_gone);
    if let Some(root) = document().document_element() {
        let _ = root.toggle_attribute_with_force("data-offline", is_gone);
    }
}

/// A banner that is there while the browser has no connection.
#[component]
pub fn OfflineNotice() -> impl IntoView {
    let gone = RwSignal::new(false);
    Effect::new(move |_| {
        note(gone, !window().navigator().on_line());
        let (lost, found) =
            (window_event_listener(ev::offline, move |_| note(gone, true)), window_event_listener(ev::online, move |_| note(gone, false)));
        on_cleanup(move || {
            lost.remove();
            found.remove();
        });
    });
    view! {
        <div class="offline" role="status">
            {move || gone.get().then(|| view! { <p class="notice tone-warn"><Icon name=IconName::Offline/>
                <span class="notice-words">{t(msg::ui_offline())}</span></p> })}
        </div>
    }
}
