//! The queue: order, pace, and what becomes of messages whose sending goes wrong.

use std::time::Duration;

use db::{both_databases, exec, values};
use domain::{
    message::MessageState,
    port::{
        Instances,
        whatsapp::{GatewayError, SessionStatus},
    },
};
use tokio_util::sync::CancellationToken;

use super::{
    fake::Mishap,
    rig::{PACE, Rig},
};
use crate::{
    figures::Measure,
    whatsapp::{acks, queue::verdict::TRIES, work},
};

both_databases! {
    async fn messages_of_one_number_go_in_order_and_paced(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let mut ids = Vec::new();
        for text in ["one", "two", "three"] { ids.extend(rig.compose(instance, &["+34600000001", "+34600000002"], text).await); }
        // A new worker each time, as after restarts: the pace is in the database.
        while rig.waiting(instance).await.0 > 0 {
            if rig.worker().tick().await.expect("a round ends well") == 0 { rig.clock.advance_ms(50); }
        }
        let effects = rig.gateway.effects();
        let expected: Vec<String> = ids.iter().map(|id| acks::wire_id(*id)).collect();
        assert_eq!(effects.iter().map(|effect| effect.id.clone()).collect::<Vec<_>>(), expected);
        for pair in effects.windows(2) {
            let gap = pair[1].at.millis() - pair[0].at.millis();
            assert!((PACE.0..=PACE.0 + PACE.1 + 50).contains(&gap), "{gap} ms between two messages");
        }
        for id in ids { assert_eq!(rig.state(id).await, MessageState::Accepted); }
        assert_eq!(rig.measure(rig.customer.user, Measure::Messages).await, 6);
        assert_eq!(rig.waiting(instance).await, (0, 0));
    }

    async fn a_stuck_conversation_does_not_hold_the_others(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        rig.gateway.state().stuck.insert("34600000001@c.us".into());
        let stuck = rig.compose(instance, &["+34600000001"], "first").await[0];
        let behind = rig.compose(instance, &["+34600000001"], "second").await[0];
        let others = rig.compose(instance, &["+34600000002", "+34600000003", "+34600000004"], "hello").await;
        let worker = rig.worker();
        for _ in 0..60 { worker.tick().await.expect("a round ends well"); rig.clock.advance_ms(250); }
        for id in others { assert_eq!(rig.state(id).await, MessageState::Accepted); }
        assert_eq!(rig.state(stuck).await, MessageState::Unknown);
        assert_eq!((rig.state(behind).await, rig.attempts(behind).await), (MessageState::Queued, 0), "nothing overtakes in a conversation");
        rig.gateway.state().stuck.clear();
        rig.drain(&worker, instance).await;
        let chat: Vec<String> = rig.gateway.effects().into_iter().filter(|effect| effect.chat.starts_with("34600000001")).map(|effect| effect.text).collect();
        assert_eq!(chat, ["first", "second"]);
    }

    async fn an_unknown_outcome_goes_again_under_the_same_id_and_takes_effect_once(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        rig.gateway.script([Mishap::AnswerLost, Mishap::RequestLost, Mishap::AnswerLost]);
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        let worker = rig.worker();
        worker.tick().await.expect("a round ends well");
        assert_eq!(rig.state(id).await, MessageState::Unknown);
        rig.drain(&worker, instance).await;
        assert_eq!((rig.state(id).await, rig.attempts(id).await), (MessageState::Accepted, 4));
        let wire = acks::wire_id(id);
        assert_eq!(rig.gateway.state().calls, vec![wire.clone(); 4]);
        assert_eq!(rig.gateway.effects().into_iter().map(|effect| effect.id).collect::<Vec<_>>(), [wire]);
        assert_eq!(rig.measure(rig.customer.user, Measure::Messages).await, 1);
    }

    async fn without_deduplication_an_unknown_outcome_is_never_sent_again(db: Db) {
        let rig = Rig::with(db, false, PACE).await;
        let instance = rig.connected().await;
        rig.gateway.script([Mishap::AnswerLost]);
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        let other = rig.compose(instance, &["+34600000002"], "hello").await[0];
        let worker = rig.worker();
        for _ in 0..400 { worker.tick().await.expect("a round ends well"); rig.clock.advance(1); }
        assert_eq!((rig.state(id).await, rig.state(other).await), (MessageState::Unknown, MessageState::Accepted));
        assert_eq!(rig.gateway.effects().len(), 2);
        // An acknowledgement settles it.
        rig.ack("evt_1", instance, id, 2).await;
        assert_eq!(rig.state(id).await, MessageState::Delivered);
        assert_eq!(rig.waiting(instance).await, (0, 0));
    }

    async fn an_outage_uses_up_no_tries_and_silence_ends_after_eight(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let worker = rig.worker();
        rig.gateway.script(vec![Mishap::NotSent; 30]);
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        rig.drain(&worker, instance).await;
        assert_eq!((rig.state(id).await, rig.attempts(id).await), (MessageState::Accepted, 1));
        rig.gateway.state().stuck.insert("34600000002@c.us".into());
        let silent = rig.compose(instance, &["+34600000002"], "hello").await[0];
        rig.drain(&worker, instance).await;
        assert_eq!((rig.state(silent).await, rig.attempts(silent).await), (MessageState::Dead, TRIES));
        assert_eq!(rig.measure(rig.customer.user, Measure::Messages).await, 1);
    }

    async fn a_permanent_refusal_fails_with_a_sentence_and_lets_the_next_go(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        rig.gateway.script([
            Mishap::Error(GatewayError::NumberNotOnWhatsApp { chat_id: "x".into() }), Mishap::Error(GatewayError::Refused { reason: "400 no".into() }),
            Mishap::Error(GatewayError::RateLimited { retry_after: None }),
        ]);
        let worker = rig.worker();
        let mut ids = Vec::new();
        for text in ["one", "two", "three"] { ids.extend(rig.compose(instance, &["+34600000001"], text).await); }
        rig.drain(&worker, instance).await;
        assert_eq!((rig.state(ids[0]).await, rig.state(ids[1]).await, rig.state(ids[2]).await), (MessageState::Failed, MessageState::Failed, MessageState::Accepted));
        let page = domain::port::Messages::list(&rig.messages(), &rig.customer, &domain::message::MessageListQuery::of_number(instance)).await.expect("lists");
        let problem = |id| page.rows.iter().find(|row| row.id == id).and_then(|row| row.problem.clone()).expect("a failed message says why");
        assert_eq!(problem(ids[0]), domain::msg::whatsapp_message_not_on_whatsapp("+34600000001"));
        assert_eq!(problem(ids[1]), domain::msg::whatsapp_message_refused("400 no"));
    }

    async fn a_session_that_is_not_ready_stops_its_lane_and_loses_nothing(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        assert_eq!(rig.measure(rig.customer.user, Measure::Instances).await, 1);
        rig.gateway.state().sessions.insert(instance.to_string(), SessionStatus::Stopped);
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        let worker = rig.worker();
        for _ in 0..40 { worker.tick().await.expect("a round ends well"); rig.clock.advance(1); }
        assert_eq!(rig.gateway.state().calls.len(), 1, "a number that is not connected is left alone");
        assert_eq!((rig.state(id).await, rig.attempts(id).await), (MessageState::Queued, 0));
        assert_eq!(rig.measure(rig.customer.user, Measure::Instances).await, 0);
        rig.scan(instance).await;
        rig.drain(&worker, instance).await;
        assert_eq!(rig.state(id).await, MessageState::Accepted);
        assert_eq!(rig.measure(rig.customer.user, Measure::Instances).await, 1);
    }

    async fn a_message_whose_time_is_over_expires_connected_or_not(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        rig.clock.advance(25 * 3600);
        let next = rig.compose(instance, &["+34600000001"], "later").await[0];
        rig.drain(&rig.worker(), instance).await;
        assert_eq!((rig.state(id).await, rig.state(next).await), (MessageState::Expired, MessageState::Accepted));
        exec(rig.context.db.write(), "UPDATE instance SET state = 'stopped' WHERE id = ?", values![instance]).await.expect("stops");
        let waiting = rig.compose(instance, &["+34600000001"], "never").await[0];
        rig.clock.advance(25 * 3600);
        assert_eq!(work::sweep(&rig.context).await.expect("sweeps"), 1);
        assert_eq!(rig.state(waiting).await, MessageState::Expired);
        assert_eq!(rig.waiting(instance).await, (0, 0));
    }

    async fn a_server_that_is_offline_is_left_alone_until_it_answers(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        rig.gateway.state().down = true;
        crate::whatsapp::check_servers(&rig.context).await.expect("checks");
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        for _ in 0..20 { assert_eq!(rig.worker().tick().await.expect("a round ends well"), 0); rig.clock.advance(5); }
        rig.gateway.state().down = false;
        crate::whatsapp::check_servers(&rig.context).await.expect("checks");
        rig.drain(&rig.worker(), instance).await;
        assert_eq!((rig.state(id).await, rig.gateway.state().calls.len()), (MessageState::Accepted, 1));
    }

    async fn w20_a_clock_that_is_set_back_makes_no_number_rest(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        rig.compose(instance, &["+34600000001", "+34600000002", "+34600000003"], "hello").await;
        rig.clock.advance(3_600);
        rig.worker().tick().await.expect("a round ends well");
        rig.clock.advance(-3_600);
        rig.worker().tick().await.expect("a round ends well");
        assert_eq!(rig.gateway.effects().len(), 2, "a turn an hour off is none");
        assert_eq!(rig.worker().tick().await.expect("a round ends well"), 0, "the pace is kept by the clock as it is now");
        // A worker that died while the clock was ahead.
        rig.clock.advance(3_600);
        let mut mortal = rig.worker();
        mortal.crash_at = Some(crate::whatsapp::queue::Step::Claimed);
        mortal.tick().await.expect_err("it is stopped");
        rig.clock.advance(-3_600);
        rig.drain(&rig.worker(), instance).await;
        assert_eq!(rig.gateway.effects().len(), 3);
    }

    async fn the_count_of_a_lane_is_repaired(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        rig.compose(instance, &["+34600000001", "+34600000002"], "hello").await;
        exec(rig.context.db.write(), "UPDATE instance SET lane_waiting = 7 WHERE id = ?", values![instance]).await.expect("breaks");
        assert_eq!(work::repair_lanes(&rig.context).await.expect("repairs"), 1);
        assert_eq!(rig.waiting(instance).await, (2, 2));
        assert_eq!(work::repair_lanes(&rig.context).await.expect("repairs"), 0);
    }

    // WAHA waits a quarter of a minute before it says that a session is not ready.
    async fn a_gateway_that_is_slow_about_one_number_keeps_no_other_waiting(db: Db) {
        let rig = Rig::new(db).await;
        let slow = rig.instances().create(&rig.customer, None, "Slow").await.expect("there is room");
        rig.gateway.state().slow = Some(slow.to_string());
        let shutdown = CancellationToken::new();
        let all = tokio::spawn(work::run(rig.context.clone(), "test".into(), shutdown.clone()));
        tokio::time::timeout(Duration::from_secs(30), rig.gateway.waits.notified()).await.expect("its code is asked for");
        let quick = rig.instances().create(&rig.customer, None, "Quick").await.expect("there is room");
        let shown = async {
            while rig.instances().view(&rig.customer, quick).await.expect("is there").qr.is_none() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), shown).await.expect("the other's code comes meanwhile");
        assert!(rig.instances().view(&rig.customer, slow).await.expect("is there").qr.is_none());
        shutdown.cancel();
        rig.gateway.go_on.notify_one();
        tokio::time::timeout(Duration::from_secs(30), all).await.expect("it stops").expect("it ends well");
    }

    async fn all_of_it_runs_under_one_call_and_stops_when_told(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instances = [rig.connected().await, rig.connected().await, rig.connected().await];
        let shutdown = CancellationToken::new();
        let all = tokio::spawn(work::run(rig.context.clone(), "test".into(), shutdown.clone()));
        for instance in instances {
            for text in ["one", "two", "three"] {
                rig.compose(instance, &["+34600000001", "+34600000002"], text).await;
            }
        }
        let sent = async {
            while rig.gateway.effects().len() < 18 {
                rig.gateway.effect.notified().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), sent).await.expect("what is composed goes by itself");
        shutdown.cancel();
        tokio::time::timeout(Duration::from_secs(30), all).await.expect("it stops").expect("it ends well");
        for instance in instances {
            assert_eq!(rig.waiting(instance).await, (0, 0), "what was on its way was ended first");
        }
    }
}
