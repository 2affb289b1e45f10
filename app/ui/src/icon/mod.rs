//! Icons: SVG drawn with strokes of the text's colour. An icon beside words says nothing to a screen reader; an icon alone needs a
//! `label`. To add a drawing, see [`shapes`](IconName).
//!
//! A page holds every drawing once, as symbols at its end ([`sprite`]), and an icon only refers to one, so that rows stay light and the
//! browser's half carries no drawing at all. The symbols stand in the page because some browsers let a strict policy keep icons from a
//! file. A page without them, as before the door, draws each icon in its place.

mod shapes;

use domain::Msg;
use leptos::prelude::*;

pub use shapes::IconName;

use crate::text::t;

/// Says, as a context, that the page holds the drawings of [`sprite`].
#[cfg(feature = "ssr")]
#[derive(Clone, Copy)]
pub struct Sprite;

/// Every drawing as a symbol, for the end of a page that provides [`Sprite`].
#[cfg(feature = "ssr")]
#[must_use]
pub fn sprite() -> AnyView {
    view! { <svg class="icon-symbols" width="0" height="0" aria-hidden="true" inner_html=IconName::SYMBOLS></svg> }.into_any()
}

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
    let (inside, frame) = inside(name);
    view! {
        <svg
            class=class
            viewBox=frame
            role=label.is_some().then_some("img")
            aria-label=label.clone()
            aria-hidden=label.is_none().then_some("true")
            inner_html=inside
        ></svg>
    }
    .into_any()
}

/// What stands inside the SVG element, and its frame where the inside does not bring one.
#[cfg(feature = "ssr")]
fn inside(name: IconName) -> (&'static str, Option<&'static str>) {
    if use_context::<Sprite>().is_some() { (name.reference(), None) } else { (name.drawing(), Some("0 0 24 24")) }
}

/// In the browser the page always holds the drawings: one without them has no script.
#[cfg(not(feature = "ssr"))]
const fn inside(name: IconName) -> (&'static str, Option<&'static str>) {
    (name.reference(), None)
}
