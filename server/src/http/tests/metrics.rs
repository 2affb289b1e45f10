//! Who may read the figures for Prometheus.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, header},
};

use super::site::{HERE, Site};
use crate::settings::Given;

const TOKEN: &str = "four-score-and-seven-kettles";
const LOCAL: &str = "127.0.0.1:3000";

fn with_token() -> Given {
    Given { metrics_token: Some(TOKEN.into()), trusted_proxies: Some(vec!["127.0.0.9".parse().expect("an address")]), ..Given::default() }
}

/// Asks for them from this address with these headers.
async fn asked(site: &Site, peer: &str, host: &str, headers: &[(&str, &str)]) -> StatusCode {
    let mut request = Request::builder().uri("/metrics").header(header::HOST, host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).expect("a request");
    request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().expect("an address")));
    site.send(request).await.status()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn this_machine_reads_them_as_it_is() {
    let site = Site::given(with_token()).await;
    for peer in ["127.0.0.1:5000", "[::1]:5000", "[::ffff:127.0.0.1]:5000"] {
        assert_eq!(asked(&site, peer, LOCAL, &[]).await, StatusCode::OK, "{peer}");
    }
    for peer in ["192.0.2.7:5000", "10.0.0.1:5000", "[2001:db8::1]:5000", "127.0.0.9:5000"] {
        assert_eq!(asked(&site, peer, LOCAL, &[]).await, StatusCode::NOT_FOUND, "{peer} is somebody else, or a proxy");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_proxy_on_this_machine_passes_on_needs_the_token() {
    let site = Site::given(with_token()).await;
    let token = format!("Bearer {TOKEN}");
    for (name, value) in [
        ("x-forwarded-for", "127.0.0.1"),
        ("X-Forwarded-Proto", "https"),
        ("forwarded", "for=127.0.0.1"),
        ("via", "1.1 caddy"),
        ("x-real-ip", ""),
    ] {
        assert_eq!(asked(&site, "127.0.0.1:5000", LOCAL, &[(name, value)]).await, StatusCode::NOT_FOUND, "{name}");
        assert_eq!(asked(&site, "127.0.0.1:5000", LOCAL, &[(name, value), ("authorization", &token)]).await, StatusCode::OK, "{name}");
    }
    let outside = HERE.trim_start_matches("https://");
    assert_eq!(asked(&site, "127.0.0.1:5000", outside, &[]).await, StatusCode::NOT_FOUND, "a proxy that only passes the host");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn others_need_the_whole_token_and_without_one_there_is_nothing() {
    let (site, none) = (Site::given(with_token()).await, Site::given(Given::default()).await);
    let right = format!("Bearer {TOKEN}");
    assert_eq!(asked(&site, "192.0.2.7:5000", HERE, &[("authorization", &right)]).await, StatusCode::OK);
    assert_eq!(asked(&none, "192.0.2.7:5000", HERE, &[("authorization", &right)]).await, StatusCode::NOT_FOUND);
    let longer = format!("{right}s");
    for wrong in ["Bearer ", "Bearer x", &right[..right.len() - 1], &longer, TOKEN] {
        assert_eq!(asked(&site, "192.0.2.7:5000", HERE, &[("authorization", wrong)]).await, StatusCode::NOT_FOUND, "{wrong}");
        assert_eq!(asked(&none, "192.0.2.7:5000", HERE, &[("authorization", wrong)]).await, StatusCode::NOT_FOUND, "{wrong}");
    }
}
