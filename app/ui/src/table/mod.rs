//! Tables of records. A page describes its [`Column`]s once (key, heading, how to write a cell) and hands over the rows of one page;
//! sorting, choosing and ordering columns are links, so they work without script and live in the address (`sort`, `columns`). The
//! heading stays while the page scrolls, the first column while a table that is too wide scrolls sideways; on phones each row becomes a
//! card. `j` and `k` move between rows, Enter opens one. Roles are written out because cards are not displayed as a table, and some
//! browsers forget then that they are one.
//! To add a column: a line where the page builds its list.

mod chooser;
mod columns;
mod keys;
mod menus;
mod place;
mod selection;
mod side;

use std::sync::Arc;

use domain::{Msg, msg};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

pub use chooser::ColumnChooser;
pub use columns::{Align, Column, Heading, Sort, shown_columns};

use self::menus::Menus;
use crate::{
    address::use_address,
    icon::{Icon, IconName},
    menu::MenuItem,
    refocus,
    text::t,
};

/// What a row is called: its key, its name, its address.
pub type RowText<T> = fn(&T) -> String;

/// The acts of a row, for its menu.
pub type RowActions<T> = Arc<dyn Fn(&T) -> Vec<MenuItem> + Send + Sync>;

/// Rows that can be ticked. The boxes belong to a form elsewhere on the page, which sends the keys of the ticked ones, so that it works
/// without script and may stand beside the forms of the rows' menus.
#[derive(Clone, Copy)]
pub struct RowSelection {
    /// Id of the form.
    pub form: &'static str,
    /// Name under which the form sends each key: `ids[]`.
    pub name: &'static str,
    /// Keys of the rows that are ticked now.
    pub chosen: RwSignal<Vec<String>>,
}

/// What a row is, once written.
struct WrittenRow {
    key: String,
    name: String,
    href: Option<String>,
    cells: Vec<AnyView>,
    actions: Vec<MenuItem>,
}

/// A table of records.
#[component]
pub fn DataTable<T>(
    /// Unique on the page.
    #[prop(default = "table")]
    id: &'static str,
    /// What the rows are, for screen readers.
    caption: Msg,
    /// All columns it can have.
    columns: Vec<Column<T>>,
    /// Keys of the columns to show, in order; the default ones where empty. From `columns` in the address.
    #[prop(optional, into)]
    shown: Vec<String>,
    /// The rows of this page.
    rows: Vec<T>,
    /// What tells one row from another.
    key: fn(&T) -> String,
    /// What a row is called, for its menu ("Actions for Ada").
    name: fn(&T) -> String,
    /// Where a row leads.
    #[prop(optional)]
    href: Option<fn(&T) -> String>,
    /// What can be done with a row.
    #[prop(optional)]
    actions: Option<RowActions<T>>,
    /// How the rows are sorted.
    #[prop(optional)]
    sort: Option<Sort>,
    /// The rows are being fetched again: kept, and marked.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Rows can be ticked.
    #[prop(optional)]
    selection: Option<RowSelection>,
) -> impl IntoView
where
    T: 'static,
{
    let columns = shown_columns(columns, &shown);
    let headings = columns.iter().map(Column::heading).collect();
    let has_actions = actions.is_some();
    let written = rows
        .iter()
        .map(|row| WrittenRow {
            key: key(row),
            name: name(row),
            href: href.map(|href| href(row)),
            cells: columns.iter().map(|column| column.write(row)).collect(),
            actions: actions.as_ref().map(|actions| actions(row)).unwrap_or_default(),
        })
        .collect();
    table(id, caption, headings, written, Around { sort, has_actions, pending, selection })
}

/// What a table knows besides its rows.
struct Around {
    sort: Option<Sort>,
    has_actions: bool,
    pending: Signal<bool>,
    selection: Option<RowSelection>,
}

/// The table itself, compiled once for all kinds of rows.
fn table(id: &'static str, caption: Msg, headings: Vec<Heading>, rows: Vec<WrittenRow>, around: Around) -> AnyView {
    let Around { sort, has_actions, pending, selection } = around;
    let (region, body) = (NodeRef::<html::Div>::new(), NodeRef::<html::Tbody>::new());
    keys::install(body);
    side::follow(region);
    place::restore(body);
    Effect::new(|_| refocus::settle());
    let label = t(caption);
    let heads: Vec<_> = headings.iter().map(|heading| view! { <TableHeader heading=heading.clone() sort=sort.clone()/> }).collect();
    let tick_all = selection.map(|selection| selection::tick_all(selection, rows.iter().map(|row| row.key.clone()).collect()));
    let menus = has_actions.then(|| Menus::of(id));
    let rows: Vec<_> = rows.into_iter().map(|row| written_row(&headings, row, menus, selection)).collect();
    let walk = move |event: ev::KeyboardEvent| {
        if let Some(menus) = menus {
            menus.walk(&event);
        }
    };
    view! {
        <div class="table-region" role="region" tabindex="0" aria-label=label.clone() aria-busy=move || pending.get().then_some("true")
            node_ref=region on:keydown=walk on:click:capture=|event| left(&event) on:scroll=move |_| side::measure(region)>
            <table class="table" role="table">
                <caption class="visually-hidden">{label.clone()}</caption>
                <thead role="rowgroup" on:click=|event| sorted(&event)>
                    <tr role="row">
                        {tick_all}
                        {heads}
                        {has_actions.then(|| view! { <th scope="col" role="columnheader" class="cell-actions">
                            <span class="visually-hidden">{t(msg::ui_actions())}</span></th> })}
                    </tr>
                </thead>
                <tbody role="rowgroup" node_ref=body on:click=move |event| pressed(&event, menus)>{rows}</tbody>
            </table>
            {menus.map(Menus::view)}
        </div>
    }
    .into_any()
}

