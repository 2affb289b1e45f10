//! Whatever stands in an address or a form, it is refused with a sentence or shown as what it is: nothing is answered by a fault of ours.
//! On both databases, because what one of them takes as text the other may refuse.

use api::operations::TABLE;
use domain::{message::ComposeForm, organisation::OrganisationForm, payment::PaymentForm, server::ServerForm};

use super::{
    arguments,
    hostile::Dice,
    site::{Answer, Site},
};

/// A form in which each field in turn, and each that it could have besides, holds each of these values.
fn spoiled(arguments: &str, more: &[&str], dice: &mut Dice) -> Vec<String> {
    let pairs: Vec<&str> = arguments.split('&').filter(|pair| !pair.is_empty()).collect();
    let long = "x".repeat(20_000);
    let mut out = Vec::new();
    let names = pairs.iter().map(|pair| pair.split('=').next().unwrap_or_default()).chain(more.iter().copied());
    for (at, name) in names.enumerate() {
        for value in dice.values().into_iter().chain([long.as_str()]) {
            let spoiled = format!("{name}={value}");
            let (before, after) = (pairs.iter().take(at).copied(), pairs.iter().skip(at + 1).copied());
            out.push(before.chain([spoiled.as_str()]).chain(after).collect::<Vec<_>>().join("&"));
        }
    }
    out
}

/// The same form for somebody new and with a token of its own, so that it is not refused for what it has in common with the last one.
fn another(body: &str, number: usize) -> String {
    body.replace("token=once", &format!("token=once{number}")).replace("nobody@example.com", &format!("nobody{number}@example.com"))
}

/// What is wrong with an answer. That a gateway cannot be reached is no fault of ours: nothing listens where theirs would.
pub fn faults(answer: &Answer, what: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let shown = || answer.text.chars().take(200).collect::<String>();
    if answer.status.is_server_error() && !answer.text.contains("\"kind\":\"Unavailable\"") {
        wrong.push(format!("{what}: {} {}", answer.status, shown()));
    }
    if answer.header("content-type").starts_with("text/html") && answer.text.contains("<script>alert(1)") {
        wrong.push(format!("{what} is not escaped"));
    }
    if answer.headers.get_all("set-cookie").iter().any(|cookie| cookie.as_bytes().starts_with(b"a=")) {
        wrong.push(format!("{what} sets a cookie"));
    }
    wrong
}

pub fn assert_none(wrong: &[String], count: usize) {
    let cut = |line: &String| line.chars().take(400).collect::<String>();
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.iter().take(60).map(cut).collect::<Vec<_>>().join("\n"));
}

/// The ids of one of each thing: a user, a server, a number, a message, a payment, a business with a branch and a folder, an import.
pub async fn one_of_each(site: &Site, people: &std::collections::BTreeMap<&'static str, domain::ids::UserId>) -> [String; 9] {
    let (services, olga, alma) = (service::services(&site.context), site.caller(people["olga"]).await, people["alma"]);
    let server = ServerForm {
        name: "one".into(),
        provider: "waha".into(),
        // Nothing listens there.
        url: "http://127.0.0.1:9".into(),
        api_key: "abcdefgh".into(),
        max_devices: "9".into(),
    };
    let server = services.servers.create(&olga, &server).await.expect("a server");
    db::exec(site.context.db.write(), "UPDATE gateway_server SET status = 'online'", vec![]).await.expect("takes part");
    let instance = services.instances.create(&olga, Some(alma), "Shop").await.expect("a number");
    let compose = ComposeForm { instance: instance.to_string(), to: "+34600111222".into(), text: "hello".into(), ..ComposeForm::default() };
    let message = services.messages.compose(&olga, &compose).await.expect("a message")[0];
    let payment = PaymentForm {
        token: "first".into(),
        amount: "10".into(),
        currency: "USD".into(),
        method: "cash".into(),
        note: "rent".into(),
        ..PaymentForm::default()
    };
    let payment = services.payments.record(&olga, alma, &payment).await.expect("a payment");
    let organisation = OrganisationForm { name: "Works".into(), ..OrganisationForm::default() };
    let organisation = services.organisations.create(&olga, &organisation).await.expect("a business");
    let branch = services.organisations.add_branch(&olga, organisation, "North").await.expect("a branch");
    let folder = services.organisations.add_folder(&olga, organisation, "Late").await.expect("a folder");
    let file = site.settings.data_dir.join("people.csv");
    std::fs::write(&file, "external_id,name,email,phone,organisation,role,status\n1,Ada,ada@example.com,,,customer,active\n")
        .expect("writes");
    let import = services.imports.begin(&olga, domain::import::ImportKind::Users, "people.csv", &file).await.expect("an import").id;
    [
        alma.to_string(),
        server.to_string(),
        instance.to_string(),
        message.to_string(),
        payment.to_string(),
        organisation.to_string(),
        branch.to_string(),
        folder.to_string(),
        import.to_string(),
    ]
}

