//! The lines of the palette, under the names of their groups: links, and buttons for what is done.

use domain::{Msg, msg};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Entry, Goal, State, recent};
use crate::{address::Address, icon::Icon, shell::preferences::ACTION, text::t};

pub(super) fn list(state: State, address: Address) -> AnyView {
    let entries = state.shown();
    let (coming, failed) = state.answer.with(|answer| (answer.coming, answer.failed.clone()));
    if entries.is_empty() {
        return notice(match failed {
            Some(why) => t(why),
            None if coming => t(msg::ui_loading()),
            None => t(msg::ui_go_to_nothing(state.query.get().trim().to_owned())),
        });
    }
    let mut groups: Vec<(Msg, Vec<AnyView>)> = Vec::new();
    for (at, entry) in entries.into_iter().enumerate() {
        if groups.last().is_none_or(|(group, _)| *group != entry.group) {
            groups.push((entry.group.clone(), Vec::new()));
        }
        if let Some((_, lines)) = groups.last_mut() {
            lines.push(line(state, address, at, entry));
        }
    }
    let groups: Vec<_> = groups.into_iter().map(|(label, lines)| group(t(label), lines)).collect();
    let failed = failed.map(|why| notice(t(why)));
    view! { {groups}{failed} }.into_any()
}

/// A sentence in the place of lines.
fn notice(words: String) -> AnyView {
    view! { <div class="palette-nothing" role="option" aria-disabled="true" aria-selected="false">{words}</div> }.into_any()
}

fn group(label: String, lines: Vec<AnyView>) -> AnyView {
    view! {
        <div class="palette-group" role="group" aria-label=label.clone()>
            <p class="palette-title" aria-hidden="true">{label.clone()}</p>
            {lines}
        </div>
    }
    .into_any()
}

fn line(state: State, address: Address, at: usize, entry: Entry) -> AnyView {
    let id = format!("palette-{at}");
    let selected = move || if state.chosen.get() == at { "true" } else { "false" };
    let over = move |_: ev::MouseEvent| {
        if state.chosen.get_untracked() != at {
            state.chosen.set(at);
        }
    };
    let Entry { title, detail, icon, goal, .. } = entry.clone();
    let words = view! {
        <Icon name=icon/>
        <bdi class="palette-words">{title}</bdi>
        {detail.map(|detail| view! { <bdi class="palette-detail">{detail}</bdi> })}
    };
    match goal {
        Goal::Go(href) => {
            let follow = move |_: ev::MouseEvent| {
                recent::note(&state.offers.whose(), &entry);
                state.open.set(false);
            };
            view! { <a id=id class="palette-line" role="option" tabindex="-1" href=href aria-selected=selected on:mousemove=over on:click=follow>{words}</a> }
                .into_any()
        }
        Goal::Fetch(href) => {
            view! { <a id=id class="palette-line" role="option" tabindex="-1" href=href download="" rel="external" aria-selected=selected on:mousemove=over
                on:click=move |_| state.open.set(false)>{words}</a> }
            .into_any()
        }
        Goal::Post(path) => act(id, selected, over, words.into_any(), move || {
            state.open.set(false);
            post(&path, &[]);
        }),
        Goal::Prefer(name, value) => act(id, selected, over, words.into_any(), move || {
            state.open.set(false);
            post(ACTION, &[(name, value.as_str()), ("return_to", address.get_untracked().as_str())]);
        }),
    }
}

fn act(
    id: String,
    selected: impl Fn() -> &'static str + Send + Sync + 'static,
    over: impl Fn(ev::MouseEvent) + 'static,
    words: AnyView,
    run: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button id=id type="button" class="palette-line" role="option" tabindex="-1" aria-selected=selected on:mousemove=over on:click=move |_| run()>{words}</button>
    }
    .into_any()
}

/// Sends a plain form, as a button of a menu does.
fn post(path: &str, fields: &[(&str, &str)]) {
    let form = document().create_element("form").ok().and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
    let (Some(form), Some(body)) = (form, document().body()) else { return };
    form.set_method("post");
    form.set_action(path);
    for (name, value) in fields {
        let Ok(input) = document().create_element("input") else { return };
        let attributes = [("type", "hidden"), ("name", *name), ("value", *value)];
        if attributes.into_iter().any(|(name, value)| input.set_attribute(name, value).is_err()) || form.append_child(&input).is_err() {
            return;
        }
    }
    // A form that the page does not take is not sent.
    if body.append_child(&form).is_ok() {
        let _ = form.submit();
    }
}
