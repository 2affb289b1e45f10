//! Being written.

use leptos::prelude::*;

/// The page.
#[component]
pub fn UsersPage() -> impl IntoView {}

/// The page.
#[component]
pub fn UserPage() -> impl IntoView {}

/// The page.
#[component]
pub fn NewUserPage() -> impl IntoView {}

/// The page.
#[component]
pub fn EditUserPage() -> impl IntoView {}
