//! A word when the connection is gone: what is seen may be old.

use domain::msg;
use leptos::{ev, prelude::*};

use crate::{
    icon::{Icon, IconName},
    text::t,
};

/// A banner that is there while the browser has no connection.
#[component]
pub fn OfflineNotice() -> impl IntoView {
    let gone = RwSignal::new(false);
    Effect::new(move |_| {
        gone.set(!window().navigator().on_line());
        let (lost, found) =
            (window_event_listener(ev::offline, move |_| gone.set(true)), window_event_listener(ev::online, move |_| gone.set(false)));
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
