//! Whether columns lie beyond the side of a table's region, for the style sheet: `none` does, so that the region need not scroll and its
//! heading can stay below the page's bar; `more` at the end; `end` when the last one is in sight. Nothing is cut without a sign.

use leptos::{ev, html, prelude::*};

/// Looks when the table is drawn and whenever the window changes.
pub(super) fn follow(region: NodeRef<html::Div>) {
    Effect::new(move |_| {
        if region.get().is_none() {
            return;
        }
        request_animation_frame(move || measure(region));
        let handle = window_event_listener(ev::resize, move |_| measure(region));
        on_cleanup(move || handle.remove());
    });
}

pub(super) fn measure(region: NodeRef<html::Div>) {
    let Some(region) = region.try_get_untracked().flatten() else { return };
    let Some(table) = region.first_element_child() else { return };
    let (room, width) = (region.client_width(), table.client_width());
    let side = if width <= room {
        "none"
    } else if region.scroll_left().abs() + room >= width - 1 {
        "end"
    } else {
        "more"
    };
    if region.get_attribute("data-side").as_deref() != Some(side) {
        // The name is valid, so it is not refused.
        let _ = region.set_attribute("data-side", side);
    }
}
