//! Around every request: an id (its own or the proxy's), the peer's address behind trusted proxies, one log line, figures, and a page
//! that says sorry where a handler panicked.

use std::{
    any::Any,
    net::{IpAddr, SocketAddr},
    time::Instant,
};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Error, ErrorKind, access::Origin, msg};
use tower_http::csrf::ProtectionError;

use super::{HttpState, document::plain_error};

/// Most bytes of a target: several times what a page with every filter set has.
const TARGET_BYTES: usize = 32 << 10;
/// Most characters of a path in the log.
const LOGGED: usize = 300;

/// The header that names a request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

fn request_id(headers: &HeaderMap, context: &service::Context) -> String {
    let given = headers
        .get(&REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    given.map_or_else(|| context.new_uuid().simple().to_string(), str::to_owned)
}

/// The method's name for the figures. A peer may make up as many as it likes; each would be a series that is kept for ever.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|name| *name == method.as_str()).unwrap_or("other")
}

/// The peer, or the address that trusted proxies name: the last one in `X-Forwarded-For` that is not itself a trusted proxy.
fn peer(headers: &HeaderMap, peer: IpAddr, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|text| text.trim().parse().ok())
        .rfind(|address| !trusted.contains(address))
        .unwrap_or(peer)
}

/// Notes where the request came from, runs it, logs it, counts it.
pub async fn observe(State(state): State<HttpState>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = request_id(request.headers(), &state.context);
    let from = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| peer(request.headers(), info.0.ip(), &state.settings.trusted_proxies));
    let user_agent =
        request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok()).map(|text| text.chars().take(400).collect());
    request.extensions_mut().insert(Origin { address: from.map(|address| address.to_string()), user_agent, request_id: Some(id.clone()) });
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let path: String = request.uri().path().chars().take(LOGGED).collect();
    let mut response = next.run(request).await;
    let (status, elapsed) = (response.status(), began.elapsed());
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    metrics::counter!("http_requests_total", "method" => known(&method), "route" => route.clone(), "status" => status.as_u16().to_string())
        .increment(1);
    metrics::histogram!("http_request_seconds", "route" => route).record(elapsed.as_secs_f64());
    let ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    if status.is_server_error() {
        tracing::error!(request_id = %id, %method, %path, status = status.as_u16(), ms, "request");
    } else {
        tracing::debug!(request_id = %id, %method, %path, status = status.as_u16(), ms, "request");
    }
    response
}

/// Refuses what is no request for a page: tunnels, targets without a path, and targets that nobody typed or was linked to.
pub async fn ours(request: Request, next: Next) -> Response {
    let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let target = request.uri();
    if request.method() == Method::CONNECT || !target.path().starts_with('/') {
        return (StatusCode::BAD_REQUEST, text, "This server answers requests for paths that begin with a slash.\n").into_response();
    }
    if target.path_and_query().is_some_and(|target| target.as_str().len() > TARGET_BYTES) {
        return (StatusCode::URI_TOO_LONG, text, "The address is too long.\n").into_response();
    }
    next.run(request).await
}

/// Gives a write that another site sent, and that was refused for it, a sentence in the browser's language.
pub async fn say_cross_site(State(state): State<HttpState>, request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let mut copy = Request::new(axum::body::Body::empty());
    *copy.headers_mut() = request.headers().clone();
    let response = next.run(request).await;
    if response.extensions().get::<ProtectionError>().is_none() {
        return response;
    }
    let text = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (text, plain_error(&state, &copy, &Error::new(ErrorKind::Forbidden, msg::error_cross_site()))).into_response()
}

/// The answer where a handler panicked; the cause goes to the log.
pub fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text =
        cause.downcast_ref::<String>().cloned().or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
    tracing::error!(cause = %text, "a handler panicked");
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        "Something went wrong on our side. Nothing was lost; please try again.\n",
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_methods_are_one() {
        assert_eq!(known(&Method::GET), "GET");
        for name in ["BREW", "get", "GETX"] {
            assert_eq!(known(&Method::from_bytes(name.as_bytes()).expect("a method's letters")), "other");
        }
    }

    #[test]
    fn only_trusted_proxies_may_name_the_peer() {
        let proxy: IpAddr = "10.0.0.1".parse().expect("an address");
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 203.0.113.9, 10.0.0.1"));
        assert_eq!(peer(&headers, proxy, &[proxy]).to_string(), "203.0.113.9");
        assert_eq!(peer(&headers, "198.51.100.7".parse().expect("an address"), &[proxy]).to_string(), "198.51.100.7");
    }
}
