//! Requests that no browser sends: targets that are no page's, methods that nothing here has. Each is refused like any other, with the
//! headers that protect, and by no fault of ours.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use super::site::{HERE, Site, address_of};

fn protects(response: &axum::response::Response, what: &str) {
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "strict-transport-security", "x-request-id"] {
        assert!(response.headers().contains_key(name), "{what}: {name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w16_what_is_no_request_for_a_page_is_refused_with_the_headers_that_protect() {
    let site = Site::at(HERE).await;
    let long = format!("/admin?{}", "q".repeat(40_000));
    for (method, target, status) in [
        ("CONNECT", "x:1", StatusCode::BAD_REQUEST),
        ("CONNECT", "panel.example.com:443", StatusCode::BAD_REQUEST),
        ("CONNECT", "/", StatusCode::BAD_REQUEST),
        ("GET", "x:1", StatusCode::BAD_REQUEST),
        ("OPTIONS", "*", StatusCode::BAD_REQUEST),
        ("GET", long.as_str(), StatusCode::URI_TOO_LONG),
    ] {
        let request = Request::builder().method(method).uri(target).body(Body::empty()).expect("a request");
        let response = site.send(request).await;
        let what = format!("{method} {}", &target[..target.len().min(40)]);
        assert_eq!(response.status(), status, "{what}");
        protects(&response, &what);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w16_a_method_that_a_route_does_not_have_is_not_allowed() {
    let (site, _) = Site::with_people().await;
    let olga = site.signed_in("olga").await;
    let function = address_of("users/list_users");
    for path in [
        "/",
        "/sign-in",
        "/sign-out",
        "/reset",
        "/preferences",
        "/events",
        "/admin",
        "/admin/users",
        "/admin/users/export.csv",
        "/admin/imports/upload",
        "/panel/messages",
        "/assets/main.1.css",
        "/text/none.json",
        "/hooks/waha/none",
        "/health/live",
        "/health/ready",
        "/metrics",
        function.as_str(),
    ] {
        for method in ["TRACE", "BREW", "PROPFIND", "PUT", "PATCH", "DELETE"] {
            let method = Method::from_bytes(method.as_bytes()).expect("a method's letters");
            let request = olga.request(method.clone(), path).body(Body::from("x")).expect("a request");
            let response = site.send(request).await;
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            protects(&response, path);
        }
    }
}
