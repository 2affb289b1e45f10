//! What both sides hand to their shell: who is signed in, how the page looks, where one can go.

use domain::session::PageContext;
use leptos::prelude::*;
use ui::{
    icon::{Icon, IconName},
    palette::{Entry, Search},
    shell::{Area, Preferences, ShellParts, ViewerCard},
};

/// Language, theme and density of the page.
#[must_use]
pub fn preferences(page: &PageContext) -> Preferences {
    Preferences { locale: page.locale, theme: page.theme, compact: page.compact }
}

/// The shell's parts for this viewer.
#[must_use]
pub fn parts(page: &PageContext, areas: Vec<Area>, account_href: &str, entries: Vec<Entry>, search: Option<Search>) -> ShellParts {
    let viewer = page.viewer.as_ref();
    ShellParts {
        product: page.product.clone(),
        areas,
        viewer: ViewerCard {
            name: viewer.map(|viewer| viewer.name.clone()).unwrap_or_default(),
            detail: viewer.map(|viewer| viewer.email.clone()).unwrap_or_default(),
            account_href: account_href.to_owned(),
            sign_out_action: "/sign-out".to_owned(),
        },
        preferences: preferences(page),
        entries,
        search,
    }
}

/// A page or action of the palette.
#[must_use]
pub fn entry(title: domain::Msg, href: &str, icon: IconName) -> Entry {
    Entry { title: ui::text::t(title), detail: None, href: href.to_owned(), icon }
}

/// The page for addresses that lead nowhere.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum_status_not_found());
    }
    let title = ui::text::t(domain::msg::shell_not_found_title());
    view! {
        <leptos_meta::Title text=title.clone()/>
        <div class="empty">
            <span class="empty-icon"><Icon name=IconName::Search/></span>
            <h1 class="empty-title">{title}</h1>
            <p class="empty-words">{ui::text::t(domain::msg::shell_not_found())}</p>
        </div>
    }
}

#[cfg(feature = "ssr")]
fn axum_status_not_found() -> http::StatusCode {
    http::StatusCode::NOT_FOUND
}
