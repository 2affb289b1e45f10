//! Whatever stands in an address or a form, it is refused with a sentence or shown as what it is: nothing is answered by a fault of ours.
//! On both databases, because what one of them takes as text the other may refuse.

use api::operations::TABLE;
use domain::{message::ComposeForm, organisation::OrganisationForm, payment::PaymentForm, server::ServerForm};

use super::{
    arguments,
    site::{Answer, Site},
};

/// Values as they stand in a form, percent-coded.
const JUNK: &[&str] = &[
    "%00",
    "a%00b",
    "%FF%FE",
    "%E2%80%AEdlrow",
    "%F0%9F%A6%80",
    "%27%3B+DROP+TABLE+users%3B+--",
    "%25_%5C",
    "-1",
    "0",
    "99999999999999999999999",
    "1e309",
    "NaN",
    "%0D%0ASet-Cookie%3A+a%3Db",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%7B%7D",
    "null",
    "usr_",
    "f%7E",
    "b00000000-0000-0000-0000-000000000000%7Eff",
    "2026-02-30",
    "9999-12-31",
];

/// Each value of a form, replaced by each piece of junk.
fn spoiled(arguments: &str) -> Vec<String> {
    let pairs: Vec<&str> = arguments.split('&').filter(|pair| !pair.is_empty()).collect();
    let long = "x".repeat(20_000);
    let mut out = Vec::new();
    for at in 0..pairs.len() {
        let name = pairs[at].split('=').next().unwrap_or_default();
        for junk in JUNK.iter().copied().chain([long.as_str()]) {
            let mut copy: Vec<String> = pairs.iter().map(|pair| (*pair).to_owned()).collect();
            copy[at] = format!("{name}={junk}");
            out.push(copy.join("&"));
        }
    }
    out
}

/// What is wrong with an answer.
fn faults(answer: &Answer, what: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let shown = || answer.text.chars().take(200).collect::<String>();
    if answer.status.is_server_error() {
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

fn assert_none(wrong: &[String], count: usize) {
    let cut = |line: &String| line.chars().take(400).collect::<String>();
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.iter().take(60).map(cut).collect::<Vec<_>>().join("\n"));
}

/// The same arguments about things that exist.
async fn about_what_exists(
    site: &Site,
    people: &std::collections::BTreeMap<&'static str, domain::ids::UserId>,
) -> impl Fn(&str) -> String + use<> {
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
    let payment =
        PaymentForm { amount: "10".into(), currency: "USD".into(), method: "cash".into(), note: "rent".into(), ..PaymentForm::default() };
    let payment = services.payments.record(&olga, alma, &payment).await.expect("a payment");
    let organisation = OrganisationForm { name: "Works".into(), ..OrganisationForm::default() };
    let organisation = services.organisations.create(&olga, &organisation).await.expect("a business");
    let branch = services.organisations.add_branch(&olga, organisation, "North").await.expect("a branch");
    let folder = services.organisations.add_folder(&olga, organisation, "Late").await.expect("a folder");
    let file = site.settings.data_dir.join("people.csv");
    std::fs::write(&file, "external_id,name,email,phone,organisation,role,status\n1,Ada,ada@example.com,,,customer,active\n")
        .expect("writes");
    let import = services.imports.begin(&olga, domain::import::ImportKind::Users, "people.csv", &file).await.expect("an import").id;
    let real = [
        alma.to_string(),
        server.to_string(),
        instance.to_string(),
        message.to_string(),
        payment.to_string(),
        organisation.to_string(),
        branch.to_string(),
        folder.to_string(),
        import.to_string(),
    ];
    move |function| {
        let mut text = arguments::of(function);
        for id in &real {
            text = text.replace(&format!("{}00000000000000000000000000000001", &id[..4]), id);
        }
        text
    }
}

async fn forms_of(fresh: db::testing::Fresh) {
    let (site, people) = Site::with_people_over(fresh).await;
    let arguments = about_what_exists(&site, &people).await;
    let (olga, alma) = (site.signed_in("olga").await, site.signed_in("alma").await);
    let (mut count, mut wrong) = (0, Vec::new());
    for (function, _) in TABLE {
        for body in spoiled(&arguments(function)) {
            wrong.extend(faults(&olga.clone().call(function, &body).await, &format!("{function} of {body}")));
            count += 1;
        }
    }
    for function in [
        "messages/compose_messages",
        "instances/create_instance",
        "instances/list_instances",
        "messages/list_messages",
        "account/edit_profile",
    ] {
        for body in spoiled(&arguments(function)) {
            wrong.extend(faults(&alma.clone().call(function, &body).await, &format!("{function} of {body}")));
        }
    }
    assert!(count > 1_000, "{count} forms were sent");
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
    let (mut count, mut wrong) = (0, Vec::new());
    for (path, parameters) in LISTS {
        for parameter in *parameters {
            for junk in JUNK {
                let address = format!("{path}?{parameter}={junk}");
                wrong.extend(faults(&olga.clone().get(&address).await, &address));
                count += 1;
            }
        }
    }
    for junk in JUNK {
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
