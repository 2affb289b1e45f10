//! Nothing to show, in its two kinds: nothing yet (teaches, and offers the first action) and nothing that matches (clears the filters).

use domain::{Msg, msg};
use leptos::prelude::*;

use crate::{
    button::LinkButton,
    icon::{Icon, IconName},
    text::t,
};

/// Nothing here yet.
#[component]
pub fn EmptyState(
    /// A drawing of what will be here.
    icon: IconName,
    /// What is not here yet.
    title: Msg,
    /// What it is good for and how to begin.
    message: Msg,
    /// The first action.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon"><Icon name=icon/></span>
            <h2 class="empty-title">{t(title)}</h2>
            <p class="empty-words">{t(message)}</p>
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}

/// Nothing matches the filters.
#[component]
pub fn NoResults(
    /// The list without filters.
    #[prop(into)]
    clear_href: String,
) -> impl IntoView {
    crate::filter_bar::say(t(msg::ui_no_results()));
    view! {
        <EmptyState icon=IconName::Search title=msg::ui_no_results() message=msg::ui_no_results_hint()>
            <LinkButton href=clear_href icon=IconName::Close>{t(msg::ui_clear_filters())}</LinkButton>
        </EmptyState>
    }
}
