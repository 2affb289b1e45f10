//! Where the focus goes when what had it is drawn anew: whoever is pressed says what shall have it, and what is drawn next gives it there,
//! unless it is somewhere else by then. What nobody asked for goes to the page's title (see [`focus`](crate::focus)).

use std::cell::RefCell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

thread_local! {
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// After the next drawing the first element that this selector fits shall have the focus.
pub fn want_focus(selector: impl Into<String>) {
    WANTED.set(Some(selector.into()));
}

/// Gives the focus to what wants it, once everything is drawn.
pub(crate) fn settle() {
    let Some(selector) = WANTED.take() else { return };
    request_animation_frame(move || {
        if is_lost()
            && let Some(element) =
                document().query_selector(&selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok())
        {
            take(&element);
        }
    });
}

/// Whether nothing has the focus, or only the title, where what loses it goes at first.
fn is_lost() -> bool {
    document().active_element().is_none_or(|active| active.matches("body, main h1").unwrap_or_default())
}

/// Gives an element the focus and moves nothing.
pub(crate) fn take(element: &HtmlElement) {
    let still = FocusOptions::new();
    still.set_prevent_scroll(true);
    // What cannot take the focus leaves it where it was.
    let _ = element.focus_with_options(&still);
}
