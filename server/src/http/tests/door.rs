//! The door: who knocks learns nothing about who lives here, and may not knock for ever.

use axum::http::StatusCode;
use db::values;

use super::site::{Answer, PASSWORD, Site};

/// The answer without what differs by itself: the nonce, and what was typed.
fn plain(answer: &Answer, typed: &str) -> (StatusCode, String) {
    let mut page = answer.text.replace(typed, "TYPED");
    while let Some((before, after)) = page.split_once("nonce=\"") {
        let (_, rest) = after.split_once('"').expect("a nonce ends");
        page = format!("{before}NONCE {rest}");
    }
    (answer.status, page)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unknown_name_a_wrong_password_and_a_closed_account_are_answered_alike() {
    let (site, people) = Site::with_people().await;
    db::exec(site.context.db.write(), "UPDATE users SET status = 'inactive' WHERE id = ?", values![people["bela"]])
        .await
        .expect("closes it");
    db::exec(site.context.db.write(), "UPDATE users SET password_hash = NULL WHERE id = ?", values![people["sam"]])
        .await
        .expect("invited only");
    let mut answers = Vec::new();
    for (login, password) in [
        ("alma@example.com", "wrong password here"),
        ("none@example.com", PASSWORD),
        ("bela@example.com", PASSWORD),
        ("sam@example.com", PASSWORD),
    ] {
        let answer = site.browser().post("/sign-in", &[("login", login), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.headers.get("set-cookie").is_none());
        assert!(answer.text.contains(login), "what was typed comes back");
        assert!(!answer.text.contains(password), "but no password");
        answers.push(plain(&answer, login));
    }
    for answer in &answers {
        assert_eq!(*answer, answers[0]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_a_link_learns_nothing() {
    let (site, _) = Site::with_people().await;
    let mut answers = Vec::new();
    for login in ["alma@example.com", "none@example.com", "", "no address at all"] {
        let answer = site.browser().post("/forgot", &[("login", login)]).await;
        answers.push(plain(&answer, if login.is_empty() { "\0" } else { login }));
    }
    assert_eq!(answers[0].0, StatusCode::OK);
    for answer in &answers {
        assert_eq!(*answer, answers[0]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_some_wrong_passwords_one_has_to_wait() {
    let (site, _) = Site::with_people().await;
    for login in ["alma@example.com", "none@example.com"] {
        for _ in 0..5 {
            let answer = site.browser().post("/sign-in", &[("login", login), ("password", "wrong password here")]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{login}");
        }
        // Even the right one.
        let answer = site.browser().post("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{login}, whether there is such an account or not");
        let seconds: u32 = answer.header("retry-after").parse().expect("says when to try again");
        assert!((1..=60).contains(&seconds), "{seconds}");
        assert!(answer.words().contains(&seconds.to_string()), "and says so to people");
    }
    site.signed_in("anna").await;
}

/// W10
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w10_a_device_that_was_here_before_is_let_in_while_others_wait() {
    let (site, _) = Site::with_people().await;
    let mut alma = site.signed_in("alma").await;
    alma.post("/sign-out", &[]).await;
    assert!(alma.cookie("__Host-device").is_some(), "it stays when one signs out");
    for _ in 0..5 {
        site.browser().post("/sign-in", &[("login", "alma@example.com"), ("password", "wrong password here")]).await;
    }
    let right = [("login", "alma@example.com"), ("password", PASSWORD)];
    assert_eq!(site.browser().post("/sign-in", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(alma.post("/sign-in", &right).await.status, StatusCode::SEE_OTHER);
}

/// W21
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w21_a_change_of_password_brings_new_tokens_and_the_old_ones_are_worth_nothing() {
    let (site, _) = Site::with_people().await;
    let mut alma = site.signed_in("alma").await;
    let before = alma.clone();
    let done = alma.call("account/change_password", "current=seven+green+kettles&new=eight+amber+lanterns").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_ne!(
        (alma.cookie("__Host-access"), alma.cookie("__Host-refresh")),
        (before.cookie("__Host-access"), before.cookie("__Host-refresh"))
    );
    assert_eq!(alma.get("/panel").await.status, StatusCode::OK);
    assert_eq!(before.clone().get("/panel").await.status, StatusCode::SEE_OTHER);
    let again = alma.clone();
    alma.post("/sign-in", &[("login", "alma@example.com"), ("password", "eight amber lanterns")]).await;
    assert_eq!(alma.get("/panel").await.status, StatusCode::OK);
    assert_eq!(again.clone().get("/panel").await.status, StatusCode::SEE_OTHER, "signing in over a session ends that one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cookies_are_out_of_reach_of_scripts_and_end_at_the_door() {
    let (site, _) = Site::with_people().await;
    let mut alma = site.browser();
    let answer = alma.post("/sign-in", &[("login", "ALMA@example.com"), ("password", PASSWORD), ("return_to", "/panel/messages")]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/panel/messages"));
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("text").to_owned()).collect();
    assert_eq!(cookies.len(), 3, "two tokens, and what the door knows this device by");
    for cookie in &cookies {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    let before = alma.clone();
    assert_eq!(alma.get("/panel").await.status, StatusCode::OK);
    let out = alma.post("/sign-out", &[]).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!((alma.cookie("__Host-access"), alma.cookie("__Host-refresh")), (None, None));
    // Who kept the cookies has nothing.
    assert_eq!(before.clone().get("/panel").await.status, StatusCode::SEE_OTHER);
    assert_eq!(before.clone().call("account/own_sessions", "").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_led_to_another_site_or_another_side() {
    let (site, _) = Site::with_people().await;
    for (name, wanted, to) in [
        ("olga", "https://evil.example", "/admin"),
        ("olga", "//evil.example/admin", "/admin"),
        ("olga", "/\\evil.example", "/admin"),
        ("olga", "/panel", "/admin"),
        ("olga", "/admin/users?q=a", "/admin/users?q=a"),
        ("alma", "/admin/users", "/panel"),
        ("alma", "", "/panel"),
        ("alma", "/panelx", "/panel"),
    ] {
        let login = format!("{name}@example.com");
        let answer = site.browser().post("/sign-in", &[("login", &login), ("password", PASSWORD), ("return_to", wanted)]).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, to), "{name} {wanted}");
    }
    for wanted in ["https://evil.example", "//evil.example", "/\r\nx: y"] {
        let answer = site.browser().post("/preferences", &[("theme", "dark"), ("return_to", wanted)]).await;
        assert_eq!(answer.location(), "/", "{wanted}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn made_up_tokens_are_good_for_nothing_and_are_taken_away() {
    let (site, _) = Site::with_people().await;
    for token in ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", &"A".repeat(3000)] {
        let mut browser = site.browser();
        browser.set_cookie("__Host-access", token);
        browser.set_cookie("__Host-refresh", token);
        let answer = browser.get("/admin").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{token}");
        assert!(answer.location().starts_with("/sign-in?return_to=/admin"), "{}", answer.location());
        assert_eq!(browser.cookie("__Host-access"), None, "{token}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_must_choose_a_new_password_does_nothing_before() {
    let (site, people) = Site::with_people().await;
    let mut anna = site.signed_in("anna").await;
    db::exec(site.context.db.write(), "UPDATE users SET must_change_password = ? WHERE id = ?", values![true, people["anna"]])
        .await
        .expect("sets");
    let page = anna.get("/admin/users").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/admin/account/password"));
    assert_eq!(anna.call("users/list_users", "query[size]=25").await.status, StatusCode::FORBIDDEN);
    assert_eq!(anna.get("/admin/users/export.csv").await.status, StatusCode::FORBIDDEN);
    let page = anna.get("/admin/account/password").await;
    assert_eq!(page.status, StatusCode::OK);
    let done = anna.call("account/change_password", "current=seven+green+kettles&new=eight+amber+lanterns").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(anna.get("/admin/users").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reset_link_works_once() {
    let (site, people) = Site::with_people().await;
    let mut alma = site.signed_in("alma").await;
    site.browser().post("/forgot", &[("login", "alma@example.com")]).await;
    let olga = site.caller(people["olga"]).await;
    let mails = service::services(&site.context).accounts.outbox(&olga, &domain::page::PageQuery::default()).await.expect("reads").rows;
    let mail = mails.iter().filter(|mail| mail.to == "alma@example.com").max_by_key(|mail| mail.created_at).expect("a mail was written");
    let secret = mail.body.split_once("token=").map(|(_, rest)| rest).expect("the mail has a link");
    let secret: String = secret.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    assert!(mail.body.contains("https://panel.example.com/reset?token="));
    let page = site.browser().get(&format!("/reset?token={secret}")).await;
    assert_eq!((page.status, page.header("referrer-policy")), (StatusCode::OK, "same-origin"));
    let short = site.browser().post("/reset", &[("token", &secret), ("password", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = site.browser().post("/reset", &[("token", &secret), ("password", "eight amber lanterns")]).await;
    assert_eq!(set.status, StatusCode::OK, "{}", set.words());
    assert_eq!(alma.get("/panel").await.status, StatusCode::SEE_OTHER, "sessions before it ended");
    let again = site.browser().post("/reset", &[("token", &secret), ("password", "nine amber lanterns")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.words());
    let made_up = site.browser().post("/reset", &[("token", "AAAA"), ("password", "nine amber lanterns")]).await;
    assert_eq!(plain(&again, &secret), plain(&made_up, "AAAA"), "used and made up are the same");
}
