//! Where the keyboard is. Browsers drop the focus onto the body when what had it goes away, and say nothing when a page is changed by
//! script; here it goes to the title of what is shown, which a screen reader then reads.

use std::cell::{Cell, RefCell};

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

use crate::address::use_address;

thread_local! {
    /// What had the focus last.
    static LAST: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// Another page is on its way and its title was not reached yet.
    static ARRIVING: Cell<bool> = const { Cell::new(false) };
}

/// Watches the focus for as long as the page stands. Call it once, in the shell.
pub(crate) fn keep() {
    let address = use_address();
    Effect::new(move |known: Option<String>| {
        let path = address.path();
        match known {
            None => watch(),
            Some(known) if known != path => ARRIVING.set(true),
            Some(_) => {}
        }
        path
    });
}

fn watch() {
    // Both live as long as the page.
    let _ = window_event_listener(ev::focusin, |event| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        LAST.with_borrow_mut(|last| *last = element);
    });
    let changed = Closure::<dyn Fn()>::new(settle);
    let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) else { return };
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    if let Some(body) = document().body()
        && observer.observe_with_options(&body, &what).is_ok()
    {
        changed.forget();
    }
}

/// Looks after the focus whenever something came or went.
fn settle() {
    let active = document().active_element();
    let is_in = |places: &str| active.as_ref().is_some_and(|active| active.closest(places).ok().flatten().is_some());
    let is_nowhere = active.as_ref().is_none_or(|active| active.tag_name() == "BODY");
    if ARRIVING.get() && !is_in("dialog[open]") {
        // Who is in the page already, such as on a tab that stays, is left there.
        if is_in("main") || to_title() {
            ARRIVING.set(false);
        }
    } else if is_nowhere && LAST.with_borrow(|last| last.as_ref().is_some_and(|last| !last.is_connected())) {
        if let Some(twin) = LAST.with_borrow(|last| last.as_ref().and_then(twin)) {
            crate::refocus::take(&twin);
        }
        // There was none, or it stands in what is closed.
        recover();
    }
}

/// What stands where an element stood before it was drawn anew.
fn twin(last: &Element) -> Option<HtmlElement> {
    let by = |name: &str| {
        let value = last.get_attribute(name).filter(|value| !value.is_empty() && !value.contains(['"', '\\']))?;
        Some(format!("main [{name}=\"{value}\"]"))
    };
    let selector = by("id").or_else(|| by("data-sort")).or_else(|| by("href"))?;
    document().query_selector(&selector).ok().flatten()?.dyn_into().ok()
}

/// Brings the focus back onto the page where closing something left it nowhere.
pub(crate) fn recover() {
    if document().active_element().is_none_or(|active| active.tag_name() == "BODY") {
        to_title();
    }
}

/// Says whether there is a title.
fn to_title() -> bool {
    let title = document().query_selector("main h1").ok().flatten();
    let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) else { return false };
    let how = FocusOptions::new();
    how.set_prevent_scroll(true);
    title.set_attribute("tabindex", "-1").is_ok() && title.focus_with_options(&how).is_ok()
}

/// What can be typed into or chosen from.
const FIELDS: &str = "input:not([type=hidden]):not([readonly]), select, textarea";

fn focus_in(place: &Element, what: &str) -> bool {
    let found = place.query_selector(what).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|found| found.focus().is_ok())
}

/// To the first field of a form.
pub(crate) fn first_field(form: &Element) {
    focus_in(form, FIELDS);
}

/// Into a dialog: to what asks for it, to the first field, to the way out where the other way cannot be taken back, else to its button.
pub(crate) fn enter(dialog: &Element) {
    let is_grave = dialog.query_selector(".button-danger").is_ok_and(|found| found.is_some());
    let acts = if is_grave { ".form-actions .button:not(.button-danger)" } else { ".form-actions .button" };
    let _ = ["[autofocus]", FIELDS, acts].into_iter().any(|what| focus_in(dialog, what));
}
