//! Which columns a table shows and in which order. Every choice is a link that changes `columns` in the address, so that it works
//! without script, survives a reload and can be shared. Once awake the sheet stays open meanwhile, with the focus on what was pressed,
//! and shown columns can be dragged as well.

use domain::{Msg, msg};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Column, Heading};
use crate::{
    address::{Address, use_address},
    icon::{Icon, IconName},
    menu::Popover,
    refocus,
    text::t,
};

/// The sheet of columns.
#[component]
pub fn ColumnChooser<T>(
    /// All columns of the table.
    columns: Vec<Column<T>>,
    /// Keys of the shown ones, in order; empty for the usual ones.
    #[prop(optional, into)]
    shown: Signal<Vec<String>>,
) -> impl IntoView
where
    T: 'static,
{
    let all: Vec<(Heading, bool)> = columns.iter().map(|column| (column.heading(), column.is_usual())).collect();
    chooser(StoredValue::new(all), shown)
}

type All = StoredValue<Vec<(Heading, bool)>>;

fn chooser(all: All, shown: Signal<Vec<String>>) -> AnyView {
    let address = use_address();
    // Lines are drawn anew in their order: what was pressed is found again by its id.
    let pressed = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        shown.track();
        if let Some(id) = pressed.try_update_value(Option::take).flatten() {
            request_animation_frame(move || focus_again(&id));
        }
    });
    let press = move |event: ev::MouseEvent| pressed.set_value(near(&event, "a[id]").map(|link| link.id()));
    let dragged = StoredValue::new(None::<String>);
    let key_at = |event: &ev::DragEvent| near(event, "[data-column]").and_then(|line| line.get_attribute("data-column"));
    let drag = move |event: ev::DragEvent| dragged.set_value(key_at(&event));
    let over = move |event: ev::DragEvent| {
        if dragged.with_value(Option::is_some) {
            event.prevent_default();
        }
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        let Some((from, to)) = dragged.try_update_value(Option::take).flatten().zip(key_at(&event)) else { return };
        let keys = all.with_value(|all| current(all, &shown.get_untracked()));
        show(address, moved(keys, &from, &to));
    };
    let lines = move || all.with_value(|all| lines(all, &shown.get()));
    view! {
        <Popover id="columns" label=t(msg::ui_columns()) icon=Some(IconName::Columns)>
            <ul class="menu-list columns-list" role="list" on:click=press on:dragstart=drag on:dragover=over on:drop=drop>{lines}</ul>
            <p class="menu-foot">{link(String::new(), "column-usual".to_owned(), "menu-line", t(msg::ui_columns_reset()).into_any(), None)}</p>
        </Popover>
    }
    .into_any()
}

fn near(event: &ev::Event, selector: &str) -> Option<web_sys::Element> {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())?;
    target.closest(selector).ok().flatten()
}

fn focus_again(id: &str) {
    let found = document().get_element_by_id(id).and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(found) = found {
        refocus::take(&found);
    }
}

fn show(address: Address, keys: Vec<String>) {
    let query = untrack(|| address.query()).with("columns", &keys.join(","));
    address.push(&query.on(&address.get_untracked()));
}

/// The keys with one of them in the place of another.
fn moved(mut keys: Vec<String>, from: &str, to: &str) -> Vec<String> {
    let place = |key: &str| keys.iter().position(|known| known == key);
    if let (Some(from), Some(to)) = (place(from), place(to)) {
        let key = keys.remove(from);
        keys.insert(to, key);
    }
    keys
}

fn lines(all: &[(Heading, bool)], chosen: &[String]) -> Vec<AnyView> {
    let keys = current(all, chosen);
    let on = keys.iter().filter_map(|key| all.iter().find(|(heading, _)| heading.key == key.as_str()));
    let off = all.iter().filter(|(heading, _)| !keys.iter().any(|key| key == heading.key));
    on.map(|(heading, _)| shown_line(&keys, heading.clone())).chain(off.map(|(heading, _)| hidden_line(&keys, heading.clone()))).collect()
}

/// Keys shown now.
fn current(all: &[(Heading, bool)], chosen: &[String]) -> Vec<String> {
    let known: Vec<_> = chosen.iter().filter(|key| all.iter().any(|(heading, _)| heading.key == key.as_str())).cloned().collect();
    if known.is_empty() { all.iter().filter(|(_, usual)| *usual).map(|(heading, _)| heading.key.to_owned()).collect() } else { known }
}

fn shown_line(keys: &[String], heading: Heading) -> AnyView {
    let at = keys.iter().position(|key| key == heading.key).unwrap_or_default();
    let name = t(heading.label);
    let without = keys.iter().filter(|key| *key != heading.key).cloned().collect::<Vec<_>>().join(",");
    let moved = |to: usize| {
        let mut keys = keys.to_vec();
        keys.swap(at, to);
        keys.join(",")
    };
    let key = heading.key;
    let hide = tick(without, key, true, name.clone(), msg::ui_column_hide(name.as_str()));
    let earlier =
        (at > 0).then(|| mover(moved(at - 1), format!("column-{key}-up"), IconName::ChevronUp, msg::ui_column_earlier(name.as_str())));
    let later = (at + 1 < keys.len())
        .then(|| mover(moved(at + 1), format!("column-{key}-down"), IconName::ChevronDown, msg::ui_column_later(name.as_str())));
    view! { <li class="column-line" data-column=key draggable="true">{if keys.len() > 1 { hide } else { view! { <span class="menu-line">{name}
    </span> }.into_any() }}{earlier}{later}</li> }
    .into_any()
}

fn hidden_line(keys: &[String], heading: Heading) -> AnyView {
    let name = t(heading.label);
    let with = keys.iter().map(String::as_str).chain([heading.key]).collect::<Vec<_>>().join(",");
    view! { <li class="column-line">{tick(with, heading.key, false, name.clone(), msg::ui_column_show(name))}</li> }.into_any()
}

fn tick(columns: String, key: &'static str, on: bool, name: String, label: Msg) -> AnyView {
    let mark = on.then(|| view! { <Icon name=IconName::Check/> });
    let inside =
        view! { <span class="column-box" class:column-on=on aria-hidden="true">{mark}</span><span class="menu-words">{name}</span> };
    link(columns, format!("column-{key}"), "menu-line", inside.into_any(), Some(t(label)))
}

fn mover(columns: String, id: String, icon: IconName, label: Msg) -> AnyView {
    link(columns, id, "button button-quiet button-icon", view! { <Icon name=icon/> }.into_any(), Some(t(label)))
}

fn link(columns: String, id: String, class: &'static str, inside: AnyView, label: Option<String>) -> AnyView {
    let address = use_address();
    let href = move || address.link(&address.query().with("columns", &columns));
    view! { <a class=class id=id href=href draggable="false" data-noscroll="" aria-label=label>{inside}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn finding_31_a_column_that_is_dropped_on_another_takes_its_place() {
        let after = |from: &str, to: &str| moved(["a", "b", "c", "d"].map(str::to_owned).into(), from, to).concat();
        assert_eq!([after("a", "c"), after("d", "b"), after("b", "b"), after("x", "b")], ["bcad", "adbc", "abcd", "abcd"]);
    }
}
