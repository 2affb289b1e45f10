//! Stories of live events: who hears what, and that nothing is lost between two connections.

use std::{collections::BTreeSet, time::Duration};

use db::{both_databases, exec, values};
use domain::{
    access::{Caller, Module, Post, Role},
    ids::{InstanceId, MessageId, ServerId, UserId},
    live::LiveEvent,
    message::MessageState,
};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Hub, Subscription, publish, purge};
use crate::{
    Context,
    money::testing::{caller, context, context_and_clock},
};

fn person(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}
fn owner() -> Caller {
    Caller::system("the owner")
}
fn paid(number: u128) -> LiveEvent {
    LiveEvent::Payments { users: vec![person(number)] }
}

async fn say(context: &Context, module: Module, path: &str, user: Option<UserId>, event: &LiveEvent) {
    let tx = context.db.begin().await.expect("begins");
    publish(&tx, context, module, path, user, event).await.expect("publishes");
    tx.commit().await.expect("commits");
}

async fn heard(subscription: &mut Subscription) -> (String, LiveEvent) {
    timeout(Duration::from_secs(20), subscription.next()).await.expect("something comes").expect("the hub runs")
}

both_databases! {
    async fn everyone_hears_what_they_may_see_and_nothing_else(db: Db) {
        let context = context(&db);
        let hub = Hub::start(&context, CancellationToken::new());
        let mut everything = hub.subscribe(&owner(), None).await.expect("listens");
        let mut dealer = hub.subscribe(&caller(person(7), Role::SubDealer, None, "1/7/"), None).await.expect("listens");
        let mut support = hub.subscribe(&caller(person(8), Role::Employee, Some(Post::Support), "1/"), None).await.expect("listens");
        let mut customer = hub.subscribe(&caller(person(9), Role::Customer, None, "1/7/9/"), None).await.expect("listens");
        say(&context, Module::Money, "1/70/", Some(person(70)), &paid(70)).await;
        say(&context, Module::Money, "1/7/9/", Some(person(9)), &paid(9)).await;
        say(&context, Module::Servers, "1/", None, &LiveEvent::Server { id: ServerId::NIL }).await;
        say(&context, Module::Users, "1/7/9/", None, &LiveEvent::Users { ids: vec![person(9)] }).await;
        say(&context, Module::Money, "1/7/9/", Some(person(9)), &paid(9)).await;
        let users = LiveEvent::Users { ids: vec![person(9)] };
        for wanted in [paid(70), paid(9), LiveEvent::Server { id: ServerId::NIL }, users.clone(), paid(9)] { assert_eq!(heard(&mut everything).await.1, wanted); }
        for wanted in [paid(9), users.clone(), paid(9)] { assert_eq!(heard(&mut dealer).await.1, wanted); }
        for wanted in [paid(9), paid(9)] { assert_eq!(heard(&mut customer).await.1, wanted, "a customer hears of their own money"); }
        assert_eq!(heard(&mut support).await.1, users, "support hears of people, not of money or servers");
    }

    async fn what_was_rolled_back_is_never_heard(db: Db) {
        let context = context(&db);
        let hub = Hub::start(&context, CancellationToken::new());
        let mut listener = hub.subscribe(&owner(), None).await.expect("listens");
        let tx = db.begin().await.expect("begins");
        publish(&tx, &context, Module::Money, "1/", None, &paid(1)).await.expect("publishes");
        tx.roll_back().await.expect("gives up");
        say(&context, Module::Money, "1/", None, &paid(2)).await;
        assert_eq!(heard(&mut listener).await.1, paid(2));
    }

    async fn who_comes_back_hears_what_they_missed_and_then_what_comes(db: Db) {
        let context = context(&db);
        let hub = Hub::start(&context, CancellationToken::new());
        let mut listener = hub.subscribe(&owner(), None).await.expect("listens");
        say(&context, Module::Money, "1/", None, &paid(1)).await;
        let (last, _) = heard(&mut listener).await;
        drop(listener);
        say(&context, Module::Money, "1/", None, &paid(2)).await;
        say(&context, Module::Money, "1/", None, &paid(3)).await;
        let mut again = hub.subscribe(&owner(), Some(&last)).await.expect("listens");
        say(&context, Module::Money, "1/", None, &paid(4)).await;
        for wanted in 2..=4 { assert_eq!(heard(&mut again).await.1, paid(wanted)); }
    }

    async fn who_missed_too_much_or_comes_too_late_asks_for_everything(db: Db) {
        let (context, clock) = context_and_clock(&db);
        let hub = Hub::start(&context, CancellationToken::new());
        let mut listener = hub.subscribe(&owner(), None).await.expect("listens");
        say(&context, Module::Money, "1/", None, &paid(1)).await;
        let (last, _) = heard(&mut listener).await;
        let tx = db.begin().await.expect("begins");
        for _ in 0..1_001 { publish(&tx, &context, Module::Money, "1/", None, &paid(2)).await.expect("publishes"); }
        tx.commit().await.expect("commits");
        let mut again = hub.subscribe(&owner(), Some(&last)).await.expect("listens");
        let (last, event) = heard(&mut again).await;
        assert_eq!(event, LiveEvent::Resync);
        say(&context, Module::Money, "1/", None, &paid(3)).await;
        let mut third = hub.subscribe(&owner(), Some(&last)).await.expect("goes on from the resync");
        assert_eq!(heard(&mut third).await.1, paid(3));
        clock.forward(3_700);
        let mut late = hub.subscribe(&owner(), Some(&last)).await.expect("listens");
        assert_eq!(heard(&mut late).await.1, LiveEvent::Resync);
        assert_eq!(purge(&context).await.expect("purges"), 1_003);
        for bad in ["", "1", "x-y-z", "1-2-99999999999999999999", "9223372036854775807-1-1795262400"] {
            let mut listener = hub.subscribe(&owner(), Some(bad)).await.expect("listens");
            assert_eq!(heard(&mut listener).await.1, LiveEvent::Resync, "{bad}");
        }
    }

    async fn states_of_messages_come_in_batches_per_instance(db: Db) {
        let context = context(&db);
        let hub = Hub::start(&context, CancellationToken::new());
        let mut listener = hub.subscribe(&owner(), None).await.expect("listens");
        let (one, other) = (InstanceId(Uuid::from_u128(1)), InstanceId(Uuid::from_u128(2)));
        let states = |instance, message: u128, state| LiveEvent::Messages { instance, states: vec![(MessageId(Uuid::from_u128(message)), state)] };
        let tx = db.begin().await.expect("begins");
        for event in [states(one, 1, MessageState::Accepted), states(other, 3, MessageState::Server), states(one, 2, MessageState::Server), states(one, 1, MessageState::Read)] {
            publish(&tx, &context, Module::Messages, "1/7/", Some(person(7)), &event).await.expect("publishes");
        }
        tx.commit().await.expect("commits");
        let (_, first) = heard(&mut listener).await;
        let message = |number: u128| MessageId(Uuid::from_u128(number));
        assert_eq!(first, LiveEvent::Messages { instance: one, states: vec![(message(1), MessageState::Read), (message(2), MessageState::Server)] });
        assert_eq!(heard(&mut listener).await.1, states(other, 3, MessageState::Server));
    }

    async fn nobody_misses_an_event_however_often_the_connection_breaks(db: Db) {
        let context = context(&db);
        let hub = Hub::start(&context, CancellationToken::new());
        let mut listener = hub.subscribe(&owner(), None).await.expect("listens");
        let writers: Vec<_> = (0..4_u128).map(|writer| {
            let context = context.clone();
            tokio::spawn(async move { for number in 0..25 { say(&context, Module::Money, "1/", None, &paid(writer * 25 + number)).await; } })
        }).collect();
        let (mut seen, mut last) = (BTreeSet::new(), None);
        while seen.len() < 100 {
            let (id, event) = heard(&mut listener).await;
            if let LiveEvent::Payments { users } = event { seen.extend(users); }
            last = Some(id).or(last);
            if seen.len() % 7 == 0 { listener = hub.subscribe(&owner(), last.as_deref()).await.expect("listens again"); }
        }
        for writer in writers { writer.await.expect("no panic"); }
    }

    async fn what_another_process_commits_is_heard_too(db: Db) {
        let context = context(&db);
        let hub = Hub::start(&context, CancellationToken::new());
        let mut listener = hub.subscribe(&owner(), None).await.expect("listens");
        // Written past `Tx::wake`, as another process would.
        exec(db.write(), "INSERT INTO live_event (at, path, module, event) VALUES (?, '1/', 'money', ?)",
            values![context.now(), serde_json::to_string(&paid(5)).expect("is JSON")]).await.expect("inserts");
        assert_eq!(heard(&mut listener).await.1, paid(5));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_a_transaction_that_commits_late_is_heard_in_its_turn_and_not_skipped() {
    let fresh = db::testing::postgres().await;
    let context = context(&fresh.db);
    let hub = Hub::start(&context, CancellationToken::new());
    let mut listener = hub.subscribe(&owner(), None).await.expect("listens");
    say(&context, Module::Money, "1/", None, &paid(0)).await;
    let (before, _) = heard(&mut listener).await;
    let early = fresh.db.begin().await.expect("begins");
    publish(&early, &context, Module::Money, "1/", None, &paid(1)).await.expect("publishes");
    say(&context, Module::Money, "1/", None, &paid(2)).await;
    let mut meanwhile = hub.subscribe(&owner(), Some(&before)).await.expect("listens");
    early.commit().await.expect("commits");
    for listener in [&mut listener, &mut meanwhile] {
        for wanted in [1, 2] {
            assert_eq!(heard(listener).await.1, paid(wanted));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_server_ends_its_streams() {
    let fresh = db::testing::sqlite().await;
    let shutdown = CancellationToken::new();
    let hub = Hub::start(&context(&fresh.db), shutdown.clone());
    let mut listener = hub.subscribe(&owner(), None).await.expect("listens");
    shutdown.cancel();
    assert_eq!(timeout(Duration::from_secs(20), listener.next()).await.expect("ends"), None);
}
