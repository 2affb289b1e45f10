//! Forms that were filled and not sent. A form in which something was typed carries a mark until it is accepted; who leaves the page while
//! one stands is asked first, by the browser where the page is left whole and here where a link changes it by script.

use domain::msg;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, MouseEvent};

use crate::text::t;

const MARK: &str = "data-typed";
const MARKED: &str = "form[data-typed]";

/// Something was typed into a form, or chosen.
pub(crate) fn typed(event: &ev::Event) {
    let control = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(form) = control.and_then(|control| control.closest("form").ok().flatten()) {
        // A form that cannot be marked is left without a question.
        let _ = form.set_attribute(MARK, "");
    }
}

/// The form was accepted.
pub(crate) fn saved(form: &Element) {
    let _ = form.remove_attribute(MARK);
}

fn is_unsaved() -> bool {
    document().query_selector(MARKED).is_ok_and(|form| form.is_some())
}

/// Asks before filled forms are left. Call it once, in the shell; it lasts as long as the page.
pub(crate) fn guard() {
    Effect::new(|_| {
        let _ = window_event_listener(ev::beforeunload, |event| {
            if is_unsaved() {
                event.prevent_default();
            }
        });
        let pressed = Closure::<dyn Fn(MouseEvent)>::new(|event: MouseEvent| {
            if leads_away(&event) && is_unsaved() && !agrees() {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
        });
        // Before the router hears of it.
        let heard = document().add_event_listener_with_callback_and_bool("click", pressed.as_ref().unchecked_ref(), true);
        if heard.is_ok() {
            pressed.forget();
        }
    });
}

fn agrees() -> bool {
    window().confirm_with_message(&t(msg::ui_leave_unsaved())).unwrap_or(true)
}

/// Whether a press follows a link to another page by script. The way out that stands in the form itself is meant.
fn leads_away(event: &MouseEvent) -> bool {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return false;
    }
    let pressed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link =
        pressed.and_then(|pressed| pressed.closest("a[href^='/']:not([target]):not([download]):not([rel~=external])").ok().flatten());
    let Some(link) = link.filter(|link| link.closest(MARKED).ok().flatten().is_none()) else { return false };
    let href = link.get_attribute("href").unwrap_or_default();
    let path = href.split(['?', '#']).next().unwrap_or_default();
    window().location().pathname().is_ok_and(|here| here != path)
}
