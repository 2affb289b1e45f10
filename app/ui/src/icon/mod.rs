//! Icons: inline SVG drawn with strokes of the text's colour, 1.25 em wide. An icon beside words says nothing to a screen reader; an
//! icon alone needs a `label`. To add a drawing, see [`shapes`](IconName).

mod shapes;

use domain::Msg;
use leptos::prelude::*;

pub use shapes::IconName;

use crate::text::t;

/// A drawing of [`IconName`], hidden from screen readers unless it has a `label`.
#[component]
pub fn Icon(
    /// Which drawing.
    name: IconName,
    /// What it says where no word stands beside it.
    #[prop(optional)]
    label: Option<Msg>,
) -> impl IntoView {
    drawing(name, label.map(t), false)
}

/// The turning ring of something under way.
#[component]
pub fn Spinner() -> impl IntoView {
    drawing(IconName::Spinner, None, true)
}

fn drawing(name: IconName, label: Option<String>, turning: bool) -> AnyView {
    let class = match (turning, name.is_directional()) {
        (true, _) => "icon icon-turning",
        (false, true) => "icon icon-flip",
        (false, false) => "icon",
    };
    view! {
        <svg
            class=class
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            role=label.is_some().then_some("img")
            aria-label=label.clone()
            aria-hidden=label.is_none().then_some("true")
            inner_html=name.drawing()
        ></svg>
    }
    .into_any()
}
