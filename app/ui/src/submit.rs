//! Sending forms to server functions. A [`SubmitForm`] is a plain form that posts to the function's address, so it works without
//! script; once hydrated it sends the same bytes by itself, and its [`Submission`] says what came of it. One sender serves every form:
//! leptos' own action form compiles an encoder, a decoder and a client for each function into every bundle.
//!
//! A page makes a [`Submission::to`] its function, puts fields and a [`FormBody`](crate::form::FormBody) into the form, and reads
//! [`Submission::error`], [`Submission::pending`] and [`Submission::done`].

use domain::{Error, Msg, msg, session::PageContext};
use leptos::{
    ev, html,
    prelude::*,
    server_fn::{ServerFn, redirect::call_redirect_hook},
    task::spawn_local,
};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FormData, HtmlFormElement, RequestInit, Response, UrlSearchParams};

use crate::{
    focus, leave,
    toast::{Toasts, use_toasts},
    typed,
};

/// With what the form that posts there was refused, where this page is the answer to it. Once the page is awake that is told, and what is
/// drawn later is another form.
fn refused(url: &str) -> Option<Error> {
    let told = cfg!(target_arch = "wasm32") && document().document_element().is_some_and(|root| root.has_attribute("data-awake"));
    let refused = use_context::<PageContext>().filter(|_| !told)?.refused?;
    (refused.to == url).then_some(refused.error)
}

/// Where forms of one kind go, and what came of the last one.
#[derive(Clone, Copy)]
pub struct Submission {
    url: &'static str,
    outcome: RwSignal<Option<Result<String, Error>>>,
    version: RwSignal<usize>,
    pending: RwSignal<bool>,
    says: StoredValue<Option<(Toasts, Msg)>>,
}

impl Submission {
    /// To this server function. After a form that was refused without script, the page knows why.
    #[must_use]
    pub fn to<F: ServerFn>() -> Self {
        Self::at(F::url())
    }

    /// To an address that may be no server function's.
    #[must_use]
    pub fn at(url: &'static str) -> Self {
        Self {
            url,
            outcome: RwSignal::new(refused(url).map(Err)),
            version: RwSignal::new(0),
            pending: RwSignal::new(false),
            says: StoredValue::new(None),
        }
    }

    /// Says this whenever one is accepted, also where the answer leads to another page.
    #[must_use]
    pub fn says(self, words: Msg) -> Self {
        self.says.set_value(Some((use_toasts(), words)));
        self
    }

    /// The address it posts to.
    #[must_use]
    pub const fn url(self) -> &'static str {
        self.url
    }
    /// How often one was accepted: a source for resources. What was refused changed nothing, and what was typed must stay.
    #[must_use]
    pub fn version(self) -> ReadSignal<usize> {
        self.version.read_only()
    }
    /// Under way.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }
    /// Whether the last one was accepted.
    #[must_use]
    pub fn done(self) -> bool {
        self.outcome.with(|outcome| matches!(outcome, Some(Ok(_))))
    }
    /// What the last one was refused for.
    #[must_use]
    pub fn error(self) -> Signal<Option<Error>> {
        Signal::derive(move || self.outcome.with(|outcome| outcome.as_ref().and_then(|outcome| outcome.as_ref().err().cloned())))
    }
    /// What the function answered to the last one, where it was accepted.
    #[must_use]
    pub fn answer<T: DeserializeOwned>(self) -> Option<T> {
        self.outcome.with(|outcome| match outcome {
            Some(Ok(json)) => crate::data::read(json).ok(),
            _ => None,
        })
    }

    /// Sends the form of this event instead of the browser. A second press while the first is under way is nothing.
    pub fn send(self, event: &ev::SubmitEvent) {
        let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
        event.prevent_default();
        if self.pending.get_untracked() {
            return;
        }
        let Some(body) = encoded(&form, event.submitter()) else { return };
        self.pending.set(true);
        let says = self.says.get_value();
        spawn_local(async move {
            let outcome = post(self.url, &body).await;
            let accepted = outcome.is_ok();
            match &outcome {
                Ok(answer) => {
                    leave::saved(&form);
                    if let Some((toasts, words)) = says {
                        toasts.good(words);
                    }
                    if let Some(to) = &answer.to {
                        call_redirect_hook(to);
                    }
                }
                Err(error) => crate::live::notice(error),
            }
            let outcome = outcome.map(|answer| answer.text);
            // The page may be gone by now; then nobody waits for the answer.
            self.outcome.try_set(Some(outcome));
            if accepted {
                self.version.try_update(|version| *version += 1);
            }
            self.pending.try_set(false);
        });
    }
}

/// A form that posts to a server function.
#[component]
pub fn SubmitForm(
    /// Where to.
    to: Submission,
    /// Empties its fields when it is accepted and goes back to the first, for adding one after the other.
    #[prop(optional)]
    again: bool,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Form>::new();
    if again {
        let version = to.version();
        Effect::new(move |known: Option<usize>| {
            let now = version.get();
            if known.is_some_and(|known| known != now)
                && let Some(form) = node.get_untracked()
            {
                form.reset();
                focus::first_field(&form);
            }
            now
        });
    }
    // Once awake the fields say themselves what is wrong with them; before, the browser does.
    Effect::new(move |_| {
        if let Some(form) = node.get() {
            form.set_no_validate(true);
        }
    });
    let send = move |event: ev::SubmitEvent| {
        if !event.default_prevented() && !leads_elsewhere(&event) {
            to.send(&event);
        }
    };
    view! { <form method="post" action=to.url() node_ref=node on:submit=send on:input=|event| leave::typed(&event)>{typed::within(to.url, to.error().get_untracked(), children)}</form> }
}

/// Whether the button that was pressed sends the form to an address of its own: that is the browser's.
fn leads_elsewhere(event: &ev::SubmitEvent) -> bool {
    event.submitter().is_some_and(|button| button.has_attribute("formaction"))
}

/// The form's fields as the browser would send them.
fn encoded(form: &HtmlFormElement, submitter: Option<web_sys::HtmlElement>) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    if let Some(button) = submitter
        && let (Some(name), Some(value)) = (button.get_attribute("name"), button.get_attribute("value"))
    {
        data.append_with_str(&name, &value).ok()?;
    }
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    Some(String::from(fields.to_string()))
}

/// What a function answered.
struct Answer {
    /// As JSON.
    text: String,
    /// Where it leads.
    to: Option<String>,
}

/// Posts the fields; the answer, or the refusal.
async fn post(url: &str, body: &str) -> Result<Answer, Error> {
    let response = fetch(url, body).await.ok_or_else(|| Error::unavailable(msg::error_offline()))?;
    let text = match response.text() {
        Ok(text) => JsFuture::from(text).await.ok().and_then(|text| text.as_string()).unwrap_or_default(),
        Err(_) => String::new(),
    };
    if !response.ok() {
        return Err(crate::data::read(&text).unwrap_or_else(|_| Error::internal()));
    }
    let headers = response.headers();
    let leads = headers.has("serverfnredirect").unwrap_or(false);
    Ok(Answer { text, to: if leads { headers.get("location").ok().flatten() } else { None } })
}

async fn fetch(url: &str, body: &str) -> Option<Response> {
    let headers = web_sys::Headers::new().ok()?;
    headers.set("Content-Type", "application/x-www-form-urlencoded").ok()?;
    headers.set("Accept", "application/json").ok()?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(headers.as_ref());
    init.set_body(&JsValue::from_str(body));
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await.ok()?;
    response.dyn_into().ok()
}
