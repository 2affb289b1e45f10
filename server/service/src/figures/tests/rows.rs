//! A figure that is a link opens the rows that it counts: for every figure, filter and caller the list at that address holds as many
//! rows, or rows of as much, as the figure says.

use std::collections::BTreeMap;

use db::{exec, users::NewRow, values};
use domain::{
    Money,
    access::{Caller, Operation, Post, Role},
    ids::{InstanceId, UserId},
    instance::{InstanceListQuery, InstanceState},
    kpi::{Kpi, Kpis, Rows},
    payment::PaymentListQuery,
    port::{Instances, Payments, Users},
    time::{Period, Timestamp},
    user::{UserFilter, UserListQuery, UserStatus},
};

use super::model::{Payment, pay};
use crate::{
    figures::{self, Measure, Step},
    money::PaymentsService,
    users::tests::house::{House, bring_in},
    whatsapp::InstancesService,
};

/// More than a page of any list.
const PEOPLE: i64 = 130;

/// What a figure says, or what rows come to: a number under no currency, or amounts by currency.
type Said = BTreeMap<&'static str, i64>;

fn amounts(amounts: &[Money]) -> Said {
    amounts.iter().filter(|amount| amount.minor() != 0).map(|amount| (amount.currency().code(), amount.minor())).collect()
}

fn number(count: i64) -> Said {
    BTreeMap::from([("", count)])
}

/// What a figure says; none where the caller does not see it.
fn said(kpi: Kpi, kpis: &Kpis) -> Option<Said> {
    let money = kpis.money.as_ref();
    Some(match kpi {
        Kpi::TotalUsers => number(kpis.total_users),
        Kpi::ActiveUsers => number(kpis.active_users),
        Kpi::TeamOwners => number(kpis.team_owners),
        Kpi::ActiveInstances => number(kpis.active_instances),
        Kpi::MessagesToday => number(kpis.messages_today),
        Kpi::PayingUsers => number(money?.paying_users),
        Kpi::PaidThisMonth => number(money?.paid_this_month),
        Kpi::PaymentsTotal => amounts(&money?.payments_total),
        Kpi::PaymentsThisMonth => amounts(&money?.payments_this_month),
        Kpi::Revenue => amounts(&money?.revenue),
        Kpi::PendingTransactions => number(money?.pending_transactions),
    })
}

/// The lists behind the addresses.
struct Lists {
    house: House,
    payments: PaymentsService,
    instances: InstancesService,
}

impl Lists {
    /// What the list at a figure's address holds, page by page; none where the caller may not open it.
    async fn behind(&self, kpi: Kpi, rows: Rows, filter: &UserFilter, caller: &Caller) -> Option<Said> {
        let own: Vec<(&str, &str)> = rows.parameter().into_iter().collect();
        match rows {
            Rows::Users | Rows::UsersWith(..) => {
                let kept = filter.to_parameters();
                let kept =
                    kept.iter().map(|(name, value)| (*name, value.as_str())).filter(|(name, _)| own.iter().all(|(known, _)| known != name));
                let mut query = UserListQuery::from_pairs(kept.chain(own.iter().copied()));
                Some(number(self.users(caller, &mut query).await))
            }
            Rows::Payments(_) if caller.may(Operation::ListPayments) => {
                let mut query = PaymentListQuery::from_pairs(own);
                let (mut count, mut sums) = (0, Said::new());
                loop {
                    let page = self.payments.list(caller, &query).await.expect("lists");
                    for row in &page.rows {
                        count += 1;
                        *sums.entry(row.amount.currency().code()).or_default() += row.signed().minor();
                    }
                    let Some(next) = page.next else { break };
                    query.cursor = Some(next);
                }
                sums.retain(|_, sum| *sum != 0);
                Some(if kpi == Kpi::PendingTransactions { number(count) } else { sums })
            }
            Rows::Instances(_) if caller.may(Operation::ListInstances) => {
                let mut query = InstanceListQuery::from_pairs(own);
                let mut count = 0;
                loop {
                    let page = self.instances.list(caller, &query).await.expect("lists");
                    count += i64::try_from(page.rows.len()).expect("small");
                    let Some(next) = page.next else { break };
                    query.cursor = Some(next);
                }
                Some(number(count))
            }
            Rows::Payments(_) | Rows::Instances(_) => None,
        }
    }

    async fn users(&self, caller: &Caller, query: &mut UserListQuery) -> i64 {
        let mut count = 0;
        loop {
            let page = self.house.users.list(caller, query).await.expect("lists");
            count += i64::try_from(page.rows.len()).expect("small");
            let Some(next) = page.next else { return count };
            query.cursor = Some(next);
        }
    }
}

