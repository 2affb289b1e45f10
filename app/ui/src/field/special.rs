//! One-line fields with more than an input: the password with its eye, the day or month, the search with its glass.

use domain::{Msg, msg};
use leptos::prelude::*;

use super::{
    Check, FieldSpec,
    input::{InputSpec, input},
    wired,
};
use crate::{
    button::IconButton,
    icon::{Icon, IconName},
};

/// A password, which a button shows. `autocomplete` is `current-password` unless a new one is chosen (`new-password`).
#[component]
pub fn PasswordField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Label.
    label: Msg,
    /// What to type.
    #[prop(optional)]
    hint: Option<Msg>,
    /// Keeps the text here as well.
    #[prop(optional)]
    model: Option<RwSignal<String>>,
    /// Judges the text.
    #[prop(optional)]
    check: Option<Check>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// Must be filled; one that is kept elsewhere need not.
    #[prop(default = true)]
    required: bool,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let spec = InputSpec { kind: "password", autocomplete: Some(autocomplete), required, maxlength: Some(256), ..InputSpec::default() };
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let toggle = move || {
        let (icon, label) =
            if shown.get() { (IconName::EyeOff, msg::ui_hide_password()) } else { (IconName::Eye, msg::ui_show_password()) };
        view! { <IconButton icon label on:click=move |_| shown.update(|shown| *shown = !*shown)/> }
    };
    wired(FieldSpec { name, label, hint, required, check, quiet: false }, move |wiring| {
        view! { <div class="input-group">{input(spec, String::new(), model, Some(kind), wiring)}
        <span class="input-end needs-script">{toggle}</span></div> }
        .into_any()
    })
}

/// A day or, with `month`, a month.
#[component]
pub fn DateField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Label.
    label: Msg,
    /// First value: `2026-11-21`, or `2026-11` with `month`.
    #[prop(optional, into)]
    value: String,
    /// Keeps the value here as well.
    #[prop(optional)]
    model: Option<RwSignal<String>>,
    /// Months instead of days.
    #[prop(optional)]
    month: bool,
    /// Earliest.
    #[prop(optional, into)]
    min: Option<String>,
    /// Latest.
    #[prop(optional, into)]
    max: Option<String>,
    /// What to choose.
    #[prop(optional)]
    hint: Option<Msg>,
    /// Must be filled.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let spec = InputSpec { kind: if month { "month" } else { "date" }, minimum: min, maximum: max, required, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint, required, check: None, quiet: false }, move |wiring| input(spec, value, model, None, wiring))
}

/// A search: the key `/` moves here. Its label is for screen readers, a magnifying glass for the others.
#[component]
pub fn SearchField(
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
    /// What can be searched.
    #[prop(optional, into)]
    placeholder: Option<String>,
) -> impl IntoView {
    let spec = InputSpec { kind: "search", autocomplete: Some("off"), placeholder, search: true, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint: None, required: false, check: None, quiet: true }, move |wiring| {
        view! { <div class="input-group"><span class="input-start"><Icon name=IconName::Search/>
        </span>{input(spec, value, model, None, wiring)}</div> }
        .into_any()
    })
}
