//! The way back to a list leads to the row that one left it from: it stands where it stood in the window and has the focus. The place is
//! kept for the tab only, and for one return.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::{html, leptos_dom::helpers::WindowListenerHandle, prelude::*};
use leptos_router::{hooks::use_location, location::Location};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const STORED: &str = "switchyard.place";

/// How long what stands above the rows may take to come.
const SETTLES: Duration = Duration::from_secs(2);

thread_local! {
    /// The address of the rows that are drawn.
    static DRAWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// The address as the router has it. It goes ahead of the browser's: rows that are drawn once more while one leaves them are not a return.
fn here(location: &Location) -> String {
    format!("{}?{}", location.pathname.get_untracked(), location.search.get_untracked())
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
        let Some((body, storage)) = body.get().zip(storage()) else { return };
        let here = here(&use_location());
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
                let touched = Rc::new(Cell::new(false));
                for listener in listen(&touched) {
                    set_timeout(move || listener.remove(), SETTLES);
                }
                hold(link, top, touched);
            });
        }
    });
}

/// Hands that say where the page shall be.
fn listen(touched: &Rc<Cell<bool>>) -> Vec<WindowListenerHandle> {
    let touch = |name: &'static str| {
        let touched = touched.clone();
        window_event_listener_untyped(name, move |_| touched.set(true))
    };
    ["wheel", "touchstart", "pointerdown", "keydown"].map(touch).into()
}

/// Holds a row at its height in the window while what stands above it comes, until somebody touches the page.
fn hold(link: HtmlElement, top: f64, touched: Rc<Cell<bool>>) {
    fn step(link: HtmlElement, top: f64, touched: Rc<Cell<bool>>, until: f64) {
        if touched.get() || !link.is_connected() {
            return;
        }
        let off = link.get_bounding_client_rect().top() - top;
        if off.abs() >= 1.0 {
            window().scroll_by_with_x_and_y(0.0, off);
        }
        if now() < until {
            request_animation_frame(move || step(link, top, touched, until));
        }
    }
    step(link, top, touched, now() + SETTLES.as_secs_f64() * 1000.0);
}

/// Milliseconds of the browser's clock.
fn now() -> f64 {
    js_sys::Date::now()
}

fn link_to(body: &Element, href: &str) -> Option<HtmlElement> {
    let links = body.query_selector_all(".row-link").ok()?;
    let mut links = (0..links.length()).filter_map(|at| links.get(at)?.dyn_into::<HtmlElement>().ok());
    links.find(|link| link.get_attribute("href").as_deref() == Some(href))
}