/// What a function is called with, about things that exist.
fn about(real: &[String], function: &str) -> String {
    real.iter().fold(arguments::of(function), |text, id| text.replace(&format!("{}00000000000000000000000000000001", &id[..4]), id))
}

async fn forms_of(fresh: db::testing::Fresh) {
    let (site, people) = Site::with_people_over(fresh).await;
    let real = one_of_each(&site, &people).await;
    let (olga, alma) = (site.signed_in("olga").await, site.signed_in("alma").await);
    let (mut count, mut wrong, mut dice) = (0, Vec::new(), Dice::of(8));
    for (function, _) in TABLE {
        for body in spoiled(&about(&real, function), arguments::more(function), &mut dice) {
            count += 1;
            wrong.extend(faults(&olga.clone().call(function, &another(&body, count)).await, &format!("{function} of {body}")));
        }
    }
    for function in [
        "messages/compose_messages",
        "instances/create_instance",
        "instances/list_instances",
        "messages/list_messages",
        "account/edit_profile",
    ] {
        for body in spoiled(&about(&real, function), arguments::more(function), &mut dice) {
            wrong.extend(faults(&alma.clone().call(function, &body).await, &format!("{function} of {body}")));
        }
    }
    assert!(count > 4_000, "{count} forms were sent");
    assert_none(&wrong, count);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_is_answered_by_a_fault_on_sqlite() {
    forms_of(db::testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_form_is_answered_by_a_fault_on_postgres() {
    forms_of(db::testing::postgres().await).await;
}

/// Lists and the parameters that narrow them.
const LISTS: &[(&str, &[&str])] = &[
    (
        "/admin/users",
        &[
            "q",
            "status",
            "role",
            "tier",
            "plan",
            "organisation",
            "branch",
            "folder",
            "manager",
            "email_status",
            "paid",
            "tag",
            "registered_from",
            "registered_to",
            "seen_from",
            "seen_to",
            "month",
            "sort",
            "size",
            "cursor",
            "ask",
            "of",
            "__err",
            "__path",
        ],
    ),
    ("/admin/users/export.csv", &["q", "tag", "registered_from", "month", "sort", "cursor"]),
    ("/admin", &["month", "q"]),
    ("/admin/organisations", &["q", "cursor", "size"]),
    (
        "/admin/payments",
        &[
            "q",
            "user",
            "organisation",
            "status",
            "method",
            "currency",
            "paid_from",
            "paid_to",
            "amount_from",
            "amount_to",
            "cursor",
            "size",
            "columns",
        ],
    ),
    ("/admin/payments/export.csv", &["q", "user", "paid_from", "amount_to", "cursor"]),
    ("/admin/imports", &["cursor", "size"]),
    ("/admin/numbers", &["q", "user", "state", "server", "cursor", "size"]),
    ("/admin/messages", &["number", "state", "to", "from", "until", "columns", "cursor", "size"]),
    ("/admin/servers", &["ask", "of"]),
    ("/admin/audit", &["who", "action", "kind", "from", "until", "columns", "size", "cursor"]),
    ("/admin/audit/export.csv", &["who", "action", "from"]),
    ("/admin/outbox", &["cursor", "size"]),
    ("/sign-in", &["return_to"]),
    ("/reset", &["token"]),
];

async fn addresses_of(fresh: db::testing::Fresh) {
    let (site, _) = Site::with_people_over(fresh).await;
    let olga = site.signed_in("olga").await;
    let (mut count, mut wrong, mut dice) = (0, Vec::new(), Dice::of(9));
    for (path, parameters) in LISTS {
        for parameter in *parameters {
            for junk in dice.values() {
                let address = format!("{path}?{parameter}={junk}");
                wrong.extend(faults(&olga.clone().get(&address).await, &address));
                count += 1;
            }
        }
    }
    for junk in dice.values() {
        for path in [
            "/admin/users",
            "/admin/organisations",
            "/admin/payments",
            "/panel/payments",
            "/admin/imports",
            "/admin/numbers",
            "/admin/servers",
            "/panel/numbers",
            "/text",
            "/assets",
        ] {
            let address = format!("{path}/{}", junk.replace('+', "%20"));
            wrong.extend(faults(&olga.clone().get(&address).await, &address));
            count += 1;
        }
    }
    assert_none(&wrong, count);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_address_is_answered_by_a_fault_on_sqlite() {
    addresses_of(db::testing::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_address_is_answered_by_a_fault_on_postgres() {
    addresses_of(db::testing::postgres().await).await;
}
