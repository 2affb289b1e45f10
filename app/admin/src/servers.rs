//! Being written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn ServersPage() -> impl IntoView {}

/// The page.
#[component]
pub fn NewServerPage() -> impl IntoView {}

/// The page.
#[component]
pub fn EditServerPage() -> impl IntoView {}
