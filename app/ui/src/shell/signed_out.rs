//! A word when one is not signed in any more, and the door that leads back to this very page.

use domain::msg;
use leptos::prelude::*;

use crate::{
    address::{encode, use_address},
    icon::{Icon, IconName},
    live,
    text::t,
};

/// The door that leads back to this address.
#[must_use]
pub fn sign_in_href(here: &str) -> String {
    format!("/sign-in?return_to={}", encode(here))
}

/// A banner that is there once the session has ended.
#[component]
pub(super) fn SignedOutNotice() -> impl IntoView {
    let out = RwSignal::new(false);
    Effect::new(move |_| live::when_signed_out(out));
    let address = use_address();
    let notice = move || {
        out.get().then(|| {
            view! {
                <p class="notice tone-warn"><Icon name=IconName::SignOut/>
                    <span class="notice-words">
                        <span class="notice-title">{t(msg::ui_signed_out())}</span>
                        <a class="link" href=move || sign_in_href(&address.get()) rel="external">{t(msg::ui_sign_in_again())}</a>
                    </span>
                </p>
            }
        })
    };
    view! { <div class="offline" aria-live="assertive">{notice}</div> }
}
