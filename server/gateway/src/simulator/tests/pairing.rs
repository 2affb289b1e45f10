//! Sessions: made, paired, refused, failed, made again.

use std::time::Duration;

use domain::port::whatsapp::{Driver, GatewayError, QrAnswer, ServerAddress, SessionStatus};
use serde_json::{Value, json};

use super::rig::{CHAT, Rig};

#[tokio::test]
async fn a_session_is_made_scanned_and_working() {
    let rig = Rig::new().await;
    let health = rig.driver.ping(&rig.server).await.expect("it answers");
    assert!(health.healthy && health.version.as_deref() == Some("2026.7.1") && health.uptime.is_some(), "{health:?}");
    let made = rig.driver.create_session(&rig.server, &rig.spec("desk")).await.expect("made");
    assert_eq!((made.name.as_str(), made.status), ("desk", SessionStatus::Starting));

    let event = rig.hook.status(SessionStatus::ScanQrCode, 1).await;
    assert_eq!((event.session.as_str(), event.metadata["instance"].as_str()), ("desk", "ins_1"));
    let QrAnswer::Code { value } = rig.driver.qr(&rig.server, "desk").await.expect("an answer") else { panic!("no code") };
    assert!(value.starts_with("2@"), "{value}");

    assert_eq!(rig.press("/phone/desk/scan").await.status(), 303);
    let me = rig.hook.status(SessionStatus::Working, 1).await.me.expect("an account");
    let info = rig.driver.session(&rig.server, "desk").await.expect("an answer").expect("a session");
    assert_eq!((info.status, info.me), (SessionStatus::Working, Some(me)));
    assert_eq!(rig.driver.qr(&rig.server, "desk").await, Ok(QrAnswer::NotYet { status: SessionStatus::Working }));
}

#[tokio::test]
async fn codes_run_out_and_the_session_fails() {
    let rig = Rig::tuned(|config| {
        config.codes = 3;
        config.first_code_life = Duration::from_millis(20);
        config.next_code_life = Duration::from_millis(10);
    })
    .await;
    use SessionStatus::{Failed, ScanQrCode, Starting};
    rig.driver.create_session(&rig.server, &rig.spec("desk")).await.expect("made");
    let statuses = rig.hook.wait("five statuses", |hook| Some(hook.statuses()).filter(|all| all.len() == 5)).await;
    assert_eq!(statuses, [Starting, ScanQrCode, ScanQrCode, ScanQrCode, Failed]);

    // A failed session runs: to start it does nothing, to start it again does.
    rig.driver.start(&rig.server, "desk").await.expect("no error");
    assert_eq!(rig.driver.session(&rig.server, "desk").await.expect("an answer").expect("a session").status, Failed);
    rig.driver.restart(&rig.server, "desk").await.expect("restarted");
    rig.hook.status(Failed, 2).await;
}

#[tokio::test]
async fn making_it_again_is_safe_and_deleting_it_twice_too() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    let again = rig.driver.create_session(&rig.server, &rig.spec("desk")).await.expect("taken over");
    assert!(again.me.is_none() || again.status != SessionStatus::ScanQrCode, "the pairing was lost: {again:?}");
    rig.hook.status(SessionStatus::Working, 2).await;
    rig.driver.stop(&rig.server, "desk").await.expect("stopped");
    assert_eq!(rig.driver.qr(&rig.server, "desk").await, Ok(QrAnswer::NotRunning));
    assert_eq!(rig.driver.sessions(&rig.server).await.expect("a list").len(), 1);
    rig.driver.start(&rig.server, "desk").await.expect("started");
    rig.hook.status(SessionStatus::Working, 3).await;
    rig.driver.logout(&rig.server, "desk").await.expect("logged out");
    rig.hook.status(SessionStatus::ScanQrCode, 2).await;
    rig.driver.delete(&rig.server, "desk").await.expect("deleted");
    rig.driver.delete(&rig.server, "desk").await.expect("nothing to delete is no error");
    assert_eq!(rig.driver.session(&rig.server, "desk").await, Ok(None));
}

