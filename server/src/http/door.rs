//! Before the door: sign in, sign out, ask for and use a reset link. Plain forms without script; a refused form comes back with what
//! was typed (but no password) and what was wrong.

use app::door::Notice;
use axum::{
    Form,
    body::Body,
    extract::{FromRequest, Query, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Error, access::Caller, msg};
use secrecy::SecretString;
use serde::Deserialize;
use service::identity::Visitor;

use super::{
    HttpState, document,
    preferences::safe_return,
    session::{self, Signed, put_tokens},
};

/// Percent-encodes a value of a query.
#[must_use]
pub fn encode(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Fields of the sign-in form.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct SignInForm {
    login: String,
    password: String,
    return_to: String,
}
/// Fields of the form for a reset link.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ForgotForm {
    login: String,
}
/// Fields of the form for a new password.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct ResetForm {
    token: String,
    password: String,
}

/// `GET /`: home for those who are signed in, the door for all others.
pub async fn front(request: Request) -> Redirect {
    let viewer = request.extensions().get::<Signed>().and_then(|signed| signed.viewer.clone());
    Redirect::to(viewer.map_or("/sign-in", |viewer| document::home(viewer.role)))
}

/// The pages themselves.
pub async fn page(State(state): State<HttpState>, request: Request) -> Response {
    let notice = match request.uri().path() {
        "/reset" => Notice { login: owner_of_link(&state, &token_of(&request)).await, ..Notice::default() },
        _ => Notice::default(),
    };
    document::door(&state, request, notice).await
}

/// The secret of the link that was followed.
fn token_of(request: &Request) -> String {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Link {
        token: String,
    }
    Query::<Link>::try_from_uri(request.uri()).map(|Query(link)| link.token).unwrap_or_default()
}

/// Whose address a link was mailed to; empty where it works no more.
async fn owner_of_link(state: &HttpState, token: &str) -> String {
    state.services.accounts.reset_address(token).await.ok().flatten().unwrap_or_default()
}

/// What has no page.
pub async fn not_found(State(state): State<HttpState>, request: Request) -> Response {
    let mut response = document::door(&state, request, Notice { missing: true, ..Notice::default() }).await;
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// The page again, with what was wrong and the status that says so.
async fn again(state: &HttpState, request: Request, notice: Notice) -> Response {
    let status = notice
        .error
        .as_ref()
        .map_or(StatusCode::OK, |error| StatusCode::from_u16(error.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
    let retry_after = notice.error.as_ref().and_then(|error| error.retry_after);
    let mut response = document::door(state, request, notice).await;
    *response.status_mut() = status;
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds.into());
    }
    response
}

/// Splits a posted form from the request that the page is rendered for.
async fn split<T: serde::de::DeserializeOwned + Default>(request: Request) -> (T, Request) {
    let (parts, body) = request.into_parts();
    let copy = Request::from_parts(parts.clone(), Body::empty());
    let form =
        <Form<T> as FromRequest<()>>::from_request(Request::from_parts(parts, body), &()).await.map(|Form(form)| form).unwrap_or_default();
    (form, copy)
}

fn origin(request: &Request) -> domain::access::Origin {
    request.extensions().get::<Signed>().map(|signed| signed.origin.clone()).unwrap_or_default()
}

/// Whose session the browser still has.
fn living(request: &Request) -> Option<Caller> {
    request.extensions().get::<Signed>().and_then(|signed| signed.caller.clone())
}

/// What was typed, as far as an address can go: nobody gets back more than they could have meant.
fn shortened(text: String) -> String {
    text.chars().take(domain::email::MAX_LENGTH).collect()
}

/// Whether a path is on this side of the site.
fn is_within(path: &str, home: &str) -> bool {
    path.strip_prefix(home).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// `POST /sign-in`
pub async fn sign_in(State(state): State<HttpState>, request: Request) -> Response {
    let (form, request) = split::<SignInForm>(request).await;
    let (origin, living) = (origin(&request), living(&request));
    let visitor = Visitor { origin: &origin, device: session::device(request.headers(), &state), living: living.as_ref() };
    match state.sign_in.admit(visitor, &form.login, &SecretString::from(form.password)).await {
        Ok(signed) => {
            let wanted = safe_return(&form.return_to);
            let home = document::home(signed.role);
            let mut response = Redirect::to(if is_within(wanted, home) { wanted } else { home }).into_response();
            put_tokens(response.headers_mut(), &state, Some(&signed.tokens));
            session::put_device(response.headers_mut(), &state, &signed.device);
            response
        }
        Err(error) => {
            again(
                &state,
                request,
                Notice {
                    error: Some(error),
                    login: shortened(form.login),
                    return_to: safe_return(&form.return_to).to_owned(),
                    ..Notice::default()
                },
            )
            .await
        }
    }
}

/// `POST /sign-out`
pub async fn sign_out(State(state): State<HttpState>, request: Request) -> Response {
    if let Some(caller) = living(&request)
        && let Err(error) = state.sign_in.sign_out(&caller).await
    {
        return document::plain_error(&state, &request, &error).into_response();
    }
    let mut response = Redirect::to("/sign-in").into_response();
    put_tokens(response.headers_mut(), &state, None);
    response
}

/// `POST /forgot`: says the same whether or not there is such an account.
pub async fn forgot(State(state): State<HttpState>, request: Request) -> Response {
    let (form, request) = split::<ForgotForm>(request).await;
    let origin = origin(&request);
    let visitor = Visitor { origin: &origin, device: session::device(request.headers(), &state), living: None };
    let notice = match state.sign_in.request_reset(visitor, &form.login).await {
        Ok(()) => Notice { done: Some(msg::door_reset_mailed()), ..Notice::default() },
        Err(error) => Notice { error: Some(error), login: shortened(form.login), ..Notice::default() },
    };
    again(&state, request, notice).await
}

/// `POST /reset`
pub async fn reset(State(state): State<HttpState>, request: Request) -> Response {
    let (form, request) = split::<ResetForm>(request).await;
    let outcome = match domain::session::check_password(&form.password) {
        Some(message) => Err(Error::field("password", message)),
        None => state.services.accounts.reset_password(&origin(&request), &form.token, &form.password).await,
    };
    let notice = match outcome {
        Ok(()) => Notice { done: Some(msg::door_password_set()), ..Notice::default() },
        Err(error) => {
            let login = owner_of_link(&state, &form.token).await;
            Notice { error: Some(error), token: shortened(form.token), login, ..Notice::default() }
        }
    };
    again(&state, request, notice).await
}
