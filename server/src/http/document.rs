//! Pages and server functions: both get the same context by one closure, so that a use case sees the same caller whichever way it is
//! called. Pages are rendered whole, so that they read without script.

use std::sync::Arc;

use api::Door;
use app::document::{Assets, Entry};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Error,
    access::Role,
    session::{PageContext, Theme},
    text::{Catalogue, Locale},
};
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;
use service::texts::IcuIntl;

use super::{HttpState, cookies, security, session::Signed, typed};

/// The areas (files of the catalogues) that each entry of the site needs in the browser.
const fn areas(entry: Entry) -> Option<&'static [&'static str]> {
    match entry {
        Entry::Staff => Some(app::STAFF_TEXTS),
        Entry::Customer => Some(app::CUSTOMER_TEXTS),
        Entry::Door => None,
    }
}

const fn entry_name(entry: Entry) -> &'static str {
    match entry {
        Entry::Staff => "staff",
        Entry::Customer => "customer",
        Entry::Door => "door",
    }
}

/// The catalogue of an entry as JSON, and the path under which it never changes.
fn browser_catalogue(state: &HttpState, entry: Entry, locale: Locale) -> Option<(String, Arc<str>)> {
    let json = state.texts.browser_json(entry_name(entry), areas(entry)?, locale);
    Some((format!("/text/{}.{}.{}.json", locale.tag(), entry_name(entry), json.hash), json.text))
}

/// The JSON behind `/text/<locale>.<entry>.<hash>.json`.
pub fn catalogue_by_name(state: &HttpState, name: &str) -> Option<String> {
    let mut parts = name.split('.');
    let (locale, entry) = (Locale::from_tag(parts.next()?)?, parts.next()?);
    let entry = [Entry::Staff, Entry::Customer].into_iter().find(|known| entry_name(*known) == entry)?;
    let (path, text) = browser_catalogue(state, entry, locale)?;
    (path.rsplit('/').next() == Some(name)).then(|| text.to_string())
}

/// Language, zone, theme and density of a request.
pub fn page_context(state: &HttpState, headers: &HeaderMap, signed: &Signed) -> PageContext {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(Locale::from_accept_language);
    let chosen = cookies::read(headers, "locale").and_then(Locale::from_tag);
    PageContext {
        viewer: signed.viewer.clone(),
        locale: chosen.or(signed.locale).or(accepted).unwrap_or_default(),
        time_zone: signed.time_zone.clone().unwrap_or_else(|| state.settings.time_zone.clone()),
        theme: cookies::read(headers, "theme").and_then(Theme::from_code).unwrap_or_default(),
        compact: cookies::read(headers, "density") == Some("compact"),
        product: state.settings.product.clone(),
    }
}

fn assets(state: &HttpState, entry: Entry, locale: Locale) -> Assets {
    let path = |name: &str| state.site.path(name).map(str::to_owned);
    let name = entry_name(entry);
    let script = path(&format!("{name}.js")).zip(path(&format!("{name}.wasm")));
    Assets {
        css: path("main.css"),
        script: script.filter(|_| entry != Entry::Door),
        catalogue: browser_catalogue(state, entry, locale).map(|(path, _)| path),
        favicon: path("favicon.svg"),
        manifest: path("manifest.webmanifest"),
    }
}

