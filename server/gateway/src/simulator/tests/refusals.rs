//! What is said to those who ask too early, or about a session that is not there. Calls that wait for a status differ from those that
//! wait for nothing.

use std::time::{Duration, Instant};

use domain::port::whatsapp::{Driver, GatewayError, SessionStatus};
use reqwest::Response;
use serde_json::{Value, json};

use super::rig::{CHAT, Rig};

async fn said(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (status, response.json().await.expect("JSON"))
}

// Fault 1.
#[tokio::test]
async fn a_session_that_is_not_there() {
    let rig = Rig::new().await;
    let gone = (422, json!({ "error": "Session \"x\" does not exist", "session": "x" }));
    for path in [
        "/api/x/auth/qr?format=raw",
        "/api/x/new-message-id",
        "/api/contacts/check-exists?phone=4915112345678&session=x",
        "/api/x/chats/1@c.us/messages",
        "/api/x/chats/1@c.us/messages/true_1@c.us_A",
    ] {
        assert_eq!(said(rig.get(path).await).await, gone, "{path}");
    }
    let text = json!({ "session": "x", "chatId": CHAT, "text": "Hello" });
    assert_eq!(said(rig.post("/api/sendText", text).await).await, gone);
    assert_eq!(rig.send("x", "A", CHAT).await, Err(GatewayError::SessionNotReady { status: SessionStatus::Stopped }));

    for (path, post) in [("/api/sessions/x/me", false), ("/api/x/auth/request-code", true)] {
        let answer = if post { rig.post(path, json!({ "phoneNumber": "4915112345678" })).await } else { rig.get(path).await };
        let (status, body) = said(answer).await;
        assert!(
            status == 404 && body["message"].as_str().is_some_and(|text| text.starts_with("We didn't find a session")),
            "{path}: {body}"
        );
    }
    for act in ["start", "restart", "logout"] {
        let (status, body) = said(rig.post(&format!("/api/sessions/x/{act}"), json!({})).await).await;
        assert_eq!((status, &body["message"]), (404, &json!("Session not found")), "{act}");
    }
    let stopped = rig.post("/api/sessions/x/stop", json!({})).await;
    assert_eq!((stopped.status().as_u16(), stopped.text().await.expect("text").as_str()), (201, ""));
}

// Fault 10, and the waits of fault 9.
#[tokio::test]
async fn a_session_that_is_stopped_has_no_account_and_is_waited_for() {
    let rig = Rig::tuned(|config| {
        config.running_wait = Duration::from_millis(200);
        config.status_wait = Duration::from_millis(300);
    })
    .await;
    rig.linked("desk").await;
    let timed = async |path: &str| {
        let begun = Instant::now();
        let (status, body) = said(rig.get(path).await).await;
        assert_eq!((status, &body["expected"]), (422, &json!(["SCAN_QR_CODE"])), "{body}");
        (body["status"].clone(), begun.elapsed())
    };
    let (status, waited) = timed("/api/desk/auth/qr").await;
    assert!(status == "WORKING" && waited >= Duration::from_millis(300), "{status} after {waited:?}");

    rig.driver.stop(&rig.server, "desk").await.expect("stopped");
    let info: Value = rig.get("/api/sessions/desk").await.json().await.expect("JSON");
    assert_eq!((info.get("me"), info.get("presence")), (Some(&Value::Null), Some(&Value::Null)));
    assert_eq!(rig.get("/api/sessions/desk/me").await.status(), 404);
    let (status, waited) = timed("/api/desk/auth/qr").await;
    assert!(status == "STOPPED" && waited >= Duration::from_millis(200), "{status} after {waited:?}");

    // The account comes back with the session: stopping keeps the pairing.
    rig.driver.start(&rig.server, "desk").await.expect("started");
    rig.hook.status(SessionStatus::Working, 2).await;
    let me: Value = rig.get("/api/sessions/desk/me").await.json().await.expect("JSON");
    assert!(me["id"].as_str().is_some_and(|id| id.ends_with("@c.us")), "{me}");
}

// Fault 3.
#[tokio::test]
async fn a_code_to_type_is_refused_by_the_name_of_the_status() {
    let rig = Rig::tuned(|config| config.start_delay = Duration::from_secs(60)).await;
    rig.driver.create_session(&rig.server, &rig.spec("desk")).await.expect("made");
    let ask = json!({ "phoneNumber": "4915112345678" });
    let (status, body) = said(rig.post("/api/desk/auth/request-code", ask).await).await;
    let sentence = "Can request code only in SCAN_QR_CODE status. The current status is STARTING";
    assert_eq!((status, &body["message"], body.get("expected")), (422, &json!(sentence), None));
    let refused = rig.driver.request_pairing_code(&rig.server, "desk", "4915112345678").await;
    assert_eq!(refused, Err(GatewayError::SessionNotReady { status: SessionStatus::Starting }));
    assert_eq!(rig.get("/api/sessions/desk/me").await.text().await.expect("text"), "", "nobody is linked yet");
}
