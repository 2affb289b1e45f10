//! One-line fields: text, email and phone here; password, date and search in [`special`](super::special). All are one `<input>` that
//! differs in what keyboards, password managers and screen readers are told.

use domain::Msg;
use leptos::{html, prelude::*};

use super::{Check, FieldSpec, Wiring, wired};

/// What tells one kind of input from another.
#[derive(Clone, Default)]
pub(super) struct InputSpec {
    pub(super) kind: &'static str,
    pub(super) inputmode: Option<&'static str>,
    pub(super) autocomplete: Option<&'static str>,
    pub(super) placeholder: Option<String>,
    pub(super) maxlength: Option<u32>,
    pub(super) minimum: Option<String>,
    pub(super) maximum: Option<String>,
    pub(super) required: bool,
    pub(super) readonly: bool,
    /// Written from left to right whatever the page's language: addresses, numbers, codes.
    pub(super) ltr: bool,
    pub(super) autofocus: bool,
    pub(super) search: bool,
}

pub(super) fn input(
    spec: InputSpec,
    value: String,
    model: Option<RwSignal<String>>,
    kind: Option<Signal<&'static str>>,
    wiring: Wiring,
) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    if let Some(model) = model {
        follow(node, model);
    }
    let Wiring { id, name, described_by, invalid, left, changed, typed } = wiring;
    let initial = typed.unwrap_or_else(|| model.map_or(value, |model| model.get_untracked()));
    let fixed = spec.kind;
    let plain = spec.ltr || matches!(fixed, "email" | "tel" | "password");
    view! {
        <input
            node_ref=node
            class="input"
            id=id
            name=name
            type=move || kind.map_or(fixed, |kind| kind.get())
            value=initial
            inputmode=spec.inputmode
            autocomplete=spec.autocomplete
            placeholder=spec.placeholder
            maxlength=spec.maxlength.map(|length| length.to_string())
            min=spec.minimum
            max=spec.maximum
            aria-required=spec.required.then_some("true")
            readonly=spec.readonly
            autofocus=spec.autofocus
            dir=plain.then_some("ltr")
            spellcheck=plain.then_some("false")
            autocapitalize=plain.then_some("none")
            data-search=spec.search.then_some("")
            aria-describedby=described_by
            aria-invalid=move || invalid.get().then_some("true")
            on:blur:target=move |event| { left.try_run(event.target().value()); }
            on:input:target=move |event| {
                let text = event.target().value();
                if let Some(model) = model { model.set(text.clone()); }
                changed.run(text);
            }
        />
    }
    .into_any()
}

/// Keeps control and signal alike; what was typed before hydration wins over the signal's first value.
fn follow(node: NodeRef<html::Input>, model: RwSignal<String>) {
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

/// A line of text.
#[component]
pub fn TextField(
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
    /// Shown, not changed.
    #[prop(optional)]
    readonly: bool,
    /// Judges the text.
    #[prop(optional)]
    check: Option<Check>,
    /// What browsers may fill in: `name`, `username`, `one-time-code` …
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard phones show: `decimal`, `numeric`, `url` …
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// Most characters.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// An example; never the only explanation.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Always from left to right: codes, addresses, amounts.
    #[prop(optional)]
    ltr: bool,
    /// Takes the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let spec = InputSpec {
        kind: "text",
        inputmode,
        autocomplete,
        placeholder,
        maxlength,
        required,
        readonly,
        ltr,
        autofocus,
        ..InputSpec::default()
    };
    wired(FieldSpec { name, label, hint, required, check, quiet: false }, move |wiring| input(spec, value, model, None, wiring))
}

/// An email address.
#[component]
pub fn EmailField(
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
    /// What browsers may fill in; `email` unless said otherwise (`off` for someone else's address).
    #[prop(default = "email")]
    autocomplete: &'static str,
) -> impl IntoView {
    let spec = InputSpec { kind: "email", inputmode: Some("email"), autocomplete: Some(autocomplete), required, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint, required, check, quiet: false }, move |wiring| input(spec, value, model, None, wiring))
}

/// A phone number with its country code.
#[component]
pub fn PhoneField(
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
    /// What browsers may fill in; `tel` unless said otherwise.
    #[prop(default = "tel")]
    autocomplete: &'static str,
) -> impl IntoView {
    let spec = InputSpec { kind: "tel", inputmode: Some("tel"), autocomplete: Some(autocomplete), required, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint, required, check, quiet: false }, move |wiring| input(spec, value, model, None, wiring))
}
