//! A choice among more than a list can hold: one types a part of the name, and what fits is offered. Where the page is written it is a
//! plain list of the first ones and of what is chosen, so that it works without script; once awake it is a combobox over a listbox, and
//! the form sends what is chosen through a hidden input of the same name. A question that fails says so, and can be asked again.
//!
//! As a filter: [`Filter::lookup`]; in a form: [`LookupField`]. Few choices need none of this: give them to a list.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use domain::{Msg, msg};
use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    field::{Choice, FieldSpec, wired},
    filter_bar::{Filter, FilterKind, Own},
    text::t,
};

mod lines;

use lines::{lines, said};

/// What is found for a text, or why nothing could be looked up.
pub type Found = Pin<Box<dyn Future<Output = Result<Vec<Choice>, Msg>>>>;
/// Looks choices up by a part of their name.
pub type Find = Arc<dyn Fn(String) -> Found + Send + Sync>;

/// Time after the last key before choices are looked up.
const PAUSE: Duration = Duration::from_millis(200);

/// A lookup as it stands in a form.
struct Control {
    id: String,
    name: String,
    label: String,
    /// The choice of nothing.
    blank: String,
    first: Vec<Choice>,
    find: Find,
    value: String,
    described_by: Option<String>,
    invalid: Signal<bool>,
    changed: Callback<Choice>,
}

/// What became of the last question.
#[derive(Clone, PartialEq)]
enum Answer {
    /// It is what is offered.
    Here,
    /// It is still to come; what is offered is older.
    Coming,
    /// There is none, for this reason.
    Failed(Msg),
}

#[derive(Clone, Copy)]
struct State {
    value: RwSignal<String>,
    text: RwSignal<String>,
    open: RwSignal<bool>,
    at: RwSignal<usize>,
    /// What is offered now.
    offered: RwSignal<Vec<Choice>>,
    answer: RwSignal<Answer>,
    /// Why there is no answer; lines are drawn anew when it changes, not with each question.
    failed: Memo<Option<Msg>>,
    /// What is offered before anybody types.
    first: StoredValue<Vec<Choice>>,
    id: StoredValue<String>,
    hidden: NodeRef<html::Input>,
    changed: Callback<Choice>,
}

impl State {
    fn new(control: &Control) -> Self {
        let mut first = vec![Choice::new("", control.blank.clone())];
        first.extend(control.first.iter().cloned());
        let answer = RwSignal::new(Answer::Here);
        Self {
            text: RwSignal::new(label_of(&first, &control.value)),
            value: RwSignal::new(control.value.clone()),
            open: RwSignal::new(false),
            at: RwSignal::new(0),
            offered: RwSignal::new(first.clone()),
            answer,
            failed: Memo::new(move |_| match answer.get() {
                Answer::Failed(why) => Some(why),
                _ => None,
            }),
            first: StoredValue::new(first),
            id: StoredValue::new(control.id.clone()),
            hidden: NodeRef::new(),
            changed: control.changed,
        }
    }

    fn line_id(self, at: usize) -> String {
        self.id.with_value(|id| format!("{id}-{at}"))
    }

    /// Shows all that is offered before anybody types, with the chosen one in front.
    fn show(self) {
        if self.open.get_untracked() {
            return;
        }
        let first = self.first.get_value();
        let value = self.value.get_untracked();
        let at = first.iter().position(|choice| choice.value == value).unwrap_or(0);
        self.offer(first);
        self.at.set(at);
        self.open.set(true);
        scroll_to(&self.id.with_value(|id| list_id(id)));
        scroll_to(&self.line_id(at));
    }

    fn offer(self, choices: Vec<Choice>) {
        self.at.set(0);
        self.offered.set(choices);
        self.answer.set(Answer::Here);
    }

    /// Says again what is chosen.
    fn restore(self) {
        self.open.set(false);
        let value = self.value.get_untracked();
        self.text.set(self.first.with_value(|known| label_of(known, &value)));
    }

