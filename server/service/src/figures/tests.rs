//! Figures against a model: whatever happens in whatever order, with sums taken at any moment and transactions that die, the figures
//! that a page shows are those of a plain recount, on both databases.

mod model;
mod property;
mod rows;

use db::{exec, values};
use domain::{
    Currency, Money,
    access::Role,
    kpi::SystemHealth,
    port::Users,
    time::{Period, Timestamp},
    user::UserFilter,
};

use super::{Measure, Step, calendar, check, complete, fold, kpis, rebuild, zone_before};
use crate::{Context, users::tests::house::House};
use model::{Payment, pay};

pub(super) fn usd() -> Currency {
    Currency::from_code("USD").expect("listed")
}

#[test]
fn a_measure_reads_back_its_code() {
    let all = [
        Measure::Users,
        Measure::Active,
        Measure::TeamOwners,
        Measure::Instances,
        Measure::Messages,
        Measure::Payers,
        Measure::Pending,
        Measure::Gross(usd()),
        Measure::Refunded(usd()),
        Measure::Fees(usd()),
        Measure::Payments(usd()),
    ];
    for measure in all {
        assert_eq!(Measure::from_code(&measure.code()), Some(measure));
    }
    assert_eq!(Measure::from_code("gross:???"), None);
}

#[test]
fn a_year_up_to_a_month_crosses_new_year() {
    let year = calendar::year_up_to(Period(202_602));
    assert_eq!((year.first(), year.last(), year.len()), (Some(&Period(202_503)), Some(&Period(202_602)), 12));
}

async fn paying(house: &House) -> (i64, i64, Vec<Money>) {
    let money = house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts").money.expect("the owner sees money");
    (money.paying_users, money.paid_this_month, money.payments_total)
}

async fn only(context: &Context, steps: &[Step]) {
    let tx = context.db.begin().await.expect("begins");
    super::add(&tx, context, steps).await.expect("adds");
    tx.commit().await.expect("commits");
}

