//! Which columns a table shows and in which order. Every choice is a link that changes `columns` in the address, so that it works
//! without script, survives a reload and can be shared; the sheet stays open meanwhile.

use domain::{Msg, msg};
use leptos::prelude::*;

use super::{Column, Heading};
use crate::{
    address::use_address,
    icon::{Icon, IconName},
    menu::Popover,
    text::t,
};

/// The sheet of columns.
#[component]
pub fn ColumnChooser<T>(
    /// All columns of the table.
    columns: Vec<Column<T>>,
    /// Keys of the shown ones, in order; empty for the usual ones.
    #[prop(optional, into)]
    shown: Vec<String>,
) -> impl IntoView
where
    T: 'static,
{
    let all: Vec<(Heading, bool)> = columns.iter().map(|column| (column.heading(), column.is_usual())).collect();
    chooser(&all, &shown)
}

fn chooser(all: &[(Heading, bool)], chosen: &[String]) -> AnyView {
    let keys = current(all, chosen);
    let on: Vec<_> = keys
        .iter()
        .filter_map(|key| all.iter().find(|(heading, _)| heading.key == key.as_str()))
        .map(|(heading, _)| heading.clone())
        .collect();
    let off: Vec<_> =
        all.iter().filter(|(heading, _)| !keys.iter().any(|key| key == heading.key)).map(|(heading, _)| heading.clone()).collect();
    let lines: Vec<_> = on
        .into_iter()
        .map(|heading| shown_line(&keys, heading))
        .chain(off.into_iter().map(|heading| hidden_line(&keys, heading)))
        .collect();
    view! {
        <Popover id="columns" label=t(msg::ui_columns()) icon=Some(IconName::Columns)>
            <ul class="menu-list columns-list" role="list">{lines}</ul>
            <p class="menu-foot">{link(String::new(), "menu-line", t(msg::ui_columns_reset()).into_any(), None)}</p>
        </Popover>
    }
    .into_any()
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
    let hide = tick(without, true, name.clone(), msg::ui_column_hide(name.as_str()));
    let earlier = (at > 0).then(|| mover(moved(at - 1), IconName::ChevronUp, msg::ui_column_earlier(name.as_str())));
    let later = (at + 1 < keys.len()).then(|| mover(moved(at + 1), IconName::ChevronDown, msg::ui_column_later(name.as_str())));
    view! { <li class="column-line">{if keys.len() > 1 { hide } else { view! { <span class="menu-line">{name}
    </span> }.into_any() }}{earlier}{later}</li> }
    .into_any()
}

fn hidden_line(keys: &[String], heading: Heading) -> AnyView {
    let name = t(heading.label);
    let with = keys.iter().map(String::as_str).chain([heading.key]).collect::<Vec<_>>().join(",");
    view! { <li class="column-line">{tick(with, false, name.clone(), msg::ui_column_show(name))}</li> }.into_any()
}

fn tick(columns: String, on: bool, name: String, label: Msg) -> AnyView {
    let mark = if on { view! { <Icon name=IconName::Check/> }.into_any() } else { ().into_any() };
    link(
        columns,
        "menu-line",
        view! { <span class="menu-icon">{mark}</span><span class="menu-words">{name}
        </span> }
        .into_any(),
        Some(t(label)),
    )
}

fn mover(columns: String, icon: IconName, label: Msg) -> AnyView {
    link(columns, "button button-quiet button-icon", view! { <Icon name=icon/> }.into_any(), Some(t(label)))
}

fn link(columns: String, class: &'static str, inside: AnyView, label: Option<String>) -> AnyView {
    let address = use_address();
    let href = move || address.link(&address.query().with("columns", &columns));
    view! { <a class=class href=href data-noscroll="" aria-label=label>{inside}</a> }.into_any()
}
