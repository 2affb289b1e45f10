//! Toasts: a short word about what was done, at the edge of the screen, read aloud by a live region. Good news goes by itself after
//! six seconds (ten with an undo), bad news stays until it is closed. They never hold what a person must act on.

use std::time::Duration;

use domain::{Msg, msg};
use leptos::prelude::*;

use crate::{
    button::IconButton,
    each::{Part, each},
    icon::{Icon, IconName},
    text::t,
    tone::Tone,
};

/// One toast.
#[derive(Clone)]
struct Shown {
    id: u32,
    tone: Tone,
    words: String,
    undo: Option<Callback<()>>,
}

/// Where toasts are put. Get it with [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Shown>>,
    last: StoredValue<u32>,
}

/// Makes toasts possible below. Call it once, at the root, and put a [`ToastRegion`] there.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { shown: RwSignal::default(), last: StoredValue::new(0) };
    provide_context(toasts);
    toasts
}

/// The page's toasts.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| Toasts { shown: RwSignal::default(), last: StoredValue::new(0) })
}

impl Toasts {
    /// It is done.
    pub fn good(self, message: Msg) {
        self.put(Tone::Good, message, None);
    }
    /// Worth knowing.
    pub fn info(self, message: Msg) {
        self.put(Tone::Info, message, None);
    }
    /// It failed; stays until closed.
    pub fn bad(self, message: Msg) {
        self.put(Tone::Bad, message, None);
    }
    /// It is done and can be taken back for ten seconds.
    pub fn undoable(self, message: Msg, undo: impl Fn() + Send + Sync + 'static) {
        self.put(Tone::Good, message, Some(Callback::new(move |()| undo())));
    }

    fn put(self, tone: Tone, message: Msg, undo: Option<Callback<()>>) {
        self.last.update_value(|last| *last = last.wrapping_add(1));
        let id = self.last.get_value();
        let seconds = if undo.is_some() { 10 } else { 6 };
        self.shown.update(|shown| shown.push(Shown { id, tone, words: t(message), undo }));
        if tone != Tone::Bad {
            set_timeout(move || self.close(id), Duration::from_secs(seconds));
        }
    }

    fn close(self, id: u32) {
        self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Where toasts appear: one live region, there from the start so that screen readers watch it.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    let one = move |toast: Shown| {
        let Shown { id, tone, words, undo } = toast;
        let undo = undo.map(|undo| {
            view! { <button type="button" class="button button-quiet" on:click=move |_| { undo.run(()); toasts.close(id); }>
            {t(msg::ui_undo())}</button> }
        });
        view! {
            <li class=format!("toast {}", tone.class()) role=if tone == Tone::Bad { "alert" } else { "status" }>
                <Icon name=tone.icon()/>
                <span class="toast-words">{words}</span>
                {undo}
                <IconButton icon=IconName::Close label=msg::ui_close() on:click=move |_| toasts.close(id)/>
            </li>
        }
        .into_any()
    };
    let parts = move || toasts.shown.get().into_iter().map(|toast| Part::new(toast.id.to_string(), move || one(toast))).collect();
    view! {
        <section class="toasts" aria-label=t(msg::ui_notices())>
            <ol class="toasts-list" role="list" aria-live="polite" aria-relevant="additions">
                {each(parts)}
            </ol>
        </section>
    }
}
