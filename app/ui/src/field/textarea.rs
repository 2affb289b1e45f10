//! Several lines of text. Leptos 0.8 writes the children of a `<textarea>` into the page as they are, so that a text with
//! `</textarea><script>` in it would run; this is the one place that writes the element, escaped by hand.

use domain::Msg;
use leptos::{html, prelude::*};

use super::{Check, FieldSpec, Wiring, wired};

/// A text of several lines.
#[component]
pub fn TextArea(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Label.
    label: Msg,
    /// First text.
    #[prop(optional, into)]
    value: String,
    /// Keeps the text here as well.
    #[prop(optional)]
    model: Option<RwSignal<String>>,
    /// What to type.
    #[prop(optional)]
    hint: Option<Msg>,
    /// Must be filled.
    #[prop(optional)]
    required: bool,
    /// Judges the text.
    #[prop(optional)]
    check: Option<Check>,
    /// Lines shown.
    #[prop(default = 4)]
    rows: u32,
    /// Most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
) -> impl IntoView {
    wired(FieldSpec { name, label, hint, required, check, quiet: false }, move |wiring| {
        control(wiring, model.map_or(value, |model| model.get_untracked()), model, rows, maxlength, required)
    })
}

fn control(wiring: Wiring, value: String, model: Option<RwSignal<String>>, rows: u32, maxlength: Option<u32>, required: bool) -> AnyView {
    let node = NodeRef::<html::Textarea>::new();
    if let Some(model) = model {
        follow(node, model);
    }
    let Wiring { id, name, described_by, invalid, left, changed, typed } = wiring;
    let value = typed.unwrap_or(value);
    view! {
        <textarea
            node_ref=node
            class="input input-lines"
            id=id
            name=name
            rows=rows.to_string()
            maxlength=maxlength.map(|length| length.to_string())
            aria-required=required.then_some("true")
            dir="auto"
            aria-describedby=described_by
            aria-invalid=move || invalid.get().then_some("true")
            on:blur:target=move |event| { left.try_run(event.target().value()); }
            on:input:target=move |event| {
                let text = event.target().value();
                if let Some(model) = model { model.set(text.clone()); }
                changed.run(text);
            }
            inner_html=escaped(&value)
        ></textarea>
    }
    .into_any()
}

/// The text as the element's content. A parser drops one line break after the start tag, so where the text begins with one it is
/// written twice; a browser that builds the element itself drops none.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    if cfg!(feature = "ssr") && text.starts_with('\n') {
        out.push('\n');
    }
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

fn follow(node: NodeRef<html::Textarea>, model: RwSignal<String>) {
    Effect::new(move |known: Option<bool>| {
        let Some(element) = node.get() else { return known.unwrap_or_default() };
        let (wanted, typed) = (model.get(), element.value());
        if wanted != typed {
            if known == Some(true) {
                element.set_value(&wanted);
            } else {
                model.set(typed);
            }
        }
        true
    });
}
