//! Whole requests that nobody's browser sends: bodies that are no form, headers that are no header's value, addresses full of parameters,
//! to every server function, every page and everything before the door. Whatever it is, it is refused or read as far as it goes.

use api::operations::TABLE;
use axum::{
    body::Body,
    http::{HeaderValue, Method, header},
};

use super::{
    headers::{CUSTOMER, DOOR, STAFF},
    hostile::{BORDERS, Dice, JUNK},
    junk::{assert_none, faults, one_of_each},
    site::{Answer, Browser, Site, address_of},
};

const FORM: &str = "application/x-www-form-urlencoded";
const NOBODY: &str = "usr_00000000000000000000000000000001";
/// How deep things are nested: a reader that calls itself has no stack for it.
const DEEP: usize = 100_000;

/// What each is, its type, and its bytes.
fn bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let part = format!("--x\r\ncontent-disposition: form-data; name=\"id\"\r\n\r\n{NOBODY}\r\n--x--\r\n");
    let named = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"../../a\0b.csv\"\r\n\r\n\0\r\n";
    vec![
        ("nothing", FORM, Vec::new()),
        ("no type", "", b"id=1".to_vec()),
        ("another type", "text/plain", b"id=1".to_vec()),
        ("a type that is none", ";;;=/", b"id=1".to_vec()),
        ("deep lists", "application/json", b"[".repeat(DEEP)),
        ("deep objects", "application/json", b"{\"id\":".repeat(DEEP)),
        ("deep keys", FORM, format!("id{}=1", "[a]".repeat(DEEP)).into_bytes()),
        ("open brackets", FORM, b"id[".repeat(DEEP)),
        ("no keys", FORM, b"=x&".repeat(10_000)),
        ("nothing many times", FORM, b"&".repeat(1_000_000)),
        ("one key many times", FORM, format!("id={NOBODY}&").repeat(10_000).into_bytes()),
        ("many keys", FORM, (0..20_000).map(|at| format!("k{at}={at}&")).collect::<String>().into_bytes()),
        ("places far away", FORM, b"ids[99999999999]=1&ids[18446744073709551616]=2&ids[-1]=3&query[0]=4".to_vec()),
        ("halves of codes", FORM, b"id=%&name=%4&%ZZ=%&%=%00".to_vec()),
        ("all bytes", FORM, (0..=u8::MAX).collect()),
        ("zeros", FORM, vec![0; 10_000]),
        ("parts", "multipart/form-data; boundary=x", part.into_bytes()),
        ("a part that does not end", "multipart/form-data; boundary=x", named.as_bytes().to_vec()),
        ("parts without a boundary", "multipart/form-data", named.as_bytes().to_vec()),
        ("too much", FORM, b"x".repeat((1 << 20) + 1)),
    ]
}

