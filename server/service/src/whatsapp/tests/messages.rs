//! Messages as people meet them: composed once, called off, sent again, listed.

use db::both_databases;
use domain::{
    ErrorKind,
    access::Role,
    message::{ComposeForm, MessageState},
    port::Messages,
};

use super::{
    fake::Mishap,
    rig::{Rig, add_user},
};

both_databases! {
    async fn the_same_form_queues_once(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let form = ComposeForm { token: "a token".into(), instance: instance.to_string(), to: "+34600000001; 0034 600 000 002\n+34600000001".into(), text: "hello".into() };
        let first = rig.messages().compose(&rig.customer, &form).await.expect("queues");
        let again = rig.messages().compose(&rig.customer, &form).await.expect("answers the same");
        assert_eq!((first.len(), &first), (2, &again));
        assert_eq!(rig.waiting(instance).await, (2, 2));
        let other = ComposeForm { text: "something else".into(), ..form };
        assert_eq!(rig.messages().compose(&rig.customer, &other).await.expect_err("another input").kind, ErrorKind::Conflict);
    }

    async fn bad_forms_say_what_is_wrong_and_queue_nothing(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let bad = [
            ComposeForm { instance: "x".into(), to: "call me".into(), text: " ".into(), ..ComposeForm::default() },
            ComposeForm { instance: instance.to_string(), to: "+34600000001".into(), text: "a".repeat(5_000), ..ComposeForm::default() },
            ComposeForm { instance: instance.to_string(), to: "+34600000001".into(), text: "nul \0".into(), ..ComposeForm::default() },
        ];
        for form in bad { assert_eq!(rig.messages().compose(&rig.customer, &form).await.expect_err("is refused").kind, ErrorKind::Invalid); }
        assert_eq!(rig.waiting(instance).await, (0, 0));
    }

    async fn only_what_still_waits_is_called_off(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        let sent = rig.compose(instance, &["+34600000001"], "one").await[0];
        rig.drain(&rig.worker(), instance).await;
        let waits = rig.compose(instance, &["+34600000001"], "two").await[0];
        rig.messages().cancel(&rig.customer, waits).await.expect("is called off");
        assert_eq!((rig.state(waits).await, rig.waiting(instance).await), (MessageState::Cancelled, (0, 0)));
        for id in [sent, waits] { assert_eq!(rig.messages().cancel(&rig.customer, id).await.expect_err("too late").kind, ErrorKind::Conflict); }
        rig.gateway.script([Mishap::AnswerLost]);
        let unknown = rig.compose(instance, &["+34600000001"], "three").await[0];
        rig.worker().tick().await.expect("a round ends well");
        assert_eq!(rig.messages().cancel(&rig.customer, unknown).await.expect_err("it may have gone").kind, ErrorKind::Conflict);
    }

    async fn a_failed_message_is_sent_again_once_as_a_new_one(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let instance = rig.connected().await;
        rig.gateway.script([Mishap::Error(domain::port::whatsapp::GatewayError::Refused { reason: "no".into() })]);
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        assert_eq!(rig.messages().retry(&rig.customer, id).await.expect_err("it still waits").kind, ErrorKind::Conflict);
        rig.drain(&rig.worker(), instance).await;
        let again = rig.messages().retry(&rig.customer, id).await.expect("is queued again");
        assert_eq!(rig.messages().retry(&rig.customer, id).await.expect("pressed twice"), again);
        rig.drain(&rig.worker(), instance).await;
        assert_eq!((rig.state(id).await, rig.state(again).await), (MessageState::Failed, MessageState::Accepted));
        assert_eq!(rig.gateway.effects().len(), 1);
    }

    async fn what_is_foreign_does_not_exist(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let id = rig.compose(instance, &["+34600000001"], "hello").await[0];
        let stranger = add_user(&rig.context, Role::Customer, "1/3/", None).await;
        let messages = rig.messages();
        let form = ComposeForm { token: String::new(), instance: instance.to_string(), to: "+34600000001".into(), text: "mine".into() };
        let answers = [
            messages.compose(&stranger, &form).await.map(drop), messages.cancel(&stranger, id).await, messages.retry(&stranger, id).await.map(drop),
            messages.list(&stranger, Some(instance), None).await.map(drop),
        ];
        for answer in answers { assert_eq!(answer.expect_err("is out of reach").kind, ErrorKind::NotFound); }
        assert!(messages.list(&stranger, None, None).await.expect("lists").rows.is_empty());
        assert_eq!(messages.list(&rig.owner, None, None).await.expect("lists").rows.len(), 1, "the root of the tree sees it");
    }

    async fn pages_go_forth_and_back_without_gaps(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let numbers: Vec<String> = (0..120).map(|number| format!("+346000{number:05}")).collect();
        let mut ids = rig.compose(instance, &numbers.iter().map(String::as_str).collect::<Vec<_>>(), "hello").await;
        rig.clock.advance(1);
        ids.extend(rig.compose(instance, &["+34700000000"], "newest").await);
        let (mut seen, mut cursor, mut pages) = (Vec::new(), None, Vec::new());
        loop {
            let page = rig.messages().list(&rig.customer, Some(instance), cursor).await.expect("lists");
            seen.extend(page.rows.iter().map(|row| row.id));
            cursor = page.next.clone();
            pages.push(page);
            if cursor.is_none() { break; }
        }
        assert_eq!((pages.len(), seen.len(), seen[0]), (3, 121, ids[120]));
        let (mut sorted, mut expected) = (seen.clone(), ids);
        sorted.sort();
        expected.sort();
        assert_eq!(sorted, expected);
        let back = rig.messages().list(&rig.customer, Some(instance), pages[1].previous.clone()).await.expect("lists");
        assert_eq!(back.rows, pages[0].rows);
    }
}
