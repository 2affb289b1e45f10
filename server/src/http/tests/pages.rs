//! Pages: what is somebody else's, or nowhere, is not found; each role has its side; mails are shown without the secrets in them.

use axum::http::StatusCode;
use db::{exec, values};

use super::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_somebody_elses_is_not_found() {
    let (site, people) = Site::with_people().await;
    let mut anna = site.signed_in("anna").await;
    for foreign in ["bela", "ben", "olga", "emma"] {
        for tab in ["", "/edit", "/payments", "/sessions", "/activity", "/numbers"] {
            let path = format!("/admin/users/{}{tab}", people[foreign]);
            let page = anna.get(&path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!page.text.contains(&format!("{foreign} person")) && !page.text.contains(&format!("{foreign}@example.com")), "{path}");
        }
    }
    assert_eq!(anna.get(&format!("/admin/users/{}", people["alma"])).await.status, StatusCode::OK);
    for (kind, prefix) in [
        ("users", "usr"),
        ("organisations", "org"),
        ("payments", "pay"),
        ("imports", "imp"),
        ("numbers", "ins"),
        ("audit", "aud"),
        ("messages", "msg"),
    ] {
        for id in [format!("{prefix}_00000000000000000000000000000001"), "nothing".to_owned(), "usr_1'--".to_owned()] {
            let page = anna.get(&format!("/admin/{kind}/{}", crate::http::door::encode(&id))).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "/admin/{kind}/{id}");
        }
    }
    for path in [
        "/admin/imports/imp_00000000000000000000000000000001/report.csv",
        "/admin/imports/nothing/report.csv",
        "/admin/imports/template/none",
    ] {
        assert_eq!(anna.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_nowhere_is_not_found() {
    let (site, _) = Site::with_people().await;
    let (mut olga, mut alma, mut nobody) = (site.signed_in("olga").await, site.signed_in("alma").await, site.browser());
    for path in ["/nowhere", "/admins", "/.env", "/admin.php", "/sign-in/more", "/%00", "/..%2f..%2fetc%2fpasswd"] {
        let page = nobody.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text.contains("</html>"), "{path} is a page");
    }
    for path in ["/admin/nowhere", "/admin/users/new/more/and/more", "/admin/servers/srv_1"] {
        assert_eq!(olga.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(alma.get("/panel/nowhere").await.status, StatusCode::NOT_FOUND);
    for path in ["/assets/../Cargo.toml", "/assets/..%2f..%2fCargo.toml", "/assets/", "/text/en.staff.0.json"] {
        assert_eq!(nobody.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn finding_78_what_a_form_leaves_empty_is_not_kept_in_the_address() {
    let (site, _) = Site::with_people().await;
    let (mut olga, mut alma) = (site.signed_in("olga").await, site.signed_in("alma").await);
    for (asked, clean) in [
        ("/admin/users?q=&status=active&role=&tier=", "/admin/users?status=active"),
        ("/admin/users?q=&status=", "/admin/users"),
        ("/panel/messages?to=&number=&state=failed", "/panel/messages?state=failed"),
    ] {
        let browser = if asked.starts_with("/admin") { &mut olga } else { &mut alma };
        let answer = browser.get(asked).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, clean), "{asked}");
        assert_eq!(browser.get(clean).await.status, StatusCode::OK, "{clean} is shown as it is");
    }
    let page = olga.get("/admin/payments?menu=pay_1&ask=refund&of=pay_1").await;
    assert_eq!(page.status, StatusCode::OK, "what says something stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_role_has_its_side() {
    let (site, _) = Site::with_people().await;
    let (olga, mut alma, mut nobody) = (site.signed_in("olga").await, site.signed_in("alma").await, site.browser());
    for (browser, path, to) in [
        (&olga, "/", "/admin"),
        (&olga, "/panel", "/admin"),
        (&olga, "/panel/messages", "/admin"),
        (&alma, "/", "/panel"),
        (&alma, "/admin", "/panel"),
        (&alma, "/admin/users", "/panel"),
        (&nobody, "/", "/sign-in"),
        (&nobody, "/admin/users?q=a&status=active", "/sign-in?return_to=/admin/users%3Fq%3Da%26status%3Dactive"),
        (&nobody, "/panel", "/sign-in?return_to=/panel"),
    ] {
        let answer = browser.clone().get(path).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, to), "{path}");
    }
    for path in [
        "/admin/users/export.csv",
        "/admin/payments/export.csv",
        "/admin/audit/export.csv",
        "/admin/imports/imp_00000000000000000000000000000001/report.csv",
    ] {
        assert_eq!(nobody.get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(alma.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn staff_who_may_not_are_told_so_and_see_no_money() {
    let (site, people) = Site::with_people().await;
    let olga = site.caller(people["olga"]).await;
    let form = domain::payment::PaymentForm {
        token: "rent".into(),
        amount: "48151.62".into(),
        currency: "USD".into(),
        method: "cash".into(),
        note: "rent for November".into(),
        ..Default::default()
    };
    service::services(&site.context).payments.record(&olga, people["alma"], &form).await.expect("records");
    let mut sam = site.signed_in("sam").await;
    for path in ["/admin/payments", "/admin/imports", "/admin/audit", "/admin/outbox", "/admin/servers", "/admin/users/new"] {
        let page = sam.get(path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
    }
    let alma = people["alma"];
    let mut pages: Vec<String> = ["", "/users", "/organisations", "/numbers", "/messages"].map(|path| format!("/admin{path}")).into();
    pages.extend(["", "/payments", "/activity"].map(|tab| format!("/admin/users/{alma}{tab}")));
    for path in &pages {
        let page = sam.get(path).await;
        for word in ["48,151", "48151", "rent for November", "USD"] {
            assert!(!page.text.contains(word), "{path} shows {word}");
        }
    }
    let mut anna = site.signed_in("anna").await;
    assert!(anna.get(&format!("/admin/users/{alma}/payments")).await.text.contains("48,151.62"), "who may sees it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_system_recorded_is_not_said_to_be_recorded_by_nobody() {
    let (site, people) = Site::with_people().await;
    let form = domain::payment::PaymentForm {
        token: "once".into(),
        amount: "5".into(),
        currency: "USD".into(),
        method: "cash".into(),
        ..Default::default()
    };
    let services = service::services(&site.context);
    let by_hand = services.payments.record(&site.caller(people["olga"]).await, people["alma"], &form).await.expect("records");
    let system = domain::access::Caller::system("command line");
    let by_itself = services.payments.record(&system, people["alma"], &form).await.expect("records");
    let mut olga = site.signed_in("olga").await;
    for (payment, wanted) in [(by_hand, "Olga Root"), (by_itself, "The system")] {
        let page = olga.get(&format!("/admin/payments/{payment}")).await.text;
        let told = page.split("Recorded by").nth(1).and_then(|rest| rest.split("</dd>").next()).expect("a fact");
        assert!(told.contains(wanted), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_of_days_name_the_operators_zone_to_who_reads_times_in_another() {
    let (site, people) = Site::with_people().await;
    let operators = site.settings.time_zone.as_str();
    for (person, zone) in [("olga", "Pacific/Kiritimati"), ("anna", operators)] {
        let text = "UPDATE users SET time_zone = ? WHERE id = ?";
        exec(site.context.db.write(), text, values![zone.to_owned(), people[person]]).await.expect("moves");
    }
    let named = format!(" · <bdi>{operators}");
    for (person, lists) in [("olga", true), ("anna", false)] {
        let mut browser = site.signed_in(person).await;
        for list in ["payments", "users", "messages"] {
            let page = browser.get(&format!("/admin/{list}")).await.text.replace("<!>", "");
            assert_eq!(page.contains(&named), lists, "{person}: {list}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_are_shown_without_the_secrets_in_them() {
    let (site, people) = Site::with_people().await;
    let (mut olga, mut emma, mut anna) = (site.signed_in("olga").await, site.signed_in("emma").await, site.signed_in("anna").await);
    site.browser().post("/forgot", &[("login", "olga@example.com")]).await;
    let page = emma.get("/admin/outbox").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("alma@example.com") && page.text.contains("token=•••"), "links lose their secret");
    let after: Vec<_> = page.text.split("token=").skip(1).filter(|rest| !rest.starts_with("•••")).collect();
    assert!(after.is_empty(), "{after:?}");
    let answer = emma.call("account/list_outbox", "").await;
    assert!(answer.text.split("token=").skip(1).all(|rest| rest.starts_with("•••")), "{}", answer.text);
    assert!(olga.get("/admin/outbox").await.text.contains("/reset?token="), "who can do everything anyway sees them");
    assert_eq!(anna.get("/admin/outbox").await.status, StatusCode::FORBIDDEN);
    let audit = olga.get("/admin/audit").await.text;
    assert!(!audit.contains("$argon2") && !audit.contains("token="), "the trail holds no secret");
    assert!(people.len() > 5);
}
