//! What a word means, or what else belongs to a figure, in a small sheet over the page. The sheet is a native popover: a press, a touch
//! or a key opens it without any script, Esc or a press elsewhere closes it, and nothing on the page moves.

use leptos::prelude::*;

/// A button and what it opens.
#[component]
pub fn Toggletip(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// Read aloud and shown as a hint, where the face has no words.
    #[prop(optional, into)]
    label: Option<String>,
    /// The button's class.
    class: &'static str,
    /// What the button shows.
    face: AnyView,
    /// What is opened.
    children: Children,
) -> impl IntoView {
    view! {
        <button type="button" class=class popovertarget=id.clone() aria-label=label.clone() title=label>{face}</button>
        <div id=id class="menu-sheet toggletip" popover="auto">{children()}</div>
    }
}
