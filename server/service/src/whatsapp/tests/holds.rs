//! Numbers that rest although they are connected: their owner is deactivated, or another account than before was paired.

use db::{both_databases, whatsapp::lanes};
use domain::{
    ErrorKind,
    access::Role,
    instance::{Hold, InstanceState},
    message::{ComposeForm, MessageState},
    msg,
    port::{Instances, Messages},
};

use super::rig::{Rig, add_user};
use crate::whatsapp::{
    queue::{LEASE, Step},
    tend,
};

const FIRST: &str = "+34600999888";
const OTHER: &str = "+34611000111";

/// A number that was logged out and then scanned by another phone.
async fn paired_by_another(rig: &Rig) -> domain::ids::InstanceId {
    let id = rig.connected().await;
    rig.instances().log_out(&rig.customer, id).await.expect("logs out");
    tend::tend(&rig.context).await.expect("tends");
    pair(rig, id, OTHER).await;
    id
}

async fn pair(rig: &Rig, id: domain::ids::InstanceId, number: &str) {
    rig.gateway.state().account = Some(format!("{}@c.us", number.trim_start_matches('+')));
    rig.clock.advance(1);
    rig.instances().connect(&rig.customer, id).await.expect("connects");
    tend::tend(&rig.context).await.expect("tends");
    rig.scan(id).await;
    assert_eq!(rig.instance_state(id).await, InstanceState::Connected);
}

async fn turns(rig: &Rig, count: usize) {
    for _ in 0..count {
        rig.worker().tick().await.expect("a round ends well");
        rig.clock.advance(1);
    }
}

both_databases! {
    async fn w7_nothing_leaves_while_its_owner_is_deactivated_and_all_of_it_goes_on_after(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let ids = rig.compose(instance, &["+34600000001", "+34600000002", "+34600000003", "+34600000004"], "hello").await;
        turns(&rig, 2).await;
        assert_eq!(rig.gateway.effects().len(), 2);
        rig.set_owner_status("inactive").await;
        turns(&rig, 25).await;
        assert_eq!(rig.gateway.effects().len(), 2, "nothing leaves any more");
        assert_eq!(lanes::next_due(rig.context.db.read()).await.expect("reads"), None, "no worker is woken for it");
        assert_eq!((rig.hold(instance).await, rig.waiting(instance).await), (Some(Hold::OwnerInactive), (2, 2)));
        let form = ComposeForm { token: "later".into(), instance: instance.to_string(), to: "+34600000005".into(), text: "hello".into() };
        let refused = rig.messages().compose(&rig.owner, &form).await.expect_err("staff queue nothing for them either");
        assert_eq!((refused.kind, refused.message), (ErrorKind::Conflict, msg::whatsapp_queue_owner_inactive("Ada")));
        rig.set_owner_status("active").await;
        rig.drain(&rig.worker(), instance).await;
        assert_eq!((rig.gateway.effects().len(), rig.hold(instance).await), (4, None));
        for id in ids { assert_eq!(rig.state(id).await, MessageState::Accepted); }
    }

    async fn w7_a_worker_that_dies_over_it_leaves_what_it_had_to_wait(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        for step in [Step::Claimed, Step::Submitted, Step::Sent] {
            let before = rig.gateway.effects().len();
            rig.compose(instance, &["+34600000001"], "hello").await;
            let mut mortal = rig.worker();
            mortal.crash_at = Some(step);
            mortal.tick().await.expect_err("it is stopped");
            rig.set_owner_status("inactive").await;
            rig.clock.advance(LEASE + 1);
            turns(&rig, 5).await;
            assert_eq!(rig.gateway.effects().len(), before + usize::from(step == Step::Sent), "at most the one under way left");
            rig.set_owner_status("active").await;
            rig.drain(&rig.worker(), instance).await;
            assert_eq!(rig.gateway.effects().len(), before + 1);
        }
    }

    async fn another_account_on_the_same_slot_asks_before_it_sends(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let id = paired_by_another(&rig).await;
        assert_eq!(rig.hold(id).await, Some(Hold::OtherAccount { before: crate::phones::grouped(FIRST), now: crate::phones::grouped(OTHER) }));
        let message = rig.compose(id, &["+34600000001"], "hello").await[0];
        turns(&rig, 10).await;
        assert_eq!((rig.gateway.effects().len(), rig.state(message).await), (0, MessageState::Queued));
        let stranger = add_user(&rig.context, Role::Customer, "1/3/", None).await;
        for answer in [rig.instances().confirm_account(&stranger, id).await, rig.instances().refuse_account(&stranger, id).await] {
            assert_eq!(answer.expect_err("is not theirs").kind, ErrorKind::NotFound);
        }
        rig.instances().confirm_account(&rig.customer, id).await.expect("it is right");
        rig.drain(&rig.worker(), id).await;
        assert_eq!((rig.state(message).await, rig.hold(id).await), (MessageState::Accepted, None));
        let again = rig.instances().confirm_account(&rig.customer, id).await.expect_err("nobody asks any more");
        assert_eq!((again.kind, again.message), (ErrorKind::Conflict, msg::whatsapp_instance_no_other_account()));
    }

    async fn an_account_that_is_refused_is_logged_out_and_the_first_one_may_come_back(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let id = paired_by_another(&rig).await;
        let message = rig.compose(id, &["+34600000001"], "hello").await[0];
        rig.instances().refuse_account(&rig.customer, id).await.expect("it is not right");
        assert_eq!((rig.instance_state(id).await, rig.hold(id).await), (InstanceState::Stopped, None));
        tend::tend(&rig.context).await.expect("tends");
        pair(&rig, id, FIRST).await;
        assert_eq!(rig.hold(id).await, None);
        rig.drain(&rig.worker(), id).await;
        assert_eq!(rig.state(message).await, MessageState::Accepted);
    }

    async fn a_poll_sees_another_account_too_and_sees_it_go(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let id = rig.connected().await;
        for (number, held) in [(OTHER, true), (FIRST, false)] {
            rig.clock.advance(1);
            rig.gateway.state().account = Some(format!("{}@c.us", number.trim_start_matches('+')));
            tend::poll_sessions(&rig.context).await.expect("polls");
            assert_eq!(rig.hold(id).await.is_some(), held, "{number}");
        }
        rig.clock.advance(1);
        rig.gateway.state().account = Some("77000111222333@lid".into());
        tend::poll_sessions(&rig.context).await.expect("polls");
        assert_eq!(rig.hold(id).await, None, "an id that is no number says nothing");
    }
}
