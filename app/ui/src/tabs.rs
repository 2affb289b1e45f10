//! Tabs are links: each has an address, works without script, and can be opened beside. They scroll sideways where they do not fit.

use domain::Msg;
use leptos::{html, prelude::*};

use crate::text::{number, t};

/// One tab.
#[derive(Debug, Clone, PartialEq)]
pub struct Tab {
    /// Where it leads.
    pub href: String,
    /// As read.
    pub label: Msg,
    /// The one shown now.
    pub current: bool,
    /// How many things it holds.
    pub count: Option<i64>,
}

impl Tab {
    /// A tab that leads there.
    #[must_use]
    pub fn new(href: impl Into<String>, label: Msg, current: bool) -> Self {
        Self { href: href.into(), label, current, count: None }
    }
    /// With a count.
    #[must_use]
    pub const fn count(mut self, count: i64) -> Self {
        self.count = Some(count);
        self
    }
}

/// A row of tabs.
#[component]
pub fn Tabs(
    /// What the tabs are of.
    label: Msg,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
) -> impl IntoView {
    let links = move || {
        tabs.get()
            .into_iter()
            .map(|tab| {
                let count = tab.count.map(|count| view! { <span class="count">{number(count)}</span> });
                view! { <li><a class="tab" href=tab.href aria-current=tab.current.then_some("page") data-noscroll="">{t(tab.label)}{count}
                </a></li> }
            })
            .collect_view()
    };
    let nav = NodeRef::<html::Nav>::new();
    Effect::new(move |_| {
        tabs.track();
        request_animation_frame(move || show_current(nav));
    });
    view! { <nav class="tabs" aria-label=t(label) node_ref=nav><ul class="tabs-list" role="list">{links}</ul></nav> }
}

/// Scrolls the row so that the tab shown now is in sight.
fn show_current(nav: NodeRef<html::Nav>) {
    let current = nav.try_get_untracked().flatten().and_then(|nav| nav.query_selector("[aria-current]").ok().flatten());
    if let Some(current) = current {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        nearest.set_inline(web_sys::ScrollLogicalPosition::Nearest);
        current.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