    /// The choice of somebody; the form hears of it as of any other change.
    fn choose(self, choice: Choice) {
        self.first.update_value(|known| {
            if !known.iter().any(|one| one.value == choice.value) {
                known.push(choice.clone());
            }
        });
        let changes = self.value.get_untracked() != choice.value;
        self.value.set(choice.value.clone());
        self.restore();
        if !changes {
            return;
        }
        self.changed.run(choice.clone());
        if let Some(hidden) = self.hidden.get_untracked() {
            hidden.set_value(&choice.value);
            if let Ok(event) = document().create_event("Event") {
                event.init_event_with_bubbles("change", true);
                let _ = hidden.dispatch_event(&event);
            }
        }
    }
}

/// What a value is called; nothing is called nothing, for the placeholder says so.
fn label_of(known: &[Choice], value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    known.iter().find(|choice| choice.value == value).map_or_else(|| value.to_owned(), |choice| choice.label.clone())
}

fn list_id(id: &str) -> String {
    format!("{id}-list")
}

fn scroll_to(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(line) = document().get_element_by_id(&id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// The control: a list until the page is awake, then the combobox. `follows` is a value that others change too.
fn lookup(control: Control, follows: Option<Signal<String>>) -> AnyView {
    let (awake, state) = (RwSignal::new(false), State::new(&control));
    Effect::new(move |_| awake.set(true));
    if let Some(follows) = follows {
        Effect::new(move |_| {
            let value = follows.get();
            if state.value.get_untracked() != value {
                state.value.set(value);
                state.restore();
            }
        });
    }
    let look_up = searching(state, control.find.clone());
    let control = StoredValue::new(control);
    (move || if awake.get() { control.with_value(|control| combobox(control, state, look_up)) } else { control.with_value(list) })
        .into_any()
}

fn list(control: &Control) -> AnyView {
    let blank = Choice::new("", control.blank.clone());
    let options: Vec<_> = std::iter::once(&blank)
        .chain(&control.first)
        .map(|Choice { value, label }| view! { <option value=value.clone() selected=*value == control.value>{label.clone()}</option> })
        .collect();
    view! {
        <select class="input input-select" name=control.name.clone() id=control.id.clone() aria-describedby=control.described_by.clone()>{options}</select>
    }
    .into_any()
}

fn combobox(control: &Control, state: State, look_up: Callback<String>) -> AnyView {
    let Control { id, name, label, blank, described_by, invalid, .. } = control;
    let (list_id, invalid) = (list_id(id), *invalid);
    let typed = move |text: String| {
        state.text.set(text.clone());
        state.at.set(0);
        state.open.set(true);
        look_up.run(text);
    };
    let active = move || state.open.get().then(|| state.line_id(state.at.get()));
    view! {
        <div class="lookup" on:focusout=move |event| left(state, &event) on:keydown=move |event| keys(state, &event, look_up)>
            <input type="hidden" name=name.clone() value=state.value.get_untracked() node_ref=state.hidden prop:value=move || state.value.get()/>
            <input
                class="input input-select" id=id.clone() type="text" dir="auto" role="combobox" aria-autocomplete="list" aria-controls=list_id.clone()
                aria-expanded=move || if state.open.get() { "true" } else { "false" } aria-activedescendant=active
                aria-describedby=described_by.clone() aria-invalid=move || invalid.get().then_some("true")
                autocomplete="off" spellcheck="false" maxlength="120" placeholder=blank.clone() prop:value=move || state.text.get()
                on:click=move |_| state.show() on:focus:target=move |event| event.target().select()
                on:input:target=move |event| typed(event.target().value())
            />
            <div
                class="lookup-list" id=list_id role="listbox" tabindex="-1" aria-label=label.clone() hidden=move || !state.open.get()
                on:mousedown=|event| event.prevent_default()
            >
                {move || lines(state, look_up)}
            </div>
            <p class="visually-hidden" role="status">{move || state.open.get().then(|| said(state))}</p>
        </div>
    }
    .into_any()
}

fn keys(state: State, event: &ev::KeyboardEvent, look_up: Callback<String>) {
    let (open, at, count) = (state.open.get_untracked(), state.at.get_untracked(), state.offered.with_untracked(Vec::len));
    match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if !open => state.show(),
        "ArrowDown" if count > 0 => go(state, (at + 1) % count),
        "ArrowUp" if count > 0 => go(state, (at + count - 1) % count),
        "Enter" if open && !event.is_composing() => enter(state, at, look_up),
        "Escape" if open => {
            event.stop_propagation();
            state.restore();
        }
        _ => return,
    }
    event.prevent_default();
}

/// Chooses the line; what is older than the question is not chosen, for nobody means it.
fn enter(state: State, at: usize, look_up: Callback<String>) {
    match (state.answer.get_untracked(), state.offered.with_untracked(|offered| offered.get(at).cloned())) {
        (Answer::Coming, _) => {}
        (Answer::Failed(_), _) => look_up.run(state.text.get_untracked()),
        (Answer::Here, Some(choice)) => state.choose(choice),
        (Answer::Here, None) => state.restore(),
    }
}

fn go(state: State, at: usize) {
    state.at.set(at);
    scroll_to(&state.line_id(at));
}

/// The focus went elsewhere: what was typed and not chosen is forgotten, and an emptied field chooses nothing.
fn left(state: State, event: &ev::FocusEvent) {
    let inside = |to: web_sys::EventTarget| {
        let here = event.current_target().and_then(|here| here.dyn_into::<web_sys::Node>().ok());
        here.is_some_and(|here| here.contains(to.dyn_ref::<web_sys::Node>()))
    };
    if event.related_target().is_some_and(inside) {
        return;
    }
    // With the page gone there is nothing left to say.
    let Some(emptied) = state.text.try_with_untracked(|text| text.trim().is_empty()) else { return };
    if emptied {
        let blank = state.first.with_value(|first| first.first().cloned());
        if let Some(blank) = blank {
            state.choose(blank);
        }
    }
    state.restore();
}

/// Looks choices up a moment after the last key; an answer to an older text is dropped.
fn searching(state: State, find: Find) -> Callback<String> {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let find = StoredValue::new(find);
    Callback::new(move |text: String| {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let text = text.trim().to_owned();
        if text.is_empty() {
            return state.offer(state.first.get_value());
        }
        state.answer.set(Answer::Coming);
        let ask = move || {
            let coming = find.with_value(|find| find(text.clone()));
            leptos::task::spawn_local(async move {
                let found = coming.await;
                if state.text.try_get_untracked().is_none_or(|now| now.trim() != text) {
                    return;
                }
                match found {
                    Ok(found) => state.offer(found),
                    Err(why) => {
                        state.offered.set(Vec::new());
                        state.answer.set(Answer::Failed(why));
                    }
                }
            });
        };
        waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    })
}

impl Filter {
    /// One of so many that `choices` are only the first, and what is chosen; the others are found by a part of their name.
    #[must_use]
    pub fn lookup(name: &'static str, label: Msg, choices: Vec<Choice>, find: Find) -> Self {
        let known = RwSignal::new(choices.clone());
        let words = label.clone();
        let control = move |id: String, value: Signal<String>| {
            let control = Control {
                id,
                name: name.to_owned(),
                label: t(words.clone()),
                blank: t(msg::ui_any()),
                first: choices.clone(),
                find: find.clone(),
                value: value.get_untracked(),
                described_by: None,
                invalid: Signal::stored(false),
                changed: Callback::new(move |choice: Choice| {
                    known.update(|known| {
                        if !known.contains(&choice) {
                            known.push(choice);
                        }
                    });
                }),
            };
            lookup(control, Some(value))
        };
        Self { name, label, kind: FilterKind::Own(Own { known, always: true, control: Arc::new(control) }), of: None }
    }
}

/// A field that is one of so many that `options` are only the first, and what is chosen.
#[component]
pub fn LookupField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Label.
    label: Msg,
    /// The first that can be chosen.
    options: Vec<Choice>,
    /// Finds the others.
    find: Find,
    /// What is chosen at first.
    #[prop(optional, into)]
    value: String,
    /// The choice of nothing.
    blank: Msg,
    /// Must be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let words = t(label.clone());
    wired(FieldSpec { name, label, hint: None, required, check: None, quiet: false }, move |wiring| {
        let changed = wiring.changed;
        let control = Control {
            id: wiring.id,
            name: wiring.name,
            label: words,
            blank: t(blank),
            first: options,
            find,
            value: wiring.typed.unwrap_or(value),
            described_by: Some(wiring.described_by),
            invalid: wiring.invalid,
            changed: Callback::new(move |choice: Choice| changed.run(choice.value)),
        };
        lookup(control, None)
    })
}
