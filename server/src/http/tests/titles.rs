//! Titles: one for each page, and text whatever things are called.

use axum::http::StatusCode;
use db::{exec, values};
use domain::{import::ImportKind, organisation::OrganisationForm, server::ServerForm};

use super::site::Site;

/// A name that would end the title and begin something else.
const HOSTILE: &str = "</title><b>x</b><meta name=x>\"'><i y=1>";

/// The title that a page's head holds, and there is no other.
fn title(page: &str) -> &str {
    let head = page.split("</head>").next().expect("a head");
    assert_eq!(head.matches("<title").count(), 1, "{head}");
    head.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w2_a_hostile_name_is_text_on_every_page() {
    let (site, people) = Site::with_people().await;
    let (olga, services) = (site.caller(people["olga"]).await, service::services(&site.context));
    let alma = people["alma"];
    let organisation = services
        .organisations
        .create(&olga, &OrganisationForm { name: "Bakery".into(), ..OrganisationForm::default() })
        .await
        .expect("is made");
    services.organisations.add_branch(&olga, organisation, "North").await.expect("a branch");
    let server = ServerForm {
        name: "One".into(),
        provider: "waha".into(),
        url: "http://127.0.0.1:9".into(),
        api_key: "abcdefgh".into(),
        max_devices: "5".into(),
    };
    let server = services.servers.create(&olga, &server).await.expect("a server");
    exec(site.context.db.write(), "UPDATE gateway_server SET status = 'online'", vec![]).await.expect("takes part");
    let number = services.instances.create(&olga, Some(alma), "Shop").await.expect("a number");
    let payment = domain::payment::PaymentForm {
        token: "once".into(),
        amount: "5".into(),
        currency: "USD".into(),
        method: "cash".into(),
        note: HOSTILE.into(),
        ..Default::default()
    };
    let payment = services.payments.record(&olga, alma, &payment).await.expect("a payment");
    let file = site.settings.data_dir.join("people.csv");
    tokio::fs::write(&file, "external_id,name\n1,Jo\n").await.expect("writes");
    let import = services.imports.begin(&olga, ImportKind::Users, HOSTILE, &file).await.expect("an import").id;
    for table in ["users", "organisation", "branch", "gateway_server", "instance"] {
        exec(site.context.db.write(), &format!("UPDATE {table} SET name = ?"), values![HOSTILE]).await.expect(table);
    }
    let mut paths: Vec<String> = [
        "",
        "/users",
        "/users/new",
        "/organisations",
        "/organisations/new",
        "/payments",
        "/imports",
        "/numbers",
        "/messages",
        "/servers",
        "/servers/new",
        "/audit",
        "/outbox",
        "/account",
        "/account/password",
        "/account/sessions",
        "/nowhere",
        "/users/nobody",
    ]
    .map(|path| format!("/admin{path}"))
    .into();
    paths.extend(
        ["", "/edit", "/payments", "/sessions", "/timeline", "/numbers", "?ask=deactivate"].map(|tab| format!("/admin/users/{alma}{tab}")),
    );
    paths.extend(["", "/edit"].map(|tab| format!("/admin/organisations/{organisation}{tab}")));
    paths.extend([
        format!("/admin/imports/{import}"),
        format!("/admin/servers/{server}/edit"),
        format!("/admin/numbers/{number}"),
        format!("/admin/payments/{payment}"),
        format!("/admin/payments/{payment}?ask=refund"),
        format!("/admin/users?q={}", crate::http::door::encode(HOSTILE)),
    ]);
    let mut staff = site.signed_in("olga").await;
    for path in &paths {
        let page = staff.get(path).await;
        assert!(page.status == StatusCode::OK || page.status == StatusCode::NOT_FOUND, "{path}: {}", page.status);
        assert!(!page.text.contains("<b>x") && !page.text.contains("<meta name=x") && !page.text.contains("<i y"), "{path}");
        assert!(title(&page.text).ends_with(&site.settings.product), "{path}: {}", title(&page.text));
    }
    let theirs = format!("/panel/numbers/{number}");
    let mut customer = site.signed_in("alma").await;
    for path in ["", "/numbers", "/messages", "/messages/new", "/payments", "/account"]
        .map(|path| format!("/panel{path}"))
        .into_iter()
        .chain([theirs, format!("/panel/payments/{payment}")])
    {
        let page = customer.get(&path).await;
        assert!(page.status == StatusCode::OK && !page.text.contains("<b>x"), "{path}");
        title(&page.text);
    }
}

// Finding 72, and the case of the title with a marker.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_page_has_one_title_with_the_products_name() {
    let (site, people) = Site::with_people().await;
    let (mut olga, mut sam, mut nobody) = (site.signed_in("olga").await, site.signed_in("sam").await, site.browser());
    let product = &site.settings.product;
    let alma = people["alma"];
    for (path, words) in [("/sign-in", "Sign in"), ("/forgot", ""), ("/reset?token=none", ""), ("/nowhere", "")] {
        let page = nobody.get(path).await;
        let title = title(&page.text);
        assert!(title.starts_with(words) && title.ends_with(&format!(" · {product}")) && !title.contains('<'), "{path}: {title}");
    }
    assert_eq!(title(&olga.get("/admin/users").await.text), format!("Users · {product}"));
    assert_eq!(title(&olga.get(&format!("/admin/users/{alma}")).await.text), format!("alma person · Users · {product}"));
    for path in ["/admin/imports", "/admin/organisations/new", "/admin/servers/new", "/admin/servers"] {
        let page = sam.get(path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "finding 70: {path}");
        assert!(!page.text.contains("method=\"post\" action=\"/_fn") && !page.text.contains("type=\"file\""), "{path} has no form");
        assert_eq!(page.text.matches("<h1").count(), 1, "{path}");
        assert!(title(&page.text).contains(" · "), "{path}: {}", title(&page.text));
    }
}

