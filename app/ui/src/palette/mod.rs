//! The command palette: Ctrl/⌘-K or the button in the bar, a few letters, Enter. Pages, acts, what the page at hand offers and what was
//! opened lately are found here at once, without a request; records come from a search that the site provides, 200 ms after the last
//! key. The input is a combobox over a listbox, so the chosen line is read aloud while the focus stays in the input.
//!
//! To add an act for everybody: a line in [`acts`]; for one side: in its site map; for one page: [`offer`].

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use domain::{Msg, msg};
use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    address::use_address,
    dialog::{close_on_backdrop, keep_modal},
    icon::{Icon, IconName},
    shortcuts::focus,
    text::t,
};

mod acts;
mod lines;
mod offers;
mod recent;

pub(crate) use acts::of_everybody;
pub(crate) use offers::{Offers, provide_offers};
pub use offers::{offer, opened};

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// Leads to a page.
    Go(String),
    /// Fetches a file.
    Fetch(String),
    /// Sends a form without fields to this path.
    Post(String),
    /// Sets a preference, and stays on the page.
    Prefer(&'static str, String),
}

/// Something to go to, or to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// More about it: an email, what an act is about. It is found by this as well.
    pub detail: Option<String>,
    /// What choosing it does.
    pub goal: Goal,
    /// What kind of thing it is.
    pub icon: IconName,
    /// What stands above it and its like.
    pub group: Msg,
}

impl Entry {
    /// A page.
    #[must_use]
    pub fn page(title: String, href: impl Into<String>, icon: IconName) -> Self {
        Self { title, detail: None, goal: Goal::Go(href.into()), icon, group: msg::ui_go_to_pages() }
    }
    /// Something to do.
    #[must_use]
    pub fn act(title: String, goal: Goal, icon: IconName) -> Self {
        Self { title, detail: None, goal, icon, group: msg::ui_actions() }
    }
    /// A record of this kind.
    #[must_use]
    pub fn record(group: Msg, title: String, href: impl Into<String>, icon: IconName) -> Self {
        Self { title, detail: None, goal: Goal::Go(href.into()), icon, group }
    }
    /// With more about it.
    #[must_use]
    pub fn about(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into()).filter(|detail| !detail.is_empty());
        self
    }

    fn is_of(&self, group: &Msg) -> bool {
        self.group == *group
    }

    /// Whether every word of the query stands in its title or in what is said about it.
    fn fits(&self, query: &str) -> bool {
        let words = format!("{} {}", self.title, self.detail.as_deref().unwrap_or_default()).to_lowercase();
        query.split_whitespace().all(|word| words.contains(word))
    }
}

/// What is found for a text, or why nothing could be looked up.
pub type Found = Pin<Box<dyn Future<Output = Result<Vec<Entry>, Msg>>>>;
/// Looks records up.
pub type Search = Arc<dyn Fn(String) -> Found + Send + Sync>;

/// Time after the last key before records are looked up.
const PAUSE: Duration = Duration::from_millis(200);
/// Letters below which no record is looked up.
const FEWEST: usize = 2;

/// What became of the last question.
#[derive(Debug, Clone, Default, PartialEq)]
struct Answer {
    /// The text that was asked for, in lower case.
    to: String,
    found: Vec<Entry>,
    /// Why there is none.
    failed: Option<Msg>,
    /// A newer one is still to come.
    coming: bool,
}

#[derive(Clone, Copy)]
struct State {
    open: RwSignal<bool>,
    query: RwSignal<String>,
    answer: RwSignal<Answer>,
    chosen: RwSignal<usize>,
    fixed: StoredValue<Vec<Entry>>,
    recent: RwSignal<Vec<Entry>>,
    offers: Offers,
}

impl State {
    fn text(self) -> String {
        self.query.with(|query| query.trim().to_lowercase())
    }

    /// What the list shows. Records come last, so that no line moves when they arrive.
    fn shown(self) -> Vec<Entry> {
        let query = self.text();
        let fitting =
            |entries: Vec<Entry>, most: usize| entries.into_iter().filter(|entry| entry.fits(&query)).take(most).collect::<Vec<_>>();
        let (pages, acts): (Vec<Entry>, Vec<Entry>) =
            self.fixed.with_value(|all| all.iter().cloned().partition(|entry| entry.is_of(&msg::ui_go_to_pages())));
        let (here, recent) = (fitting(self.offers.entries(), 8), self.recent.get());
        if query.is_empty() {
            return [here, fitting(recent, 5), fitting(pages, 8), fitting(acts, 5)].concat();
        }
        let mut shown = [here, fitting(pages, 5), fitting(acts, 5), fitting(recent, 3)].concat();
        // Of an older answer only what fits the newer text.
        let (to, found) = self.answer.with(|answer| (answer.to.clone(), answer.found.clone()));
        let found = if to == query { found } else { fitting(found, usize::MAX) };
        let new: Vec<Entry> = found.into_iter().filter(|entry| !shown.iter().any(|known| known.goal == entry.goal)).collect();
        shown.extend(new);
        shown
    }

