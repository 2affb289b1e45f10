//! Numbers: placed, paired by a code, logged out, removed; by their owner or by staff, and by nobody else.

use db::{both_databases, exec, scalar, values};
use domain::{
    ErrorKind,
    access::Role,
    ids::PlanId,
    instance::{InstanceListQuery, InstanceState},
    message::MessageState,
    msg,
    port::{Instances, Servers, whatsapp::SessionStatus},
};

use super::rig::{Rig, add_user, server_form};
use crate::{
    figures::Measure,
    whatsapp::{pairing, tend},
};

both_databases! {
    async fn a_number_is_paired_by_a_code_that_is_renewed_and_gone_once_connected(db: Db) {
        let rig = Rig::new(db).await;
        let instances = rig.instances();
        let id = instances.create(&rig.customer, None, " Shop ").await.expect("there is room");
        assert_eq!(rig.instance_state(id).await, InstanceState::Starting, "adding a number connects it");
        instances.connect(&rig.customer, id).await.expect("asking again does no harm");
        assert_eq!(rig.instance_state(id).await, InstanceState::Starting);
        assert_eq!(tend::tend(&rig.context).await.expect("tends"), 1);
        let spec = rig.gateway.state().specs[&id.to_string()].clone();
        assert_eq!(spec.webhook_url, format!("http://127.0.0.1:3000/hooks/waha/{}", rig.server));
        assert_eq!((spec.webhook_secret, spec.metadata["instance"].clone()), (rig.secret().await, id.to_string()));
        assert_eq!(pairing::refresh_codes(&rig.context).await.expect("fetches"), 1);
        let view = instances.view(&rig.customer, id).await.expect("is there");
        let first = view.qr.expect("a code is shown");
        assert_eq!((first.number, first.of, first.expires_at), (1, 6, rig.context.now().plus_seconds(60)));
        assert!(view.can_control && view.row.name == "Shop" && view.row.server.is_none(), "{:?}", view.row);
        // The code's text is a credential: it lies sealed.
        let kept: Option<Vec<u8>> = scalar(rig.context.db.read(), "SELECT qr FROM instance WHERE id = ?", values![id]).await.expect("reads");
        assert!(!kept.expect("is kept").windows(7).any(|part| part == b"2@first"));
        rig.clock.advance(60);
        assert!(instances.view(&rig.customer, id).await.expect("is there").qr.is_none(), "an old code is not shown");
        rig.gateway.state().qr = "2@second".into();
        pairing::refresh_codes(&rig.context).await.expect("fetches");
        let second = instances.view(&rig.customer, id).await.expect("is there").qr.expect("a code is shown");
        assert_eq!((second.number, second.expires_at), (2, rig.context.now().plus_seconds(20)));
        assert_ne!(first.svg, second.svg);
        rig.scan(id).await;
        let view = instances.view(&rig.customer, id).await.expect("is there");
        assert_eq!((view.row.state, view.row.phone.as_deref(), view.qr), (InstanceState::Connected, Some("+34600999888"), None));
        assert_eq!(rig.measure(rig.customer.user, Measure::Instances).await, 1);
    }

    async fn a_code_that_is_not_new_yet_is_asked_for_again(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.instances().create(&rig.customer, None, "Shop").await.expect("there is room");
        rig.instances().connect(&rig.customer, id).await.expect("connects");
        tend::tend(&rig.context).await.expect("tends");
        pairing::refresh_codes(&rig.context).await.expect("fetches");
        rig.clock.advance(60);
        assert_eq!(pairing::refresh_codes(&rig.context).await.expect("fetches"), 1, "the gateway is late with the next code");
        assert_eq!(pairing::refresh_codes(&rig.context).await.expect("fetches"), 0);
        rig.clock.advance(2);
        rig.gateway.state().qr = "2@second".into();
        pairing::refresh_codes(&rig.context).await.expect("fetches");
        assert_eq!(rig.instances().view(&rig.customer, id).await.expect("is there").qr.map(|qr| qr.number), Some(2));
    }

    async fn the_plan_limits_numbers_and_the_least_loaded_server_takes_them(db: Db) {
        let rig = Rig::new(db).await;
        let large = rig.servers().create(&rig.owner, &server_form("two", 30)).await.expect("is added");
        for number in 0..3 { rig.instances().create(&rig.customer, None, &format!("n{number}")).await.expect("three go without a plan"); }
        let refused = rig.instances().create(&rig.customer, None, "n4").await.expect_err("the fourth does not");
        assert_eq!((refused.kind, refused.message), (ErrorKind::Conflict, msg::whatsapp_instance_limit("Ada", 3_i64, 3_i64)));
        let plan: PlanId = rig.context.new_id();
        exec(rig.context.db.write(), "INSERT INTO plan (id, path, name, name_key, price_minor, currency, duration_days, message_limit, instance_limit, created_at) \
            VALUES (?, '1/', 'Five', 'five', 0, 'USD', 30, 0, 5, 0)", values![plan]).await.expect("is added");
        let rich = add_user(&rig.context, Role::Customer, "1/3/", Some(plan)).await;
        for number in 0..5 { rig.instances().create(&rich, None, &format!("m{number}")).await.expect("five go by the plan"); }
        assert_eq!(rig.instances().create(&rich, None, "m6").await.expect_err("the sixth does not").kind, ErrorKind::Conflict);
        let rows = rig.servers().list(&rig.owner).await.expect("lists");
        let loads: Vec<(bool, i64)> = rows.iter().map(|row| (row.id == large, row.current_devices)).collect();
        assert_eq!(loads, [(false, 2), (true, 6)], "both are filled to the same share");
    }

    async fn where_no_server_has_room_it_says_so(db: Db) {
        let rig = Rig::new(db).await;
        rig.servers().set_status(&rig.owner, rig.server, domain::server::ServerStatus::Maintenance).await.expect("goes out");
        let refused = rig.instances().create(&rig.customer, None, "Shop").await.expect_err("there is no room");
        assert_eq!((refused.kind, refused.message), (ErrorKind::Unavailable, msg::whatsapp_instance_no_room()));
    }

    async fn what_is_foreign_does_not_exist(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.connected().await;
        let stranger = add_user(&rig.context, Role::Customer, "1/3/", None).await;
        let dealer = add_user(&rig.context, Role::SubDealer, "1/4/", None).await;
        let instances = rig.instances();
        for caller in [&stranger, &dealer] {
            let answers = [
                instances.view(caller, id).await.map(drop), instances.connect(caller, id).await, instances.log_out(caller, id).await,
                instances.delete(caller, id).await, instances.create(caller, Some(rig.customer.user), "Mine").await.map(drop),
            ];
            for answer in answers { assert_eq!(answer.expect_err("is out of reach").kind, ErrorKind::NotFound); }
            assert!(instances.list(caller, &InstanceListQuery::default()).await.expect("lists").rows.is_empty());
        }
        assert_eq!(rig.instance_state(id).await, InstanceState::Connected);
        let theirs = add_user(&rig.context, Role::Customer, "1/4/5/", None).await;
        let made = instances.create(&dealer, Some(theirs.user), "Theirs").await.expect("staff add numbers in their part of the tree");
        let row = instances.view(&dealer, made).await.expect("is there").row;
        assert_eq!((row.user.0, row.server.as_deref()), (theirs.user, Some("one")));
        assert_eq!(instances.list(&theirs, &InstanceListQuery::default()).await.expect("lists").rows.len(), 1);
    }

    async fn logging_out_keeps_the_place_and_the_queue_however_late_the_gateway_is(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.connected().await;
        let message = rig.compose(id, &["+34600000001"], "hello").await[0];
        rig.gateway.state().sessions_down = 2;
        rig.instances().log_out(&rig.customer, id).await.expect("logs out");
        assert_eq!(rig.instance_state(id).await, InstanceState::Stopped);
        for _ in 0..8 { tend::tend(&rig.context).await.expect("tends"); rig.clock.advance(1); }
        assert_eq!(rig.gateway.state().sessions[&id.to_string()], SessionStatus::Stopped);
        assert_eq!(rig.state(message).await, MessageState::Queued);
        assert_eq!(rig.measure(rig.customer.user, Measure::Instances).await, 0);
        rig.instances().connect(&rig.customer, id).await.expect("connects again");
        tend::tend(&rig.context).await.expect("tends");
        rig.scan(id).await;
        rig.drain(&rig.worker(), id).await;
        assert_eq!(rig.state(message).await, MessageState::Accepted);
    }

    async fn removing_a_number_cancels_what_waits_and_the_gateway_forgets_it_in_the_end(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.connected().await;
        rig.gateway.state().stuck.insert("34600000001@c.us".into());
        let unknown = rig.compose(id, &["+34600000001"], "hello").await[0];
        rig.worker().tick().await.expect("a round ends well");
        let queued = rig.compose(id, &["+34600000002"], "hello").await[0];
        rig.gateway.state().sessions_down = 3;
        rig.instances().delete(&rig.customer, id).await.expect("is removed");
        assert_eq!((rig.state(unknown).await, rig.state(queued).await), (MessageState::Dead, MessageState::Cancelled));
        assert_eq!(rig.waiting(id).await, (0, 0));
        assert_eq!(rig.measure(rig.customer.user, Measure::Instances).await, 0);
        assert_eq!(rig.instances().view(&rig.customer, id).await.expect_err("is gone").kind, ErrorKind::NotFound);
        for _ in 0..20 { tend::tend(&rig.context).await.expect("tends"); rig.clock.advance(1); }
        assert!(rig.gateway.state().sessions.is_empty(), "the gateway has forgotten it");
        assert_eq!(domain::port::Messages::list(&rig.messages(), &rig.customer, &domain::message::MessageListQuery::of_number(id)).await.expect("history stays").rows.len(), 2);
    }

    async fn polls_repair_what_webhooks_missed(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.connected().await;
        rig.clock.advance(1);
        rig.gateway.state().sessions.insert(id.to_string(), SessionStatus::Failed);
        tend::poll_sessions(&rig.context).await.expect("polls");
        assert_eq!(rig.instance_state(id).await, InstanceState::Failed);
        rig.clock.advance(1);
        rig.gateway.state().sessions.insert(id.to_string(), SessionStatus::Working);
        tend::poll_sessions(&rig.context).await.expect("polls");
        assert_eq!(rig.instance_state(id).await, InstanceState::Connected);
        // The gateway lost it altogether: it is made again, and asks for a scan.
        rig.clock.advance(1);
        rig.gateway.state().sessions.clear();
        tend::poll_sessions(&rig.context).await.expect("polls");
        assert_eq!(rig.instance_state(id).await, InstanceState::Stopped);
        tend::tend(&rig.context).await.expect("tends");
        assert_eq!(rig.instance_state(id).await, InstanceState::Scanning);
        assert_eq!(rig.measure(rig.customer.user, Measure::Instances).await, 0);
    }

    async fn a_list_is_narrowed_by_words_state_server_and_owner(db: Db) {
        let rig = Rig::new(db).await;
        let connected = rig.connected().await;
        rig.clock.advance(1);
        let fresh = rig.instances().create(&rig.customer, None, "100% Söhne").await.expect("there is room");
        exec(rig.context.db.write(), "UPDATE instance SET phone = '+34600111222' WHERE id = ?", values![connected]).await.expect("is set");
        let all = InstanceListQuery::default();
        let words = |q: &str| InstanceListQuery { q: q.into(), ..InstanceListQuery::default() };
        let cases = [
            (all.clone(), vec![fresh, connected]),
            (words("SHO"), vec![connected]),
            (words("100%"), vec![fresh]),
            (words("0%0"), vec![]),
            (words("600 111"), vec![connected]),
            (words("ada"), vec![fresh, connected]),
            (InstanceListQuery { state: Some(InstanceState::Connected), ..all.clone() }, vec![connected]),
            (InstanceListQuery { server: Some(rig.server), ..all.clone() }, vec![fresh, connected]),
            (InstanceListQuery { server: Some(domain::ids::ServerId::NIL), ..all.clone() }, vec![]),
            (InstanceListQuery { user: Some(rig.owner.user), ..all.clone() }, vec![]),
            (InstanceListQuery { size: 1, ..all }, vec![fresh]),
        ];
        for (query, expected) in cases {
            let rows = rig.instances().list(&rig.owner, &query).await.expect("lists").rows;
            assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{query:?}");
        }
    }

    async fn a_phone_that_cannot_scan_types_a_code_instead(db: Db) {
        let rig = Rig::new(db).await;
        let instances = rig.instances();
        let id = instances.create(&rig.customer, None, "Shop").await.expect("there is room");
        let early = instances.pair_by_phone(&rig.customer, id, "+34 600 111 222").await.expect_err("nothing waits for a scan yet");
        assert_eq!((early.kind, early.message), (ErrorKind::Conflict, msg::whatsapp_instance_not_scanning()));
        exec(rig.context.db.write(), "UPDATE instance SET state = 'scanning' WHERE id = ?", values![id]).await.expect("is set");
        assert!(instances.pair_by_phone(&rig.customer, id, "call me").await.expect_err("is no number").of_field("phone").is_some());
        assert_eq!(instances.pair_by_phone(&rig.customer, id, "0034 600 111 222").await.expect("gives a code"), "CODE-1222");
        let trail: Option<i64> = scalar(rig.context.db.read(),
            "SELECT CAST(COUNT(*) AS bigint) FROM audit_event WHERE changes LIKE '%+34600111222%' AND changes NOT LIKE '%CODE%'", vec![]).await.expect("reads");
        assert_eq!(trail, Some(1), "the trail knows the number and not the code");
        rig.gateway.state().down = true;
        assert_eq!(instances.pair_by_phone(&rig.customer, id, "+34600111222").await.expect_err("it is away").kind, ErrorKind::Unavailable);
        let stranger = add_user(&rig.context, Role::Customer, "1/3/", None).await;
        assert_eq!(instances.pair_by_phone(&stranger, id, "+34600111222").await.expect_err("is not theirs").kind, ErrorKind::NotFound);
    }
}