db::both_databases! {
    async fn a_user_pays_for_the_first_time_once(db: Db) {
        let house = House::new(&db).await;
        let now = house.context.now();
        for amount in [500, 700] { pay(&house.context, Payment::new(house.customers[1], now, amount)).await; }
        assert_eq!(paying(&house).await, (1, 1, vec![Money::new(1_200, usd())]));
        pay(&house.context, Payment::new(house.customers[1], Timestamp(now.0 - 90 * 86_400 * 1_000_000), 300)).await;
        assert_eq!(paying(&house).await, (1, 1, vec![Money::new(1_500, usd())]));
        house.assert_no_drift().await;
        assert_eq!(paying(&house).await, (1, 1, vec![Money::new(1_500, usd())]), "the same after summing");
    }

    async fn many_first_payments_at_once_make_one_payer(db: Db) {
        let house = House::new(&db).await;
        let (user, now) = (house.customers[2], house.context.now());
        let writers = (1..=12).map(|amount| { let context = house.context.clone(); tokio::spawn(async move { pay(&context, Payment::new(user, now, amount)).await; }) });
        let folders = (0..4).map(|_| { let context = house.context.clone(); tokio::spawn(async move { for _ in 0..5 { fold(&context).await.expect("folds"); } }) });
        for task in writers.chain(folders).collect::<Vec<_>>() { task.await.expect("no task fails"); }
        assert_eq!(paying(&house).await, (1, 1, vec![Money::new(78, usd())]));
        house.assert_no_drift().await;
    }

    async fn a_big_batch_of_payments_is_one_call(db: Db) {
        let house = House::new(&db).await;
        let month = house.context.this_month();
        let steps: Vec<Step> = (0..30_000_i64).flat_map(|at| [Period::ALL, month].map(|period| Step {
            user: house.customers[usize::try_from(at % 3).expect("small")], period, measure: Measure::Gross(usd()), amount: at,
        })).collect();
        only(&house.context, &steps).await;
        assert_eq!(paying(&house).await, (3, 3, vec![Money::new(449_985_000, usd())]));
        let rows = db::scalar::<i64>(db.read(), "SELECT COUNT(*) FROM kpi_delta WHERE measure <> 'users' AND measure <> 'active'", vec![]).await.expect("reads");
        assert_eq!(rows, Some(12), "added up before they are written");
    }

    async fn drift_is_found_and_a_rebuild_mends_it(db: Db) {
        let house = House::new(&db).await;
        pay(&house.context, Payment::new(house.customers[0], house.context.now(), 900)).await;
        fold(&house.context).await.expect("folds");
        let before = house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts");
        exec(db.write(), "UPDATE kpi_sum SET amount = amount + 1 WHERE node = '1/' AND dimension = 'all' AND period = 0 AND measure = 'gross:USD'", vec![]).await.expect("spoils");
        let drift = check(&house.context).await.expect("checks");
        assert_eq!(drift.len(), 1, "{drift:?}");
        assert_eq!((drift[0].place.as_str(), drift[0].measure.as_str(), drift[0].short_by), ("kpi_sum 1/ all=", "gross:USD", -1));
        exec(db.write(), "DELETE FROM user_measure WHERE measure = 'gross:USD' AND period = 0", vec![]).await.expect("spoils");
        assert!(check(&house.context).await.expect("checks").iter().any(|drift| drift.place == format!("user_measure {}", house.customers[0]) && drift.short_by == 900));
        rebuild(&house.context).await.expect("rebuilds");
        assert_eq!(check(&house.context).await.expect("checks"), vec![]);
        assert_eq!(house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts"), before);
    }

    async fn sums_of_an_older_version_are_built_anew_once(db: Db) {
        let house = House::new(&db).await;
        assert!(!complete(&house.context).await.expect("looks"), "nothing is older than the first sum");
        pay(&house.context, Payment::new(house.customers[1], house.context.now(), 500)).await;
        fold(&house.context).await.expect("sums");
        assert!(!complete(&house.context).await.expect("looks"), "all sums are there");
        let older = ["DELETE FROM kpi_sum WHERE dimension = 'profile'", "UPDATE kpi_sum SET value = replace(value, '|unverified|', '|') WHERE dimension = 'profile'"];
        for text in older {
            exec(db.write(), text, vec![]).await.expect("as it was");
            assert!(complete(&house.context).await.expect("builds"));
            assert_eq!(check(&house.context).await.expect("checks"), vec![]);
        }
        assert!(!complete(&house.context).await.expect("looks"));
    }

    async fn the_system_says_how_it_is(db: Db) {
        let house = House::new(&db).await;
        exec(db.write(), "DELETE FROM audit_unsealed", vec![]).await.expect("as if sealed");
        let health = async || house.users.kpis(&house.owner, &UserFilter::default()).await.expect("counts").system_health;
        assert_eq!(health().await, SystemHealth::Healthy);
        for (name, status) in [("one", "online"), ("two", "offline")] {
            exec(db.write(), "INSERT INTO gateway_server (id, name, name_key, provider, url, api_key, api_key_hint, webhook_secret, max_devices, status, created_at)
                VALUES (?, ?, ?, 'waha', 'http://127.0.0.1', ?, '', ?, 5, ?, 0)", values![house.context.new_uuid(), name, name, vec![0_u8], vec![0_u8], status]).await.expect("a server");
        }
        assert_eq!(health().await, SystemHealth::Warning);
        exec(db.write(), "UPDATE gateway_server SET status = 'offline'", vec![]).await.expect("all fall");
        assert_eq!(health().await, SystemHealth::Critical);
        exec(db.write(), "UPDATE gateway_server SET status = 'online'", vec![]).await.expect("all answer");
        exec(db.write(), "INSERT INTO audit_unsealed (event_id, at) VALUES (?, ?)", values![house.context.new_uuid(), house.context.now()]).await.expect("an event waits");
        assert_eq!(health().await, SystemHealth::Healthy);
        house.clock.pass(61);
        assert_eq!(health().await, SystemHealth::Critical, "the trail is not being sealed");
    }

    async fn the_months_before_are_there_for_the_sparklines(db: Db) {
        let house = House::new(&db).await;
        let month_ago = Timestamp(house.context.now().0 - 31 * 86_400 * 1_000_000);
        pay(&house.context, Payment::new(house.customers[0], month_ago, 400)).await;
        pay(&house.context, Payment::new(house.customers[0], house.context.now(), 100)).await;
        for filter in [UserFilter::default(), UserFilter { role: Some(Role::Customer), tier: Some(0), ..UserFilter::default() }] {
            let kpis = house.users.kpis(&house.owner, &filter).await.expect("counts");
            let money = kpis.money.expect("money");
            assert_eq!(money.payments_by_month.iter().map(|money| money.minor()).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 400, 100]);
            assert_eq!(kpis.users_by_month.iter().sum::<i64>(), kpis.total_users);
        }
    }

    // finding 5: yen and rupees are many by their number alone.
    async fn the_currency_in_front_is_the_operators_or_that_of_most_payments(db: Db) {
        let mut house = House::new(&db).await;
        let of = |code: &str| Currency::from_code(code).expect("listed");
        let now = house.context.now();
        pay(&house.context, Payment { currency: of("JPY"), ..Payment::new(house.customers[0], now, 90_000_000) }).await;
        pay(&house.context, Payment { currency: of("EUR"), ..Payment::new(house.customers[1], now, 7_000) }).await;
        for amount in [100, 200] { pay(&house.context, Payment::new(house.customers[2], now, amount)).await; }
        for (own, front) in [(None, "USD"), (Some(of("EUR")), "EUR"), (Some(of("BRL")), "USD")] {
            house.context.settings = std::sync::Arc::new(crate::Settings { base_currency: own, ..(*house.context.settings).clone() });
            let figures = kpis(&house.context, &house.owner, &UserFilter::default()).await.expect("counts").money.expect("money");
            for amounts in [&figures.payments_total, &figures.payments_this_month, &figures.revenue, &figures.payments_by_month] {
                assert_eq!(amounts.first().map(|amount| amount.currency()), Some(of(front)), "{own:?}");
            }
            let mixed = UserFilter { q: "example".into(), ..UserFilter::default() };
            let figures = kpis(&house.context, &house.owner, &mixed).await.expect("counts").money.expect("money");
            if let Some(first) = figures.payments_total.first() {
                assert_eq!((first.currency(), figures.payments_total.len()), (of(front), 3), "{own:?}");
            }
        }
        house.assert_no_drift().await;
    }

    async fn w4_figures_near_the_end_of_64_bits_are_folded_and_shown(db: Db) {
        let house = House::new(&db).await;
        pay(&house.context, Payment::new(house.customers[0], house.context.now(), 500)).await;
        let log = "INSERT INTO kpi_delta (path, role, status, tier, email_status, period, measure, amount) VALUES ('1/', 'customer', 'active', 0, 'unverified', ?, ?, ?)";
        let month = house.context.this_month();
        for _ in 0..3 {
            for (period, measure, amount) in [(Period::ALL, "gross:CHF", i64::MAX), (month, "gross:CHF", i64::MAX), (Period::ALL, "refunded:INR", i64::MAX), (month, "fees:INR", -i64::MAX)] {
                exec(db.write(), log, values![period, measure, amount]).await.expect("appends");
            }
        }
        if db.backend() == db::DbBackend::Sqlite {
            exec(db.write(), "UPDATE kpi_delta SET amount = 1.0e19 WHERE seq = (SELECT MAX(seq) FROM kpi_delta)", vec![]).await.expect("as it once came out");
        }
        let mixed = UserFilter { q: "no such person".into(), ..UserFilter::default() };
        for round in ["not yet summed", "summed"] {
            for filter in [&UserFilter::default(), &UserFilter { role: Some(Role::Customer), tier: Some(0), ..UserFilter::default() }, &mixed] {
                house.users.kpis(&house.owner, filter).await.unwrap_or_else(|error| panic!("{round}: {error}"));
            }
            let (_, _, totals) = paying(&house).await;
            let of = |code: &str| totals.iter().find(|amount| amount.currency().code() == code).map(|amount| amount.minor());
            assert_eq!((of("CHF"), of("INR"), of("USD")), (Some(i64::MAX), Some(-i64::MAX), Some(500)), "{round}");
            fold(&house.context).await.expect("one figure that left the range keeps no other from being summed");
        }
        let left = db::scalar::<i64>(db.read(), "SELECT CAST(COUNT(*) AS bigint) FROM kpi_delta", vec![]).await.expect("reads");
        assert_eq!(left, Some(0));
        assert!(!check(&house.context).await.expect("the check answers as well").is_empty());
        rebuild(&house.context).await.expect("builds");
        assert_eq!(paying(&house).await.2, vec![Money::new(500, usd())]);
    }

    async fn the_log_gives_its_pages_back_once_it_is_summed(db: Db) {
        let house = House::new(&db).await;
        let log = "INSERT INTO kpi_delta (path, role, status, tier, email_status, period, measure, amount) VALUES ";
        let rows = vec!["('1/', 'customer', 'active', 0, 'unverified', 0, 'messages', 1)"; 6_000].join(", ");
        exec(db.write(), &format!("{log}{rows}"), vec![]).await.expect("appends");
        assert!(fold(&house.context).await.expect("sums") >= 6_000);
        if db.backend() == db::DbBackend::Postgres {
            assert_eq!(db::scalar::<i64>(db.read(), "SELECT pg_relation_size('kpi_delta')", vec![]).await.expect("reads"), Some(0));
        }
        pay(&house.context, Payment::new(house.customers[0], house.context.now(), 500)).await;
        assert_eq!(paying(&house).await, (1, 1, vec![Money::new(500, usd())]));
    }

    async fn another_time_zone_is_noticed_until_the_figures_are_built_by_it(db: Db) {
        let mut house = House::new(&db).await;
        let set = |house: &mut House, zone: &str| house.context.settings = std::sync::Arc::new(crate::Settings { time_zone: zone.into(), ..(*house.context.settings).clone() });
        assert_eq!(zone_before(&house.context).await.expect("reads"), None, "there is nothing to compare with");
        // Half past ten in the evening of the month's last day is the next month in India.
        pay(&house.context, Payment::new(house.customers[0], Timestamp(1_793_485_800_000_000), 500)).await;
        set(&mut house, "Asia/Kolkata");
        assert_eq!(zone_before(&house.context).await.expect("reads").as_deref(), Some("UTC"));
        let november = UserFilter { month: Some(Period(202_611)), ..UserFilter::default() };
        let paid = async |house: &House| kpis(&house.context, &house.owner, &november).await.expect("counts").money.expect("money").paid_this_month;
        assert_eq!(paid(&house).await, 0);
        rebuild(&house.context).await.expect("builds");
        assert_eq!(paid(&house).await, 1);
        assert_eq!(zone_before(&house.context).await.expect("reads"), None);
        assert_eq!(check(&house.context).await.expect("checks"), vec![]);
        set(&mut house, "UTC");
        assert_eq!(zone_before(&house.context).await.expect("reads").as_deref(), Some("Asia/Kolkata"));
    }
}
