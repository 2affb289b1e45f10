//! Lists whose parts stay as they are while others come and go. What leptos does for it is compiled once here, not once for each kind of
//! part.

use leptos::prelude::*;

/// One part of a list.
pub struct Part {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Part {
    /// A part that is drawn once, for as long as the list has one with this key.
    pub fn new(key: String, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, draw: Box::new(draw) }
    }
}

/// Draws the parts, and again only those that are new.
pub fn each(parts: impl Fn() -> Vec<Part> + Send + 'static) -> AnyView {
    drawn(Box::new(parts))
}

fn drawn(each: Box<dyn Fn() -> Vec<Part> + Send>) -> AnyView {
    view! { <For each key=|part: &Part| part.key.clone() children=|part: Part| (part.draw)()/> }.into_any()
}
