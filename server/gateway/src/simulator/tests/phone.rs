//! The phone page as a browser without script sees it.

use domain::port::whatsapp::{Driver, EventKind, SessionStatus};

use super::rig::{CHAT, Rig};

#[tokio::test]
async fn the_page_lists_who_waits_and_allows_nothing_foreign() {
    let rig = Rig::new().await;
    assert!(rig.get("/phone").await.text().await.expect("text").contains("No session yet"));
    rig.driver.create_session(&rig.server, &rig.spec("desk")).await.expect("made");
    rig.hook.status(SessionStatus::ScanQrCode, 1).await;
    let page = rig.get("/phone").await;
    let policy = page.headers()["content-security-policy"].to_str().expect("text").to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let html = page.text().await.expect("text");
    assert!(html.contains("Scan this code") && html.contains("lang=\"en\""));
    assert!(!html.contains("style=") && !html.contains("onclick"), "the policy would refuse it");

    let foreign = rig.http.post(format!("{}/phone/desk/scan", rig.server.base_url)).header("Sec-Fetch-Site", "cross-site");
    assert_eq!(foreign.send().await.expect("an answer").status(), 403);
    assert_eq!(rig.press("/phone/nobody/scan").await.status(), 404);
    assert_eq!(rig.get("/phone/nobody").await.status(), 404);
}

#[tokio::test]
async fn the_phone_shows_the_chat_answers_and_unlinks() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    rig.send("desk", "P1", CHAT).await.expect("accepted");
    rig.hook.read("P1").await;
    let html = rig.get("/phone/desk").await.text().await.expect("text");
    assert!(html.contains("Hello from P1") && html.contains("· read"), "{html}");

    let form = [("chat", CHAT), ("text", "STOP")];
    let reply = rig.http.post(format!("{}/phone/desk/reply", rig.server.base_url)).form(&form).send().await.expect("an answer");
    assert_eq!(reply.status(), 303);
    let incoming = rig.hook.wait("the answer", |hook| {
        hook.events().into_iter().find_map(|event| match event.kind {
            EventKind::Message(message) => Some(message),
            _ => None,
        })
    });
    let message = incoming.await;
    assert_eq!((message.text.as_str(), message.chat_id.as_str(), message.from_me), ("STOP", CHAT, false));

    rig.press("/phone/desk/unlink").await;
    rig.hook.status(SessionStatus::ScanQrCode, 2).await;
    let info = rig.driver.session(&rig.server, "desk").await.expect("an answer").expect("a session");
    assert_eq!(info.me, None);
}
