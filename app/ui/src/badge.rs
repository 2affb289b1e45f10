//! Badges: a status is an icon, a word and a colour, never a colour alone. A tag is a word on its own ground.

use domain::Msg;
use leptos::prelude::*;

use crate::{
    icon::{Icon, IconName},
    text::{number, t},
    tone::Tone,
};

/// A state: icon, word and colour.
#[component]
pub fn Status(
    /// What it means.
    tone: Tone,
    /// Its word.
    label: Msg,
    /// An icon of its own instead of the tone's.
    #[prop(optional)]
    icon: Option<IconName>,
) -> impl IntoView {
    let name = icon.unwrap_or_else(|| tone.icon());
    view! { <span class=format!("status {}", tone.class())><Icon name/>{t(label)}</span> }
}

/// A word on a coloured ground: a role, a tier, a kind.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The word.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{label}</span> }
}

/// A small number beside a word.
#[component]
pub fn Count(
    /// How many.
    count: i64,
) -> impl IntoView {
    view! { <span class="count">{number(count)}</span> }
}

/// Words that people put on things.
#[component]
pub fn Tags(
    /// The words.
    tags: Vec<String>,
) -> impl IntoView {
    let tags: Vec<_> = tags.into_iter().map(|tag| view! { <li class="badge"><bdi>{tag}</bdi></li> }).collect();
    view! { <ul class="tags" role="list">{tags}</ul> }
}
