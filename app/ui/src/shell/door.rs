//! The frame of the pages before one is signed in: a card in the middle, the product's mark above it, the languages below.

use domain::msg;
use leptos::prelude::*;

use super::{Mark, OfflineNotice, Preferences, preferences};
use crate::text::t;

/// The frame.
#[component]
pub fn DoorShell(
    /// The product's name.
    #[prop(into)]
    product: String,
    /// What the card is for: the only `h1`.
    title: domain::Msg,
    /// A line below the title.
    #[prop(optional)]
    lead: Option<domain::Msg>,
    /// Language, theme and density as they are.
    preferences: Preferences,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="door">
            <a class="skip" href="#main" rel="external">{t(msg::ui_skip())}</a>
            <header class="door-head"><Mark/><bdi class="brand-name">{product}</bdi></header>
            <main class="door-card" id="main" tabindex="-1">
                <OfflineNotice/>
                <h1 class="door-title">{t(title)}</h1>
                {lead.map(|lead| view! { <p class="door-lead">{t(lead)}</p> })}
                {children()}
            </main>
            <footer class="door-foot">
                <preferences::PreferencesForm>
                    <ul class="door-languages" role="list" aria-label=t(msg::ui_language())>{preferences::languages(preferences.locale)}
                        </ul>
                </preferences::PreferencesForm>
            </footer>
        </div>
    }
}
