//! Choosing: a list of few, and yes or no.

use domain::Msg;
use leptos::prelude::*;

use super::{FieldSpec, Wiring, wired};
use crate::{form::FormState, text::t, typed};

/// One of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// As sent.
    pub value: String,
    /// As read.
    pub label: String,
}

impl Choice {
    /// A choice with a name of its own, such as a person's.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
    /// A choice with a name from the catalogues.
    pub fn msg(value: impl Into<String>, label: Msg) -> Self {
        Self::new(value, t(label))
    }
}

/// A list of which one is chosen.
#[component]
pub fn SelectField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Label.
    label: Msg,
    /// What can be chosen.
    options: Vec<Choice>,
    /// What is chosen at first.
    #[prop(optional, into)]
    value: String,
    /// Keeps the choice here as well.
    #[prop(optional)]
    model: Option<RwSignal<String>>,
    /// A first choice of nothing.
    #[prop(optional)]
    blank: Option<Msg>,
    /// What to choose.
    #[prop(optional)]
    hint: Option<Msg>,
    /// Must be chosen.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let chosen = model.map_or(value, |model| model.get_untracked());
    // A list without a first choice of nothing always has a value; to call it optional would say nothing.
    let always = required || blank.is_none();
    let mut all: Vec<Choice> = blank.map(|label| Choice::msg("", label)).into_iter().collect();
    all.extend(options);
    wired(FieldSpec { name, label, hint, required: always, check: None, quiet: false }, move |wiring| {
        select(wiring, all, &chosen, model, required)
    })
}

fn select(wiring: Wiring, options: Vec<Choice>, chosen: &str, model: Option<RwSignal<String>>, required: bool) -> AnyView {
    let Wiring { id, name, described_by, invalid, changed, typed, .. } = wiring;
    // What was chosen before stands where the page is written; the signal follows with the next choice.
    let model_here = model.filter(|_| typed.is_none());
    let chosen = typed.as_deref().unwrap_or(chosen);
    let options: Vec<_> = options
        .into_iter()
        .map(|Choice { value, label }| {
            let first = value == chosen;
            let here = value.clone();
            let selected = move || model_here.map_or(first, |model| model.get() == here);
            view! { <option value=value selected=selected>{label}</option> }
        })
        .collect();
    view! {
        <select
            class="input input-select"
            id=id
            name=name
            aria-required=required.then_some("true")
            aria-describedby=described_by
            aria-invalid=move || invalid.get().then_some("true")
            on:change:target=move |event| {
                let value = event.target().value();
                if let Some(model) = model { model.set(value.clone()); }
                changed.run(value);
            }
        >
            {options}
        </select>
    }
    .into_any()
}

/// Yes or no. Sends `true`, or nothing: the reader needs a default of `false`.
#[component]
pub fn CheckboxField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// What is agreed to.
    label: Msg,
    /// Ticked at first.
    #[prop(optional)]
    checked: bool,
    /// Keeps the answer here as well.
    #[prop(optional)]
    model: Option<RwSignal<bool>>,
    /// What it means.
    #[prop(optional)]
    hint: Option<Msg>,
) -> impl IntoView {
    let id = use_context::<FormState>().unwrap_or_default().field_id(&name);
    let hint_id = format!("{id}-hint");
    let first = typed::ticked_again(&name).unwrap_or_else(|| model.map_or(checked, |model| model.get_untracked()));
    view! {
        <div class="field field-check">
            <input
                class="check"
                type="checkbox"
                id=id.clone()
                name=name
                value="true"
                checked=first
                aria-describedby=hint.is_some().then(|| hint_id.clone())
                on:change:target=move |event| if let Some(model) = model { model.set(event.target().checked()); }
            />
            <label for=id>{t(label)}</label>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{t(hint)}</p> })}
        </div>
    }
}
