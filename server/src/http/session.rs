//! Who is calling: reads the token cookies (or a bearer token), asks the identity area, and notes the answer for everything behind.
//! Rotated tokens go back as cookies with the same answer.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{
    access::{Caller, Origin},
    session::Viewer,
    text::Locale,
};
use service::identity::{DEVICE_SECONDS, Tokens};

use super::{HttpState, cookies};

/// What handlers behind the session know.
#[derive(Debug, Clone, Default)]
pub struct Signed {
    /// Who, to the use cases.
    pub caller: Option<Caller>,
    /// Who, to the pages.
    pub viewer: Option<Viewer>,
    /// Language and time zone of the account.
    pub locale: Option<Locale>,
    /// IANA zone of the account.
    pub time_zone: Option<String>,
    /// From where.
    pub origin: Origin,
}

/// The token of a program.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// Whether cookies may be marked for https alone.
#[must_use]
pub fn is_secure(state: &HttpState) -> bool {
    state.settings.public_url.starts_with("https://")
}

/// Sets or takes away the token cookies.
pub fn put_tokens(headers: &mut HeaderMap, state: &HttpState, tokens: Option<&Tokens>) {
    let secure = is_secure(state);
    let (access, refresh) = cookies::names(secure);
    match tokens {
        Some(tokens) => {
            cookies::set(headers, access, &tokens.access, tokens.access_seconds, secure);
            cookies::set(headers, refresh, &tokens.refresh, tokens.refresh_seconds, secure);
        }
        None => {
            for name in [access, refresh] {
                cookies::set(headers, name, "", 0, secure);
            }
        }
    }
}

/// What the browser kept of the last time somebody signed in with it.
#[must_use]
pub fn device<'a>(headers: &'a HeaderMap, state: &HttpState) -> Option<&'a str> {
    cookies::read(headers, cookies::device_name(is_secure(state)))
}

/// Lets the door know this device again.
pub fn put_device(headers: &mut HeaderMap, state: &HttpState, device: &str) {
    let secure = is_secure(state);
    cookies::set(headers, cookies::device_name(secure), device, DEVICE_SECONDS, secure);
}

/// Whether a request may end its own tokens without ending its session.
fn may_renew(request: &Request) -> bool {
    // Functions may have a number after their name.
    let path = request.uri().path().trim_end_matches(|letter: char| letter.is_ascii_digit());
    request.method() == Method::POST && path.ends_with("/account/change_password")
}

/// See the module's words.
pub async fn layer(State(state): State<HttpState>, mut request: Request, next: Next) -> Response {
    let origin = request.extensions().get::<Origin>().cloned().unwrap_or_default();
    let (access_name, refresh_name) = cookies::names(is_secure(&state));
    let (access, refresh) = match bearer(request.headers()) {
        Some(token) => (Some(token.to_owned()), None),
        None => (
            cookies::read(request.headers(), access_name).map(str::to_owned),
            cookies::read(request.headers(), refresh_name).map(str::to_owned),
        ),
    };
    let mut signed = Signed { origin: origin.clone(), ..Signed::default() };
    let (mut tokens, mut clear) = (None, false);
    if access.is_some() || refresh.is_some() {
        match state.sign_in.authenticate(&origin, access.as_deref(), refresh.as_deref()).await {
            Ok(found) => {
                (tokens, clear) = (found.new_tokens, found.clear);
                (signed.locale, signed.time_zone) =
                    found.preferences.map_or((None, None), |preferences| (Some(preferences.locale), Some(preferences.time_zone)));
                (signed.caller, signed.viewer) = (found.caller, found.viewer);
            }
            Err(error) => return super::document::plain_error(&state, &request, &error).into_response(),
        }
    }
    let renewing = if may_renew(&request) { signed.caller.clone() } else { None };
    request.extensions_mut().insert(signed);
    let mut response = next.run(request).await;
    if let Some(caller) = renewing {
        match state.sign_in.renew(&caller).await {
            Ok(renewed) => tokens = renewed.or(tokens),
            // The password is changed, and who changed it signs in with it.
            Err(error) => tracing::error!(%error, "no new tokens could be made after a change of password"),
        }
    }
    // What the door gave or took stands over what the request came with: who signs in beside a session that ended stays signed in.
    if (tokens.is_some() || clear) && !cookies::is_set(response.headers(), access_name) {
        put_tokens(response.headers_mut(), &state, tokens.as_ref());
    }
    response
}
