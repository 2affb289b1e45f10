//! Whatever happens in whatever order: a lane's count is what waits in it, effects are one per message that went and none for those that
//! did not, and conversations keep their order.

use std::collections::{BTreeMap, BTreeSet};

use db::both_databases;
use domain::{
    ids::MessageId,
    message::MessageState,
    port::{
        Messages,
        whatsapp::{GatewayError, SessionStatus},
    },
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{
    fake::Mishap,
    rig::{Rig, add_user},
};
use crate::whatsapp::{acks, queue::Step, tend, work};

#[derive(Debug, Clone)]
enum Act {
    Compose(u8),
    Tick,
    Crash(u8),
    Advance(u16),
    Ack(u8, u8),
    Cancel(u8),
    Retry(u8),
    Mishap(u8),
    Stop,
    Work,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..3_u8).prop_map(Act::Compose),
        6 => Just(Act::Tick),
        2 => (0..4_u8).prop_map(Act::Crash),
        3 => (1..100_u16).prop_map(Act::Advance),
        2 => (any::<u8>(), 0..6_u8).prop_map(|(message, ack)| Act::Ack(message, ack)),
        1 => any::<u8>().prop_map(Act::Cancel),
        1 => any::<u8>().prop_map(Act::Retry),
        3 => (0..6_u8).prop_map(Act::Mishap),
        1 => Just(Act::Stop),
        1 => Just(Act::Work),
    ]
}

fn mishap(number: u8) -> Mishap {
    match number {
        0 => Mishap::None,
        1 => Mishap::NotSent,
        2 => Mishap::AnswerLost,
        3 => Mishap::RequestLost,
        4 => Mishap::Error(GatewayError::Refused { reason: "no".into() }),
        _ => Mishap::Error(GatewayError::RateLimited { retry_after: None }),
    }
}

async fn play(rig: &Rig, acts: &[Act]) {
    let instance = rig.connected().await;
    let mut ids: Vec<MessageId> = Vec::new();
    for (at, act) in acts.iter().enumerate() {
        let some = |number: u8| ids.get(usize::from(number) % ids.len().max(1)).copied();
        match act {
            Act::Compose(to) => {
                let new = rig.compose(instance, &[&format!("+3460000000{to}")], &at.to_string()).await;
                ids.extend(new);
            }
            Act::Tick => {
                rig.worker().tick().await.expect("a round ends well");
            }
            Act::Crash(step) => {
                let mut mortal = rig.worker();
                mortal.crash_at = Some([Step::Claimed, Step::Submitted, Step::Sent, Step::Settled][usize::from(*step)]);
                let _ = mortal.tick().await;
            }
            Act::Advance(seconds) => rig.clock.advance((*seconds).into()),
            // A gateway acknowledges what it has.
            Act::Ack(message, ack) => {
                if let Some(id) = some(*message).filter(|id| rig.gateway.effects().iter().any(|effect| effect.id == acks::wire_id(*id))) {
                    rig.ack(&format!("evt {at}"), instance, id, i64::from(*ack).min(4)).await;
                }
            }
            Act::Cancel(message) => {
                if let Some(id) = some(*message) {
                    let _ = rig.messages().cancel(&rig.customer, id).await;
                }
            }
            Act::Retry(message) => {
                if let Some(Ok(new)) = match some(*message) {
                    Some(id) => Some(rig.messages().retry(&rig.customer, id).await),
                    None => None,
                } && !ids.contains(&new)
                {
                    ids.push(new);
                }
            }
            Act::Mishap(number) => rig.gateway.script([mishap(*number)]),
            Act::Stop => {
                rig.gateway.state().sessions.insert(instance.to_string(), SessionStatus::Failed);
                tend::poll_sessions(&rig.context).await.expect("polls");
            }
            Act::Work => {
                rig.scan(instance).await;
                work::sweep(&rig.context).await.expect("sweeps");
            }
        }
        let (kept, counted) = rig.waiting(instance).await;
        assert_eq!(kept, counted, "the count drifted at step {at} ({act:?}) of {acts:?}");
    }
    rig.gateway.state().script.clear();
    rig.scan(instance).await;
    rig.clock.advance(61);
    rig.drain(&rig.worker(), instance).await;
    judge(rig, &ids).await;
}

async fn judge(rig: &Rig, ids: &[MessageId]) {
    let effects = rig.gateway.effects();
    let went: BTreeSet<String> = effects.iter().map(|effect| effect.id.clone()).collect();
    assert_eq!(went.len(), effects.len(), "nothing takes effect twice");
    for id in ids {
        let (state, went) = (rig.state(*id).await, went.contains(&acks::wire_id(*id)));
        match state {
            MessageState::Accepted | MessageState::Server | MessageState::Delivered | MessageState::Read | MessageState::Played => {
                assert!(went, "{id} is said to have gone")
            }
            MessageState::Cancelled | MessageState::Expired => assert!(!went, "{id} is {state:?} and went all the same"),
            MessageState::Failed | MessageState::Dead => {}
            other => panic!("{id} is still {other:?}"),
        }
    }
    let mut chats: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for effect in &effects {
        chats.entry(&effect.chat).or_default().push(ids.iter().position(|id| acks::wire_id(*id) == effect.id).expect("it is one of ours"));
    }
    for (chat, order) in chats {
        assert!(order.is_sorted(), "{chat}: {order:?}");
    }
}

both_databases! {
    async fn nothing_drifts_doubles_or_overtakes(db: Db) {
        let mut runner = TestRunner::deterministic();
        let acts = proptest::collection::vec(act(), 10..40);
        let mut rig = Rig::with(db, true, (200, 100)).await;
        for round in 0..24 {
            // Each round has its own customer, so that the plan's limit is not reached, and its own gateway's memory of effects.
            rig.customer = add_user(&rig.context, domain::access::Role::Customer, &format!("1/{}/", round + 100), None).await;
            rig.gateway.state().effects.clear();
            rig.gateway.state().script.clear();
            widen_server(&rig).await;
            let acts = acts.new_tree(&mut runner).expect("acts are made").current();
            play(&rig, &acts).await;
        }
    }
}

/// Rounds share one server, which must not fill up.
async fn widen_server(rig: &Rig) {
    db::exec(rig.context.db.write(), "UPDATE gateway_server SET max_devices = 1000 WHERE id = ?", db::values![rig.server])
        .await
        .expect("is widened");
}
