//! Pages and server functions: both get the same context by one closure, so that a use case sees the same caller whichever way it is
//! called. Pages are rendered whole, so that they read without script.

use std::sync::Arc;

use api::Door;
use app::document::{Assets, Entry};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header,
        uri::{Authority, PathAndQuery},
    },
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Error,
    access::Role,
    session::{PageContext, Theme},
    text::{Catalogue, Intl as _, Locale},
};
use leptos::prelude::{IntoView, provide_context, use_context};
use leptos_axum::ResponseOptions;
use server_fn::error::SERVER_FN_ERROR_HEADER;
use service::texts::IcuIntl;

use super::{HttpState, cookies, preferences::safe_return, security, session::Signed, typed};

/// Most bytes of a refusal that are read.
const REFUSAL_BYTES: usize = 1 << 16;

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
    let locale = chosen.or(signed.locale).or(accepted).unwrap_or_default();
    let zone = signed.time_zone.as_deref().unwrap_or(&state.settings.time_zone);
    // As the list of zones spells it, however it was typed, so that server and browser write the same beside a time.
    let spelled = |zone: &str| IcuIntl::new(locale, zone).zone().to_owned();
    let (time_zone, operators) = (spelled(zone), state.settings.time_zone.as_str());
    PageContext {
        viewer: signed.viewer.clone(),
        locale,
        days_zone: (zone != operators).then(|| spelled(operators)).filter(|days| *days != time_zone),
        time_zone,
        theme: cookies::read(headers, "theme").and_then(Theme::from_code).unwrap_or_default(),
        compact: cookies::read(headers, "density") == Some("compact"),
        all_figures: cookies::read(headers, ui::kpi::OPEN_COOKIE.0) == Some(ui::kpi::OPEN_COOKIE.1),
        product: state.settings.product.clone(),
        refused: None,
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
fn contexts(state: &HttpState, page: PageContext, signed: &Signed, entry: Entry) -> impl Fn() + Clone + Send + Sync + use<> {
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
            && let Ok(value) = HeaderValue::from_str(&security::policy(&nonce))
        {
            response.insert_header(header::CONTENT_SECURITY_POLICY, value);
        }
    }
}

/// A page behind the door. Where a form of it was refused just now it says so, once, and shows what was typed.
async fn behind_the_door<V: IntoView + 'static>(
    state: &HttpState,
    request: Request,
    entry: Entry,
    draw: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let signed = signed(&request);
    let mut page = page_context(state, request.headers(), &signed);
    let (refused, typed) = typed::read(state, &request, &signed).unzip();
    page.refused = refused;
    let context = contexts(state, page, &signed, entry);
    let is_told = typed.is_some();
    let with_typed = move || {
        context();
        if let Some(typed) = typed.clone() {
            provide_context(typed);
        }
    };
    let mut response = leptos_axum::render_app_async_with_context(with_typed, draw)(request).await;
    if is_told {
        typed::forget(state, &mut response);
    }
    response
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

/// Forms without script send every field; what was left empty says nothing, and is taken off the address, so that it can be read and
/// shared. `None` where there is nothing to take off.
fn tidied(uri: &Uri) -> Option<Response> {
    let is_said = |pair: &&str| !pair.is_empty() && pair.split_once('=').is_none_or(|(_, value)| !value.is_empty());
    let query = uri.query()?;
    let said: Vec<&str> = query.split('&').filter(is_said).collect();
    let clean = said.join("&");
    // An address that no header can hold is left as it is.
    (clean != query && uri.path().is_ascii() && clean.is_ascii()).then(|| {
        let to = if clean.is_empty() { uri.path().to_owned() } else { format!("{}?{clean}", uri.path()) };
        Redirect::to(&to).into_response()
    })
}

/// Pages of the staff side.
pub async fn staff(State(state): State<HttpState>, request: Request) -> Response {
    if let Some(response) = turned_away(&request, true).or_else(|| tidied(request.uri())) {
        return response;
    }
    behind_the_door(&state, request, Entry::Staff, app::document::staff).await
}

/// Pages of the customer side.
pub async fn customer(State(state): State<HttpState>, request: Request) -> Response {
    if let Some(response) = turned_away(&request, false).or_else(|| tidied(request.uri())) {
        return response;
    }
    behind_the_door(&state, request, Entry::Customer, app::document::customer).await
}

/// Pages before the door, with what the last form said.
pub async fn door(state: &HttpState, request: Request<Body>, notice: app::door::Notice) -> Response {
    let signed = signed(&request);
    let context = contexts(state, page_context(state, request.headers(), &signed), &signed, Entry::Door);
    let with_notice = move || {
        context();
        provide_context(notice.clone());
    };
    leptos_axum::render_app_async_with_context(with_notice, app::document::door)(request).await
}

/// The page of this site that sent a form: its path and query. Who names none, or another site's, gets the front page.
#[must_use]
pub fn sender(state: &HttpState, request: &Request) -> String {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Ok(page) = text(header::REFERER).parse::<Uri>() else { return "/".to_owned() };
    let public: Option<Uri> = state.settings.public_url.parse().ok();
    let is_here = |authority: &Authority| {
        let known = [public.as_ref().and_then(Uri::authority), request.uri().authority()];
        known.contains(&Some(authority)) || authority.as_str() == text(header::HOST)
    };
    let is_ours = page.authority().is_some_and(is_here) && matches!(page.scheme_str(), Some("http" | "https"));
    let path = page.path_and_query().map_or("/", PathAndQuery::as_str);
    (if is_ours { safe_return(path) } else { "/" }).to_owned()
}

/// Server functions. A plain form is led on, or back to the page that sent it: whatever the refusal's status would be, only a redirect
/// makes a browser go there. What was wrong and what was typed travel in a cookie, so that no address can make a page say anything.
pub async fn server_function(State(state): State<HttpState>, mut request: Request) -> Response {
    if server_fn::axum::get_server_fn_service(request.uri().path(), request.method().clone()).is_none() {
        return plain_error(&state, &request, &Error::not_found()).into_response();
    }
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form = accepts.contains("text/html");
    let signed = signed(&request);
    let context = contexts(&state, page_context(&state, request.headers(), &signed), &signed, Entry::Door);
    if !is_form {
        return leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    }
    let (to, page) = (request.uri().path().to_owned(), sender(&state, &request));
    // What is behind leads back to where the form says it stood; from here on that is a path of ours.
    if let Ok(page) = HeaderValue::from_str(&page) {
        request.headers_mut().insert(header::REFERER, page);
    }
    let (fields, request) = typed::fields_of(request).await;
    let mut response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    if response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        let error = refusal(response.into_body()).await;
        let refused = typed::Refused { page: &page, to: &to, error, fields };
        return typed::back(&state, signed.caller.map(|caller| caller.user), refused);
    }
    if response.headers().contains_key(header::LOCATION) {
        *response.status_mut() = StatusCode::SEE_OTHER;
    }
    response
}

/// What a server function was refused with, as it wrote it.
async fn refusal(body: Body) -> Error {
    let bytes = axum::body::to_bytes(body, REFUSAL_BYTES).await.unwrap_or_default();
    domain::wire::read(&bytes).unwrap_or_else(|_| Error::internal())
}

/// A refusal outside of any page, as a sentence in the browser's language.
pub fn plain_error(state: &HttpState, request: &Request, error: &Error) -> (StatusCode, String) {
    let page = page_context(state, request.headers(), &signed(request));
    let sentence = state.texts.catalogue(page.locale).format(&error.message, &IcuIntl::new(page.locale, &page.time_zone));
    (StatusCode::from_u16(error.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), sentence)
}
