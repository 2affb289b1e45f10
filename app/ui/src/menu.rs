//! Menus: a button that opens a short list of links and acts. The list is a native popover, so it opens, closes on a press elsewhere
//! and on Esc without any script; once hydrated the arrow keys, Home and End move through it. On phones it is a sheet at the bottom.

use domain::Msg;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    icon::{Icon, IconName},
    text::t,
};

/// What a line of a menu does.
#[derive(Clone)]
pub enum MenuAct {
    /// Goes somewhere.
    Link(String),
    /// Sends a form to this path with these fields.
    Post(String, Vec<(String, String)>),
    /// Runs in the browser. Only where nothing is lost without it.
    Press(Callback<()>),
}

/// A line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// Words.
    pub label: String,
    /// Before the words.
    pub icon: Option<IconName>,
    /// What it does.
    pub act: MenuAct,
    /// Cannot be taken back.
    pub danger: bool,
    /// The one that holds now.
    pub current: bool,
}

impl MenuItem {
    /// A line with these words that does this.
    #[must_use]
    pub fn new(label: Msg, act: MenuAct) -> Self {
        Self { label: t(label), icon: None, act, danger: false, current: false }
    }
    /// A link.
    #[must_use]
    pub fn link(label: Msg, href: impl Into<String>) -> Self {
        Self::new(label, MenuAct::Link(href.into()))
    }
    /// A press.
    #[must_use]
    pub fn press(label: Msg, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self::new(label, MenuAct::Press(Callback::new(move |()| act())))
    }
    /// A form without fields that posts to this path.
    #[must_use]
    pub fn post(label: Msg, path: impl Into<String>) -> Self {
        Self::new(label, MenuAct::Post(path.into(), Vec::new()))
    }
    /// With an icon.
    #[must_use]
    pub const fn icon(mut self, icon: IconName) -> Self {
        self.icon = Some(icon);
        self
    }
    /// Cannot be taken back.
    #[must_use]
    pub const fn danger(mut self) -> Self {
        self.danger = true;
        self
    }
    /// Holds now.
    #[must_use]
    pub const fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }
}

/// A button with a menu.
#[component]
pub fn Menu(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What the menu is of.
    label: Msg,
    /// Before the words, or instead of them.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The icon only; the label is read aloud and shown as a hint.
    #[prop(optional)]
    icon_only: bool,
    /// The lines.
    items: Vec<MenuItem>,
) -> impl IntoView {
    view! { <Popover id label=t(label) icon icon_only>{lines(items)}</Popover> }
}

/// The lines of a menu, for sheets that hold more than lines. What cannot be taken back comes last.
#[must_use]
pub fn lines(mut items: Vec<MenuItem>) -> AnyView {
    items.sort_by_key(|item| item.danger);
    let lines: Vec<_> = items.into_iter().map(line).collect();
    view! { <ul class="menu-list" role="list">{lines}</ul> }.into_any()
}

/// A button that opens anything: what [`Menu`] and the column chooser are made of.
#[component]
pub fn Popover(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What it opens, in words.
    #[prop(into)]
    label: String,
    /// Before the words, or instead of them.
    #[prop(optional_no_strip)]
    icon: Option<IconName>,
    /// The icon only.
    #[prop(optional)]
    icon_only: bool,
    /// What the button shows instead of icon and words.
    #[prop(optional)]
    face: Option<AnyView>,
    /// The face holds the words itself.
    #[prop(optional)]
    face_speaks: bool,
    /// What is opened.
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let class = if icon_only { "button button-quiet button-icon" } else { "button button-quiet" };
    let words = (!icon_only && face.is_none()).then(|| label.clone());
    let in_words = words.is_some();
    let has_face = face.is_some();
    let read_aloud = (has_face && !face_speaks).then(|| label.clone());
    view! {
        <div class="menu" on:keydown=move |event| walk(list, &event)>
            <button
                type="button"
                class=class
                popovertarget=id.clone()
                aria-haspopup="true"
                aria-label=(!in_words && !has_face).then(|| label.clone())
                title=icon_only.then(|| label.clone())
            >
                {icon.map(|name| view! { <Icon name/> })}
                {face}
                {read_aloud.map(|label| view! { <span class="visually-hidden">{label}</span> })}
                {words.map(|words| view! { <span class="button-words">{words}</span> })}
                {in_words.then(|| view! { <Icon name=IconName::ChevronDown/> })}
            </button>
            <div id=id class="menu-sheet" popover="auto" role="group" aria-label=label node_ref=list>
                {children()}
            </div>
        </div>
    }
}

fn line(item: MenuItem) -> AnyView {
    let MenuItem { label, icon, act, danger, current } = item;
    let class = if danger { "menu-line menu-danger" } else { "menu-line" };
    let mark = current.then_some("true");
    let inside = view! {
        <span class="menu-icon">{icon.map(|name| view! { <Icon name/> })}</span>
        <span class="menu-words">{label}</span>
        {current.then(|| view! { <Icon name=IconName::Check/> })}
    };
    let inner = match act {
        MenuAct::Link(href) => view! { <a class=class href=href aria-current=mark on:click=close_around>{inside}</a> }.into_any(),
        MenuAct::Press(act) => view! {
            <button type="button" class=class aria-pressed=mark on:click=move |event| { close_around(event); act.run(()); }>{inside}
                </button>
        }
        .into_any(),
        MenuAct::Post(path, fields) => {
            let fields: Vec<_> = fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect();
            view! { <form method="post" action=path>{fields}<button type="submit" class=class aria-pressed=mark>{inside}</button>
            </form> }
            .into_any()
        }
    };
    view! { <li>{inner}</li> }.into_any()
}

/// Closes the sheet that holds what was pressed.
fn close_around(event: ev::MouseEvent) {
    let pressed = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let sheet = pressed
        .and_then(|pressed| pressed.closest("[popover]").ok().flatten())
        .and_then(|sheet| sheet.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(sheet) = sheet {
        // A sheet that is closed already stays closed.
        let _ = sheet.hide_popover();
    }
}

/// Arrow keys, Home and End move the focus among what can be pressed in the sheet; up and down open it from its button.
fn walk(list: NodeRef<html::Div>, event: &ev::KeyboardEvent) {
    let Some(list) = list.get_untracked() else { return };
    let typing = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if typing.is_some_and(|target| target.matches("input, select, textarea").unwrap_or_default()) {
        return;
    }
    let key = event.key();
    let opens = matches!(key.as_str(), "ArrowDown" | "ArrowUp");
    let shown = list.matches(":popover-open").unwrap_or_default() || (opens && list.show_popover().is_ok());
    if shown && step(&list, &key) {
        event.prevent_default();
    }
}

/// Moves the focus among what can be pressed in a sheet; says whether the key means that.
pub(crate) fn step(list: &web_sys::Element, key: &str) -> bool {
    let Ok(lines) = list.query_selector_all("a[href], button:not([disabled]), input:not([type=hidden])") else { return false };
    let count = lines.length();
    if count == 0 {
        return false;
    }
    let active = document().active_element();
    let here = (0..count).find(|at| lines.get(*at).and_then(|node| node.dyn_into::<web_sys::Element>().ok()) == active);
    let next = match key {
        "ArrowDown" => here.map_or(0, |at| (at + 1) % count),
        "ArrowUp" => here.map_or(count - 1, |at| (at + count - 1) % count),
        "Home" => 0,
        "End" => count - 1,
        _ => return false,
    };
    if let Some(line) = lines.get(next).and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A line that cannot take the focus leaves it where it was.
        let _ = line.focus();
    }
    true
}
