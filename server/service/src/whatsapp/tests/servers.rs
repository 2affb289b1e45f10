//! The registry of servers: sealed keys, unique names, checks, and removal only when nothing lives there.

use db::{both_databases, scalar, values};
use domain::{
    ErrorKind,
    access::{Post, Role, grants},
    msg,
    port::{Instances, Servers},
    server::{ServerForm, ServerStatus},
};

use super::rig::{Rig, add_user, server_form};
use crate::whatsapp::check_servers;

both_databases! {
    async fn a_server_is_asked_at_once_and_its_key_lies_sealed(db: Db) {
        let rig = Rig::new(db).await;
        let row = rig.servers().list(&rig.owner).await.expect("lists").remove(0);
        assert_eq!((row.status, row.version.as_deref(), row.latency_ms), (ServerStatus::Online, Some("2026.7.1 GOWS"), Some(3)));
        assert_eq!((row.api_key_hint.as_str(), row.url.as_str()), ("0042", "http://127.0.0.1:3001"));
        assert!(rig.gateway.state().keys.contains("secret-key-0042"), "the driver gets the key itself");
        let kept: Option<Vec<u8>> = scalar(rig.context.db.read(), "SELECT api_key FROM gateway_server WHERE id = ?", values![rig.server]).await.expect("reads");
        assert!(!kept.expect("is kept").windows(10).any(|part| part == b"secret-key"));
    }

    async fn a_new_key_takes_the_place_of_the_old_and_an_empty_one_keeps_it(db: Db) {
        let rig = Rig::new(db).await;
        let keep = ServerForm { api_key: String::new(), max_devices: "20".into(), ..server_form("renamed", 1) };
        rig.servers().edit(&rig.owner, rig.server, &keep).await.expect("is changed");
        let row = rig.servers().list(&rig.owner).await.expect("lists").remove(0);
        assert_eq!((row.name.as_str(), row.max_devices, row.api_key_hint.as_str()), ("renamed", 20, "0042"));
        rig.servers().edit(&rig.owner, rig.server, &ServerForm { api_key: "another-key-7777".into(), ..server_form("renamed", 5) }).await.expect("is changed");
        assert!(rig.gateway.state().keys.contains("another-key-7777"));
        let trail: Option<i64> = scalar(rig.context.db.read(),
            "SELECT CAST(COUNT(*) AS bigint) FROM audit_event WHERE changes LIKE '%another-key%' OR changes LIKE '%secret-key%'", vec![]).await.expect("reads");
        assert_eq!(trail, Some(0), "no key stands in the audit trail");
    }

    async fn a_name_is_taken_once_in_any_case(db: Db) {
        let rig = Rig::new(db).await;
        let taken = rig.servers().create(&rig.owner, &server_form("ONE", 5)).await.expect_err("the name is taken");
        assert_eq!(taken.of_field("name"), Some(&msg::whatsapp_server_name_taken("ONE")));
        let keyless = ServerForm { api_key: String::new(), ..server_form("two", 5) };
        assert!(rig.servers().create(&rig.owner, &keyless).await.expect_err("a key is needed").of_field("api_key").is_some());
        assert_eq!(rig.servers().list(&rig.owner).await.expect("lists").len(), 1);
    }

    async fn a_server_that_does_not_answer_is_offline_with_the_reason_until_it_does(db: Db) {
        let rig = Rig::new(db).await;
        rig.gateway.state().down = true;
        check_servers(&rig.context).await.expect("checks");
        let row = rig.servers().list(&rig.owner).await.expect("lists").remove(0);
        assert_eq!((row.status, row.why), (ServerStatus::Offline, Some(msg::whatsapp_server_unreachable("connection refused"))));
        assert_eq!((row.problem.as_deref(), row.version.as_deref()), (Some("connection refused"), Some("2026.7.1 GOWS")));
        let offline = rig.servers().set_status(&rig.owner, rig.server, ServerStatus::Offline).await.expect_err("that is not for people to say");
        assert!(offline.of_field("status").is_some());
        rig.gateway.state().down = false;
        check_servers(&rig.context).await.expect("checks");
        assert_eq!(rig.servers().list(&rig.owner).await.expect("lists").remove(0).status, ServerStatus::Online);
        rig.servers().set_status(&rig.owner, rig.server, ServerStatus::Maintenance).await.expect("goes out");
        check_servers(&rig.context).await.expect("checks");
        assert_eq!(rig.servers().list(&rig.owner).await.expect("lists").remove(0).status, ServerStatus::Maintenance, "a check does not end maintenance");
        rig.servers().set_status(&rig.owner, rig.server, ServerStatus::Online).await.expect("comes back");
        assert_eq!(rig.servers().list(&rig.owner).await.expect("lists").remove(0).status, ServerStatus::Online);
    }

    // Finding 66.
    async fn a_simulator_is_known_by_its_own_word_and_nothing_else_is_taken_for_one(db: Db) {
        let rig = Rig::new(db).await;
        let id = rig.instances().create(&rig.customer, None, "Shop").await.expect("there is room");
        let seen = async || {
            let row = rig.servers().list(&rig.owner).await.expect("lists").remove(0);
            (row.simulator, rig.instances().view(&rig.customer, id).await.expect("is there").simulator_phone)
        };
        assert_eq!(seen().await, (false, None), "a server that says nothing is none");
        rig.gateway.state().simulator = true;
        check_servers(&rig.context).await.expect("checks");
        let phone = Some(format!("http://127.0.0.1:3001/phone/{id}"));
        assert_eq!(seen().await, (true, phone.clone()));
        // Silence takes nothing back, another address does: what answers there has not said it yet.
        rig.gateway.state().down = true;
        check_servers(&rig.context).await.expect("checks");
        assert_eq!(seen().await, (true, phone));
        let moved = ServerForm { url: "http://127.0.0.1:3009".into(), ..server_form("one", 5) };
        rig.servers().edit(&rig.owner, rig.server, &moved).await.expect("is changed");
        assert_eq!(seen().await, (false, None));
        rig.gateway.state().down = false;
        rig.gateway.state().simulator = false;
        check_servers(&rig.context).await.expect("checks");
        assert_eq!(seen().await, (false, None));
    }

    async fn it_is_asked_when_somebody_wants_to_know(db: Db) {
        let rig = Rig::new(db).await;
        rig.gateway.state().down = true;
        rig.servers().check(&rig.owner, rig.server).await.expect("that it does not answer is a result");
        assert_eq!(rig.servers().list(&rig.owner).await.expect("lists").remove(0).status, ServerStatus::Offline);
        rig.gateway.state().down = false;
        rig.servers().check(&rig.owner, rig.server).await.expect("checks");
        assert_eq!(rig.servers().list(&rig.owner).await.expect("lists").remove(0).status, ServerStatus::Online);
        assert_eq!(rig.servers().check(&rig.owner, domain::ids::ServerId::NIL).await.expect_err("there is none").kind, ErrorKind::NotFound);
        assert_eq!(rig.servers().check(&rig.customer, rig.server).await.expect_err("not theirs").kind, ErrorKind::Forbidden);
    }

    async fn a_server_that_holds_numbers_stays(db: Db) {
        let rig = Rig::new(db).await;
        let instance = rig.connected().await;
        let refused = rig.servers().delete(&rig.owner, rig.server).await.expect_err("it holds a number");
        assert_eq!((refused.kind, refused.message), (ErrorKind::Conflict, msg::whatsapp_server_holds_numbers("one", 1_i64)));
        rig.instances().delete(&rig.customer, instance).await.expect("is removed");
        rig.servers().delete(&rig.owner, rig.server).await.expect("now it goes");
        assert!(rig.servers().list(&rig.owner).await.expect("lists").is_empty());
    }

    async fn servers_are_the_roots_alone(db: Db) {
        let rig = Rig::new(db).await;
        let dealer = add_user(&rig.context, Role::SubDealer, "1/4/", None).await;
        assert_eq!(rig.servers().list(&dealer).await.expect_err("no grant").kind, ErrorKind::Forbidden);
        let mut staff = add_user(&rig.context, Role::Employee, "1/4/", None).await;
        (staff.post, staff.grants) = (Some(Post::Super), grants(Role::Employee, Some(Post::Super)));
        assert!(rig.servers().list(&staff).await.expect("lists").is_empty(), "a dealer's staff see none");
        staff.tree = "1/".into();
        assert_eq!(rig.servers().list(&staff).await.expect("lists").len(), 1);
        assert_eq!(rig.servers().delete(&staff, rig.server).await.expect_err("they only look").kind, ErrorKind::Forbidden);
    }

    async fn w26_another_host_is_not_shown_the_key_of_the_first(db: Db) {
        let rig = Rig::new(db).await;
        let moved = |url: &str, key: &str| ServerForm { url: url.into(), api_key: key.into(), ..server_form("one", 10) };
        for url in ["http://127.0.0.2:3001", "https://127.0.0.1:3001", "http://127.0.0.1:3002"] {
            let refused = rig.servers().edit(&rig.owner, rig.server, &moved(url, "")).await.expect_err("the key is asked for again");
            assert!(refused.of_field("api_key").is_some(), "{url}: {refused:?}");
        }
        rig.servers().edit(&rig.owner, rig.server, &moved("http://127.0.0.1:3001/base", "")).await.expect("the host is the same");
        rig.servers().edit(&rig.owner, rig.server, &moved("http://127.0.0.2:3001", "another-key-7777")).await.expect("is changed");
        let link = rig.servers().edit(&rig.owner, rig.server, &moved("http://169.254.169.254", "another-key-7777")).await.expect_err("no gateway lives there");
        assert!(link.of_field("url").is_some(), "{link:?}");
    }
}
