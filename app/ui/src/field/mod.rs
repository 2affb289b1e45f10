//! Form fields: a label, a hint, the control and its error, tied together by ids so that a screen reader reads them as one. Every
//! field takes the form's error from the [`FormBody`](crate::form::FormBody) around it and shows its own part; with `check` it also
//! judges what was typed: first when the field is left, then at each change.
//!
//! Controls keep their own text: what a person types before hydration stays. With a `model` the text is in a signal as well.
//! To add a kind of field: a component here that calls [`wired`] with its control.

mod choice;
mod input;
mod special;
mod textarea;

use domain::Msg;
use leptos::prelude::*;

pub use choice::{CheckboxField, Choice, SelectField};
pub use input::{EmailField, PhoneField, TextField};
pub use special::{DateField, PasswordField, SearchField};
pub use textarea::TextArea;

use crate::{form::FormState, text::t, typed};

/// Judges a text: what is wrong with it, if anything. The same functions serve the server.
pub type Check = fn(&str) -> Option<Msg>;

/// What a control needs to belong to its field.
#[derive(Clone)]
pub struct Wiring {
    /// Id of the control.
    pub id: String,
    /// Name in the form.
    pub name: String,
    /// Ids of the hint and of the error.
    pub described_by: String,
    /// Something is wrong.
    pub invalid: Signal<bool>,
    /// To be told when the control is left, with its text; it may be gone by then, for a control that goes with its form is left too.
    pub left: Callback<String>,
    /// To be told when the text changes.
    pub changed: Callback<String>,
    /// Its first text, where a refused form held one.
    pub typed: Option<String>,
}

/// What stands around a control.
#[derive(Clone)]
pub struct FieldSpec {
    /// Name in the form.
    pub name: String,
    /// Label.
    pub label: Msg,
    /// What to type, in one line.
    pub hint: Option<Msg>,
    /// Must be filled; all others say "optional".
    pub required: bool,
    /// Judges the text.
    pub check: Option<Check>,
    /// The label is for screen readers only (where an icon and a place say the same).
    pub quiet: bool,
}

/// Ties a control to its label, hint and error.
pub fn wired(spec: FieldSpec, control: impl FnOnce(Wiring) -> AnyView) -> AnyView {
    let FieldSpec { name, label, hint, required, check, quiet } = spec;
    let form = use_context::<FormState>().unwrap_or_default();
    let id = form.field_id(&name);
    let called = t(label);
    form.call(&name, called.clone());
    let shown = shown_error(form, &name, check);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described_by = if hint.is_some() { format!("{hint_id} {error_id}") } else { error_id.clone() };
    let wiring = Wiring {
        id: id.clone(),
        typed: typed::again(&name),
        name,
        described_by,
        invalid: Signal::derive(move || shown.message.get().is_some()),
        left: shown.left,
        changed: shown.changed,
    };
    let words = move || shown.message.get().map(t);
    view! {
        <div class="field" class:field-invalid=move || shown.message.get().is_some()>
            <label class=if quiet { "visually-hidden" } else { "field-label" } for=id>
                {called}
                {(!required && !quiet).then(|| view! { <span class="field-optional">{t(domain::msg::ui_optional())}</span> })}
            </label>
            {control(wiring)}
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{t(hint)}</p> })}
            <p class="field-error" id=error_id aria-live="polite">{words}</p>
        </div>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Shown {
    message: Memo<Option<Msg>>,
    left: Callback<String>,
    changed: Callback<String>,
}

/// What is wrong with the field now: its own judgement once it was left, else the server's until the text changes.
fn shown_error(form: FormState, name: &str, check: Option<Check>) -> Shown {
    let own = RwSignal::new(None::<Msg>);
    let was_left = RwSignal::new(false);
    let changed_since = RwSignal::new(false);
    let (name, field) = (name.to_owned(), name.to_owned());
    let error = form.error;
    Effect::new(move |_| {
        error.track();
        changed_since.set(false);
    });
    let message = Memo::new(move |_| {
        own.get().or_else(|| {
            if changed_since.get() { None } else { error.with(|error| error.as_ref().and_then(|error| error.of_field(&name).cloned())) }
        })
    });
    let left = Callback::new(move |text: String| {
        was_left.set(true);
        if let Some(check) = check {
            own.set(check(&text));
        }
    });
    let changed = Callback::new(move |text: String| {
        changed_since.set(true);
        form.mend(&field, check.map_or(!text.trim().is_empty(), |check| check(&text).is_none()));
        if let (Some(check), true) = (check, was_left.get_untracked()) {
            own.set(check(&text));
        }
    });
    Shown { message, left, changed }
}

/// A control of your own inside a field.
#[component]
pub fn Field(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Label.
    label: Msg,
    /// What to type.
    #[prop(optional)]
    hint: Option<Msg>,
    /// Must be filled.
    #[prop(optional)]
    required: bool,
    /// Makes the control from its wiring.
    control: Box<dyn FnOnce(Wiring) -> AnyView + Send>,
) -> impl IntoView {
    wired(FieldSpec { name, label, hint, required, check: None, quiet: false }, control)
}
