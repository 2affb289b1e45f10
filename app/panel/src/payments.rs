//! Being written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn PaymentsPage() -> impl IntoView {}
