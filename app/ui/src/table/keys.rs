//! `j` and `k` move the focus from row to row (Enter then opens the row's link, as links do). Installed once a table; silent while
//! something is being typed, with modifiers, and where single-key shortcuts are switched off.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::shortcuts::is_for_shortcuts;

pub(super) fn install(body: NodeRef<html::Tbody>) {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            let step = match event.key().as_str() {
                "j" => 1,
                "k" => -1,
                _ => return,
            };
            if is_for_shortcuts(&event)
                && let Some(body) = body.get_untracked()
            {
                event.prevent_default();
                step_to(&body, step);
            }
        });
        on_cleanup(move || handle.remove());
    });
}

fn step_to(body: &web_sys::Element, step: i32) {
    let Ok(links) = body.query_selector_all(".row-link") else { return };
    let Ok(count) = i32::try_from(links.length()) else { return };
    if count == 0 {
        return;
    }
    let active = document().active_element().and_then(|active| active.closest("tr").ok().flatten());
    let row_of = |at: i32| {
        let link = u32::try_from(at).ok().and_then(|at| links.get(at)).and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok());
        link.clone().and_then(|link| link.closest("tr").ok().flatten()).zip(link)
    };
    let here = (0..count).find(|at| active.is_some() && row_of(*at).map(|(row, _)| row) == active);
    let next = here.map_or(if step > 0 { 0 } else { count - 1 }, |at| (at + step).clamp(0, count - 1));
    if let Some((_, link)) = row_of(next) {
        // A link that cannot take the focus leaves it where it was.
        let _ = link.focus();
    }
}
