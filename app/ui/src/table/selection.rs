//! Boxes to tick rows with. Each belongs to a form elsewhere by the `form` attribute. The box in the heading ticks all rows of the page;
//! it needs a script, so without one it is not there.

use domain::msg;
use leptos::prelude::*;

use super::RowSelection;
use crate::text::t;

/// The box in the heading.
pub(super) fn tick_all(selection: RowSelection, keys: Vec<String>) -> AnyView {
    let RowSelection { chosen, .. } = selection;
    let all = keys.clone();
    let checked = move || !all.is_empty() && chosen.with(|chosen| all.iter().all(|key| chosen.contains(key)));
    let change = move |on: bool| chosen.set(if on { keys.clone() } else { Vec::new() });
    view! {
        <th scope="col" role="columnheader" class="cell-select">
            <label class="select-box needs-script">
                <input class="check" type="checkbox" prop:checked=checked on:change:target=move |event| change(event.target().checked())/>
                <span class="visually-hidden">{t(msg::ui_select_all())}</span>
            </label>
        </th>
    }
    .into_any()
}

/// The box of a row.
pub(super) fn tick(selection: RowSelection, key: String, name: &str) -> AnyView {
    let RowSelection { form, name: field, chosen } = selection;
    let (shown, changed) = (key.clone(), key.clone());
    let change = move |on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|known| *known != changed);
            if on {
                chosen.push(changed.clone());
            }
        });
    };
    view! {
        <td role="cell" class="cell-select">
            <label class="select-box">
                <input
                    class="check" type="checkbox" form=form name=field value=key aria-label=t(msg::ui_select_row(name))
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&shown))
                    on:change:target=move |event| change(event.target().checked())
                />
            </label>
        </td>
    }
    .into_any()
}
