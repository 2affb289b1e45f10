//! The command palette: Ctrl/⌘-K or the button in the bar, a few letters, Enter. Pages are found here at once, without a request;
//! records come from a search that the page provides, 200 ms after the last key. The input is a combobox over a listbox, so the
//! chosen line is read aloud while the focus stays in the input.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use domain::msg;
use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    dialog::{close_on_backdrop, keep_modal},
    icon::{Icon, IconName},
    shortcuts::focus,
    text::t,
};

/// Something to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// More about it: an email, a path.
    pub detail: Option<String>,
    /// Where it is.
    pub href: String,
    /// What kind of thing it is.
    pub icon: IconName,
}

/// What is found for a text.
pub type Found = Pin<Box<dyn Future<Output = Vec<Entry>>>>;
/// Looks records up.
pub type Search = Arc<dyn Fn(String) -> Found + Send + Sync>;

#[derive(Clone, Copy)]
struct State {
    open: RwSignal<bool>,
    query: RwSignal<String>,
    found: RwSignal<Vec<Entry>>,
    chosen: RwSignal<usize>,
    pages: StoredValue<Vec<Entry>>,
}

impl State {
    /// What the list shows: pages that fit, then records.
    fn pages(self) -> Vec<Entry> {
        let query = self.query.get().trim().to_lowercase();
        self.pages.with_value(|pages| pages.iter().filter(|page| fits(&page.title, &query)).take(8).cloned().collect())
    }
}

/// Whether every word of the query begins a word of the title or, failing that, stands in it.
fn fits(title: &str, query: &str) -> bool {
    let title = title.to_lowercase();
    query.split_whitespace().all(|word| title.contains(word))
}

/// The palette.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Pages and actions.
    entries: Vec<Entry>,
    /// Looks records up.
    #[prop(optional_no_strip)]
    search: Option<Search>,
) -> impl IntoView {
    let state =
        State { open, query: RwSignal::default(), found: RwSignal::default(), chosen: RwSignal::new(0), pages: StoredValue::new(entries) };
    let (dialog, input) = (NodeRef::<html::Dialog>::new(), NodeRef::<html::Input>::new());
    keep_modal(dialog, open);
    Effect::new(move |_| {
        if open.get() {
            focus(input);
        }
    });
    let look_up = searching(state, search);
    let typed = move |text: String| {
        state.chosen.set(0);
        state.query.set(text);
        look_up();
    };
    let count = move || state.pages().len() + state.found.with(Vec::len);
    view! {
        <dialog class="dialog palette" node_ref=dialog aria-label=t(msg::ui_go_to()) on:close=move |_| open.set(false)
            on:click=move |event| close_on_backdrop(dialog, &event)>
            <div class="dialog-box palette-box" on:keydown=move |event| keys(state, &event)>
                <div class="palette-input">
                    <Icon name=IconName::Search/>
                    <input
                        node_ref=input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list"
                            aria-autocomplete="list"
                        aria-activedescendant=move || (count() > 0).then(|| format!("palette-{}", state.chosen.get()))
                        aria-label=t(msg::ui_go_to()) placeholder=t(msg::ui_go_to_hint()) autocomplete="off" spellcheck="false"
                        on:input:target=move |event| typed(event.target().value())
                    />
                    <kbd aria-hidden="true">"Esc"</kbd>
                </div>
                <div id="palette-list" class="palette-list" role="listbox" aria-label=t(msg::ui_go_to())>{move || list(state)}</div>
                <p class="visually-hidden" role="status">{move || open.get().then(|| t(msg::ui_go_to_count(count())))}</p>
            </div>
        </dialog>
    }
}

fn list(state: State) -> AnyView {
    let (pages, found) = (state.pages(), state.found.get());
    if pages.is_empty() && found.is_empty() {
        return view! { <p class="palette-nothing">{t(msg::ui_go_to_nothing(state.query.get()))}</p> }.into_any();
    }
    let first = pages.len();
    view! {
        {group(state, t(msg::ui_go_to_pages()), 0, pages)}
        {group(state, t(msg::ui_go_to_results()), first, found)}
    }
    .into_any()
}

fn group(state: State, label: String, first: usize, entries: Vec<Entry>) -> Option<AnyView> {
    if entries.is_empty() {
        return None;
    }
    let lines: Vec<_> = entries.into_iter().enumerate().map(|(at, entry)| line(state, first + at, entry)).collect();
    Some(
        view! { <div class="palette-group" role="group" aria-label=label.clone()>
        <p class="palette-title" aria-hidden="true">{label.clone()}</p>{lines}</div> }
        .into_any(),
    )
}

fn line(state: State, at: usize, entry: Entry) -> AnyView {
    let Entry { title, detail, href, icon } = entry;
    view! {
        <a
            id=format!("palette-{at}") class="palette-line" role="option" tabindex="-1" href=href
            aria-selected=move || if state.chosen.get() == at { "true" } else { "false" }
            on:mousemove=move |_| if state.chosen.get_untracked() != at { state.chosen.set(at) }
            on:click=move |_| state.open.set(false)
        >
            <Icon name=icon/>
            <bdi class="palette-words">{title}</bdi>
            {detail.map(|detail| view! { <bdi class="palette-detail">{detail}</bdi> })}
        </a>
    }
    .into_any()
}

fn keys(state: State, event: &ev::KeyboardEvent) {
    let (pages, found) = (untrack(|| state.pages()), state.found.get_untracked());
    let count = pages.len() + found.len();
    let chosen = state.chosen.get_untracked().min(count.saturating_sub(1));
    match event.key().as_str() {
        "ArrowDown" if count > 0 => choose(state, (chosen + 1) % count),
        "ArrowUp" if count > 0 => choose(state, (chosen + count - 1) % count),
        "Enter" if !event.is_composing() => {
            let Some(entry) = pages.into_iter().chain(found).nth(chosen) else { return };
            state.open.set(false);
            follow(&entry.href);
        }
        _ => return,
    }
    event.prevent_default();
}

fn choose(state: State, at: usize) {
    state.chosen.set(at);
    if let Some(line) = document().get_element_by_id(&format!("palette-{at}")) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Follows the chosen line's own link, so that the router treats it as any other.
fn follow(href: &str) {
    let link = document().query_selector(".palette-line[aria-selected=true]").ok().flatten();
    match link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(link) => link.click(),
        // The list was drawn anew meanwhile: the browser goes there itself.
        None => {
            let _ = window().location().assign(href);
        }
    }
}

/// Looks records up 200 ms after the last key; an answer to an older text is dropped.
fn searching(state: State, search: Option<Search>) -> impl Fn() + Clone {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let search = StoredValue::new(search);
    move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let Some(search) = search.get_value() else { return };
        let ask = move || {
            let query = state.query.get_untracked().trim().to_owned();
            if query.chars().count() < 2 {
                return state.found.set(Vec::new());
            }
            let asked = query.clone();
            leptos::task::spawn_local(async move {
                let entries = search(query).await;
                if state.query.try_get_untracked().is_some_and(|now| now.trim() == asked) {
                    state.found.set(entries);
                }
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, Duration::from_millis(200)).ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_stand_in_the_title() {
        assert!(fits("Add a user", "us add"));
        assert!(!fits("Add a user", "user delete"));
        assert!(fits("Anything", ""));
    }
}
