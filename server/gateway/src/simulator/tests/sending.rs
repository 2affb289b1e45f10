//! Messages: once per id, told as far as the engine tells, and nothing lost by a kill.

use std::sync::atomic::Ordering;

use domain::port::whatsapp::{Ack, Driver, EventKind, GatewayError, GatewayEvent, SendOutcome, SessionStatus};
use serde_json::{Value, json};

use super::rig::{CHAT, Rig};

/// Nothing comes from WhatsApp's own server on GOWS.
const TOLD: [Ack; 2] = [Ack::Device, Ack::Read];

#[tokio::test]
async fn the_same_id_twice_takes_effect_once_and_acks_come() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    let first = rig.send("desk", "AAA1", CHAT).await.expect("accepted");
    let second = rig.send("desk", "AAA1", CHAT).await.expect("accepted again");
    assert_eq!(first, SendOutcome::Accepted { gateway_id: format!("true_{CHAT}_AAA1") });
    assert_eq!(first, second);
    assert_eq!(rig.counts("desk").await, [1, 1, 1]);
    assert_eq!(rig.hook.read("AAA1").await, TOLD);

    let found = rig.driver.find_message(&rig.server, "desk", CHAT, "AAA1").await.expect("an answer").expect("known");
    assert_eq!(found.ack, Ack::Read);
    let own = |event: &GatewayEvent| matches!(&event.kind, EventKind::MessageAny(message) if message.from_me && message.message_id == "AAA1" && message.text == "Hello from AAA1");
    rig.hook.wait("our own message", |hook| hook.events().iter().any(own).then_some(())).await;
    assert_eq!(rig.hook.events().iter().filter(|event| own(event)).count(), 1);
}

#[tokio::test]
async fn many_at_once_are_all_taken_once() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    let ids: Vec<String> = (0..100).map(|number| format!("M{number}")).collect();
    let sends = ids.iter().chain(&ids).map(|id| rig.send("desk", id, CHAT));
    let outcomes = futures::future::join_all(sends).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(rig.counts("desk").await, [100, 100, 100]);
    for id in &ids {
        assert_eq!(rig.hook.read(id).await, TOLD, "{id}");
    }
}

#[tokio::test]
async fn a_kill_loses_no_message_no_ack_and_no_pairing() {
    let mut rig = Rig::new().await;
    rig.linked("desk").await;
    rig.hook.broken.store(true, Ordering::SeqCst);
    for id in ["K1", "K2", "K3"] {
        rig.send("desk", id, CHAT).await.expect("accepted");
    }
    let before = rig.hook.refused();
    rig.hook.wait("a refused webhook", |hook| (hook.refused() > before).then_some(())).await;
    rig.kill().await;
    assert!(matches!(rig.send("desk", "K4", CHAT).await, Err(GatewayError::NotSent { .. } | GatewayError::Unknown { .. })));

    rig.hook.broken.store(false, Ordering::SeqCst);
    rig.start_again().await;
    rig.hook.status(SessionStatus::Working, 2).await;
    for id in ["K1", "K2", "K3"] {
        assert_eq!(dedupe(rig.hook.read(id).await), TOLD, "{id}");
        rig.send("desk", id, CHAT).await.expect("known");
    }
    assert_eq!(rig.counts("desk").await, [3, 3, 3]);
}

/// A kill between a delivery and its record repeats the delivery.
fn dedupe(mut acks: Vec<Ack>) -> Vec<Ack> {
    acks.dedup();
    acks
}

#[tokio::test]
async fn a_stop_finishes_and_a_start_goes_on() {
    let mut rig = Rig::new().await;
    rig.linked("desk").await;
    rig.send("desk", "S1", CHAT).await.expect("accepted");
    rig.stop().await.expect("a clean end");
    rig.start_again().await;
    assert_eq!(dedupe(rig.hook.read("S1").await), TOLD);
}

#[tokio::test]
async fn numbers_with_a_meaning() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    let nobody = "4915110000000@c.us";
    assert_eq!(rig.send("desk", "N1", nobody).await, Err(GatewayError::NumberNotOnWhatsApp { chat_id: nobody.to_owned() }));
    assert_eq!(rig.send("desk", "N2", "4915110000463@c.us").await, Err(GatewayError::ReachOutLocked));
    assert_eq!(rig.driver.check_number(&rig.server, "desk", "+49 151 10000000").await, Ok(None));
    assert_eq!(rig.driver.check_number(&rig.server, "desk", "4915112345678").await, Ok(Some(CHAT.to_owned())));
    assert_eq!(rig.counts("desk").await, [0, 0, 0]);
}

#[tokio::test]
async fn a_file_is_kept_and_told() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    let file = json!({ "mimetype": "application/pdf", "filename": "a.pdf", "data": "JVBERg==" });
    let sent = rig.post("/api/sendFile", json!({ "session": "desk", "chatId": CHAT, "caption": "c", "file": file })).await;
    assert_eq!(sent.status(), 201);
    let message: Value = sent.json().await.expect("JSON");
    assert_eq!((&message["hasMedia"], &message["media"]["filename"]), (&json!(true), &json!("a.pdf")));
    let broken = rig.post("/api/sendImage", json!({ "session": "desk", "chatId": CHAT, "file": { "url": "x" } })).await;
    assert_eq!(broken.status(), 400);
}
