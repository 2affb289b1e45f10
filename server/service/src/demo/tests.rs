//! The sample: its size, its sound books, its sign-ins, and a schema that a load leaves as it was.

use std::collections::HashSet;

use db::{FromQueryResult, both_databases, scalar};
use domain::{ErrorKind, user::UserFilter};
use secrecy::SecretString;

use super::{FEWEST, PASSWORD, Plan, SIGN_INS, Sample, Who, journal, load, people, traffic, user_cells};
use crate::{
    Context, figures,
    identity::{passwords, testing::Rig},
    money::books,
};

fn dialled(phone: &str) -> bool {
    phonenumber::parse(None, phone).is_ok_and(|number| phonenumber::is_valid(&number))
}

fn small(users: u64) -> Plan {
    Plan { users, seed: 7, ..Plan::default() }
}

async fn loaded(context: &Context, plan: &Plan) {
    load(context, plan, &mut |_, _| {}).await.expect("an empty database takes the sample");
}

async fn assert_sound(context: &Context) {
    let broken: Vec<_> =
        books::check(context).await.expect("checks").into_iter().filter_map(|result| Some((result.name, result.broken?))).collect();
    assert_eq!(broken, vec![]);
}

/// Every payment stands in its payer's trail, all of it is sealed, and something happened within the last hour.
async fn assert_the_trail_fits_the_payments(context: &Context) {
    let count = |text: &'static str| async move { scalar::<i64>(context.db.read(), text, vec![]).await.expect("reads") };
    let told = "SELECT CAST(COUNT(*) AS bigint) FROM payment p JOIN audit_event e ON e.subject_user = p.user_id AND e.at = p.paid_at
        AND e.operation IN ('RecordPayment', 'RefundPayment')";
    assert!(count(told).await >= Some(3_000));
    assert_eq!(count("SELECT CAST(COUNT(*) AS bigint) FROM audit_unsealed").await, Some(0));
    let report = crate::audit::verify(context).await.expect("verifies");
    assert!(report.broken.is_none() && report.linked > 3_000, "{report:?}");
    let hour = context.now().plus_seconds(-3_600);
    let lately = "SELECT CAST(COUNT(*) AS bigint) FROM message WHERE queued_at >= ?";
    assert!(scalar::<i64>(context.db.read(), lately, db::values![hour]).await.expect("reads") > Some(0));
}

/// They are the dealer's, on a plan with room for ten numbers, and have numbers, messages and payments.
async fn assert_the_customer_who_signs_in_has_something_to_see(context: &Context) {
    #[derive(Debug, PartialEq, Eq, FromQueryResult)]
    struct Seen {
        name: String,
        plan: String,
        room: i32,
        dealer: String,
    }
    let text = "SELECT u.name, p.name AS plan, p.instance_limit AS room, d.name AS dealer FROM users u JOIN plan p ON p.id = u.plan_id
        JOIN users d ON d.id = u.parent_id AND u.path = d.path WHERE u.email_key = 'customer@switchyard.test'";
    let seen = db::one::<Seen>(context.db.read(), text, vec![]).await.expect("reads").expect("is there, with plan and dealer");
    assert_eq!(seen, Seen { name: "Priya Raman".into(), plan: "Scale".into(), room: 10, dealer: "Diego Fuentes".into() });
    for (table, least) in [("instance", 3), ("message", 15), ("payment", 1)] {
        let text = format!(
            "SELECT CAST(COUNT(*) AS bigint) FROM {table} t JOIN users u ON u.id = t.user_id WHERE u.email_key = 'customer@switchyard.test'"
        );
        let count = scalar::<i64>(context.db.read(), &text, vec![]).await.expect("reads");
        assert!(count >= Some(least), "{count:?} of {table}");
    }
}

