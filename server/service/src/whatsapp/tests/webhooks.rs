//! What gateways report: verified, stored, applied once, in whatever order.

use db::{both_databases, exec, scalar, values};
use domain::{ErrorKind, instance::InstanceState, message::MessageState};
use serde_json::json;

use super::{fake::Mishap, rig::Rig};
use crate::{
    figures::Measure,
    whatsapp::{acks, apply_open, webhook},
};

/// All orders of these.
fn permutations(items: &[i64]) -> Vec<Vec<i64>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut out = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let rest = [&items[..at], &items[at + 1..]].concat();
        out.extend(permutations(&rest).into_iter().map(|mut tail| {
            tail.insert(0, *item);
            tail
        }));
    }
    out
}

both_databases! {
    async fn acknowledgements_converge_in_any_order_and_however_often(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let orders = permutations(&[0, 1, 2, 3, 4]);
        assert_eq!(orders.len(), 120);
        for (number, order) in orders.iter().enumerate() {
            let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
            // Half of the time the acknowledgements are faster than the answer.
            if number % 2 == 0 { rig.drain(&rig.worker(), instance).await; }
            for ack in order.iter().chain(order) { rig.ack(&format!("evt {number} {ack}"), instance, id, *ack).await; }
            assert_eq!(rig.state(id).await, MessageState::Played, "{order:?}");
        }
        assert_eq!(rig.waiting(instance).await, (0, 0));
        assert_eq!(rig.measure(rig.customer.user, Measure::Messages).await, 120, "each is counted once");
    }

    async fn an_acknowledgement_that_is_faster_than_the_answer_wins(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        let worker = rig.worker();
        let mut submitted = worker.submit(worker.claim().await.expect("claims").tasks).await.expect("submits");
        let done = worker.send(submitted.remove(0)).await.expect("sends");
        rig.ack("evt_1", instance, id, 2).await;
        worker.settle(&[done]).await.expect("settles");
        assert_eq!(rig.state(id).await, MessageState::Delivered);
        assert_eq!(rig.waiting(instance).await, (0, 0));
        assert_eq!(rig.measure(rig.customer.user, Measure::Messages).await, 1);
    }

    async fn seeing_our_own_message_in_the_chat_settles_an_unknown_outcome(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        rig.gateway.script([Mishap::AnswerLost]);
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        rig.worker().tick().await.expect("a round ends well");
        assert_eq!(rig.state(id).await, MessageState::Unknown);
        rig.event(&json!({ "id": "evt_1", "session": instance.to_string(), "kind": "any", "message": acks::wire_id(id) })).await;
        assert_eq!(rig.state(id).await, MessageState::Accepted);
        rig.clock.advance(3600);
        assert_eq!(rig.worker().tick().await.expect("looks"), 0, "it does not go again");
        assert_eq!(rig.gateway.state().calls.len(), 1);
    }

    async fn a_forged_unreadable_or_foreign_call_is_refused_and_leaves_nothing(db: Db) {
        let rig = Rig::new(db).await;
        let body = br#"{"id":"evt_1","session":"x","kind":"ack"}"#;
        let forged = webhook::receive(&rig.context, rig.server, &[("signature".into(), "guess".into())], body).await.expect_err("is refused");
        assert_eq!(forged.kind, ErrorKind::SignIn);
        let headers = [("signature".to_owned(), rig.secret().await)];
        assert_eq!(webhook::receive(&rig.context, rig.server, &headers, b"{").await.expect_err("is refused").kind, ErrorKind::Invalid);
        let large = vec![b' '; webhook::BODY_MAX + 1];
        assert_eq!(webhook::receive(&rig.context, rig.server, &headers, &large).await.expect_err("is refused").kind, ErrorKind::Invalid);
        let nobody = rig.context.new_id();
        assert_eq!(webhook::receive(&rig.context, nobody, &headers, body).await.expect_err("is refused").kind, ErrorKind::NotFound);
        let kept: Option<i64> = scalar(rig.context.db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM gateway_event", vec![]).await.expect("reads");
        assert_eq!(kept, Some(0));
    }

    async fn what_belongs_to_nobody_is_kept_with_a_note(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        rig.event(&json!({ "id": "evt_1", "session": instance.to_string(), "kind": "ack", "message": "3EB0AA", "ack": 2 })).await;
        rig.event(&json!({ "id": "evt_2", "session": "somebody else's", "kind": "ack", "message": "3EB0AA", "ack": 2 })).await;
        for (id, note) in [("evt_1", "no such message"), ("evt_2", "no such session")] {
            let kept: Option<String> = scalar(rig.context.db.read(), "SELECT problem FROM gateway_event WHERE gateway_id = ? AND applied_at IS NOT NULL", values![id])
                .await.expect("reads");
            assert_eq!(kept.as_deref(), Some(note));
        }
    }

    async fn what_a_crash_left_unapplied_is_applied_later_and_once(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        rig.drain(&rig.worker(), instance).await;
        // The process ended between storing and applying.
        let body = json!({ "id": "evt_1", "session": instance.to_string(), "kind": "ack", "message": acks::wire_id(id), "ack": 3 });
        exec(rig.context.db.write(), "INSERT INTO gateway_event (server_id, gateway_id, id, received_at, body) VALUES (?, ?, ?, ?, ?)",
            values![rig.server, "evt_1", rig.context.new_uuid(), rig.context.now(), body.to_string()]).await.expect("stores");
        rig.clock.advance(10);
        assert_eq!(apply_open(&rig.context).await.expect("applies"), 1);
        assert_eq!(rig.state(id).await, MessageState::Read);
        assert_eq!(apply_open(&rig.context).await.expect("applies"), 0);
        // Its repetition finds it applied; one that was never applied is applied by its repetition.
        rig.event(&body).await;
        assert_eq!(rig.state(id).await, MessageState::Read);
    }

    // Fault 5.
    async fn an_old_status_says_nothing_after_a_newer_one(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let at = rig.context.now().millis();
        let status = |id: &str, status: &str, at: i64| json!({ "id": id, "session": instance.to_string(), "kind": "status", "status": status, "at": at });
        rig.event(&status("evt_2", "FAILED", at + 20)).await;
        rig.event(&status("evt_1", "SCAN_QR_CODE", at + 10)).await;
        assert_eq!(rig.instance_state(instance).await, InstanceState::Failed);
        rig.event(&status("evt_3", "WORKING", at + 30)).await;
        rig.event(&status("evt_3", "WORKING", at + 30)).await;
        assert_eq!(rig.instance_state(instance).await, InstanceState::Connected);
        assert_eq!(rig.measure(rig.customer.user, Measure::Instances).await, 1);
    }

    async fn w12_only_what_is_used_is_kept_and_not_for_ever(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        rig.drain(&rig.worker(), instance).await;
        let count = async || -> Option<i64> { scalar(rig.context.db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM gateway_event", vec![]).await.expect("counts") };
        let before = count().await;
        rig.event(&json!({ "id": "evt_1", "session": instance.to_string(), "kind": "presence", "text": "private ".repeat(1_000) })).await;
        assert_eq!(count().await, before, "what nothing here uses is not kept");
        let said = json!({ "id": "evt_2", "session": instance.to_string(), "kind": "ack", "message": acks::wire_id(id), "ack": 3, "body": "private" });
        rig.event(&said).await;
        assert_eq!(rig.state(id).await, MessageState::Read);
        let kept: Option<String> = scalar(rig.context.db.read(), "SELECT body FROM gateway_event WHERE gateway_id = 'evt_2'", vec![]).await.expect("reads");
        assert_eq!(kept.as_deref(), Some(""), "of what was applied its id is enough");
        rig.event(&said).await;
        rig.clock.advance(2 * 86_400);
        assert_eq!(webhook::purge(&rig.context).await.expect("purges"), 0, "it may still be repeated");
        rig.clock.advance(2 * 86_400);
        webhook::purge(&rig.context).await.expect("purges");
        assert_eq!(count().await, Some(0));
    }

    async fn w19_text_that_the_database_refuses_is_refused_or_stripped_at_the_door(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let headers = [("signature".to_owned(), rig.secret().await)];
        let call = json!({ "id": "evt\u{0}", "session": instance.to_string(), "kind": "status", "status": "FAILED", "at": 1 }).to_string();
        assert_eq!(webhook::receive(&rig.context, rig.server, &headers, call.as_bytes()).await.expect_err("is refused").kind, ErrorKind::Invalid);
        rig.gateway.state().account = Some("34600999888@c.us\u{0}".into());
        let at = rig.context.now().millis();
        for (id, session, message) in [("evt_1", "some\u{0}where".to_owned(), "AA"), ("evt_2", instance.to_string(), "3E\u{0}B0")] {
            rig.event(&json!({ "id": id, "session": session, "kind": "ack", "message": message, "ack": 2 })).await;
        }
        rig.event(&json!({ "id": "evt_3", "session": instance.to_string(), "kind": "status", "status": "WORKING", "at": at + 5 })).await;
        rig.clock.advance(10);
        assert_eq!(apply_open(&rig.context).await.expect("applies"), 0, "none stays open");
        assert_eq!(rig.instance_state(instance).await, InstanceState::Connected);
    }

    async fn w19_an_event_that_cannot_be_applied_holds_no_other_and_is_given_up(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let ids = rig.compose(instance, &["+34600000001", "+34600000002"], "hello").await;
        rig.drain(&rig.worker(), instance).await;
        let ack = |id: &str, message| json!({ "id": id, "session": instance.to_string(), "kind": "ack", "message": acks::wire_id(message), "ack": 2 });
        exec(rig.context.db.write(), "UPDATE message SET state = 'odd' WHERE id = ?", values![ids[0]]).await.expect("breaks");
        rig.event(&ack("evt_1", ids[0])).await;
        exec(rig.context.db.write(), "INSERT INTO gateway_event (server_id, gateway_id, id, received_at, body) VALUES (?, ?, ?, ?, ?)",
            values![rig.server, "evt_2", rig.context.new_uuid(), rig.context.now(), ack("evt_2", ids[1]).to_string()]).await.expect("stores");
        rig.clock.advance(10);
        assert_eq!(apply_open(&rig.context).await.expect("goes on"), 2);
        assert_eq!(rig.state(ids[1]).await, MessageState::Delivered);
        for _ in 1..webhook::TRIES { assert_eq!(apply_open(&rig.context).await.expect("goes on"), 1); }
        assert_eq!(apply_open(&rig.context).await.expect("goes on"), 0);
        let note: Option<String> = scalar(rig.context.db.read(), "SELECT problem FROM gateway_event WHERE gateway_id = 'evt_1'", vec![]).await.expect("reads");
        assert_eq!(note.as_deref(), Some("given up"));
    }
}
