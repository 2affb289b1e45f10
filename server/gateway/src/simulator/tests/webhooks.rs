//! Webhooks on their way: each by itself, with the time of what it tells, and under one id in all its attempts.

use std::{sync::atomic::Ordering, time::Duration};

use domain::port::whatsapp::SessionStatus;
use serde_json::{Value, json};

use super::rig::{Call, Hook, Rig, until};

fn status(call: &Call) -> Value {
    call.body["payload"]["status"].clone()
}

/// How often STARTING was sent.
fn tries(hook: &Hook) -> usize {
    hook.calls().iter().filter(|call| status(call) == "STARTING").count()
}

// Fault 5.
#[tokio::test]
async fn what_is_repeated_keeps_its_time_and_id_and_comes_after_what_is_newer() {
    let rig = Rig::tuned(|config| config.start_delay = Duration::from_millis(300)).await;
    rig.hook.broken.store(true, Ordering::SeqCst);
    let spec = rig.spec("desk");
    let hook = json!({ "url": spec.webhook_url, "events": ["session.status"], "hmac": { "key": spec.webhook_secret },
        "retries": { "policy": "constant", "delaySeconds": 1, "attempts": 3 } });
    rig.post("/api/sessions", json!({ "name": "desk", "config": { "webhooks": [hook] } })).await;
    rig.hook.wait("a refused webhook", |hook| (hook.refused() > 0).then_some(())).await;
    rig.hook.broken.store(false, Ordering::SeqCst);
    rig.hook.status(SessionStatus::Starting, 1).await;

    let calls = rig.hook.calls();
    assert_eq!(calls.iter().map(status).collect::<Vec<_>>(), ["STARTING", "SCAN_QR_CODE", "STARTING"]);
    let (first, newer, again) = (&calls[0], &calls[1], &calls[2]);
    assert_eq!([first, newer, again].map(|call| call.taken), [false, true, true]);
    assert_eq!((&first.request_id, &first.timestamp, &first.body), (&again.request_id, &again.timestamp, &again.body));
    assert_ne!(first.request_id, newer.request_id);
    for call in &calls {
        assert_eq!(call.timestamp, call.body["timestamp"].to_string(), "the time is the event's");
        let ulid = call.request_id.len() == 26 && call.request_id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        assert!(ulid, "{}", call.request_id);
    }
}

#[tokio::test]
async fn a_webhook_is_given_up_after_as_many_repetitions_as_were_asked_for() {
    let rig = Rig::new().await;
    rig.hook.broken.store(true, Ordering::SeqCst);
    let spec = rig.spec("desk");
    let hook = json!({ "url": spec.webhook_url, "events": ["session.status"], "hmac": { "key": spec.webhook_secret },
        "retries": { "policy": "linear", "delaySeconds": 0.01, "attempts": 2 } });
    rig.post("/api/sessions", json!({ "name": "desk", "config": { "webhooks": [hook] } })).await;
    rig.hook.wait("three attempts", |hook| (tries(hook) == 3).then_some(())).await;
    until("both are given up", || async {
        let stats: Value = rig.get("/sim/stats").await.json().await.expect("JSON");
        stats["webhooks"] == json!({ "waiting": 0, "dead": 2 })
    })
    .await;
    assert_eq!(tries(&rig.hook), 3);
}
