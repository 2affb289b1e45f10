//! Being written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn MessagesPage() -> impl IntoView {}

/// The page.
#[component]
pub fn ComposePage() -> impl IntoView {}