    fn choose(self, at: usize) {
        self.chosen.set(at);
        if let Some(line) = document().get_element_by_id(&format!("palette-{at}")) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

/// The palette.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Pages and acts.
    entries: Vec<Entry>,
    /// Looks records up.
    #[prop(optional_no_strip)]
    search: Option<Search>,
) -> impl IntoView {
    let state = State {
        open,
        query: RwSignal::default(),
        answer: RwSignal::default(),
        chosen: RwSignal::new(0),
        fixed: StoredValue::new(entries),
        recent: RwSignal::default(),
        offers: offers::here(),
    };
    let (dialog, input) = (NodeRef::<html::Dialog>::new(), NodeRef::<html::Input>::new());
    keep_modal(dialog, open);
    Effect::new(move |_| {
        if open.get() {
            state.recent.set(recent::read(&state.offers.whose()));
            state.chosen.set(0);
            focus(input);
        }
    });
    let look_up = searching(state, search);
    let typed = move |text: String| {
        state.chosen.set(0);
        state.query.set(text);
        look_up();
    };
    let count = Memo::new(move |_| state.shown().len());
    let active = move || (count.get() > 0).then(|| format!("palette-{}", state.chosen.get()));
    let said = move || match state.answer.with(|answer| (answer.coming, answer.failed.clone())) {
        (true, _) => String::new(),
        (false, Some(why)) => t(why),
        (false, None) => t(msg::ui_go_to_count(count.get())),
    };
    let address = use_address();
    // Nobody downloads lines that nobody asked for.
    let drawn = Memo::new(move |before| before == Some(&true) || open.get());
    view! {
        <dialog class="dialog palette" node_ref=dialog aria-label=t(msg::ui_go_to()) on:close=move |_| open.set(false)
            on:click=move |event| close_on_backdrop(dialog, &event)>
            <div class="dialog-box palette-box" on:keydown=move |event| keys(state, &event)>
                <div class="palette-input">
                    <Icon name=IconName::Search/>
                    <input
                        node_ref=input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list"
                            aria-autocomplete="list"
                        aria-activedescendant=active
                        aria-label=t(msg::ui_go_to()) placeholder=t(msg::ui_go_to_hint()) autocomplete="off" spellcheck="false" maxlength="200"
                        on:input:target=move |event| typed(event.target().value())
                    />
                    <kbd aria-hidden="true">"Esc"</kbd>
                </div>
                <div id="palette-list" class="palette-list" role="listbox" aria-label=t(msg::ui_go_to())>{move || drawn.get().then(|| lines::list(state, address))}</div>
                <p class="visually-hidden" role="status">{move || open.get().then(said)}</p>
            </div>
        </dialog>
    }
}

fn keys(state: State, event: &ev::KeyboardEvent) {
    let count = untrack(|| state.shown()).len();
    let chosen = state.chosen.get_untracked().min(count.saturating_sub(1));
    match event.key().as_str() {
        "ArrowDown" if count > 0 => state.choose((chosen + 1) % count),
        "ArrowUp" if count > 0 => state.choose((chosen + count - 1) % count),
        "Enter" if !event.is_composing() => press(),
        _ => return,
    }
    event.prevent_default();
}

/// Presses the chosen line, so that a link is followed as any other.
fn press() {
    let line = document().query_selector(".palette-line[aria-selected=true]").ok().flatten();
    if let Some(line) = line.and_then(|line| line.dyn_into::<web_sys::HtmlElement>().ok()) {
        line.click();
    }
}

/// Looks records up a moment after the last key; an answer to an older text is dropped.
fn searching(state: State, search: Option<Search>) -> impl Fn() + Clone {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let search = StoredValue::new(search);
    move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let Some(search) = search.get_value() else { return };
        let asked = untrack(|| state.text());
        if asked.chars().count() < FEWEST {
            return state.answer.set(Answer::default());
        }
        state.answer.update(|answer| (answer.coming, answer.failed) = (true, None));
        let ask = move || {
            let coming = search(state.query.get_untracked().trim().to_owned());
            leptos::task::spawn_local(async move {
                let outcome = coming.await;
                // With the page gone, or another text in its place, there is nothing left to say.
                if state.query.try_get_untracked().is_none_or(|now| now.trim().to_lowercase() != asked) {
                    return;
                }
                let (found, failed) = match outcome {
                    Ok(found) => (found, None),
                    Err(why) => (Vec::new(), Some(why)),
                };
                state.answer.set(Answer { to: asked, found, failed, coming: false });
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, detail: &str) -> Entry {
        Entry::page(title.to_owned(), "/", IconName::Sun).about(detail)
    }

    #[test]
    fn every_word_must_stand_in_the_title_or_beside_it() {
        assert!(entry("Add a user", "").fits("us add"));
        assert!(!entry("Add a user", "").fits("user delete"));
        assert!(entry("Anything", "").fits(""));
        assert!(entry("Dark", "Appearance").fits("appear dark"), "finding 56");
    }
}