/// Everything that pages and server functions find in their context.
fn contexts(state: &HttpState, headers: &HeaderMap, signed: &Signed, entry: Entry) -> impl Fn() + Clone + Send + Sync + use<> {
    let page = page_context(state, headers, signed);
    let door = Door { services: state.services.clone(), caller: signed.caller.clone(), origin: signed.origin.clone() };
    let catalogue: Arc<Catalogue> = state.texts.catalogue(page.locale);
    let intl = Arc::new(IcuIntl::new(page.locale, &page.time_zone));
    let assets = assets(state, entry, page.locale);
    move || {
        provide_context(door.clone());
        provide_context(page.clone());
        provide_context(assets.clone());
        ui::text::provide_text(catalogue.clone(), page.locale, intl.clone());
        if let Some(response) = use_context::<ResponseOptions>() {
            let set = move |status| response.set_status(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
            provide_context(ui::PageStatus(Arc::new(set)));
        }
        if let (Some(nonce), Some(response)) = (leptos::nonce::use_nonce(), use_context::<ResponseOptions>())
            && let Ok(value) = header::HeaderValue::from_str(&security::policy(&nonce))
        {
            response.insert_header(header::CONTENT_SECURITY_POLICY, value);
        }
    }
}

/// The same, with what was typed into a form that was refused on this page.
fn page_contexts(state: &HttpState, request: &Request, entry: Entry) -> impl Fn() + Clone + Send + Sync + use<> {
    let signed = signed(request);
    let context = contexts(state, request.headers(), &signed, entry);
    let typed = typed::read(state, request.headers(), &signed);
    move || {
        context();
        if let Some(typed) = typed.clone() {
            provide_context(typed);
        }
    }
}

fn signed(request: &Request) -> Signed {
    request.extensions().get::<Signed>().cloned().unwrap_or_default()
}

/// Where a role works.
#[must_use]
pub const fn home(role: Role) -> &'static str {
    if role.is_staff() { "/admin" } else { "/panel" }
}

/// Sends those to sign in who must, those home who are in the wrong area, and those to their password who must change it.
fn turned_away(request: &Request, staff: bool) -> Option<Response> {
    let signed = signed(request);
    let here = request.uri().path_and_query().map_or("/", |path| path.as_str());
    match signed.viewer {
        None => Some(Redirect::to(&format!("/sign-in?return_to={}", super::door::encode(here))).into_response()),
        Some(viewer) if viewer.role.is_staff() != staff => Some(Redirect::to(home(viewer.role)).into_response()),
        Some(viewer) if viewer.must_change_password && !request.uri().path().ends_with("/account/password") => {
            Some(Redirect::to(&format!("{}/account/password", home(viewer.role))).into_response())
        }
        Some(_) => None,
    }
}

/// Pages of the staff side.
pub async fn staff(State(state): State<HttpState>, request: Request) -> Response {
    if let Some(response) = turned_away(&request, true) {
        return response;
    }
    let context = page_contexts(&state, &request, Entry::Staff);
    leptos_axum::render_app_async_with_context(context, app::document::staff)(request).await
}

/// Pages of the customer side.
pub async fn customer(State(state): State<HttpState>, request: Request) -> Response {
    if let Some(response) = turned_away(&request, false) {
        return response;
    }
    let context = page_contexts(&state, &request, Entry::Customer);
    leptos_axum::render_app_async_with_context(context, app::document::customer)(request).await
}

/// Pages before the door, with what the last form said.
pub async fn door(state: &HttpState, request: Request<Body>, notice: app::door::Notice) -> Response {
    let context = contexts(state, request.headers(), &signed(&request), Entry::Door);
    let with_notice = move || {
        context();
        provide_context(notice.clone());
    };
    leptos_axum::render_app_async_with_context(with_notice, app::document::door)(request).await
}

/// Server functions. A plain form is led on, or back to its page with what was wrong in the address: whatever the refusal's status would
/// be, only a redirect makes a browser go there. What was typed travels in a cookie of its own.
pub async fn server_function(State(state): State<HttpState>, request: Request) -> Response {
    if server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return plain_error(&state, &request, &Error::not_found()).into_response();
    }
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = accepts.contains("text/html");
    let signed = signed(&request);
    let context = contexts(&state, request.headers(), &signed, Entry::Door);
    if !is_form {
        return leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    }
    let to = request.uri().path().to_owned();
    let (fields, request) = typed::fields_of(request).await;
    let mut response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    if response.headers().contains_key(header::LOCATION) {
        *response.status_mut() = StatusCode::SEE_OTHER;
        typed::keep(&state, signed.caller.map(|caller| caller.user), &to, fields, &mut response);
    }
    response
}

/// A refusal outside of any page, as a sentence in the browser's language.
pub fn plain_error(state: &HttpState, request: &Request, error: &Error) -> (StatusCode, String) {
    let page = page_context(state, request.headers(), &signed(request));
    let sentence = state.texts.catalogue(page.locale).format(&error.message, &IcuIntl::new(page.locale, &page.time_zone));
    (StatusCode::from_u16(error.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), sentence)
}
