//! Reading figures for a filter. With no filter, exactly one of manager and organisation, or any of role, status, tier, state of the
//! address and plan (and any month and part of the tree) they come from the sums: rows by primary key. Any other filter or mix is aggregated
//! over the filtered users, and has no curves.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use db::figures::{self as rows, Dimension, HealthRow, Profile, health::Late, mixed};
use domain::{
    Currency, Money,
    access::{Caller, Operation, Reach},
    error::Result,
    ids::{OrganisationId, UserId},
    kpi::{Kpis, MoneyKpis, MonthBefore, SystemHealth},
    time::Period,
    user::UserFilter,
};

use super::{Measure, calendar, fold::within};
use crate::{Context, users::filter};

/// Seconds after which an audit event without its seal is an alarm.
const SEAL_SECONDS: i64 = 60;
/// Seconds after which an overdue message is an alarm.
const WAIT_SECONDS: i64 = 300;

/// Sums by period and measure.
#[derive(Default)]
struct Figures(HashMap<(Period, Measure), i64>);

impl Figures {
    fn of(&self, period: Period, measure: Measure) -> i64 {
        self.0.get(&(period, measure)).copied().unwrap_or(0)
    }

    /// Takes sums in. One that came down to nothing, because those it was of are elsewhere now, says the same as none.
    fn take(&mut self, sums: Vec<rows::SumRow>) {
        for row in sums.into_iter().filter(|row| row.amount != 0) {
            if let Some(measure) = Measure::from_code(&row.measure) {
                self.0.insert((row.period, measure), row.amount);
            }
        }
    }

    /// Successful less refunded by currency, and less fees where told so, that of `front` first; currencies in which nothing happened are
    /// left out.
    fn paid(&self, period: Period, less_fees: bool, front: Option<Currency>) -> Vec<Money> {
        let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
        for ((of, measure), amount) in &self.0 {
            let (currency, amount) = match measure {
                Measure::Gross(currency) => (*currency, i128::from(*amount)),
                Measure::Refunded(currency) => (*currency, -i128::from(*amount)),
                Measure::Fees(currency) if less_fees => (*currency, -i128::from(*amount)),
                _ => continue,
            };
            if *of == period {
                *sums.entry(currency).or_default() += amount;
            }
        }
        let mut amounts: Vec<Money> = sums.into_iter().map(|(currency, minor)| Money::new(within(minor), currency)).collect();
        amounts.sort_by_key(|amount| Some(amount.currency()) != front);
        amounts
    }

    /// The currency that stands in front, among those in which anything came in over these periods: the operator's own, or else that of
    /// most payments. Amounts of two currencies cannot be compared: the largest number would always be that of the smallest unit.
    fn front(&self, own: Option<Currency>, periods: &[Period]) -> Option<Currency> {
        let came_in = |currency: Currency| periods.iter().any(|period| self.of(*period, Measure::Gross(currency)) != 0);
        let known: BTreeSet<Currency> = self
            .0
            .keys()
            .filter_map(|(_, measure)| match measure {
                Measure::Gross(currency) => Some(*currency),
                _ => None,
            })
            .filter(|currency| came_in(*currency))
            .collect();
        own.filter(|own| known.contains(own)).or_else(|| {
            let count = |currency: &Currency| (self.of(Period::ALL, Measure::Payments(*currency)), std::cmp::Reverse(*currency));
            known.iter().copied().max_by_key(count)
        })
    }
}

/// The group of the sums that this filter is, where it is one: a node and a dimension.
fn group(reach: &Reach, filter: &UserFilter) -> Option<(String, Dimension)> {
    let UserFilter {
        q,
        status,
        role,
        tier,
        plan,
        organisation,
        branch,
        folder,
        manager,
        email_status,
        paid,
        tag,
        import,
        registered_from,
        registered_to,
        seen_from,
        seen_to,
        month: _,
        problems: _,
    } = filter;
    let days = [registered_from, registered_to, seen_from, seen_to];
    let units = branch.is_some() || folder.is_some() || import.is_some();
    if !q.trim().is_empty() || units || paid.is_some() || tag.is_some() || days.into_iter().any(Option::is_some) {
        return None;
    }
    let (node, own) = match reach {
        Reach::Tree(tree) => (tree.clone(), None),
        Reach::Assigned(user) => ("1/".to_owned(), Some(Dimension::Manager(*user))),
        Reach::Own(_) => return None,
    };
    let mut owners: Vec<Dimension> =
        [own, organisation.map(Dimension::Organisation), manager.map(Dimension::Manager)].into_iter().flatten().collect();
    owners.dedup();
    let profile = Profile { role: *role, status: *status, tier: *tier, email: *email_status, plan: *plan };
    let facts = [
        role.map(Dimension::Role),
        status.map(Dimension::Status),
        tier.map(Dimension::Tier),
        email_status.map(Dimension::Email),
        plan.map(Dimension::Plan),
    ];
    let facts: Vec<Dimension> = facts.into_iter().flatten().collect();
    match (owners.as_slice(), facts.as_slice()) {
        ([], []) => Some((node, Dimension::All)),
        ([one], []) | ([], [one]) => Some((node, *one)),
        ([], _) => Some((node, Dimension::Profile(profile))),
        _ => None,
    }
}

