//! The button behind which the filters stand, and what opens from it: a disclosure, so that it opens without script. Once awake Escape
//! closes it.

use domain::msg;
use leptos::{ev, html, prelude::*};

use super::Filter;
use crate::{
    address::Address,
    icon::{Icon, IconName},
    text::t,
};

/// The disclosure around the controls.
pub(super) fn panel(address: Address, filters: &[Filter], controls: Vec<AnyView>) -> AnyView {
    let summary = NodeRef::<html::Summary>::new();
    let details = NodeRef::<html::Details>::new();
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && !event.default_prevented()
            && let Some(details) = details.get_untracked()
            && close(&details)
        {
            event.prevent_default();
            if let Some(summary) = summary.get_untracked() {
                crate::refocus::take(&summary);
            }
        }
    };
    let filters = StoredValue::new(filters.to_vec());
    let active = Memo::new(move |_| {
        let query = address.query();
        filters
            .with_value(|filters| filters.iter().filter(|filter| query.get(filter.name).is_some_and(|value| filter.holds(value))).count())
    });
    view! {
        <details class="filters-more" node_ref=details on:keydown=escape>
            <summary class="button" node_ref=summary>
                <Icon name=IconName::Filter/>
                <span class="button-words">{t(msg::ui_filters())}</span>
                {move || (active.get() > 0).then(|| view! { <span class="count" aria-hidden="true">{active.get()}</span> })}
                {move || (active.get() > 0).then(|| view! { <span class="visually-hidden">{t(msg::ui_filters_active(active.get()))}</span> })}
            </summary>
            <div class="filters-controls">{controls}</div>
        </details>
    }
    .into_any()
}

/// Closes it; says whether it was open.
fn close(details: &web_sys::Element) -> bool {
    // Taking away what is not there is no fault.
    details.has_attribute("open") && details.remove_attribute("open").is_ok()
}
