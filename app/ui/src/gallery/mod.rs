//! Every component in its states, on one page, for whoever changes one. The lead mounts it at `/gallery` in development only; its
//! sample texts are data, its labels are messages like everywhere.

use leptos::prelude::*;

/// The page.
#[component]
pub fn Gallery() -> impl IntoView { view! { <p></p> } }