/// The figures for a filter, as this caller may see them. One statement.
///
/// # Errors
/// Forbidden, or when the database refuses.
pub async fn kpis(context: &Context, caller: &Caller, filter: &UserFilter) -> Result<Kpis> {
    let reach = caller.reach(Operation::ViewKpis)?;
    let money = caller.scope_of(Operation::ViewMoneyKpis) >= caller.scope_of(Operation::ViewKpis);
    let filter = filter::allowed(caller, filter)?;
    let month = filter.month.unwrap_or_else(|| context.this_month());
    let year = calendar::year_up_to(month);
    let (connection, now) = (context.db.read(), context.now());
    let late = Late { unsealed_before: now.plus_seconds(-SEAL_SECONDS), waiting_before: now.plus_seconds(-WAIT_SECONDS) };
    let kept = group(&reach, filter);
    let has_curves = kept.is_some();
    let (sums, health) = if let Some((node, dimension)) = kept {
        let periods: Vec<_> = year.iter().copied().chain([Period::ALL, context.today()]).collect();
        rows::sums(connection, &node, dimension, &periods, late).await?
    } else {
        let narrow = filter::narrow(context, &reach, filter);
        mixed::figures(connection, &narrow, mixed::Wanted { today: context.today(), month, money, late }).await?
    };
    let curve: &[Period] = if has_curves { &year } else { &[] };
    let mut figures = Figures::default();
    figures.take(sums);
    Ok(Kpis {
        month,
        month_is_over: month < context.this_month(),
        total_users: figures.of(Period::ALL, Measure::Users),
        active_users: figures.of(Period::ALL, Measure::Active),
        team_owners: figures.of(Period::ALL, Measure::TeamOwners),
        active_instances: figures.of(Period::ALL, Measure::Instances),
        messages_today: figures.of(context.today(), Measure::Messages),
        system_health: system_health(&health),
        money: money.then(|| money_kpis(&figures, context.settings.base_currency, month, curve)),
        users_by_month: curve.iter().map(|month| figures.of(*month, Measure::Users)).collect(),
    })
}

fn money_kpis(figures: &Figures, own: Option<Currency>, month: Period, year: &[Period]) -> MoneyKpis {
    let net = |currency: Currency, month: Period| {
        let (came, went) = (figures.of(month, Measure::Gross(currency)), figures.of(month, Measure::Refunded(currency)));
        Money::new(within(i128::from(came) - i128::from(went)), currency)
    };
    let curve = figures.front(own, year);
    let front = curve.or_else(|| figures.front(own, &[Period::ALL]));
    let before = year.iter().rev().nth(1).map(|before| MonthBefore {
        paid: figures.of(*before, Measure::Payers),
        payments: figures.paid(*before, false, front),
        revenue: figures.paid(*before, true, front),
    });
    MoneyKpis {
        paying_users: figures.of(Period::ALL, Measure::Payers),
        paid_this_month: figures.of(month, Measure::Payers),
        payments_total: figures.paid(Period::ALL, false, front),
        payments_this_month: figures.paid(month, false, front),
        revenue: figures.paid(month, true, front),
        pending_transactions: figures.of(Period::ALL, Measure::Pending),
        payments_by_month: curve.map(|currency| year.iter().map(|month| net(currency, *month)).collect()).unwrap_or_default(),
        before,
    }
}

const fn system_health(row: &HealthRow) -> SystemHealth {
    if row.unsealed || (row.online == 0 && row.offline > 0) {
        SystemHealth::Critical
    } else if row.offline > 0 || row.stuck {
        SystemHealth::Warning
    } else {
        SystemHealth::Healthy
    }
}

/// How many users within reach belong to each of these organisations.
///
/// # Errors
/// When the database refuses.
pub async fn members(context: &Context, tree: &str, organisations: &[OrganisationId]) -> Result<HashMap<OrganisationId, i64>> {
    Ok(rows::members(context.db.read(), tree, organisations).await?)
}

/// What the table shows of each user's figures: numbers connected, messages sent, and money.
#[derive(Debug, Clone, Default)]
pub struct UserFigures {
    /// Numbers connected now.
    pub instances: i64,
    /// Messages sent so far.
    pub messages: i64,
    /// Successful less refunded, by currency.
    pub paid: Vec<Money>,
    /// Anything paid in the month.
    pub paid_in_month: bool,
}

/// How many messages of one user gateways took on a day.
///
/// # Errors
/// When the database refuses.
pub async fn messages_on(context: &Context, user: UserId, day: Period) -> Result<i64> {
    let found = rows::measures_in(context.db.read(), &[user], &[day], None).await?;
    Ok(found.iter().filter(|row| row.measure == Measure::Messages.code()).map(|row| row.amount).sum())
}

/// The figures of the users of a page, in one statement.
///
/// # Errors
/// When the database refuses.
pub async fn of_users(context: &Context, users: &[UserId], month: Period) -> Result<HashMap<UserId, UserFigures>> {
    let mut by_user: HashMap<UserId, Figures> = HashMap::new();
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    for row in rows::measures_in(context.db.read(), users, &[Period::ALL, month], None).await? {
        if let Some(measure) = Measure::from_code(&row.measure) {
            by_user.entry(row.user_id).or_default().0.insert((row.period, measure), row.amount);
        }
    }
    let own = context.settings.base_currency;
    let of_user = |figures: Figures| UserFigures {
        instances: figures.of(Period::ALL, Measure::Instances),
        messages: figures.of(Period::ALL, Measure::Messages),
        paid: figures.paid(Period::ALL, false, figures.front(own, &[Period::ALL])),
        paid_in_month: figures.of(month, Measure::Payers) > 0,
    };
    Ok(by_user.into_iter().map(|(user, figures)| (user, of_user(figures))).collect())
}
