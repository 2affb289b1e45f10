//! Writes that another site's page sends with our cookies are refused before anything else looks at them.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use super::site::{HERE, Site, address_of};

/// A name, the headers that say where a request comes from, and whether it may write.
type From = (&'static str, &'static [(&'static str, &'static str)], bool);

/// What says where a request comes from, and whether it may write.
const FROM: &[From] = &[
    ("our page", &[("origin", HERE), ("sec-fetch-site", "same-origin")], true),
    ("our page in an old browser", &[("origin", HERE)], true),
    ("no browser", &[], true),
    ("a page elsewhere", &[("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")], false),
    ("a page elsewhere in an old browser", &[("origin", "https://evil.example")], false),
    ("a page of a neighbour", &[("origin", "https://other.example.com"), ("sec-fetch-site", "same-site")], false),
    ("our name without https", &[("origin", "http://panel.example.com.evil.example")], false),
    ("a page without an origin", &[("origin", "null"), ("sec-fetch-site", "cross-site")], false),
    ("a frame without an origin in an old browser", &[("origin", "null")], false),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_site_writes_nothing() {
    let (site, _) = Site::with_people().await;
    let olga = site.signed_in("olga").await;
    let functions = address_of("account/edit_profile");
    for path in ["/sign-in", "/sign-out", "/forgot", "/reset", "/preferences", "/admin/imports/upload", functions.as_str()] {
        for (from, headers, may) in FROM {
            let mut request = Request::builder().method(Method::POST).uri(path).header(header::HOST, "panel.example.com");
            for (name, value) in *headers {
                request = request.header(*name, *value);
            }
            let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            // Signed out, so that nothing ends while the next one is tried.
            let response = site.send(request.body(Body::empty()).expect("a request")).await;
            assert_eq!(response.status() != StatusCode::FORBIDDEN, *may, "{path} from {from}: {}", response.status());
        }
    }
    let mut request = olga.request(Method::POST, "/sign-out");
    let headers = request.headers_mut().expect("headers");
    headers.insert(header::ORIGIN, "https://evil.example".parse().expect("a value"));
    headers.insert("sec-fetch-site", "cross-site".parse().expect("a value"));
    let response = site.send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert_eq!(olga.clone().get("/admin").await.status, StatusCode::OK, "the session goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_from_elsewhere_opens_a_page() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let request = olga.request(Method::GET, "/admin").header("sec-fetch-site", "cross-site").header(header::ACCEPT, "text/html");
    assert_eq!(olga.send(request.body(Body::empty()).expect("a request")).await.status, StatusCode::OK);
}
