//! Something failed: what, why, what to do, a way to try again, and the code and request id that support will ask for.

use domain::{Error, ErrorKind, msg};
use leptos::prelude::*;

use crate::{
    address::use_address,
    button::{Button, LinkButton},
    copy::CopyButton,
    icon::{Icon, IconName},
    shell::sign_in_href,
    text::t,
};

/// Sets the status of the page that is being rendered. The server provides it as a context, so that a page that is not there, or not for
/// its viewer, says so to programs too.
#[derive(Clone)]
pub struct PageStatus(pub std::sync::Arc<dyn Fn(u16) + Send + Sync>);

/// Names the page that is shown, for the browser's tab. The application provides it as a context, so that a page that could not be shown
/// has a title too.
#[derive(Clone, Copy)]
pub struct PageTitle(pub fn(String) -> AnyView);

/// The way out of a page that could not be shown: its list, or home where one may not be there either.
fn way_back(error: &Error, here: &str) -> AnyView {
    let path = here.split('?').next().unwrap_or_default();
    let places: Vec<&str> = path.split('/').filter(|place| !place.is_empty()).take(3).collect();
    let (href, words) = match places[..] {
        [side, area, _] if error.kind != ErrorKind::Forbidden => (format!("/{side}/{area}"), msg::ui_back_to_list()),
        _ => ("/".to_owned(), msg::ui_back_home()),
    };
    // The front page is the server's: it knows whose home is where.
    let rel = if href == "/" { Some("external") } else { None };
    view! { <LinkButton href=Signal::stored(href) attr:rel=rel>{t(words)}</LinkButton> }.into_any()
}

/// What went wrong, in place of what could not be shown.
#[component]
pub fn ErrorState(
    /// What was refused or broke.
    error: Error,
    /// Tries again in the browser; without it a link loads the page again.
    #[prop(optional)]
    retry: Option<Callback<()>>,
    /// Stands for a whole page, whose title it then is.
    #[prop(optional)]
    page: bool,
) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(PageStatus(set)) = use_context() {
        set(error.kind.status());
    }
    let again = matches!(error.kind, ErrorKind::Internal | ErrorKind::Unavailable | ErrorKind::TooMany | ErrorKind::Conflict);
    let address = use_address();
    let retry = again.then(|| match retry {
        Some(retry) => view! { <Button icon=IconName::Refresh on:click=move |_| retry.run(())>{t(msg::ui_retry())}</Button> }.into_any(),
        None => view! { <LinkButton href=Signal::derive(move || address.get()) icon=IconName::Refresh attr:rel="external">
        {t(msg::ui_retry())}</LinkButton> }
        .into_any(),
    });
    let request = error.request.clone().map(|id| {
        let words = t(msg::ui_failed_request(&*id));
        view! { <span class="failed-request">{words}<CopyButton text=id/></span> }
    });
    let sign_in = (error.kind == ErrorKind::SignIn).then(|| {
        let href = Signal::derive(move || sign_in_href(&address.get()));
        view! { <LinkButton href attr:rel="external">{t(msg::ui_sign_in_again())}</LinkButton> }
    });
    let back = page.then(|| way_back(&error, &address.get_untracked()));
    let title = t(match error.kind {
        _ if !page => msg::ui_failed_title(),
        ErrorKind::Forbidden => msg::ui_refused_title(),
        ErrorKind::NotFound => msg::ui_missing_title(),
        _ => msg::ui_failed_title(),
    });
    let named = use_context::<PageTitle>().filter(|_| page).map(|PageTitle(name)| name(title.clone()));
    // What never reached the server has no code of its.
    let code = (error.message != msg::error_offline()).then(|| t(msg::ui_failed_code(error.kind.status())));
    let title = if page {
        view! { <h1 class="empty-title">{title}</h1> }.into_any()
    } else {
        view! { <h2 class="empty-title">{title}</h2> }.into_any()
    };
    view! {
        {named}
        <div class="empty failed" role="alert">
            <span class="empty-icon tone-bad"><Icon name=IconName::AlertCircle/></span>
            {title}
            <p class="empty-words">{t(error.message)}</p>
            <div class="empty-actions">{retry}{sign_in}{back}</div>
            <p class="failed-code">{code.map(|code| view! { <span>{code}</span> })}{request}</p>
        </div>
    }
}
