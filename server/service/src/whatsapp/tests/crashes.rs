//! Workers that die between any two steps, workers that come back from the dead, and two workers at once: each message takes effect
//! once, in order, and none is lost.

use std::collections::{BTreeMap, BTreeSet};

use db::both_databases;
use domain::{
    ids::{InstanceId, MessageId},
    message::MessageState,
};

use super::{fake::Mishap, rig::Rig};
use crate::{
    figures::Measure,
    whatsapp::{
        acks,
        queue::{LEASE, Step, Worker},
    },
};

/// Every message took effect once, and each conversation in the order of its texts.
fn assert_once_and_in_order(rig: &Rig, ids: &[MessageId]) {
    let effects = rig.gateway.effects();
    let expected: BTreeSet<String> = ids.iter().map(|id| acks::wire_id(*id)).collect();
    assert_eq!(effects.len(), expected.len(), "each message takes effect once");
    assert_eq!(effects.iter().map(|effect| effect.id.clone()).collect::<BTreeSet<_>>(), expected);
    let mut chats: BTreeMap<(&str, &str), Vec<u32>> = BTreeMap::new();
    for effect in &effects {
        chats.entry((&effect.session, &effect.chat)).or_default().push(effect.text.parse().expect("texts are numbers"));
    }
    for (chat, texts) in chats {
        assert!(texts.is_sorted(), "{chat:?}: {texts:?}");
    }
}

async fn drain(rig: &Rig, worker: &Worker, instances: &[InstanceId]) {
    for instance in instances {
        rig.drain(worker, *instance).await;
    }
}

both_databases! {
    async fn a_worker_that_dies_after_any_step_loses_nothing_and_doubles_nothing(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let mut all = Vec::new();
        for (round, step) in [Step::Claimed, Step::Submitted, Step::Sent, Step::Settled].into_iter().enumerate() {
            for text in 0..3 { all.extend(rig.compose(instance, &["+34600000001"], &(round * 3 + text).to_string()).await); }
            let mut mortal = rig.worker();
            mortal.crash_at = Some(step);
            mortal.tick().await.expect_err("it is stopped");
            assert_eq!(rig.worker().tick().await.expect("looks").min(1), usize::from(step == Step::Settled), "a lane under a lease is nobody else's");
            rig.clock.advance(LEASE + 1);
            rig.drain(&rig.worker(), instance).await;
            assert_once_and_in_order(&rig, &all);
            assert_eq!(rig.waiting(instance).await, (0, 0));
        }
        assert_eq!(rig.measure(rig.customer.user, Measure::Messages).await, 12);
    }

    async fn what_was_claimed_is_queued_again_and_what_was_submitted_is_unknown(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        for (step, tries) in [(Step::Claimed, 1), (Step::Submitted, 2)] {
            let id = rig.compose(instance, &["+34600000001"], "1").await[0];
            let mut mortal = rig.worker();
            mortal.crash_at = Some(step);
            mortal.tick().await.expect_err("it is stopped");
            let left = if step == Step::Claimed { MessageState::Claimed } else { MessageState::Submitted };
            assert_eq!(rig.state(id).await, left);
            rig.clock.advance(LEASE + 1);
            rig.drain(&rig.worker(), instance).await;
            assert_eq!((rig.state(id).await, rig.attempts(id).await), (MessageState::Accepted, tries));
        }
    }

    async fn a_worker_that_was_away_longer_than_its_lease_changes_nothing(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let ids = rig.compose(instance, &["+34600000001"], "1").await;
        // It claims, and is away before it submits.
        let away = rig.worker();
        let claimed = away.claim().await.expect("claims");
        rig.clock.advance(LEASE + 1);
        rig.drain(&rig.worker(), instance).await;
        let next = rig.compose(instance, &["+34600000001"], "2").await;
        assert!(away.submit(claimed.tasks).await.expect("asks").is_empty(), "its fence is old");
        // Another submits, and is away before it sends.
        let claimed = away.claim().await.expect("claims");
        let submitted = away.submit(claimed.tasks).await.expect("submits");
        rig.clock.advance(LEASE + 1);
        rig.drain(&rig.worker(), instance).await;
        for task in submitted { assert!(away.send(task).await.is_none(), "it does not send after its lease"); }
        assert_once_and_in_order(&rig, &[ids, next].concat());
    }

    async fn an_outcome_that_comes_after_its_lease_is_dropped(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let id = rig.compose(instance, &["+34600000001"], "1").await[0];
        rig.gateway.script([Mishap::RequestLost]);
        let slow = rig.worker();
        let mut submitted = slow.submit(slow.claim().await.expect("claims").tasks).await.expect("submits");
        let done = slow.send(submitted.remove(0)).await.expect("it is in time to send");
        rig.clock.advance(LEASE + 1);
        rig.drain(&rig.worker(), instance).await;
        assert_eq!(rig.state(id).await, MessageState::Accepted);
        slow.settle(&[done]).await.expect("settles");
        assert_eq!(rig.state(id).await, MessageState::Accepted, "its word does not count any more");
        assert_eq!(rig.waiting(instance).await, (0, 0));
    }

    async fn two_workers_at_once_never_break_the_order_nor_send_twice(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instances = [rig.connected().await, rig.connected().await, rig.connected().await];
        let mut ids = Vec::new();
        for text in 0..8 {
            for instance in instances { ids.extend(rig.compose(instance, &["+34600000001", "+34600000002"], &text.to_string()).await); }
        }
        let mishaps = [Mishap::AnswerLost, Mishap::None, Mishap::RequestLost, Mishap::None, Mishap::None, Mishap::NotSent];
        rig.gateway.script(mishaps.iter().cycle().take(40).cloned());
        let (one, other) = (rig.worker(), rig.worker());
        let mut waiting = true;
        while waiting {
            let (first, second) = tokio::join!(
                tokio::spawn({ let worker = one.clone(); async move { worker.tick().await } }),
                tokio::spawn({ let worker = other.clone(); async move { worker.tick().await } }),
            );
            let claimed = first.expect("joins").expect("a round ends well") + second.expect("joins").expect("a round ends well");
            if claimed == 0 { rig.clock.advance_ms(250); }
            waiting = false;
            for instance in instances { waiting |= rig.waiting(instance).await.0 > 0; }
        }
        assert_once_and_in_order(&rig, &ids);
        for id in ids { assert_eq!(rig.state(id).await, MessageState::Accepted); }
        drain(&rig, &one, &instances).await;
        for instance in instances { assert_eq!(rig.waiting(instance).await, (0, 0)); }
        assert_eq!(rig.measure(rig.customer.user, Measure::Messages).await, 48);
    }
}