#[tokio::test]
async fn refusals_have_their_meaning() {
    let rig = Rig::new().await;
    let stranger = ServerAddress { api_key: "wrong".to_owned(), ..rig.server.clone() };
    assert_eq!(rig.driver.ping(&stranger).await, Err(GatewayError::Unauthorized));
    assert_eq!(rig.driver.qr(&rig.server, "nobody").await, Ok(QrAnswer::NotRunning));
    assert_eq!(rig.send("nobody", "A", CHAT).await, Err(GatewayError::SessionNotReady { status: SessionStatus::Stopped }));

    rig.driver.create_session(&rig.server, &rig.spec("desk")).await.expect("made");
    rig.hook.status(SessionStatus::ScanQrCode, 1).await;
    assert_eq!(rig.send("desk", "A", CHAT).await, Err(GatewayError::SessionNotReady { status: SessionStatus::ScanQrCode }));
    assert!(matches!(rig.send("desk", "A", "").await, Err(GatewayError::Refused { .. })));

    let closed = ServerAddress { base_url: "http://127.0.0.1:1".to_owned(), ..rig.server.clone() };
    assert!(matches!(rig.driver.ping(&closed).await, Err(GatewayError::NotSent { .. })));
    let nonsense = ServerAddress { base_url: "not a url".to_owned(), ..rig.server.clone() };
    assert!(matches!(rig.driver.ping(&nonsense).await, Err(GatewayError::Refused { .. })));
}

#[tokio::test]
async fn the_code_comes_in_three_formats_and_as_letters() {
    let rig = Rig::new().await;
    rig.driver.create_session(&rig.server, &rig.spec("desk")).await.expect("made");
    rig.hook.status(SessionStatus::ScanQrCode, 1).await;
    let picture = rig.get("/api/desk/auth/qr").await;
    assert_eq!(picture.headers()["content-type"], "image/png");
    assert!(picture.bytes().await.expect("a body").starts_with(b"\x89PNG"));
    let wrapped = rig.http.get(format!("{}/api/desk/auth/qr?x-api-key={}", rig.server.base_url, super::rig::KEY));
    let wrapped: Value = wrapped.header("Accept", "application/json").send().await.expect("sent").json().await.expect("JSON");
    assert_eq!(wrapped["mimetype"], "image/png");

    let code = rig.driver.request_pairing_code(&rig.server, "desk", "4915199999999").await.expect("a code");
    assert!(code.len() == 9 && code.as_bytes()[4] == b'-', "{code}");
    rig.press("/phone/desk/scan").await;
    assert_eq!(rig.hook.status(SessionStatus::Working, 1).await.me.expect("an account").id, "4915199999999@c.us");
}

#[tokio::test]
async fn wahas_own_bodies_for_refusals() {
    let rig = Rig::new().await;
    let unknown = rig.get("/api/nothing/here").await;
    assert_eq!(unknown.status(), 404);
    assert_eq!(unknown.json::<Value>().await.expect("JSON")["message"], "Cannot GET /api/nothing/here");
    rig.post("/api/sessions", json!({ "name": "desk", "start": false })).await;
    let taken = rig.post("/api/sessions", json!({ "name": "desk" })).await;
    assert_eq!(taken.status(), 422);
    let body: Value = taken.json().await.expect("JSON");
    assert_eq!(body["message"], "Session 'desk' already exists. Use PUT to update it.");
    let bare = rig.http.get(format!("{}/api/sessions", rig.server.base_url)).send().await.expect("an answer");
    assert_eq!(bare.status(), 401);
    assert_eq!(bare.json::<Value>().await.expect("JSON"), json!({ "message": "Unauthorized", "statusCode": 401 }));
    assert_eq!(rig.get("/api/sessions").await.json::<Value>().await.expect("JSON"), json!([]), "stopped ones only with ?all=true");
}
