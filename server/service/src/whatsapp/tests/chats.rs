//! Under which chat a number is known: asked before the first message to it, and remembered.

use db::both_databases;
use domain::{message::MessageState, port::whatsapp::GatewayError};

use super::rig::Rig;
use crate::whatsapp::queue::{LEASE, Step};

/// With its ninth digit, as people write it.
const BRAZIL: &str = "+5511988887777";
/// Without, as WhatsApp knows it.
const CHAT: &str = "551188887777@c.us";

async fn rig(db: db::Db) -> (Rig, domain::ids::InstanceId) {
    let rig = Rig::with(db, true, (0, 0)).await;
    rig.gateway.state().checks = true;
    rig.gateway.state().chats.insert("5511988887777".into(), CHAT.into());
    let instance = rig.connected().await;
    (rig, instance)
}

both_databases! {
    // The case of the ninth digit.
    async fn the_chat_that_the_gateway_answers_is_used_and_asked_for_once(db: Db) {
        let (rig, instance) = rig(db).await;
        for text in ["one", "two"] { rig.compose(instance, &[BRAZIL], text).await; }
        rig.drain(&rig.worker(), instance).await;
        let chats: Vec<String> = rig.gateway.effects().into_iter().map(|effect| effect.chat).collect();
        assert_eq!(chats, [CHAT, CHAT]);
        assert_eq!(rig.gateway.state().asked, ["5511988887777"]);
        // Numbers change hands.
        rig.clock.advance(31 * 86_400);
        rig.compose(instance, &[BRAZIL], "three").await;
        rig.drain(&rig.worker(), instance).await;
        assert_eq!(rig.gateway.state().asked.len(), 2);
    }

    async fn a_number_that_is_not_on_whatsapp_fails_before_anything_is_sent(db: Db) {
        let (rig, instance) = rig(db).await;
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        rig.drain(&rig.worker(), instance).await;
        assert_eq!((rig.state(id).await, rig.gateway.state().calls.len()), (MessageState::Failed, 0));
    }

    async fn a_question_that_cannot_be_answered_holds_nothing_and_an_outage_uses_up_no_tries(db: Db) {
        let (rig, instance) = rig(db).await;
        rig.gateway.state().check_errors.extend([
            GatewayError::NotSent { reason: "refused".into() },
            GatewayError::RateLimited { retry_after: None },
            GatewayError::Unknown { reason: "500".into() },
        ]);
        let id = rig.compose(instance, &[BRAZIL], "hello").await[0];
        rig.drain(&rig.worker(), instance).await;
        assert_eq!((rig.state(id).await, rig.attempts(id).await), (MessageState::Accepted, 1));
        assert_eq!(rig.gateway.effects()[0].chat, "5511988887777@c.us", "for want of an answer it goes where it was written to");
        rig.compose(instance, &[BRAZIL], "again").await;
        rig.drain(&rig.worker(), instance).await;
        assert_eq!(rig.gateway.effects()[1].chat, CHAT, "and is asked for anew");
    }

    async fn a_worker_that_dies_after_asking_doubles_nothing(db: Db) {
        let (rig, instance) = rig(db).await;
        let id = rig.compose(instance, &[BRAZIL], "hello").await[0];
        let mut mortal = rig.worker();
        mortal.crash_at = Some(Step::Sent);
        mortal.tick().await.expect_err("it is stopped");
        rig.clock.advance(LEASE + 1);
        rig.drain(&rig.worker(), instance).await;
        let effects = rig.gateway.effects();
        assert_eq!((rig.state(id).await, effects.len(), effects[0].chat.as_str()), (MessageState::Accepted, 1, CHAT));
    }
}
