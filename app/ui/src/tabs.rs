//! Tabs are links: each has an address, works without script, and can be opened beside. They scroll sideways where they do not fit.

use domain::Msg;
use leptos::prelude::*;

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
    view! { <nav class="tabs" aria-label=t(label)><ul class="tabs-list" role="list">{links}</ul></nav> }
}
