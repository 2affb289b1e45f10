//! Pages by keyset: a link to the page before and one to the page after (with `rel`, so that browsers can fetch ahead), and how many
//! rows a page has. There is no number of pages: nobody counts a million rows to draw one.

use domain::{msg, page::PAGE_SIZES};
use leptos::prelude::*;

use crate::{
    address::use_address,
    icon::{Icon, IconName},
    text::{number, t},
};

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
) -> impl IntoView {
    let sizes: Vec<_> = PAGE_SIZES.into_iter().map(|choice| size_link(choice, choice == size)).collect();
    view! {
        <div class="pagination">
            <p class="pagination-count">{t(msg::ui_rows_shown(rows))}</p>
            <div class="pagination-sizes" role="group" aria-label=t(msg::ui_rows_per_page())>
                <span aria-hidden="true">{t(msg::ui_rows_per_page())}</span>
                {sizes}
            </div>
            <nav class="pagination-pages" aria-label=t(msg::ui_pages())>
                {page_link(previous, "prev", IconName::ChevronStart, msg::ui_previous_page())}
                {page_link(next, "next", IconName::ChevronEnd, msg::ui_next_page())}
            </nav>
        </div>
    }
}

fn size_link(choice: u16, current: bool) -> AnyView {
    let address = use_address();
    let href = move || address.link(&address.query().with("size", &choice.to_string()).without("cursor"));
    view! { <a class="pagination-size" href=href data-noscroll="" aria-current=current.then_some("true")>{number(choice.into())}
    </a> }
    .into_any()
}

fn page_link(cursor: Option<String>, rel: &'static str, icon: IconName, label: domain::Msg) -> AnyView {
    let label = t(label);
    let Some(cursor) = cursor else {
        return view! { <span class="button button-icon" aria-hidden="true" data-off=""><Icon name=icon/></span> }.into_any();
    };
    let address = use_address();
    let href = move || address.link(&address.query().with("cursor", &cursor));
    view! { <a class="button button-icon" href=href rel=rel aria-label=label.clone() title=label><Icon name=icon/></a> }.into_any()
}
