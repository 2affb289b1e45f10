//! What every answer carries: a strict policy, with a nonce of its own where there is a page, and no style or script in the page that the
//! policy would have to make an exception for.

use std::collections::BTreeSet;

use super::site::{Answer, Site};

/// Pages of both sides and of the door.
pub const STAFF: &[&str] = &[
    "/admin",
    "/admin/users",
    "/admin/users/new",
    "/admin/organisations",
    "/admin/organisations/new",
    "/admin/payments",
    "/admin/imports",
    "/admin/numbers",
    "/admin/messages",
    "/admin/servers",
    "/admin/servers/new",
    "/admin/audit",
    "/admin/outbox",
    "/admin/account",
    "/admin/account/password",
    "/admin/account/sessions",
    "/admin/nowhere",
];
pub const CUSTOMER: &[&str] = &[
    "/panel",
    "/panel/numbers",
    "/panel/messages",
    "/panel/messages/new",
    "/panel/payments",
    "/panel/account",
    "/panel/account/password",
    "/panel/account/sessions",
    "/panel/nowhere",
];
pub const DOOR: &[&str] = &["/sign-in", "/forgot", "/reset?token=abc", "/nowhere"];

/// The nonce of the page's policy.
fn nonce(page: &Answer) -> String {
    let policy = page.header("content-security-policy");
    policy.split_once("'nonce-").and_then(|(_, rest)| rest.split_once('\'')).map(|(nonce, _)| nonce.to_owned()).unwrap_or_default()
}

/// The tags of a page, without its text.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)).filter(|tag| !tag.starts_with(['/', '!']))
}

fn check(path: &str, page: &Answer) {
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; "), "{path}: {policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'), "{path}: {policy}");
    for part in ["style-src 'self';", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(part), "{path}: {policy} has {part}");
    }
    let nonce = nonce(page);
    assert!(nonce.len() >= 20, "{path}: {policy}");
    assert!(page.header("content-type").starts_with("text/html"), "{path}");
    let scripts = page.text.matches("<script type=\"module\"").count();
    assert_eq!(
        scripts,
        usize::from(path.starts_with("/admin") || path.starts_with("/panel")),
        "{path} wakes up by one script, or has none"
    );
    for tag in tags(&page.text) {
        assert!(!tag.starts_with("style"), "{path}: <{tag}>");
        assert!(!tag.contains(" style="), "{path}: <{tag}>");
        assert!(!tag.split_ascii_whitespace().any(|word| word.starts_with("on") && word.contains('=')), "{path}: <{tag}>");
        assert!(!tag.contains("javascript:"), "{path}: <{tag}>");
        if tag.starts_with("script") && !tag.contains("application/json") {
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <{tag}> under {policy}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_have_a_strict_policy_and_nothing_inline() {
    let (site, people) = Site::with_people().await;
    let mut nonces = BTreeSet::new();
    let (mut olga, mut alma, mut nobody) = (site.signed_in("olga").await, site.signed_in("alma").await, site.browser());
    let mut staff: Vec<String> = STAFF.iter().map(|path| (*path).to_owned()).collect();
    staff.extend(
        ["", "/edit", "/payments", "/sessions", "/activity", "/numbers"].map(|tab| format!("/admin/users/{}{tab}", people["alma"])),
    );
    let mut count = 0;
    for path in &staff {
        let page = olga.get(path).await;
        check(path, &page);
        nonces.insert(nonce(&page));
        count += 1;
    }
    for path in CUSTOMER {
        let page = alma.get(path).await;
        check(path, &page);
        nonces.insert(nonce(&page));
        count += 1;
    }
    for path in DOOR {
        let page = nobody.get(path).await;
        check(path, &page);
        nonces.insert(nonce(&page));
        count += 1;
    }
    assert_eq!(nonces.len(), count, "each page has a nonce of its own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_carries_the_headers_that_protect() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    let paths = [
        "/",
        "/sign-in",
        "/admin",
        "/admin/users",
        "/admin/users/export.csv",
        "/admin/imports/template/users",
        "/assets/none.js",
        "/text/none.json",
        "/favicon.ico",
        "/health/live",
        "/health/ready",
        "/metrics",
        "/_fn/none",
        "/nowhere",
    ];
    for path in paths {
        let answer = olga.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ] {
            assert_eq!(answer.header(name), value, "{path}: {name}");
        }
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert!(!answer.header("cache-control").is_empty() && !answer.header("x-request-id").is_empty(), "{path}");
        assert!(answer.headers.get("server").is_none() && answer.headers.get("x-powered-by").is_none(), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_https_nobody_is_told_to_insist_on_it() {
    let site = Site::at("http://127.0.0.1:3000").await;
    let answer = site.browser().get("/sign-in").await;
    assert_eq!(answer.header("strict-transport-security"), "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_belongs_to_somebody_is_kept_by_no_cache() {
    let (site, _) = Site::with_people().await;
    let mut olga = site.signed_in("olga").await;
    for path in ["/admin", "/admin/users", "/admin/users/export.csv", "/sign-in"] {
        assert_eq!(olga.get(path).await.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_named_by_its_content_is_kept_for_ever() {
    let (site, _) = Site::with_people().await;
    let (mut olga, mut alma) = (site.signed_in("olga").await, site.signed_in("alma").await);
    for (browser, path, entry) in [(&mut olga, "/admin", "en.staff."), (&mut alma, "/panel", "en.customer.")] {
        let page = browser.get(path).await;
        let at = page.text.find("/text/").expect("the page names its words");
        let words = page.text[at..].split('"').next().unwrap_or_default().to_owned();
        assert!(words.starts_with(&format!("/text/{entry}")), "{words}");
        let answer = site.browser().get(&words).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(answer.json().is_object());
    }
    let icon = site.browser().get("/favicon.ico").await;
    assert_eq!((icon.status.as_u16(), icon.location()), (308, "/assets/favicon.1.svg"));
}
