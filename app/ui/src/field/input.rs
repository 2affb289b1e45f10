//! One-line fields: text, email, phone, password, date and search. All are one `<input>` that differs in what keyboards, password
//! managers and screen readers are told.

use domain::{Msg, msg};
use leptos::{html, prelude::*};

use super::{Check, FieldSpec, Wiring, wired};
use crate::{button::IconButton, icon::{Icon, IconName}};

/// What tells one kind of input from another.
#[derive(Clone, Default)]
struct InputSpec {
    kind: &'static str,
    inputmode: Option<&'static str>,
    autocomplete: Option<&'static str>,
    placeholder: Option<String>,
    maxlength: Option<u32>,
    minimum: Option<String>,
    maximum: Option<String>,
    required: bool,
    readonly: bool,
    /// Written from left to right whatever the page's language: addresses, numbers, codes.
    ltr: bool,
    autofocus: bool,
    search: bool,
}

fn input(spec: InputSpec, value: String, model: Option<RwSignal<String>>, kind: Option<Signal<&'static str>>, wiring: Wiring) -> AnyView {
    let node = NodeRef::<html::Input>::new();
    if let Some(model) = model { follow(node, model); }
    let Wiring { id, name, described_by, invalid, left, changed } = wiring;
    let initial = model.map_or(value, |model| model.get_untracked());
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
            on:blur:target=move |event| left.run(event.target().value())
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
        if wanted != typed { if known == Some(true) { element.set_value(&wanted); } else { model.set(typed); } }
        true
    });
}

/// A line of text.
#[component]
pub fn TextField(
    /// Name in the form.
    #[prop(into)] name: String,
    /// Label.
    label: Msg,
    /// First text.
    #[prop(optional, into)] value: String,
    /// Keeps the text here as well.
    #[prop(optional)] model: Option<RwSignal<String>>,
    /// What to type.
    #[prop(optional)] hint: Option<Msg>,
    /// Must be filled.
    #[prop(optional)] required: bool,
    /// Shown, not changed.
    #[prop(optional)] readonly: bool,
    /// Judges the text.
    #[prop(optional)] check: Option<Check>,
    /// What browsers may fill in: `name`, `username`, `one-time-code` …
    #[prop(optional)] autocomplete: Option<&'static str>,
    /// Which keyboard phones show: `decimal`, `numeric`, `url` …
    #[prop(optional)] inputmode: Option<&'static str>,
    /// Most characters.
    #[prop(optional)] maxlength: Option<u32>,
    /// An example; never the only explanation.
    #[prop(optional, into)] placeholder: Option<String>,
    /// Always from left to right: codes, addresses, amounts.
    #[prop(optional)] ltr: bool,
    /// Takes the focus when the page opens.
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let spec = InputSpec { kind: "text", inputmode, autocomplete, placeholder, maxlength, required, readonly, ltr, autofocus, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint, required, check, quiet: false }, move |wiring| input(spec, value, model, None, wiring))
}

/// An email address.
#[component]
pub fn EmailField(
    /// Name in the form.
    #[prop(into)] name: String,
    /// Label.
    label: Msg,
    /// First text.
    #[prop(optional, into)] value: String,
    /// Keeps the text here as well.
    #[prop(optional)] model: Option<RwSignal<String>>,
    /// What to type.
    #[prop(optional)] hint: Option<Msg>,
    /// Must be filled.
    #[prop(optional)] required: bool,
    /// Judges the text.
    #[prop(optional)] check: Option<Check>,
    /// What browsers may fill in; `email` unless said otherwise (`off` for someone else's address).
    #[prop(default = "email")] autocomplete: &'static str,
) -> impl IntoView {
    let spec = InputSpec { kind: "email", inputmode: Some("email"), autocomplete: Some(autocomplete), required, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint, required, check, quiet: false }, move |wiring| input(spec, value, model, None, wiring))
}

