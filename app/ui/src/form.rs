//! Forms. Inside a [`SubmitForm`](crate::submit::SubmitForm) (or a plain form that posts) put a [`FormBody`]: it shows what was refused at the top, hands
//! each field its part of the error, and dims nothing while the answer is under way. A refused form moves the focus to the summary,
//! whose links lead to the fields.

use domain::{Error, ErrorKind, FieldError, Msg, msg};
use leptos::{context::Provider, html, prelude::*};

use crate::{
    address::{Address, use_address},
    button::{Button, ButtonKind},
    icon::{Icon, IconName},
    shell::sign_in_href,
    text::t,
};

/// What the fields of a form know of it.
#[derive(Clone, Copy)]
pub struct FormState {
    /// Before each field's id, so that two forms can stand on one page.
    pub prefix: &'static str,
    /// What was refused.
    pub error: Signal<Option<Error>>,
    /// Under way.
    pub pending: Signal<bool>,
    /// Names of the fields and what they are called, in the form's order.
    labels: StoredValue<Vec<(String, String)>>,
    /// Names of the fields that were refused and are right since.
    mended: RwSignal<Vec<String>>,
}

impl Default for FormState {
    fn default() -> Self {
        Self::new("f", Signal::default(), Signal::default())
    }
}

impl FormState {
    fn new(prefix: &'static str, error: Signal<Option<Error>>, pending: Signal<bool>) -> Self {
        Self { prefix, error, pending, labels: StoredValue::new(Vec::new()), mended: RwSignal::new(Vec::new()) }
    }

    /// A field of this name is called so.
    pub(crate) fn call(self, name: &str, label: String) {
        self.labels.try_update_value(|labels| labels.push((name.to_owned(), label)));
    }

    /// Whether what was refused in this field is right now.
    pub(crate) fn mend(self, name: &str, is_right: bool) {
        if self.mended.with_untracked(|mended| mended.iter().any(|known| known == name)) != is_right {
            self.mended.update(|mended| {
                mended.retain(|known| known != name);
                if is_right {
                    mended.push(name.to_owned());
                }
            });
        }
    }

    /// What is wrong with a field, with its name.
    fn sentence(self, wrong: FieldError) -> String {
        let label = self.labels.with_value(|labels| labels.iter().find(|(name, _)| *name == wrong.field).map(|(_, label)| label.clone()));
        match label {
            Some(label) if wrong.message == msg::field_required() => t(enter(&wrong.field).unwrap_or_else(|| msg::ui_fill_in(label))),
            // It says by itself what is missing.
            Some(_) if wrong.message == msg::field_amount_missing() => t(wrong.message),
            Some(label) => t(msg::ui_field_problem(label, t(wrong.message))),
            None => t(wrong.message),
        }
    }

    /// Id of the field's control.
    #[must_use]
    pub fn field_id(self, name: &str) -> String {
        format!("{}-{name}", self.prefix)
    }
}

/// What is to be entered into a field of this name, as one says it.
fn enter(field: &str) -> Option<Msg> {
    Some(match field {
        "name" => msg::ui_enter_name(),
        "email" => msg::ui_enter_email(),
        "phone" => msg::ui_enter_phone(),
        "to" => msg::ui_enter_recipients(),
        "text" => msg::ui_enter_message(),
        "reason" => msg::ui_enter_reason(),
        "time_zone" => msg::ui_enter_time_zone(),
        "url" => msg::ui_enter_url(),
        "api_key" => msg::ui_enter_key(),
        "current" | "new" | "password" => msg::ui_enter_password(),
        "file" => msg::ui_enter_file(),
        _ => return None,
    })
}

/// The inside of a form.
#[component]
pub fn FormBody(
    /// Unique among the forms of the page.
    #[prop(default = "f")]
    id: &'static str,
    /// What was refused.
    #[prop(optional, into)]
    error: Signal<Option<Error>>,
    /// Under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    let state = FormState::new(id, error, pending);
    Effect::new(move |_| {
        error.track();
        state.mended.set(Vec::new());
    });
    view! {
        <Provider value=state>
            <div class="form" aria-busy=move || pending.get().then_some("true")>
                <FormErrors error/>
                {children()}
            </div>
        </Provider>
    }
}

/// The summary at the top of a refused form.
#[component]
pub fn FormErrors(
    /// What was refused.
    #[prop(into)]
    error: Signal<Option<Error>>,
) -> impl IntoView {
    let form = use_context::<FormState>().unwrap_or_default();
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if error.with(Option::is_some)
            && let Some(element) = node.get()
        {
            // An element that cannot take the focus leaves it where it was.
            let _ = element.focus();
        }
    });
    let address = use_address();
    move || error.get().and_then(|error| summary(form, node, error, address))
}

/// What is left to mend; nothing once all of it is.
fn summary(form: FormState, node: NodeRef<html::Div>, mut error: Error, address: Address) -> Option<AnyView> {
    let had_fields = !error.fields.is_empty();
    form.mended.with(|mended| error.fields.retain(|wrong| !mended.contains(&wrong.field)));
    if had_fields && error.fields.is_empty() {
        return None;
    }
    // In another tab, so that what was typed stays here and can be sent afterwards.
    let door = (error.kind == ErrorKind::SignIn).then(|| {
        let href = move || sign_in_href(&address.get());
        view! { <a class="link" href=href target="_blank" rel="noopener">{t(msg::ui_sign_in_tab())}</a> }
    });
    let title = if error.fields.is_empty() { t(error.message) } else { t(msg::ui_problems(error.fields.len())) };
    let links: Vec<_> = error
        .fields
        .into_iter()
        .map(|wrong| {
            let href = format!("#{}", form.field_id(&wrong.field));
            view! { <li><a href=href rel="external">{form.sentence(wrong)}</a></li> }
        })
        .collect();
    let summary = view! {
        <div class="notice tone-bad" role="alert" tabindex="-1" node_ref=node>
            <Icon name=IconName::AlertCircle/>
            <div class="notice-words">
                <p class="notice-title">{title}</p>
                {(!links.is_empty()).then(|| view! { <ul class="notice-list">{links}</ul> })}
                {door}
            </div>
        </div>
    };
    Some(summary.into_any())
}

/// The end of a form: the button that sends it, busy while the answer is under way, and others beside it.
#[component]
pub fn FormActions(
    /// What sending does, as a verb.
    submit: domain::Msg,
    /// How loud.
    #[prop(default = ButtonKind::Primary)]
    kind: ButtonKind,
    /// Other buttons and links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let form = use_context::<FormState>().unwrap_or_default();
    view! {
        <div class="form-actions">
            <Button kind submit=true pending=form.pending>{t(submit)}</Button>
            {children.map(|children| children())}
        </div>
    }
}
