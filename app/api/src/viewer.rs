//! What every page knows of its viewer: given by the server as context, read from the page by the browser.

use domain::{
    access::Operation,
    session::{PageContext, Viewer},
};
use leptos::prelude::*;

/// The page's context.
#[must_use]
pub fn page() -> PageContext {
    expect_context::<PageContext>()
}

/// Who is signed in; pages behind the door always have one.
#[must_use]
pub fn viewer() -> Option<Viewer> {
    page().viewer
}

/// Whether to show what leads to this operation.
#[must_use]
pub fn may(operation: Operation) -> bool {
    viewer().is_some_and(|viewer| viewer.may(operation))
}
