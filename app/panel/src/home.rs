//! Being written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {}