/// A column's heading; where it sorts, a link that turns the order round, with `aria-sort` as it is now.
#[component]
pub fn TableHeader(
    /// The column.
    heading: Heading,
    /// How the rows are sorted.
    #[prop(optional_no_strip)]
    sort: Option<Sort>,
) -> impl IntoView {
    let Heading { key, label, align, sortable } = heading;
    let order = sort.filter(|sort| sort.key == key);
    let aria = match &order {
        Some(sort) if sort.descending => Some("descending"),
        Some(_) => Some("ascending"),
        None if sortable => Some("none"),
        None => None,
    };
    let words = t(label);
    let inside = if sortable {
        let next = Sort { key: key.to_owned(), descending: order.as_ref().is_some_and(|sort| !sort.descending) };
        let address = use_address();
        let href = move || address.link(&address.query().with("sort", &next.to_string()).from_the_start());
        let icon = match aria {
            Some("descending") => IconName::ArrowDown,
            Some("ascending") => IconName::ArrowUp,
            _ => IconName::Unsorted,
        };
        view! { <a class="table-sort" href=href data-sort=key data-noscroll="">{words}<Icon name=icon/></a> }.into_any()
    } else {
        words.into_any()
    };
    view! { <th scope="col" role="columnheader" class=align.class() aria-sort=aria>{inside}</th> }
}

fn written_row(headings: &[Heading], row: WrittenRow, menus: Option<Menus>, selection: Option<RowSelection>) -> AnyView {
    let WrittenRow { key, name, href, cells, actions } = row;
    let tick = selection.map(|selection| selection::tick(selection, key.clone(), &name));
    let opens = href.is_some();
    let cells: Vec<_> = cells
        .into_iter()
        .zip(headings)
        .enumerate()
        .map(|(at, (cell, heading))| match (at, href.clone()) {
            (0, Some(href)) => view! { <th scope="row" role="rowheader"><a class="row-link" href=href>{cell}</a></th> }.into_any(),
            (0, None) => view! { <th scope="row" role="rowheader">{cell}</th> }.into_any(),
            _ => cell_of(heading, cell),
        })
        .collect();
    let menu = menus.map(|menus| view! { <td role="cell" class="cell-actions">{menus.button(key, name, actions)}</td> });
    if opens {
        view! { <tr role="row" class="row-opens">{tick}{cells}{menu}</tr> }.into_any()
    } else {
        view! { <tr role="row">{tick}{cells}{menu}</tr> }.into_any()
    }
}

/// A cell after the first. What says nothing is left out, for a page has hundreds of them.
fn cell_of(heading: &Heading, inside: AnyView) -> AnyView {
    let label = t(heading.label.clone());
    match heading.align {
        Align::Start => view! { <td role="cell" data-label=label>{inside}</td> }.into_any(),
        Align::End => view! { <td role="cell" class="cell-figure" data-label=label>{inside}</td> }.into_any(),
    }
}

/// A heading that was pressed has the focus again when the rows have come in the new order.
fn sorted(event: &ev::MouseEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let key = pressed.and_then(|pressed| pressed.closest(".table-sort").ok().flatten()).and_then(|link| link.get_attribute("data-sort"));
    if let Some(key) = key {
        refocus::want_focus(format!(".table-sort[data-sort='{key}']"));
    }
}

/// A link that is pressed leads away from its row. Heard before the router hears of it, which takes the rows away at once.
fn left(event: &ev::MouseEvent) {
    let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(link) = pressed.and_then(|pressed| pressed.closest("a[href]").ok().flatten()) {
        place::remember(&link);
    }
}

/// A press on a row's button draws its menu; anywhere else in the row it follows the row's link, unless it meant something else: another
/// control, or choosing text.
fn pressed(event: &ev::MouseEvent, menus: Option<Menus>) {
    let Some(pressed) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
    if let Some(menus) = menus {
        menus.press(&pressed);
    }
    let meant_else = pressed.closest("a, button, input, select, label, [popover]").ok().flatten().is_some();
    let choosing = window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
    if meant_else || choosing || event.default_prevented() {
        return;
    }
    let link = pressed.closest("tr").ok().flatten().and_then(|row| row.query_selector(".row-link").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        link.click();
    }
}
