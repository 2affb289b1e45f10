//! What the simulator does wrong when it is told to, and that the driver calls it by its name.

use std::time::Duration;

use domain::port::whatsapp::{Ack, Driver, GatewayError, SessionStatus};
use serde_json::{Value, json};

use super::rig::{CHAT, Rig, until};
use crate::simulator::{Faults, SimulatorError};

#[tokio::test]
async fn an_accepted_send_without_an_answer_is_unknown_and_safe_to_repeat() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    rig.post("/faults", json!({ "hang_after_accept_percent": 100 })).await;
    assert!(matches!(rig.send("desk", "H1", CHAT).await, Err(GatewayError::Unknown { .. })));
    rig.post("/faults", json!({})).await;
    assert!(rig.driver.find_message(&rig.server, "desk", CHAT, "H1").await.expect("an answer").is_some());
    rig.send("desk", "H1", CHAT).await.expect("known");
    assert_eq!(rig.counts("desk").await, [1, 1, 1]);
}

#[tokio::test]
async fn a_failed_send_took_no_effect() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    rig.post("/faults", json!({ "fail_sends_percent": 100 })).await;
    assert!(matches!(rig.send("desk", "F1", CHAT).await, Err(GatewayError::Unknown { .. })));
    assert_eq!(rig.counts("desk").await, [0, 0, 0]);
}

#[tokio::test]
async fn the_program_dies_after_the_message_is_safe() {
    let mut rig = Rig::new().await;
    rig.linked("desk").await;
    rig.post("/faults", json!({ "die_after": 2 })).await;
    rig.send("desk", "D1", CHAT).await.expect("the first is answered");
    assert!(matches!(rig.send("desk", "D2", CHAT).await, Err(GatewayError::Unknown { .. })));
    assert!(matches!(rig.ended().await, Err(SimulatorError::Died)));
    rig.start_again().await;
    rig.hook.read("D2").await;
    rig.send("desk", "D2", CHAT).await.expect("known");
    assert_eq!(rig.counts("desk").await, [2, 2, 1]);
    let faults: Value = rig.get("/faults").await.json().await.expect("JSON");
    assert_eq!(faults["die_after"], Value::Null, "it dies once");
}

#[tokio::test]
async fn acks_are_lost_doubled_and_reordered() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    rig.post("/faults", json!({ "duplicate_acks_percent": 100 })).await;
    rig.send("desk", "A1", CHAT).await.expect("accepted");
    let mut acks = rig.hook.wait("each twice", |hook| Some(hook.acks("A1")).filter(|acks| acks.len() == 4)).await;
    acks.sort();
    assert_eq!(acks, [Ack::Device, Ack::Device, Ack::Read, Ack::Read]);
    let unique: std::collections::BTreeSet<_> = rig.hook.events().into_iter().map(|event| event.id).collect();
    assert!(unique.len() < rig.hook.events().len(), "a doubled event keeps its id");

    rig.post("/faults", json!({ "drop_acks_percent": 100 })).await;
    rig.send("desk", "A2", CHAT).await.expect("accepted");
    until("READ in the gateway", || async {
        let found = rig.driver.find_message(&rig.server, "desk", CHAT, "A2").await;
        found.expect("an answer").is_some_and(|message| message.ack == Ack::Read)
    })
    .await;
    assert_eq!(rig.hook.acks("A2"), []);

    rig.post("/faults", json!({ "reorder": true, "seed": 3 })).await;
    rig.send("desk", "A3", CHAT).await.expect("accepted");
    assert_eq!(rig.hook.read("A3").await, [Ack::Device, Ack::Read]);
}

#[tokio::test]
async fn statuses_overtake_each_other_too() {
    let rig = Rig::tuned(|config| config.base_ack_delay = Duration::from_millis(500)).await;
    // A seed by which STARTING takes a second longer than the code that follows it a moment later.
    let way = |seed: u64, about: &str| Faults { seed, ..Faults::default() }.draw("detour", &format!("desk|session.status|{about}")) % 2050;
    let seed = (0..).find(|seed| way(*seed, "STARTING|0") > way(*seed, "SCAN_QR_CODE|1") + 1000).expect("there is one");
    rig.post("/faults", json!({ "reorder": true, "seed": seed })).await;
    rig.driver.create_session(&rig.server, &rig.spec("desk")).await.expect("made");
    rig.hook.status(SessionStatus::Starting, 1).await;
    let came: Vec<Value> = rig.hook.calls().into_iter().map(|call| call.body["payload"]["status"].clone()).collect();
    assert_eq!(came, ["SCAN_QR_CODE", "STARTING"]);
    assert_eq!(rig.hook.statuses(), [SessionStatus::Starting, SessionStatus::ScanQrCode], "their times tell what happened first");
}

#[tokio::test]
async fn a_start_forgets_what_had_not_left_when_it_is_told_to() {
    let mut rig = Rig::new().await;
    rig.linked("desk").await;
    rig.post("/faults", json!({ "forget_webhooks": true, "delay_ms": 600_000 })).await;
    rig.send("desk", "M1", CHAT).await.expect("accepted");
    until("READ in the gateway", || async {
        let found = rig.driver.find_message(&rig.server, "desk", CHAT, "M1").await;
        found.expect("an answer").is_some_and(|message| message.ack == Ack::Read)
    })
    .await;
    let waiting = async |rig: &Rig| rig.get("/sim/stats").await.json::<Value>().await.expect("JSON")["webhooks"]["waiting"].clone();
    assert!(waiting(&rig).await.as_i64().is_some_and(|count| count >= 2), "the acks are on their way");
    rig.stop().await.expect("a clean end");
    rig.start_again().await;
    rig.hook.status(SessionStatus::Working, 2).await;
    until("nothing waits", || async { waiting(&rig).await == 0 }).await;
    assert_eq!(rig.hook.acks("M1"), [], "what it forgot never comes");
}

#[tokio::test]
async fn wrong_faults_are_refused() {
    let rig = Rig::new().await;
    assert_eq!(rig.post("/faults", json!({ "drop_acks_percent": 101 })).await.status(), 400);
    assert_eq!(rig.post("/faults", json!({ "drop_acks": 1 })).await.status(), 400);
    let bare = rig.http.post(format!("{}/faults", rig.server.base_url)).send().await.expect("an answer");
    assert_eq!(bare.status(), 401);
}
