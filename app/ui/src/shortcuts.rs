//! Keys. Ctrl/⌘-K opens the palette, `/` moves to the search, `?` shows the sheet; tables add `j` and `k`. Single keys are silent while
//! something is being typed and can be switched off in the sheet (WCAG 2.1.4); the choice stays in the browser.

use domain::{Msg, msg};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{dialog::Dialog, text::t};

const STORED: &str = "switchyard.shortcuts";

/// Installs the keys of a page and holds the sheet. Put it once into the shell.
#[component]
pub fn Shortcuts(
    /// Opens the palette.
    palette: RwSignal<bool>,
    /// Opens the sheet.
    sheet: RwSignal<bool>,
) -> impl IntoView {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| press(&event, palette, sheet));
        on_cleanup(move || handle.remove());
    });
    let on = RwSignal::new(true);
    Effect::new(move |_| on.set(single_keys_on()));
    // Only what does something on the page at hand; which page that is shows when the sheet opens.
    let rows = move || sheet.get().then(|| keys_here().map(|(keys, does)| line(keys, does)).collect::<Vec<_>>());
    view! {
        <Dialog id="shortcuts" open=sheet title=msg::ui_shortcuts()>
            <dl class="keys">{rows}</dl>
            <label class="field-check">
                <input class="check" type="checkbox" prop:checked=move || on.get()
                    on:change:target=move |event| { let value = event.target().checked(); on.set(value); store(value); }/>
                <span>{t(msg::ui_shortcuts_single())}</span>
            </label>
        </Dialog>
    }
}

/// What the search of a page is found by.
const SEARCH: &str = "main [data-search], [data-search]";
/// What j and k walk.
const ROWS: &str = "main .table tbody tr";

/// Keys, what they do, and the part of the page without which they do nothing.
fn keys_here() -> impl Iterator<Item = (&'static str, Msg)> {
    let there = |part: &str| document().query_selector(part).is_ok_and(|found| found.is_some());
    [
        ("Ctrl K", msg::ui_shortcut_go_to(), None),
        ("/", msg::ui_shortcut_search(), Some(SEARCH)),
        ("?", msg::ui_shortcut_help(), None),
        ("j", msg::ui_shortcut_next_row(), Some(ROWS)),
        ("k", msg::ui_shortcut_previous_row(), Some(ROWS)),
        ("Enter", msg::ui_shortcut_open_row(), Some(ROWS)),
        ("Esc", msg::ui_shortcut_close(), None),
    ]
    .into_iter()
    .filter(move |(_, _, part)| part.is_none_or(there))
    .map(|(keys, does, _)| (keys, does))
}

fn line(keys: &'static str, does: Msg) -> AnyView {
    let keys: Vec<_> = keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect();
    view! { <div class="keys-line"><dt>{t(does)}</dt><dd dir="ltr">{keys}</dd></div> }.into_any()
}

fn press(event: &ev::KeyboardEvent, palette: RwSignal<bool>, sheet: RwSignal<bool>) {
    let key = event.key();
    if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key() && key.eq_ignore_ascii_case("k") {
        event.prevent_default();
        palette.update(|open| *open = !*open);
    } else if is_for_shortcuts(event) {
        match key.as_str() {
            "?" => {
                event.prevent_default();
                sheet.set(true);
            }
            "/" if focus_search() => event.prevent_default(),
            _ => {}
        }
    }
}

fn focus_search() -> bool {
    let search = document().query_selector(SEARCH).ok().flatten();
    search.and_then(|search| search.dyn_into::<web_sys::HtmlElement>().ok()).is_some_and(|search| search.focus().is_ok())
}

/// Whether a single key is meant as a shortcut: nothing is being typed, no modifier is down, no dialog is open, and they are on.
#[must_use]
pub fn is_for_shortcuts(event: &ev::KeyboardEvent) -> bool {
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() {
        return false;
    }
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let typing =
        target.is_some_and(|target| target.closest("input, textarea, select, [contenteditable], dialog[open]").ok().flatten().is_some());
    !typing && single_keys_on()
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn single_keys_on() -> bool {
    storage().and_then(|storage| storage.get_item(STORED).ok().flatten()).is_none_or(|value| value != "off")
}

fn store(on: bool) {
    // A browser that keeps nothing forgets the choice with the page.
    if let Some(storage) = storage() {
        let _ = storage.set_item(STORED, if on { "on" } else { "off" });
    }
}

/// For components that must be pressed by a key: focuses an input.
pub(crate) fn focus(node: NodeRef<html::Input>) {
    if let Some(input) = node.get_untracked() {
        // An input that cannot take the focus leaves it where it was.
        let _ = input.focus();
        input.select();
    }
}
