//! Being written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn NumbersPage() -> impl IntoView {}

/// The page.
#[component]
pub fn NumberPage() -> impl IntoView {}
