//! The way back to a list leads to the row that one left it from: it stands where it stood in the window and has the focus. The place is
//! kept for the tab only, and for one return.

use std::cell::RefCell;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const STORED: &str = "switchyard.place";

thread_local! {
    /// The address of the rows that are drawn. When one of them is pressed the router may have changed the browser's already.
    static DRAWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// The address of the page as the browser has it.
fn here() -> Option<String> {
    let location = window().location();
    Some(format!("{}{}", location.pathname().ok()?, location.search().ok()?))
}

/// Keeps the place of the row that this is in.
pub(super) fn remember(pressed: &Element) {
    let row = pressed.closest("tr").ok().flatten();
    let link = row.and_then(|row| row.query_selector(".row-link").ok().flatten());
    let Some((link, (here, storage))) = link.zip(DRAWN.with_borrow(Clone::clone).zip(storage())) else { return };
    let Some(href) = link.get_attribute("href") else { return };
    // A browser that keeps nothing begins at the top again.
    let _ = storage.set_item(STORED, &format!("{here}\n{href}\n{}", link.get_bounding_client_rect().top()));
}

/// Restores the place once the rows are drawn.
pub(super) fn restore(body: NodeRef<html::Tbody>) {
    Effect::new(move |_| {
        let Some(body) = body.get() else { return };
        let Some((here, storage)) = here().zip(storage()) else { return };
        DRAWN.set(Some(here.clone()));
        let Some(kept) = storage.get_item(STORED).ok().flatten() else { return };
        let mut lines = kept.lines();
        let (of, href, top) = (lines.next(), lines.next(), lines.next().and_then(|top| top.parse::<f64>().ok()));
        if of != Some(here.as_str()) {
            return;
        }
        let _ = storage.remove_item(STORED);
        if let (Some(link), Some(top)) = (href.and_then(|href| link_to(&body, href)), top) {
            request_animation_frame(move || {
                crate::refocus::take(&link);
                window().scroll_by_with_x_and_y(0.0, link.get_bounding_client_rect().top() - top);
            });
        }
    });
}

fn link_to(body: &Element, href: &str) -> Option<HtmlElement> {
    let links = body.query_selector_all(".row-link").ok()?;
    let mut links = (0..links.length()).filter_map(|at| links.get(at)?.dyn_into::<HtmlElement>().ok());
    links.find(|link| link.get_attribute("href").as_deref() == Some(href))
}
