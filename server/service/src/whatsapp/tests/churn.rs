//! Numbers that are added and removed: how often a customer may.

use db::both_databases;
use domain::{ErrorKind, access::Role, ids::InstanceId, msg, port::Instances};

use super::rig::{Rig, add_user};

/// Adding and removing count alike.
const MOST: usize = 60;

both_databases! {
    async fn a_customer_adds_and_removes_so_many_numbers_and_no_more(db: Db) {
        let rig = Rig::new(db).await;
        let numbers = rig.instances();
        for _ in 0..MOST / 2 {
            let id = numbers.create(&rig.customer, None, "Shop").await.expect("there is room");
            numbers.delete(&rig.customer, id).await.expect("is theirs");
        }
        let refused = numbers.create(&rig.customer, None, "Shop").await.expect_err("often enough");
        assert_eq!((refused.kind, refused.retry_after), (ErrorKind::TooMany, Some(3_601)));
        assert_eq!(refused.message, msg::whatsapp_instance_too_often(61_u32));
        let id = numbers.create(&rig.owner, Some(rig.customer.user), "Shop").await.expect("staff answer for what they do");
        assert_eq!(numbers.delete(&rig.customer, id).await.expect_err("removing counts too").kind, ErrorKind::TooMany);
        let neighbour = add_user(&rig.context, Role::Customer, "1/3/", None).await;
        numbers.create(&neighbour, None, "Shop").await.expect("another customer is not concerned");
        rig.clock.advance(3_601);
        numbers.delete(&rig.customer, id).await.expect("the hour is over");
    }

    async fn what_is_refused_counts_for_nothing(db: Db) {
        let rig = Rig::new(db).await;
        let numbers = rig.instances();
        for _ in 0..MOST {
            assert_eq!(numbers.delete(&rig.customer, InstanceId::NIL).await.expect_err("is not there").kind, ErrorKind::NotFound);
            assert!(numbers.create(&rig.customer, None, "").await.expect_err("has no name").of_field("name").is_some());
        }
        numbers.create(&rig.customer, None, "Shop").await.expect("nothing was counted");
    }
}
