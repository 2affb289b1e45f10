//! Forms. Inside a [`SubmitForm`](crate::submit::SubmitForm) (or a plain form that posts) put a [`FormBody`]: it shows what was refused at the top, hands
//! each field its part of the error, and dims nothing while the answer is under way. A refused form moves the focus to the summary,
//! whose links lead to the fields.

use domain::{Error, msg};
use leptos::{context::Provider, html, prelude::*};

use crate::{
    button::{Button, ButtonKind},
    icon::{Icon, IconName},
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
}

impl Default for FormState {
    fn default() -> Self {
        Self { prefix: "f", error: Signal::default(), pending: Signal::default() }
    }
}

impl FormState {
    /// Id of the field's control.
    #[must_use]
    pub fn field_id(self, name: &str) -> String {
        format!("{}-{name}", self.prefix)
    }
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
    view! {
        <Provider value=FormState { prefix: id, error, pending }>
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
    move || error.get().map(|error| summary(form, node, error))
}

fn summary(form: FormState, node: NodeRef<html::Div>, error: Error) -> AnyView {
    let title = if error.fields.is_empty() { t(error.message) } else { t(msg::ui_problems(error.fields.len())) };
    let links: Vec<_> = error
        .fields
        .into_iter()
        .map(|wrong| {
            let href = format!("#{}", form.field_id(&wrong.field));
            view! { <li><a href=href rel="external">{t(wrong.message)}</a></li> }
        })
        .collect();
    view! {
        <div class="notice tone-bad" role="alert" tabindex="-1" node_ref=node>
            <Icon name=IconName::AlertCircle/>
            <div class="notice-words">
                <p class="notice-title">{title}</p>
                {(!links.is_empty()).then(|| view! { <ul class="notice-list">{links}</ul> })}
            </div>
        </div>
    }
    .into_any()
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
