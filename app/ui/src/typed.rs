//! What was typed into a plain form that was refused, shown again in its fields. The server keeps it beside the refusal and puts it into
//! the context of the page that says what was wrong; once awake, a form keeps its text by itself, so browsers know nothing of this.
//!
//! Fields ask [`again`] for their first text; a form tells them by [`within`] that they belong to what was refused.

use std::sync::Arc;

use domain::{Error, ErrorKind};
use leptos::{children::Children, context::Provider, prelude::*};

/// The names of fields that are never shown again, nor kept anywhere until then: passwords, and keys of other systems.
pub const SECRET: [&str; 4] = ["api_key", "current", "new", "password"];

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Where the form was posted to.
    pub to: Arc<str>,
    /// Names and values, in the form's order.
    pub fields: Arc<[(String, String)]>,
}

/// The same, inside of the form that was refused.
#[derive(Clone)]
struct Here(Typed);

fn here() -> Option<Typed> {
    if cfg!(feature = "ssr") { use_context::<Here>().map(|Here(typed)| typed) } else { None }
}

/// What a field of this name held when its form was refused.
pub(crate) fn again(name: &str) -> Option<String> {
    let typed = here().filter(|_| !SECRET.contains(&name))?;
    typed.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
}

/// Whether a box of this name was ticked when its form was refused: browsers send nothing for one that was not.
pub(crate) fn ticked_again(name: &str) -> Option<bool> {
    here().map(|typed| typed.fields.iter().any(|(known, _)| known == name))
}

/// The inside of a form that posts to this address, where it was refused with this. Where others changed the same thing meanwhile their
/// words are shown, for sending one's own again would undo theirs unread.
pub(crate) fn within(to: &str, refusal: Option<Error>, children: Children) -> AnyView {
    let Some(error) = refusal.filter(|_| cfg!(feature = "ssr")) else { return children() };
    let is_version = |(name, value): &(String, String)| name == "version" && !value.is_empty();
    let fits = |typed: &Typed| &*typed.to == to && !(error.kind == ErrorKind::Conflict && typed.fields.iter().any(is_version));
    match use_context::<Typed>().filter(fits) {
        Some(typed) => view! { <Provider value=Here(typed)>{children()}</Provider> }.into_any(),
        None => children(),
    }
}