/// A phone number with its country code.
#[component]
pub fn PhoneField(
    /// Name in the form.
    #[prop(into)] name: String,
    /// Label.
    label: Msg,
    /// First text.
    #[prop(optional, into)] value: String,
    /// Keeps the text here as well.
    #[prop(optional)] model: Option<RwSignal<String>>,
    /// What to type.
    #[prop(optional)] hint: Option<Msg>,
    /// Must be filled.
    #[prop(optional)] required: bool,
    /// Judges the text.
    #[prop(optional)] check: Option<Check>,
    /// What browsers may fill in; `tel` unless said otherwise.
    #[prop(default = "tel")] autocomplete: &'static str,
) -> impl IntoView {
    let spec = InputSpec { kind: "tel", inputmode: Some("tel"), autocomplete: Some(autocomplete), required, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint, required, check, quiet: false }, move |wiring| input(spec, value, model, None, wiring))
}

/// A password, which a button shows. `autocomplete` is `current-password` unless a new one is chosen (`new-password`).
#[component]
pub fn PasswordField(
    /// Name in the form.
    #[prop(into)] name: String,
    /// Label.
    label: Msg,
    /// What to type.
    #[prop(optional)] hint: Option<Msg>,
    /// Keeps the text here as well.
    #[prop(optional)] model: Option<RwSignal<String>>,
    /// Judges the text.
    #[prop(optional)] check: Option<Check>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")] autocomplete: &'static str,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let spec = InputSpec { kind: "password", autocomplete: Some(autocomplete), required: true, maxlength: Some(256), ..InputSpec::default() };
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let toggle = move || {
        let (icon, label) = if shown.get() { (IconName::EyeOff, msg::ui_hide_password()) } else { (IconName::Eye, msg::ui_show_password()) };
        view! { <IconButton icon label on:click=move |_| shown.update(|shown| *shown = !*shown)/> }
    };
    wired(FieldSpec { name, label, hint, required: true, check, quiet: false }, move |wiring| {
        view! { <div class="input-group">{input(spec, String::new(), model, Some(kind), wiring)}<span class="input-end needs-script">{toggle}</span></div> }.into_any()
    })
}

/// A day or, with `month`, a month.
#[component]
pub fn DateField(
    /// Name in the form.
    #[prop(into)] name: String,
    /// Label.
    label: Msg,
    /// First value: `2026-11-21`, or `2026-11` with `month`.
    #[prop(optional, into)] value: String,
    /// Keeps the value here as well.
    #[prop(optional)] model: Option<RwSignal<String>>,
    /// Months instead of days.
    #[prop(optional)] month: bool,
    /// Earliest.
    #[prop(optional, into)] min: Option<String>,
    /// Latest.
    #[prop(optional, into)] max: Option<String>,
    /// What to choose.
    #[prop(optional)] hint: Option<Msg>,
    /// Must be filled.
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let spec = InputSpec { kind: if month { "month" } else { "date" }, minimum: min, maximum: max, required, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint, required, check: None, quiet: false }, move |wiring| input(spec, value, model, None, wiring))
}

/// A search: the key `/` moves here. Its label is for screen readers, a magnifying glass for the others.
#[component]
pub fn SearchField(
    /// Name in the form.
    #[prop(into)] name: String,
    /// Label.
    label: Msg,
    /// First text.
    #[prop(optional, into)] value: String,
    /// Keeps the text here as well.
    #[prop(optional)] model: Option<RwSignal<String>>,
    /// What can be searched.
    #[prop(optional, into)] placeholder: Option<String>,
) -> impl IntoView {
    let spec = InputSpec { kind: "search", autocomplete: Some("off"), placeholder, search: true, ..InputSpec::default() };
    wired(FieldSpec { name, label, hint: None, required: false, check: None, quiet: true }, move |wiring| {
        view! { <div class="input-group"><span class="input-start"><Icon name=IconName::Search/></span>{input(spec, value, model, None, wiring)}</div> }.into_any()
    })
}
