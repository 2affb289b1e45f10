//! What differs by engine: which ids count, which acks are told, what is not there, and what an unknown message is.

use domain::port::whatsapp::{Ack, Driver, GatewayError, SendOutcome};
use serde_json::{Value, json};

use super::rig::{CHAT, Call, Rig};
use crate::simulator::Engine;

const GROUP: &str = "120363041234567890@g.us";

// Fault 6.
#[tokio::test]
async fn on_gows_no_message_is_told_as_sent_before_a_phone_has_it() {
    let rig = Rig::new().await;
    rig.linked("desk").await;
    rig.send("desk", "G1", CHAT).await.expect("accepted");
    assert_eq!(rig.hook.read("G1").await, [Ack::Device, Ack::Read]);
    let told = rig.hook.wait("our own message", |hook| hook.calls().into_iter().find(|call| call.is("message.any"))).await;
    let sides = |name: &str| told.body["payload"][name].clone();
    assert_eq!((sides("from"), sides("to"), sides("participant")), (json!(CHAT), Value::Null, Value::Null));
}

#[tokio::test]
async fn on_noweb_the_server_is_told_and_ids_are_taken() {
    let rig = Rig::tuned(|config| config.engine = Engine::Noweb).await;
    rig.linked("desk").await;
    rig.send("desk", "N1", CHAT).await.expect("accepted");
    rig.send("desk", "N1", CHAT).await.expect("known");
    assert_eq!(rig.counts("desk").await, [1, 1, 1]);
    let acks = rig.hook.wait("three acks", |hook| Some(hook.acks("N1")).filter(|acks| acks.len() == 3)).await;
    assert!([Ack::Server, Ack::Device, Ack::Read].iter().all(|ack| acks.contains(ack)), "{acks:?}");
    assert_eq!(rig.driver.find_message(&rig.server, "desk", CHAT, "ZZZ").await, Ok(None));
}

#[tokio::test]
async fn on_webjs_the_gateway_chooses_the_id_and_a_second_send_is_a_second_message() {
    let rig = Rig::tuned(|config| config.engine = Engine::Webjs).await;
    rig.linked("desk").await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let SendOutcome::Accepted { gateway_id } = rig.send("desk", "W1", CHAT).await.expect("accepted");
        ids.push(gateway_id.rsplit('_').next().expect("a last part").to_owned());
    }
    assert!(ids[0] != ids[1] && !ids.contains(&"W1".to_owned()), "{ids:?}");
    assert_eq!(rig.counts("desk").await, [2, 2, 0]);
    let acks = rig.hook.wait("three acks", |hook| Some(hook.acks(&ids[0])).filter(|acks| acks.len() == 3)).await;
    assert!(acks.contains(&Ack::Server), "{acks:?}");

    let missing = rig.get("/api/desk/new-message-id").await;
    assert_eq!(missing.status(), 501);
    let body: Value = missing.json().await.expect("JSON");
    assert!(body["message"].as_str().expect("a sentence").starts_with("The method is not implemented by 'WEBJS' engine."), "{body}");
    assert_eq!((&body["error"], &body["statusCode"]), (&json!("Not Implemented"), &json!(501)));
}

// Fault 7.
#[tokio::test]
async fn an_unknown_message_is_thrown_by_gows_and_missing_elsewhere() {
    let gows = Rig::new().await;
    gows.linked("desk").await;
    let path = format!("/api/desk/chats/{CHAT}/messages/true_{CHAT}_ZZZ");
    assert_eq!(gows.get(&path).await.status(), 500);
    assert!(matches!(gows.driver.find_message(&gows.server, "desk", CHAT, "ZZZ").await, Err(GatewayError::Unknown { .. })));

    let webjs = Rig::tuned(|config| config.engine = Engine::Webjs).await;
    webjs.linked("desk").await;
    let missing = webjs.get(&path).await;
    assert_eq!(
        (missing.status().as_u16(), missing.json::<Value>().await.expect("JSON")["message"].clone()),
        (404, json!("Message not found"))
    );
}

#[tokio::test]
async fn acks_of_groups_are_an_event_of_their_own() {
    let acks = async |rig: &Rig| {
        rig.linked("desk").await;
        rig.send("desk", "R1", GROUP).await.expect("accepted");
        let acks =
            |calls: Vec<Call>| calls.into_iter().filter(|call| call.is("message.ack.group")).map(|call| call.body["payload"].clone());
        let read = |acks: &Vec<Value>| acks.iter().any(|ack| ack["ackName"] == "READ");
        let acks = rig.hook.wait("READ in the group", |hook| Some(acks(hook.calls()).collect::<Vec<_>>()).filter(read)).await;
        assert!(!rig.hook.calls().iter().any(|call| call.is("message.ack")), "not as acks of people");
        acks
    };
    let gows = Rig::new().await;
    assert!(acks(&gows).await.iter().all(|ack| ack["ack"].is_i64()));
    assert!(rig_saw(&gows, Ack::Read), "the driver reads them");

    let noweb = Rig::tuned(|config| config.engine = Engine::Noweb).await;
    let riddle = |ack: &&Value| ack["ackName"] == "UNKNOWN";
    let told = acks(&noweb).await;
    let riddle = told.iter().find(riddle).expect("NOWEB has receipts that say nothing");
    assert!(riddle.get("ack").is_none(), "{riddle}");
}

fn rig_saw(rig: &Rig, ack: Ack) -> bool {
    rig.hook.acks("R1").contains(&ack)
}
