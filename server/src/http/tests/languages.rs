//! The language of a page: chosen in this browser, else the account's, else what the browser asks for; Arabic runs from right to left.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};

use super::site::{Browser, Site};

async fn page(browser: &mut Browser<'_>, path: &str, accept: &str) -> String {
    let request = browser.request(Method::GET, path).header(header::ACCEPT_LANGUAGE, accept).body(Body::empty());
    let answer = browser.send(request.expect("a request")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_browser_asks_and_the_choice_decides() {
    let (site, _) = Site::with_people().await;
    let mut nobody = site.browser();
    for (accept, opens) in [
        ("es-MX,es;q=0.9,en;q=0.5", "<html lang=\"es\" dir=\"ltr\""),
        ("ar", "<html lang=\"ar\" dir=\"rtl\""),
        ("fr, de", "<html lang=\"en\" dir=\"ltr\""),
        ("", "<html lang=\"en\" dir=\"ltr\""),
        (";;;q=x,\u{7f}", "<html lang=\"en\" dir=\"ltr\""),
    ] {
        let accept: String = accept.chars().filter(|letter| !letter.is_control()).collect();
        assert!(page(&mut nobody, "/sign-in", &accept).await.contains(opens), "{accept}");
    }
    nobody.post("/preferences", &[("locale", "ar"), ("theme", "dark"), ("density", "compact"), ("return_to", "/sign-in")]).await;
    let arabic = page(&mut nobody, "/sign-in", "es").await;
    for part in ["lang=\"ar\"", "dir=\"rtl\"", "data-theme=\"dark\"", "data-density=\"compact\""] {
        assert!(arabic.contains(part), "{part}");
    }
    nobody.post("/preferences", &[("locale", "xx"), ("theme", "pink"), ("density", "regular"), ("return_to", "/sign-in")]).await;
    let still = page(&mut nobody, "/sign-in", "es").await;
    assert!(still.contains("lang=\"ar\"") && still.contains("data-theme=\"dark\"") && still.contains("data-density=\"regular\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_has_a_language_and_refusals_speak_it() {
    let (site, _) = Site::with_people().await;
    let mut alma = site.signed_in("alma").await;
    let done = alma.call("account/edit_profile", "name=Alma&locale=es&time_zone=Europe/Madrid").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert!(page(&mut alma, "/panel", "en").await.contains("<html lang=\"es\""));
    let refused = alma.get("/admin/users/export.csv").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let mut english = site.signed_in("bela").await;
    assert_ne!(english.get("/admin/users/export.csv").await.text, refused.text, "the refusal is in the account's language");
}