both_databases! {
    async fn a_sample_has_its_size_its_books_are_sound_and_its_people_sign_in(db: Db) {
        let context = Rig::new(&db).context;
        loaded(&context, &small(300)).await;
        let counts = db::demo::counts(db.read()).await.expect("counts");
        assert_eq!((counts.users, counts.payments), (300, 3_000));
        assert!(counts.transactions > 2_000 && counts.instances > 20 && counts.messages > 60, "{counts:?}");
        assert_sound(&context).await;
        assert_the_trail_fits_the_payments(&context).await;
        for sign_in in SIGN_INS {
            let hash = scalar::<String>(db.read(), "SELECT password_hash FROM users WHERE email_key = ? AND status = 'active'", db::values![sign_in.email]).await.expect("reads");
            let verdict = passwords::verify(&SecretString::from(PASSWORD), hash, context.settings.password_cost).await.expect("verifies");
            assert!(verdict.matches, "{}", sign_in.email);
        }
        assert_the_customer_who_signs_in_has_something_to_see(&context).await;
        let kpis = figures::kpis(&context, &domain::access::Caller::system("test"), &UserFilter::default()).await.expect("figures");
        let money = kpis.money.clone().expect("the owner sees money");
        assert!(kpis.total_users == 300 && kpis.team_owners > 10 && kpis.active_instances > 0 && kpis.messages_today > 0 && money.payments_total.len() >= 4, "{kpis:?} {money:?}");
        for status in ["pending", "failed", "cancelled"] {
            let count = scalar::<i64>(db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM payment WHERE status = ?", db::values![status]).await.expect("reads");
            assert!(count > Some(0), "{status}");
        }
    }

    async fn a_sample_goes_into_an_empty_database_only(db: Db) {
        let context = Rig::new(&db).context;
        loaded(&context, &small(FEWEST)).await;
        let error = load(&context, &small(FEWEST), &mut |_, _| {}).await.expect_err("somebody is there");
        assert_eq!(error.kind, ErrorKind::Conflict);
        assert_eq!(db::demo::counts(db.read()).await.expect("counts").users, 4);
        for users in [0, 3, 6_000_000] { assert_eq!(load(&context, &small(users), &mut |_, _| {}).await.expect_err("no such size").kind, ErrorKind::Invalid); }
        assert_sound(&context).await;
    }

    async fn a_load_brings_every_index_and_trigger_back(db: Db) {
        let context = Rig::new(&db).context;
        let schema = if db.backend() == db::DbBackend::Postgres {
            "SELECT string_agg(line, ';' ORDER BY line) FROM (SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public'
                UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
                UNION ALL SELECT tgname || CAST(tgenabled AS text) FROM pg_trigger WHERE NOT tgisinternal) AS lines"
        } else { "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_master ORDER BY name)" };
        let before = scalar::<String>(db.read(), schema, vec![]).await.expect("reads");
        loaded(&context, &small(20)).await;
        assert_eq!(scalar::<String>(db.read(), schema, vec![]).await.expect("reads"), before);
    }
}

#[test]
fn the_same_seed_makes_the_same_sample_and_another_does_not() {
    let at = domain::time::Timestamp::from_seconds(1_795_269_900);
    let rows = |seed| {
        let sample = Sample::new(seed, 400, 10, at, "UTC");
        let users: Vec<_> = (0..400).map(|number| user_cells(&sample, number)).collect();
        let money: Vec<_> = (0..sample.customers())
            .flat_map(|customer| [journal::transaction_cells(&sample, customer), journal::entry_cells(&sample, customer)])
            .collect();
        let sent: Vec<_> = (0..sample.customers()).flat_map(|customer| traffic::messages(&sample, customer)).collect();
        (users, money, sent)
    };
    assert_eq!(rows(1), rows(1));
    assert_ne!(rows(1).0, rows(2).0);
}

#[test]
fn addresses_user_names_ids_and_businesses_are_everyones_own() {
    let sample = Sample::new(3, 20_000, 0, domain::time::Timestamp::from_seconds(1_795_269_900), "UTC");
    let people: Vec<_> = (0..sample.users).map(|number| people::person(&sample, sample.who(number))).collect();
    assert_eq!(people.iter().map(|row| row.email.to_lowercase()).collect::<HashSet<_>>().len(), people.len());
    assert_eq!(people.iter().map(|row| row.id).collect::<HashSet<_>>().len(), people.len());
    let named: Vec<_> = people.iter().filter_map(|row| row.username.as_deref()).collect();
    assert_eq!(named.iter().collect::<HashSet<_>>().len(), named.len());
    for row in &people {
        assert_eq!(domain::user::check_email(&row.email), None);
        assert_eq!(domain::user::check_name(&row.name), None);
        assert_eq!(row.phone.as_deref().and_then(domain::user::check_phone), None);
        assert!(row.phone.as_deref().is_none_or(dialled), "{:?} is no number that a phone could dial", row.phone);
        assert_eq!(row.username.as_deref().and_then(domain::user::check_username), None);
    }
    let (scripts, latin): (Vec<_>, Vec<_>) =
        people.iter().partition(|row| row.name.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0x24F));
    assert!(scripts.len() > 7_000 && latin.len() > 7_000, "{} {}", scripts.len(), latin.len());
    assert_eq!(sample.who(0), Who::Owner);
}
