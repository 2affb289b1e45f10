//! The menus of rows. A table has one sheet for all of them, which is filled when a row's button is pressed, so that fifty rows do not
//! carry fifty menus that nobody opens. Without script the button asks for the same page with the row's key in the address (`menu`), and
//! there the sheet stands open.

use domain::msg;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    address::{Query, use_address},
    icon::{Icon, IconName},
    menu::{MenuItem, lines, step},
    text::t,
};

/// Names the row whose menu is asked for.
const PARAMETER: &str = "menu";

/// A button of a row.
const BUTTON: &str = "button[name=menu]";

/// A row that has a menu.
#[derive(Clone)]
struct RowMenu {
    key: String,
    name: String,
    items: Vec<MenuItem>,
}

/// The menus of a table.
#[derive(Clone, Copy)]
pub(super) struct Menus {
    table: &'static str,
    rows: StoredValue<Vec<RowMenu>>,
    /// Key of the row whose menu is drawn.
    drawn: RwSignal<Option<String>>,
    sheet: NodeRef<html::Div>,
}

impl Menus {
    pub(super) fn of(table: &'static str) -> Self {
        Self { table, rows: StoredValue::default(), drawn: RwSignal::new(None), sheet: NodeRef::new() }
    }

    /// The button of a row; none where nothing can be done with it.
    pub(super) fn button(self, key: String, name: String, items: Vec<MenuItem>) -> Option<AnyView> {
        if items.is_empty() {
            return None;
        }
        let label = t(msg::ui_actions_for(name.as_str()));
        let (form, value) = (self.form(), key.clone());
        self.rows.update_value(|rows| rows.push(RowMenu { key, name, items }));
        Some(
            view! {
                <button class="row-menu" form=form name=PARAMETER value=value aria-haspopup="true" aria-label=label><Icon name=IconName::More/></button>
            }
            .into_any(),
        )
    }

    fn form(self) -> String {
        format!("{}-ask", self.table)
    }

    /// What stands beside the table: the form that buttons send without script, and the sheet.
    pub(super) fn view(self) -> AnyView {
        let address = use_address().get_untracked();
        let query = Query::of(&address);
        // Below a dialog no menu stands open.
        let asked = query.get(PARAMETER).filter(|_| query.get("ask").is_none()).map(ToOwned::to_owned);
        let asked = asked.filter(|key| self.rows.with_value(|rows| rows.iter().any(|row| row.key == *key)));
        let stands_open = asked.is_some();
        self.drawn.set(asked);
        let query = query.without(PARAMETER);
        let close = stands_open.then(|| query.on(&address));
        let fields: Vec<_> =
            query.pairs().map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> }).collect();
        view! {
            <form id=self.form() method="get">{fields}</form>
            <div id=format!("{}-menu", self.table) class="menu-sheet" popover=(!stands_open).then_some("auto") role="group"
                aria-label=move || self.title() node_ref=self.sheet>
                {move || self.inside()}
                {close.map(|href| view! { <p class="menu-foot"><a class="menu-line" href=href data-noscroll="">{t(msg::ui_close())}</a></p> })}
            </div>
        }
        .into_any()
    }

    fn title(self) -> String {
        self.row().map_or_else(|| t(msg::ui_actions()), |row| t(msg::ui_actions_for(row.name)))
    }

    fn inside(self) -> Option<AnyView> {
        self.row().map(|row| view! { <p class="menu-title" aria-hidden="true"><bdi>{row.name}</bdi></p>{lines(row.items)} }.into_any())
    }

    fn row(self) -> Option<RowMenu> {
        let key = self.drawn.get()?;
        self.rows.with_value(|rows| rows.iter().find(|row| row.key == key).cloned())
    }

    /// Draws the menu of the button that was pressed and lets the browser open the sheet at it, as it does for any button with a popover.
    pub(super) fn press(self, pressed: &web_sys::Element) {
        let Ok(Some(button)) = pressed.closest(BUTTON) else { return };
        let Some(sheet) = self.sheet.get_untracked() else { return };
        self.drawn.set(button.get_attribute("value"));
        // At most one button belongs to the sheet: a press on another one closes it first, then opens it there.
        if let Ok(Some(before)) = document().query_selector(&format!("button[popovertarget='{}']", sheet.id())) {
            let _ = before.remove_attribute("popovertarget");
        }
        // The names are valid, so none of these is refused.
        let _ = sheet.set_attribute("popover", "auto");
        let _ = button.set_attribute("type", "button");
        let _ = button.set_attribute("popovertarget", &sheet.id());
    }

    /// Up and down open the sheet from a row's button; in it arrow keys, Home and End move the focus.
    pub(super) fn walk(self, event: &ev::KeyboardEvent) {
        let Some(sheet) = self.sheet.get_untracked() else { return };
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
        let key = event.key();
        if sheet.matches(":popover-open").unwrap_or_default() {
            if step(&sheet, &key) {
                event.prevent_default();
            }
            return;
        }
        let button = target.closest(BUTTON).ok().flatten().and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
        if let (Some(button), "ArrowDown" | "ArrowUp") = (button, key.as_str()) {
            event.prevent_default();
            button.click();
            // The lines are there once the press has been dealt with.
            request_animation_frame(move || {
                step(&sheet, &key);
            });
        }
    }
}
