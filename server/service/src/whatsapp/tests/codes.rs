//! Codes to type on a phone: how many one phone and one slot may get.

use db::{both_databases, exec, values};
use domain::{Error, ErrorKind, access::Role, ids::InstanceId, msg, port::Instances};

use super::rig::{Rig, add_user};

impl Rig {
    /// A new slot of the customer that waits for its code to be scanned.
    async fn scanning(&self) -> InstanceId {
        let id = self.instances().create(&self.customer, None, "Shop").await.expect("there is room");
        exec(self.context.db.write(), "UPDATE instance SET state = 'scanning' WHERE id = ?", values![id]).await.expect("is set");
        id
    }

    async fn typed(&self, id: InstanceId, phone: &str) -> Result<String, Error> {
        self.instances().pair_by_phone(&self.customer, id, phone).await
    }

    fn rung(&self, digits: &str) -> usize {
        self.gateway.state().codes.iter().filter(|phone| *phone == digits).count()
    }
}

both_databases! {
    async fn a_phone_is_shown_so_many_codes_and_no_more(db: Db) {
        let rig = Rig::new(db).await;
        let (one, two) = (rig.scanning().await, rig.scanning().await);
        for _ in 0..3 { rig.typed(one, "+34600111222").await.expect("gives a code"); }
        let refused = rig.typed(one, "0034 600 111 222").await.expect_err("too many at once, however it is written");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(61)));
        assert_eq!(refused.message, msg::whatsapp_pairing_too_often(2_u32));
        rig.clock.advance(61);
        rig.typed(one, "+34600111222").await.expect("after a pause");
        rig.typed(two, "+34600111222").await.expect("another slot has pauses of its own");
        let refused = rig.typed(two, "+34600111222").await.expect_err("the phone had five within the hour");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(3_600 - 61 + 1)));
        assert_eq!(rig.rung("34600111222"), 5, "what was refused rang nowhere");
        rig.typed(two, "+34600111333").await.expect("another phone is not concerned");
        rig.clock.advance(3_601);
        rig.typed(two, "+34600111222").await.expect("the hour is over");
    }

    async fn a_slot_sends_so_many_codes_to_whatever_phones(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.scanning().await;
        for number in 0..10 { rig.typed(id, &format!("+3460011100{number}")).await.expect("gives a code"); }
        let refused = rig.typed(id, "+34600111222").await.expect_err("the slot had ten");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(3_601)));
        assert_eq!(rig.rung("34600111222"), 0);
    }

    async fn what_never_left_or_was_never_allowed_counts_for_nothing(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.scanning().await;
        rig.gateway.state().down = true;
        for _ in 0..6 { assert_eq!(rig.typed(id, "+34600111222").await.expect_err("it is away").kind, ErrorKind::Unavailable); }
        rig.gateway.state().down = false;
        let stranger = add_user(&rig.context, Role::Customer, "1/3/", None).await;
        for _ in 0..6 {
            let refused = rig.instances().pair_by_phone(&stranger, id, "+34600111222").await.expect_err("is not theirs");
            assert_eq!(refused.kind, ErrorKind::NotFound);
        }
        rig.typed(id, "+34600111222").await.expect("gives a code");
    }

    async fn codes_asked_for_at_once_are_counted_like_slow_ones(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.scanning().await;
        let tries = (0..12).map(|_| rig.typed(id, "+34600111222"));
        let given = futures::future::join_all(tries).await.into_iter().filter(Result::is_ok).count();
        assert_eq!((given, rig.rung("34600111222")), (3, 3));
    }

    // Fault 3.
    async fn a_gateway_that_is_not_ready_asks_to_wait_and_uses_up_no_code(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.instances().create(&rig.customer, None, "Shop").await.expect("there is room");
        exec(rig.context.db.write(), "UPDATE instance SET state = 'scanning' WHERE id = ?", values![id]).await.expect("is set");
        rig.gateway.state().no_code = Some(domain::port::whatsapp::GatewayError::SessionNotReady { status: domain::port::whatsapp::SessionStatus::Starting });
        for _ in 0..5 {
            let early = rig.instances().pair_by_phone(&rig.customer, id, "+34600111222").await.expect_err("it is too early");
            assert_eq!((early.kind, early.message), (ErrorKind::Unavailable, msg::whatsapp_pairing_not_ready()));
        }
        rig.gateway.state().no_code = None;
        rig.instances().pair_by_phone(&rig.customer, id, "+34600111222").await.expect("gives a code");
    }
}
