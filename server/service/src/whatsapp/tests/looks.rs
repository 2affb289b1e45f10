//! Messages that a gateway took and whose acknowledgement does not come.

use db::both_databases;
use domain::{
    ids::{InstanceId, MessageId},
    message::{MessageListQuery, MessageState},
    msg,
    port::{
        Messages,
        whatsapp::{Ack, GatewayError},
    },
};

use super::rig::Rig;
use crate::whatsapp::{
    acks,
    looks::{GIVE_UP, look_up},
};

async fn accepted(rig: &Rig) -> (InstanceId, MessageId) {
    let instance = rig.connected().await;
    let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
    rig.drain(&rig.worker(), instance).await;
    assert_eq!(rig.state(id).await, MessageState::Accepted);
    (instance, id)
}

async fn problem(rig: &Rig, id: MessageId) -> Option<domain::Msg> {
    let rows = rig.messages().list(&rig.customer, &MessageListQuery::default()).await.expect("lists").rows;
    rows.into_iter().find(|row| row.id == id).and_then(|row| row.problem)
}

/// Looks as often as the background does, for as long as it waits.
async fn wait(rig: &Rig) -> usize {
    let mut looked = 0;
    for _ in 0..=GIVE_UP / 15 {
        rig.clock.advance(15);
        looked += look_up(&rig.context).await.expect("looks");
    }
    looked
}

both_databases! {
    // The case of lost acknowledgements.
    async fn what_is_never_acknowledged_is_looked_up_and_then_not_confirmed(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        rig.gateway.state().looks_up = true;
        let (instance, id) = accepted(&rig).await;
        assert_eq!(wait(&rig).await, 3, "after one, three and ten minutes");
        assert_eq!(rig.state(id).await, MessageState::Unconfirmed);
        assert_eq!(problem(&rig, id).await, Some(msg::whatsapp_message_unconfirmed(10_i64)));
        assert_eq!(wait(&rig).await, 0);
        // A phone that was off all night.
        rig.ack("late", instance, id, 2).await;
        assert_eq!((rig.state(id).await, problem(&rig, id).await), (MessageState::Delivered, None));
        assert_eq!(rig.measure(rig.customer.user, crate::figures::Measure::Messages).await, 1, "it is counted once");
    }

    async fn what_the_gateway_knows_counts_as_its_acknowledgement(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        rig.gateway.state().looks_up = true;
        let (_, id) = accepted(&rig).await;
        rig.gateway.state().found.insert(acks::wire_id(id), Ack::Device);
        assert_eq!(wait(&rig).await, 1);
        assert_eq!(rig.state(id).await, MessageState::Delivered);
    }

    // Fault 7.
    async fn a_gateway_that_cannot_be_asked_has_said_nothing(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let (instance, first) = accepted(&rig).await;
        wait(&rig).await;
        assert_eq!(rig.state(first).await, MessageState::Unconfirmed, "it cannot look messages up");
        rig.gateway.state().looks_up = true;
        rig.gateway.state().no_look = Some(GatewayError::Unknown { reason: "500 Internal Server Error".into() });
        let second = rig.compose(instance, &["+34600000002"], "hello").await[0];
        rig.drain(&rig.worker(), instance).await;
        wait(&rig).await;
        assert_eq!(rig.state(second).await, MessageState::Unconfirmed, "an unknown message is an error of some engines");
    }

    async fn what_is_acknowledged_is_not_looked_up(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let (instance, id) = accepted(&rig).await;
        rig.ack("in time", instance, id, 1).await;
        assert_eq!(wait(&rig).await, 0);
        assert_eq!(rig.state(id).await, MessageState::Server);
    }
}