/// A document's title is made when its page has been drawn, now and then on another thread, where no words are at hand.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_title_that_may_change_is_in_words_whenever_it_is_made() {
    let (site, people) = Site::with_people().await;
    let (olga, services) = (site.caller(people["olga"]).await, service::services(&site.context));
    let (product, alma) = (&site.settings.product, people["alma"]);
    let payment = domain::payment::PaymentForm {
        token: "once".into(),
        amount: "5".into(),
        currency: "USD".into(),
        method: "cash".into(),
        ..Default::default()
    };
    let payment = services.payments.record(&olga, alma, &payment).await.expect("a payment");
    let (mut staff, mut customer) = (site.signed_in("olga").await, site.signed_in("alma").await);
    for _ in 0..10 {
        for tab in ["", "/payments", "/timeline", "?ask=deactivate"] {
            let page = staff.get(&format!("/admin/users/{alma}{tab}")).await;
            assert_eq!(title(&page.text), format!("alma person · Users · {product}"), "{tab}");
        }
        let paid = format!("$5.00 · Payments · {product}");
        assert_eq!(title(&staff.get(&format!("/admin/payments/{payment}")).await.text), paid);
        assert_eq!(title(&customer.get(&format!("/panel/payments/{payment}")).await.text), paid);
        assert_eq!(title(&customer.get("/panel/messages").await.text), format!("Messages · {product}"));
        let conversation = customer.get("/panel/messages?to=%2B34600111222").await;
        assert!(title(&conversation.text).starts_with("Messages to "), "{}", title(&conversation.text));
    }
}

// The case of the address that is decoded twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_door_leads_back_to_the_very_same_address() {
    let site = Site::with_people().await.0;
    let mut nobody = site.browser();
    let wanted = "/admin/users?q=a%2Bb%40x.test&tag=%26%25";
    let door = nobody.get(wanted).await.location().to_owned();
    let page = nobody.get(&door).await.text;
    let field =
        page.split("name=\"return_to\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("the field").replace("&amp;", "&");
    assert_eq!(field, wanted);
    let signed =
        nobody.post("/sign-in", &[("login", "olga@example.com"), ("password", super::site::PASSWORD), ("return_to", &field)]).await;
    assert_eq!(signed.location(), wanted);
}
