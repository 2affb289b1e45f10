//! Messages as people meet them: composed once, called off, sent again, listed.

use db::both_databases;
use domain::{
    ErrorKind,
    access::Role,
    message::{ComposeForm, MessageListQuery, MessageStage, MessageState},
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
            messages.list(&stranger, &MessageListQuery::of_number(instance)).await.map(drop),
        ];
        for answer in answers { assert_eq!(answer.expect_err("is out of reach").kind, ErrorKind::NotFound); }
        assert!(messages.list(&stranger, &MessageListQuery::default()).await.expect("lists").rows.is_empty());
        assert_eq!(messages.list(&rig.owner, &MessageListQuery::default()).await.expect("lists").rows.len(), 1, "the root of the tree sees it");
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
            let page = rig.messages().list(&rig.customer, &MessageListQuery { cursor, ..MessageListQuery::of_number(instance) }).await.expect("lists");
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
        let back = rig.messages().list(&rig.customer, &MessageListQuery { cursor: pages[1].previous.clone(), ..MessageListQuery::of_number(instance) }).await.expect("lists");
        assert_eq!(back.rows, pages[0].rows);
    }

    async fn a_list_is_narrowed_by_number_part_of_the_way_and_recipient(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let (shop, office) = (rig.connected().await, rig.connected().await);
        let sent = rig.compose(shop, &["+34600000001"], "one").await[0];
        rig.drain(&rig.worker(), shop).await;
        rig.clock.advance(1);
        let waits = rig.compose(office, &["+34600000002"], "two").await[0];
        rig.clock.advance(1);
        let cancelled = rig.compose(shop, &["+34600000002"], "three").await[0];
        rig.messages().cancel(&rig.customer, cancelled).await.expect("is called off");
        let all = MessageListQuery::default();
        let cases = [
            (all.clone(), vec![cancelled, waits, sent]),
            (MessageListQuery::of_number(shop), vec![cancelled, sent]),
            (MessageListQuery { stage: Some(MessageStage::Queued), ..all.clone() }, vec![waits]),
            (MessageListQuery { stage: Some(MessageStage::Cancelled), ..all.clone() }, vec![cancelled]),
            (MessageListQuery { stage: Some(MessageStage::Failed), ..all.clone() }, vec![]),
            (MessageListQuery { stage: Some(MessageStage::Accepted), ..all.clone() }, vec![sent]),
            (MessageListQuery { stage: Some(MessageStage::Read), ..all.clone() }, vec![]),
            (MessageListQuery { from: Some("9999-12-31".into()), ..all.clone() }, vec![]),
            (MessageListQuery { until: Some("9999-12-31".into()), ..all.clone() }, vec![cancelled, waits, sent]),
            (MessageListQuery { to: Some("+34600000002".into()), ..all.clone() }, vec![cancelled, waits]),
            (MessageListQuery { to: Some("+34600000002".into()), ..MessageListQuery::of_number(office) }, vec![waits]),
        ];
        for (query, expected) in cases {
            for caller in [&rig.customer, &rig.owner] {
                let rows = rig.messages().list(caller, &query).await.expect("lists").rows;
                assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{query:?}");
            }
        }
        let row = rig.messages().list(&rig.owner, &MessageListQuery::of_number(office)).await.expect("lists").rows.remove(0);
        assert_eq!((row.user, row.number.as_str()), ((rig.customer.user, "Ada".to_owned()), "Shop"));
        let page = rig.messages().list(&rig.customer, &MessageListQuery { size: 2, ..all }).await.expect("lists");
        assert_eq!((page.rows.len(), page.next.is_some()), (2, true));
    }

    async fn finding_63_what_is_queued_together_is_listed_as_it_was_typed(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let numbers: Vec<String> = (0..40).map(|number| format!("+346000{number:05}")).collect();
        let ids = rig.compose(instance, &numbers.iter().map(String::as_str).collect::<Vec<_>>(), "hello").await;
        let rows = rig.messages().list(&rig.customer, &MessageListQuery::of_number(instance)).await.expect("lists").rows;
        assert_eq!(rows.iter().map(|row| row.to.clone()).collect::<Vec<_>>(), numbers);
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    }

    async fn w9_a_number_holds_so_many_messages_and_a_customer_so_much_text(db: Db) {
        let rig = Rig::new(db).await;
        let (shop, office) = (rig.connected().await, rig.connected().await);
        // Four bytes each.
        let text = "\u{1f600}".repeat(domain::message::TEXT_MAX);
        let numbers: Vec<String> = (0..1000).map(|number| format!("+346000{number:05}")).collect();
        rig.compose(shop, &numbers.iter().map(String::as_str).collect::<Vec<_>>(), &text).await;
        let form = |instance: domain::ids::InstanceId, text: &str| ComposeForm {
            token: rig.context.new_uuid().to_string(), instance: instance.to_string(), to: numbers[..30].join(","), text: text.into(),
        };
        let refused = rig.messages().compose(&rig.customer, &form(office, &text)).await.expect_err("all numbers of one customer count");
        assert_eq!((refused.kind, refused.message), (ErrorKind::Conflict, domain::msg::whatsapp_queue_texts_full("Ada", 15_i64, 16_i64)));
        rig.messages().compose(&rig.customer, &form(office, "short")).await.expect("short ones still fit");
        assert_eq!((rig.waiting(shop).await, rig.waiting(office).await), ((1000, 1000), (30, 30)));
        let most = domain::message::WAITING_MAX;
        db::exec(rig.context.db.write(), "UPDATE instance SET lane_waiting = ? WHERE id = ?", db::values![most - 29, office]).await.expect("is set");
        let refused = rig.messages().compose(&rig.customer, &form(office, "short")).await.expect_err("one too many");
        assert_eq!((refused.kind, refused.message), (ErrorKind::Conflict, domain::msg::whatsapp_queue_number_full(most - 29, "Shop", most)));
    }

    /// Finding 62.
    async fn finding_62_a_message_tells_where_it_was_when_and_who_sent_it(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let shop = rig.connected().await;
        let id = rig.compose(shop, &["+34600111222"], "hello").await.remove(0);
        let first = rig.messages().view(&rig.customer, id).await.expect("opens");
        assert_eq!(first.steps.iter().map(|(state, _)| *state).collect::<Vec<_>>(), [MessageState::Queued]);
        assert_eq!((first.row.to_shown.as_str(), first.sent_by.clone().map(|(id, _)| id), first.by_staff), ("+34 600 11 12 22", Some(rig.customer.user), false));
        rig.clock.advance(1);
        rig.drain(&rig.worker(), shop).await;
        for level in [2, 3] {
            rig.clock.advance(1);
            rig.ack(&format!("ack {level}"), shop, id, level).await;
        }
        let read = rig.messages().view(&rig.owner, id).await.expect("opens");
        let states: Vec<_> = read.steps.iter().map(|(state, _)| *state).collect();
        assert!(states.starts_with(&[MessageState::Queued]) && states.ends_with(&[MessageState::Delivered, MessageState::Read]), "{states:?}");
        assert!(read.steps.is_sorted_by_key(|(_, at)| *at));
        let other = add_user(&rig.context, Role::Customer, "1/3/", None).await;
        assert_eq!(rig.messages().view(&other, id).await.expect_err("is not hers").kind, ErrorKind::NotFound);
    }

    /// Finding 64.
    async fn finding_64_the_rest_of_what_was_queued_together_is_cancelled_at_once(db: Db) {
        let rig = Rig::new(db).await;
        let shop = rig.connected().await;
        let ids = rig.compose(shop, &["+34600000001", "+34600000002", "+34600000003"], "hello").await;
        let others = rig.compose(shop, &["+34600000001"], "something else").await;
        rig.messages().cancel(&rig.customer, ids[1]).await.expect("is cancelled");
        assert_eq!(rig.messages().cancel_rest(&rig.customer, ids[1]).await.expect("cancels"), 2);
        assert_eq!(rig.messages().cancel_rest(&rig.customer, ids[0]).await.expect_err("none is left").kind, ErrorKind::Conflict);
        assert_eq!(rig.waiting(shop).await, (1, 1));
        let left = rig.messages().view(&rig.customer, others[0]).await.expect("opens");
        assert_eq!(left.row.state, MessageState::Queued);
    }

    async fn today_counts_what_gateways_took(db: Db) {
        let rig = Rig::with(db, true, (0, 0)).await;
        let shop = rig.connected().await;
        assert_eq!(rig.messages().sent_today(&rig.customer).await.expect("counts"), 0);
        let ids = rig.compose(shop, &["+34600000001", "+34600000002"], "hello").await;
        rig.drain(&rig.worker(), shop).await;
        for id in ids { rig.ack(&format!("ack {id}"), shop, id, 1).await; }
        assert_eq!(rig.messages().sent_today(&rig.customer).await.expect("counts"), 2);
        assert_eq!(rig.messages().sent_today(&rig.owner).await.expect("counts"), 0, "one's own only");
        rig.clock.advance(86_400);
        assert_eq!(rig.messages().sent_today(&rig.customer).await.expect("counts"), 0);
    }
}
