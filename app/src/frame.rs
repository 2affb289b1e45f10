//! What both sides hand to their shell: who is signed in, how the page looks, where one can go.

use std::borrow::Cow;

use domain::{Error, access::Operation, session::PageContext};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Data, Load, PageTitle,
    icon::{Icon, IconName},
    palette::{Entry, Goal, Search},
    shell::{Area, Preferences, ShellParts, ViewerCard},
};

/// The words of a page's title as they stand in the document. The server writes them there as they are, so it escapes them here; a browser
/// sets them as text.
fn written(text: &str) -> Cow<'_, str> {
    if !cfg!(feature = "ssr") || !text.contains(['&', '<', '>']) {
        return text.into();
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").into()
}

/// A page's title with the product's name behind it; the name alone where the page has none.
fn titled(page: &str, product: &str) -> String {
    let whole = if page.is_empty() { product.to_owned() } else { format!("{page} · {product}") };
    written(&whole).into_owned()
}

/// Makes the one title of the document out of what pages call themselves. Stands once, at the root.
#[component]
pub fn Titles() -> impl IntoView {
    provide_context(PageTitle(|text| view! { <Title text/> }.into_any()));
    let product = api::viewer::page().product;
    view! { <Title text="" formatter=move |page: String| titled(&page, &product)/> }
}

/// A page for those who may do this. All others are refused before anything of it is drawn.
pub fn only<V: IntoView + 'static>(
    operation: Operation,
    page: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    move || if api::viewer::may(operation) { page().into_any() } else { refused() }
}

fn refused() -> AnyView {
    let refused = Data::new(|| (), |()| async { Err::<(), Error>(api::ApiError::from(Error::forbidden()).0) });
    view! { <Load data=refused page=true view=|()| ().into_any()/> }.into_any()
}

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
            detail: viewer.map(|viewer| format!("{} · {}", ui::text::t(viewer.role.label()), viewer.email)).unwrap_or_default(),
            account_href: account_href.to_owned(),
            sign_out_action: "/sign-out".to_owned(),
        },
        preferences: preferences(page),
        entries,
        search,
    }
}

/// A page of the palette.
#[must_use]
pub fn page(title: domain::Msg, href: &str, icon: IconName) -> Entry {
    Entry::page(ui::text::t(title), href, icon)
}

/// Something to do that begins on a page.
#[must_use]
pub fn act(title: domain::Msg, href: &str, icon: IconName) -> Entry {
    Entry::act(ui::text::t(title), Goal::Go(href.to_owned()), icon)
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
        <Title text=title.clone()/>
        <div class="empty">
            <span class="empty-icon"><Icon name=IconName::Search/></span>
            <h1 class="empty-title">{title}</h1>
            <p class="empty-words">{ui::text::t(domain::msg::shell_not_found())}</p>
            <p class="empty-actions"><a class="button" href="/" rel="external">{ui::text::t(domain::msg::ui_back_home())}</a></p>
        </div>
    }
}

#[cfg(feature = "ssr")]
fn axum_status_not_found() -> http::StatusCode {
    http::StatusCode::NOT_FOUND
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn w2_a_title_is_text_whatever_a_page_is_called() {
        assert_eq!(titled("", "Switchyard"), "Switchyard");
        assert_eq!(titled("Users", "Switchyard"), "Users · Switchyard");
        assert_eq!(titled("</title><b>x & y", "A & B"), "&lt;/title&gt;&lt;b&gt;x &amp; y · A &amp; B");
    }
}
