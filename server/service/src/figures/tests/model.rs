//! What happened, kept plainly, and a recount of it: the oracle.

use std::collections::{BTreeMap, BTreeSet};

use db::{exec, values};
use domain::{
    Currency, Money,
    access::Caller,
    ids::UserId,
    kpi::{Kpis, MoneyKpis, MonthBefore, SystemHealth},
    time::{Period, Timestamp},
    user::{UserFilter, UserStatus},
};

use super::usd;
use crate::{
    Context,
    figures::{self, Facts, Measure, Step, calendar},
};

/// A payment as the tables hold it.
#[derive(Debug, Clone)]
pub struct Payment {
    pub user: UserId,
    pub at: Timestamp,
    pub amount: i64,
    pub fee: i64,
    pub currency: Currency,
    pub refund: bool,
    pub pending: bool,
}

impl Payment {
    pub fn new(user: UserId, at: Timestamp, amount: i64) -> Self {
        Self { user, at, amount, fee: 0, currency: usd(), refund: false, pending: false }
    }

    fn steps(&self, context: &Context) -> Vec<Step> {
        let step = |period, measure, amount| Step { user: self.user, period, measure, amount };
        if self.pending {
            return vec![step(Period::ALL, Measure::Pending, 1)];
        }
        let kind = if self.refund { Measure::Refunded(self.currency) } else { Measure::Gross(self.currency) };
        [Period::ALL, context.month_of(self.at)]
            .into_iter()
            .flat_map(|period| [step(period, kind, self.amount), step(period, Measure::Fees(self.currency), self.fee)])
            .chain((!self.refund).then(|| step(Period::ALL, Measure::Payments(self.currency), 1)))
            .collect()
    }
}

/// Writes a payment and its figures; the caller commits.
pub async fn write(tx: &db::Tx, context: &Context, payment: &Payment) {
    let id = context.new_uuid();
    let text = "INSERT INTO payment (id, user_id, amount_minor, fee_minor, currency, method, status, refunds_id, paid_at, recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, 'cash', ?, ?, ?, ?, ?)";
    let status = if payment.pending { "pending" } else { "success" };
    let refunds = payment.refund.then(|| context.new_uuid());
    exec(
        &**tx,
        text,
        values![
            id,
            payment.user,
            payment.amount,
            payment.fee,
            payment.currency.code(),
            status,
            refunds,
            payment.at,
            payment.at,
            payment.user
        ],
    )
    .await
    .expect("a payment");
    figures::add(tx, context, &payment.steps(context)).await.expect("its figures");
}

/// A payment in a transaction of its own.
pub async fn pay(context: &Context, payment: Payment) {
    let tx = context.db.begin().await.expect("begins");
    write(&tx, context, &payment).await;
    tx.commit().await.expect("commits");
}

/// Everything that happened.
#[derive(Debug, Default)]
pub struct Model {
    pub people: BTreeMap<UserId, Facts>,
    pub payments: Vec<Payment>,
}

impl Model {
    /// The figures by a plain recount. Health and numbers are not modelled.
    pub fn recount(&self, context: &Context, caller: &Caller, filter: &UserFilter) -> Kpis {
        let month = filter.month.unwrap_or_else(|| context.this_month());
        let year = calendar::year_up_to(month);
        let people: BTreeMap<UserId, &Facts> = self
            .people
            .iter()
            .map(|(id, facts)| (*id, facts))
            .filter(|(_, facts)| {
                facts.path.starts_with(&caller.tree)
                    && filter.role.is_none_or(|role| facts.role == role)
                    && filter.status.is_none_or(|status| facts.status == status)
                    && filter.tier.is_none_or(|tier| facts.tier == tier)
                    && filter.email_status.is_none_or(|email| facts.email == email)
                    && filter.manager.is_none_or(|manager| facts.manager == Some(manager))
                    && filter.organisation.is_none_or(|organisation| facts.organisation == Some(organisation))
                    && filter.plan.is_none_or(|plan| facts.plan == Some(plan))
            })
            .collect();
        let count = |holds: &dyn Fn(&Facts) -> bool| i64::try_from(people.values().filter(|facts| holds(facts)).count()).expect("small");
        Kpis {
            month,
            month_is_over: month != context.this_month(),
            total_users: count(&|_| true),
            active_users: count(&|facts| facts.status == UserStatus::Active),
            team_owners: count(&|facts| facts.team_owner),
            active_instances: 0,
            messages_today: 0,
            system_health: SystemHealth::Healthy,
            money: Some(self.money(context, &people.keys().copied().collect(), month, &year)),
            users_by_month: year.iter().map(|month| count(&|facts| context.month_of(facts.registered_at) == *month)).collect(),
        }
    }

    fn money(&self, context: &Context, people: &BTreeSet<UserId>, month: Period, year: &[Period]) -> MoneyKpis {
        let payments: Vec<&Payment> = self.payments.iter().filter(|payment| people.contains(&payment.user)).collect();
        let settled: Vec<&Payment> = payments.iter().copied().filter(|payment| !payment.pending).collect();
        let in_month = |payment: &&Payment, month: Period| context.month_of(payment.at) == month;
        let net = |payments: &[&Payment], fees: bool| {
            let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
            for payment in payments {
                if fees || payment.amount != 0 {
                    *sums.entry(payment.currency).or_default() += if payment.refund { -payment.amount } else { payment.amount };
                }
                if fees {
                    *sums.entry(payment.currency).or_default() -= payment.fee;
                }
            }
            sums.into_iter().map(|(currency, minor)| Money::new(minor, currency)).collect::<Vec<_>>()
        };
        let payers = |payments: &[&Payment]| {
            i64::try_from(payments.iter().filter(|payment| !payment.refund).map(|payment| payment.user).collect::<BTreeSet<_>>().len())
                .expect("small")
        };
        let of_month = |month: Period| settled.iter().copied().filter(|payment| in_month(payment, month)).collect::<Vec<&Payment>>();
        let (this, last) = (of_month(month), of_month(year[10]));
        let mut gross: BTreeMap<Currency, BTreeMap<Period, i64>> = BTreeMap::new();
        for payment in settled.iter().filter(|payment| !payment.refund) {
            *gross.entry(payment.currency).or_default().entry(context.month_of(payment.at)).or_default() += payment.amount;
        }
        // Of those in which anything came in over the year, that of most payments ever, and the first of several such.
        let count = |currency: Currency| settled.iter().filter(|payment| !payment.refund && payment.currency == currency).count();
        let front = gross
            .iter()
            .filter(|(_, months)| year.iter().any(|month| months.contains_key(month)))
            .map(|(currency, _)| *currency)
            .max_by_key(|currency| (count(*currency), std::cmp::Reverse(*currency)));
        let by_month = front
            .map(|currency| {
                year.iter()
                    .map(|month| {
                        let minor = settled
                            .iter()
                            .filter(|payment| in_month(payment, *month) && payment.currency == currency)
                            .map(|payment| if payment.refund { -payment.amount } else { payment.amount })
                            .sum();
                        Money::new(minor, currency)
                    })
                    .collect()
            })
            .unwrap_or_default();
        MoneyKpis {
            paying_users: payers(&settled),
            paid_this_month: payers(&this),
            payments_total: net(&settled, false),
            payments_this_month: net(&this, false),
            revenue: net(&this, true),
            pending_transactions: i64::try_from(payments.len() - settled.len()).expect("small"),
            payments_by_month: by_month,
            before: Some(MonthBefore { paid: payers(&last), payments: net(&last, false), revenue: net(&last, true) }),
        }
    }
}