/// Sends bytes as they are.
async fn post(browser: &Browser<'_>, path: &str, kind: &str, accept: &str, body: &[u8]) -> Answer {
    let mut request = browser.request(Method::POST, path).header(header::ACCEPT, accept).header(header::REFERER, "https://%00/..;a=%FF");
    if !kind.is_empty() {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    browser.clone().send(request.body(Body::from(body.to_vec())).expect("a request")).await
}

async fn bodies_of(fresh: db::testing::Fresh) {
    let (site, _) = Site::with_people_over(fresh).await;
    let (olga, nobody, bodies) = (site.signed_in("olga").await, site.browser(), bodies());
    let (mut count, mut wrong) = (0, Vec::new());
    for (function, _) in TABLE {
        for (what, kind, body) in &bodies {
            for accept in ["application/json", "text/html"] {
                let answer = post(&olga, &address_of(function), kind, accept, body).await;
                wrong.extend(faults(&answer, &format!("{function} of {what} for {accept}")));
                count += 1;
            }
        }
    }
    let hook = "/hooks/waha/srv_00000000000000000000000000000001";
    for path in ["/sign-in", "/sign-out", "/forgot", "/reset", "/preferences", hook, "/hooks/waha/none", "/admin/imports/upload", "/_fn/"] {
        for (what, kind, body) in &bodies {
            let browser = if path.starts_with("/admin") { &olga } else { &nobody };
            wrong.extend(faults(&post(browser, path, kind, "text/html", body).await, &format!("{path} of {what}")));
            count += 1;
        }
    }
    for (path, field) in [
        ("/sign-in", "login"),
        ("/sign-in", "password"),
        ("/sign-in", "return_to"),
        ("/forgot", "login"),
        ("/reset", "token"),
        ("/reset", "password"),
        ("/preferences", "locale"),
        ("/preferences", "theme"),
        ("/preferences", "density"),
        ("/preferences", "return_to"),
    ] {
        for value in JUNK.iter().chain(BORDERS) {
            let body = format!("{field}={value}");
            wrong.extend(faults(&post(&nobody, path, FORM, "text/html", body.as_bytes()).await, &format!("{path} of {body}")));
            count += 1;
        }
    }
    assert!(count > 2_500, "{count} bodies were sent");
    assert_none(&wrong, count);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_body_is_answered_by_a_fault_on_sqlite() {
    bodies_of(db::testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_body_is_answered_by_a_fault_on_postgres() {
    bodies_of(db::testing::postgres().await).await;
}

/// Parameters that some page reads, and one that none does.
const PARAMETERS: &[&str] = &[
    "q",
    "status",
    "role",
    "tier",
    "plan",
    "organisation",
    "manager",
    "paid",
    "tag",
    "registered_from",
    "month",
    "state",
    "server",
    "number",
    "to",
    "user",
    "method",
    "token",
    "return_to",
    "sort",
    "size",
    "cursor",
    "columns",
    "at",
    "menu",
    "ask",
    "of",
    "tab",
    "assign",
    "",
];

/// Addresses of each page with up to six parameters by chance, some of them twice.
fn addresses(pages: impl Iterator<Item = String>, dice: &mut Dice) -> Vec<String> {
    let mut out = Vec::new();
    for page in pages {
        for _ in 0..6 {
            let pairs: Vec<String> = (0..=dice.below(6))
                .map(|_| format!("{}={}", dice.one(PARAMETERS), if dice.below(2) == 0 { dice.one(JUNK) } else { dice.one(BORDERS) }))
                .collect();
            out.push(format!("{page}{}{}", if page.contains('?') { '&' } else { '?' }, pairs.join("&")));
        }
    }
    out
}

async fn pages_of(fresh: db::testing::Fresh) {
    let (site, people) = Site::with_people_over(fresh).await;
    let [user, server, number, _, _, organisation, _, _, import] = one_of_each(&site, &people).await;
    let mut staff: Vec<String> = STAFF.iter().map(|path| (*path).to_owned()).collect();
    staff.extend(["", "/edit", "/payments", "/numbers", "/sessions", "/timeline"].map(|tab| format!("/admin/users/{user}{tab}")));
    staff.extend(["", "/edit"].map(|tab| format!("/admin/organisations/{organisation}{tab}")));
    staff.extend([format!("/admin/imports/{import}"), format!("/admin/numbers/{number}"), format!("/admin/servers/{server}/edit")]);
    let customer = CUSTOMER.iter().map(|path| (*path).to_owned()).chain([format!("/panel/numbers/{number}")]);
    let door = DOOR.iter().map(|path| (*path).to_owned());
    let mut dice = Dice::of(10);
    let (mut count, mut wrong) = (0, Vec::new());
    for (browser, addresses) in [
        (site.signed_in("olga").await, addresses(staff.into_iter(), &mut dice)),
        (site.signed_in("alma").await, addresses(customer, &mut dice)),
        (site.browser(), addresses(door, &mut dice)),
    ] {
        for address in addresses {
            let answer = browser.clone().get(&address).await;
            wrong.extend(faults(&answer, &address));
            count += 1;
        }
    }
    assert!(count > 200, "{count} pages were opened");
    assert_none(&wrong, count);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_is_answered_by_a_fault_on_sqlite() {
    pages_of(db::testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_is_answered_by_a_fault_on_postgres() {
    pages_of(db::testing::postgres().await).await;
}

const HEADERS: &[&str] = &[
    "cookie",
    "accept",
    "accept-language",
    "accept-encoding",
    "authorization",
    "content-length",
    "content-type",
    "expect",
    "if-modified-since",
    "if-none-match",
    "origin",
    "range",
    "referer",
    "sec-fetch-site",
    "te",
    "upgrade",
    "user-agent",
    "x-forwarded-for",
    "x-request-id",
];

const VALUES: &[&[u8]] = &[
    b"",
    b"\xff\xfe\x80",
    b",,,;;;q=q=;=\t",
    b"../../etc/passwd",
    b"9223372036854775808",
    b"bytes=0-18446744073709551615,-1",
    b"*;q=-1",
    b"https://[::1",
    b"__Host-access=%00; __Host-refresh=\"; __Host-typed=....; __Host-device=~~~~; locale=xx; theme=<script>; =; ;",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_header_is_answered_by_a_fault() {
    let (site, _) = Site::with_people().await;
    let (olga, function) = (site.signed_in("olga").await, address_of("users/list_users"));
    let long = b"a=b; ".repeat(4_000);
    let (mut count, mut wrong) = (0, Vec::new());
    for name in HEADERS {
        for value in VALUES.iter().copied().chain([long.as_slice()]) {
            for (method, path) in [
                (Method::GET, "/admin/outbox"),
                (Method::GET, "/sign-in"),
                (Method::GET, "/admin/users/export.csv"),
                (Method::GET, "/assets/main.1.css"),
                (Method::GET, "/metrics"),
                (Method::POST, function.as_str()),
                (Method::POST, "/preferences"),
            ] {
                let given = HeaderValue::from_bytes(value).expect("bytes of a header");
                let request = olga.request(method, path).header(*name, given).body(Body::from("a=b")).expect("a request");
                let what = format!("{path} with {name}: {}", String::from_utf8_lossy(&value[..value.len().min(60)]));
                wrong.extend(faults(&olga.clone().send(request).await, &what));
                count += 1;
            }
        }
    }
    assert_none(&wrong, count);
}
