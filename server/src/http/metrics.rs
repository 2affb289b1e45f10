//! Figures for Prometheus. They say how much the house does, so they are not for everybody: a scraper on this machine reads them as it
//! is, all others with the token of the settings. Without either there is nothing here.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use secrecy::ExposeSecret as _;

use super::{HttpState, session::bearer};

/// What proxies put into requests that they pass on.
const PASSED_ON: [&str; 8] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-forwarded-server", "x-real-ip"];

/// Keeps this comparison apart from other signatures.
const PURPOSE: &str = "metrics_token";

/// `GET /metrics`
pub async fn scrape(State(state): State<HttpState>, request: Request) -> Response {
    if is_from_here(&request, &state.settings.trusted_proxies) || has_token(&state, request.headers()) {
        ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], state.metrics.render()).into_response()
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

/// Whether the token is there and right. Signatures of both are compared, so that neither the time nor the length tells anything.
fn has_token(state: &HttpState, headers: &HeaderMap) -> bool {
    let (Some(token), Some(given)) = (&state.settings.metrics_token, bearer(headers)) else { return false };
    let keys = &state.context.keys;
    keys.is_mac(PURPOSE, given.as_bytes(), &keys.mac(PURPOSE, token.expose_secret().as_bytes()))
}

/// Whether somebody on this machine asks. Behind a proxy on this machine everybody has its address: what it passes on carries its headers
/// or, where it adds none, the site's own name.
fn is_from_here(request: &Request, proxies: &[IpAddr]) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
    let headers = request.headers();
    let host = headers.get(header::HOST).map_or_else(|| request.uri().host(), |host| host.to_str().ok());
    peer.is_some_and(|peer| peer.is_loopback() && !proxies.contains(&peer))
        && !PASSED_ON.iter().any(|name| headers.contains_key(*name))
        && host.is_some_and(names_this_machine)
}

/// Whether a `Host` is this machine's for itself.
fn names_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit())).map_or(host, |(name, _)| name);
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_this_machine_or_another() {
        for host in ["localhost", "LocalHost:3000", "127.0.0.1", "127.0.0.1:3000", "[::1]", "[::1]:3000", "127.9.9.9"] {
            assert!(names_this_machine(host), "{host}");
        }
        for host in
            ["", ":", ":3000", "panel.example.com", "localhost.example.com", "127.0.0.1.example.com:80", "10.0.0.1", "[2001:db8::1]:80"]
        {
            assert!(!names_this_machine(host), "{host}");
        }
    }
}
