//! Pages by keyset: a link to the page before and one to the page after (with `rel`, so that browsers can fetch ahead), which rows
//! these are, and how many rows a page has. Nobody counts a million rows for it: how many there are in all is said where a counter
//! knows, and the links carry along how many rows stand before theirs (`at`).

use domain::{
    msg,
    page::{PAGE_SIZES, PageQuery},
};
use leptos::prelude::*;

use crate::{
    address::{Address, use_address},
    filter_bar::say,
    icon::{Icon, IconName},
    refocus::want_focus,
    text::{number, t},
};

/// Which page the address asks for, and how many rows of it. Reactive.
#[must_use]
pub fn page_query(address: Address) -> PageQuery {
    let query = address.query();
    PageQuery::from_parameters(|name| query.get(name).map(ToOwned::to_owned))
}

/// Links to the neighbouring pages. `cursor` and `size` in the address are what the page reads.
#[component]
pub fn Pagination(
    /// Cursor of the page before.
    #[prop(into)]
    previous: Option<String>,
    /// Cursor of the page after.
    #[prop(into)]
    next: Option<String>,
    /// Rows on this page.
    rows: usize,
    /// Most rows on a page.
    size: u16,
    /// "of 10,021", where a counter knows.
    #[prop(optional)]
    total: Option<AnyView>,
) -> impl IntoView {
    let address = use_address();
    let before = untrack(|| {
        let query = address.query();
        if query.get("cursor").is_some() { query.get("at").and_then(|at| at.parse::<usize>().ok()) } else { Some(0) }
    });
    let words = match before {
        Some(before) if next.is_some() && total.is_none() => t(msg::ui_rows_range_more(before + 1, before + rows)),
        Some(before) => t(msg::ui_rows_range(before + 1, before + rows)),
        None => t(msg::ui_rows_shown(rows)),
    };
    say(words.clone());
    let earlier = before.map(|before| before.saturating_sub(size.into()));
    let later = before.map(|before| before + rows);
    let sizes: Vec<_> = PAGE_SIZES.into_iter().map(|choice| size_link(choice, choice == size)).collect();
    view! {
        <div class="pagination">
            <p class="pagination-count">{words}" "{total}</p>
            <div class="pagination-sizes" role="group" aria-label=t(msg::ui_rows_per_page())>
                <span aria-hidden="true">{t(msg::ui_rows_per_page())}</span>
                {sizes}
            </div>
            <nav class="pagination-pages" aria-label=t(msg::ui_pages())>
                {page_link(previous, earlier, "prev", IconName::ChevronStart, msg::ui_previous_page())}
                {page_link(next, later, "next", IconName::ChevronEnd, msg::ui_next_page())}
            </nav>
        </div>
    }
}

fn size_link(choice: u16, current: bool) -> AnyView {
    let address = use_address();
    let href = move || address.link(&address.query().with("size", &choice.to_string()).from_the_start());
    view! { <a class="pagination-size" href=href data-noscroll="" aria-current=current.then_some("true")>{number(choice.into())}
    </a> }
    .into_any()
}

fn page_link(cursor: Option<String>, at: Option<usize>, rel: &'static str, icon: IconName, label: domain::Msg) -> AnyView {
    let label = t(label);
    let Some(cursor) = cursor else {
        return view! { <span class="button button-icon" aria-hidden="true" data-off=""><Icon name=icon/></span> }.into_any();
    };
    let address = use_address();
    let at = at.map(|at| at.to_string()).unwrap_or_default();
    let href = move || address.link(&address.query().with("cursor", &cursor).with("at", &at));
    view! { <a class="button button-icon" href=href rel=rel on:click=|_| want_focus(".table-region") aria-label=label.clone() title=label><Icon name=icon/></a> }.into_any()
}