/// People of every kind below the owner and below Anna, who pay, wait, are paid back and connect numbers.
async fn fill(house: &House) {
    let (context, now) = (&house.context, house.context.now());
    let ago = |months: i64| Timestamp(now.0 - months * 30 * 86_400 * 1_000_000);
    let people: Vec<NewRow> = (0..PEOPLE)
        .map(|at| {
            let by = if at % 2 == 0 { &house.owner } else { &house.anna };
            let id: UserId = context.new_id();
            NewRow {
                role: if at % 5 == 0 { Role::Employee } else { Role::Customer },
                status: if at % 7 == 0 { UserStatus::Inactive } else { UserStatus::Active },
                tier: i16::try_from(at % 3).expect("small"),
                manager: (at % 11 == 0).then_some(house.owner.user),
                tags: if at % 4 == 0 { vec!["vip".to_owned()] } else { Vec::new() },
                ..NewRow::new(id, Some(by.user), &by.tree, &format!("Leaf {at}"), &format!("leaf{at}@example.com"), ago(at % 6))
            }
        })
        .collect();
    bring_in(context, &people).await;
    for (at, person) in (0..).zip(&people) {
        if at % 3 == 0 {
            pay(context, Payment::new(person.id, ago(at % 4), 1_000 + at)).await;
        }
        if at % 9 == 0 {
            pay(context, Payment { refund: true, ..Payment::new(person.id, ago(at % 2), 100) }).await;
        }
        if at % 5 == 0 {
            pay(context, Payment { pending: true, ..Payment::new(person.id, now, 500) }).await;
        }
        if at % 2 == 0 || at % 13 == 0 {
            let state = if at % 13 == 0 { InstanceState::Scanning } else { InstanceState::Connected };
            number_of(house, person.id, state).await;
        }
    }
}

async fn number_of(house: &House, user: UserId, state: InstanceState) {
    let (context, now) = (&house.context, house.context.now());
    let id: InstanceId = context.new_id();
    let tx = context.db.begin().await.expect("begins");
    let text =
        "INSERT INTO instance (id, user_id, server_id, name, session_name, state, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    exec(&*tx, text, values![id, user, context.new_uuid(), "Sales", id.to_string(), state.code(), now, now]).await.expect("a number");
    if state == InstanceState::Connected {
        let step = Step { user, period: Period::ALL, measure: Measure::Instances, amount: 1 };
        figures::add(&tx, context, &[step]).await.expect("its figure");
    }
    tx.commit().await.expect("commits");
}

fn filters(house: &House) -> Vec<UserFilter> {
    let none = UserFilter::default;
    let month = Some(house.context.month_of(Timestamp(house.context.now().0 - 60 * 86_400 * 1_000_000)));
    vec![
        none(),
        UserFilter { month, ..none() },
        UserFilter { status: Some(UserStatus::Active), ..none() },
        UserFilter { status: Some(UserStatus::Inactive), month, ..none() },
        UserFilter { role: Some(Role::Customer), ..none() },
        UserFilter { role: Some(Role::Employee), status: Some(UserStatus::Active), ..none() },
        UserFilter { tier: Some(2), month, ..none() },
        UserFilter { manager: Some(house.owner.user), ..none() },
        UserFilter { q: "leaf 1".into(), ..none() },
        UserFilter { q: "leaf".into(), role: Some(Role::Customer), month, ..none() },
        UserFilter { q: "nobody at all".into(), ..none() },
        UserFilter { tag: Some("vip".into()), ..none() },
        UserFilter { registered_from: Some("2026-09-01".into()), registered_to: Some("2026-10-31".into()), ..none() },
        UserFilter { paid: Some(true), ..none() },
        UserFilter { paid: Some(false), status: Some(UserStatus::Active), ..none() },
    ]
}

db::both_databases! {
    // finding 3
    async fn every_figure_that_is_a_link_opens_the_rows_it_counts(db: Db) {
        let house = House::new(&db).await;
        fill(&house).await;
        let reader = house.staff(&house.owner, "rita", Post::ReadOnly).await;
        let callers = [house.owner.clone(), house.anna.clone(), reader];
        let (payments, instances) = (PaymentsService::new(house.context.clone()), InstancesService::new(house.context.clone()));
        let lists = Lists { house, payments, instances };
        for round in ["not yet summed", "summed"] {
            let mut links = 0;
            for (caller, filter) in callers.iter().flat_map(|caller| filters(&lists.house).into_iter().map(move |filter| (caller, filter))) {
                // Who sees no money cannot ask who paid.
                if filter.paid.is_some() && !caller.may(Operation::ListPayments) {
                    continue;
                }
                let kpis = lists.house.users.kpis(caller, &filter).await.expect("counts");
                for kpi in Kpi::ALL {
                    let (Some(said), Some(rows)) = (said(kpi, &kpis), kpi.rows(&filter)) else { continue };
                    let Some(found) = lists.behind(kpi, rows, &filter, caller).await else { continue };
                    assert_eq!(said, found, "{kpi:?} of {} under {filter:?}, {round}", caller.name);
                    links += 1;
                }
            }
            assert!(links > 90, "{links} links were opened");
            figures::fold(&lists.house.context).await.expect("sums");
        }
    }
}
