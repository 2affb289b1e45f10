//! Something failed: what, why, what to do, a way to try again, and the code and request id that support will ask for.

use domain::{Error, ErrorKind, msg};
use leptos::prelude::*;

use crate::{
    address::use_address,
    button::{Button, LinkButton},
    copy::CopyButton,
    icon::{Icon, IconName},
    text::t,
};

/// Sets the status of the page that is being rendered. The server provides it as a context, so that a page that is not there, or not for
/// its viewer, says so to programs too.
#[derive(Clone)]
pub struct PageStatus(pub std::sync::Arc<dyn Fn(u16) + Send + Sync>);

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
    let title = t(msg::ui_failed_title());
    let title = if page {
        view! { <h1 class="empty-title">{title}</h1> }.into_any()
    } else {
        view! { <h2 class="empty-title">{title}</h2> }.into_any()
    };
    view! {
        <div class="empty failed" role="alert">
            <span class="empty-icon tone-bad"><Icon name=IconName::AlertCircle/></span>
            {title}
            <p class="empty-words">{t(error.message)}</p>
            <div class="empty-actions">{retry}</div>
            <p class="failed-code"><span>{t(msg::ui_failed_code(error.kind.status()))}</span>{request}</p>
        </div>
    }
}
