//! The figures above the user table. They follow the filter and the viewer's part of the tree; money is there only for those who may
//! see it. Names are those of `switchyard kpis --json`. Which rows each of them counts is said by [`Kpi::rows`].

use serde::{Deserialize, Serialize};

use crate::{
    Money,
    instance::InstanceState,
    payment::PaymentStatus,
    time::Period,
    user::{UserFilter, UserStatus},
};

/// How the system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SystemHealth {
    /// Everything answers.
    #[default]
    Healthy,
    /// A gateway is offline, or messages wait unusually long.
    Warning,
    /// No gateway answers, or the audit trail is not being sealed.
    Critical,
}

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kpis {
    /// The month that "this month" means.
    pub month: Period,
    /// Whether that month has ended: one that still runs is not compared with a whole one.
    pub month_is_over: bool,
    /// Users.
    pub total_users: i64,
    /// Users who may sign in.
    pub active_users: i64,
    /// Users who own an organisation.
    pub team_owners: i64,
    /// Numbers connected now.
    pub active_instances: i64,
    /// Messages accepted by gateways today.
    pub messages_today: i64,
    /// How the system is.
    pub system_health: SystemHealth,
    /// Money, for those who may see it.
    pub money: Option<MoneyKpis>,
    /// Users registered in each of the last twelve months, oldest first, for the sparkline; none for a mix of filters that no sums are kept for.
    pub users_by_month: Vec<i64>,
}

/// The figures of money.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MoneyKpis {
    /// Users who ever paid.
    pub paying_users: i64,
    /// Users who paid in the month.
    pub paid_this_month: i64,
    /// Successful less refunded, all time, by currency; the currency that stands in front comes first, as below.
    pub payments_total: Vec<Money>,
    /// Successful less refunded, in the month, by currency.
    pub payments_this_month: Vec<Money>,
    /// The month's payments less gateway fees, by currency.
    pub revenue: Vec<Money>,
    /// Payments whose outcome is not known.
    pub pending_transactions: i64,
    /// Payments of each of the last twelve months in the currency that stands in front, oldest first, for the sparkline; none as above.
    pub payments_by_month: Vec<Money>,
    /// The month before, to compare with; none for a mix of filters that no sums are kept for.
    pub before: Option<MonthBefore>,
}

/// The figures of money of the month before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MonthBefore {
    /// Users who paid in it.
    pub paid: i64,
    /// Successful less refunded, by currency.
    pub payments: Vec<Money>,
    /// The same less gateway fees.
    pub revenue: Vec<Money>,
}

/// By how many per cent a figure changed, to the nearest whole one; none where there was nothing before.
#[must_use]
pub fn per_cent(now: i64, before: i64) -> Option<i64> {
    if before <= 0 {
        return None;
    }
    let (now, before) = (i128::from(now), i128::from(before));
    let hundredfold = (now - before) * 100;
    i64::try_from((2 * hundredfold + before * hundredfold.signum()) / (2 * before)).ok()
}

/// One of the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kpi {
    /// See [`Kpis::total_users`].
    TotalUsers,
    /// See [`Kpis::active_users`].
    ActiveUsers,
    /// See [`Kpis::team_owners`]: people, of whom one may own several organisations.
    TeamOwners,
    /// See [`Kpis::active_instances`].
    ActiveInstances,
    /// See [`Kpis::messages_today`]: by the day on which a gateway took them, whatever became of them afterwards.
    MessagesToday,
    /// See [`MoneyKpis::paying_users`].
    PayingUsers,
    /// See [`MoneyKpis::paid_this_month`]: by the day of the payment, refunds left aside.
    PaidThisMonth,
    /// See [`MoneyKpis::payments_total`].
    PaymentsTotal,
    /// See [`MoneyKpis::payments_this_month`]: by the days of payments and refunds.
    PaymentsThisMonth,
    /// See [`MoneyKpis::revenue`].
    Revenue,
    /// See [`MoneyKpis::pending_transactions`].
    PendingTransactions,
}

/// The rows that a figure counts, where a list shows just these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The filtered users.
    Users,
    /// Those of them for whom this parameter of the list has this value.
    UsersWith(&'static str, &'static str),
    /// Payments within reach with this status, refunds among them.
    Payments(PaymentStatus),
    /// Numbers within reach in this state.
    Instances(InstanceState),
}

impl Rows {
    /// What the address of the list that shows them asks for, beyond the filters of users.
    #[must_use]
    pub const fn parameter(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Users => None,
            Self::UsersWith(name, value) => Some((name, value)),
            Self::Payments(status) => Some(("status", status.code())),
            Self::Instances(state) => Some(("state", state.code())),
        }
    }
}

impl Kpi {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::TotalUsers,
        Self::ActiveUsers,
        Self::TeamOwners,
        Self::ActiveInstances,
        Self::MessagesToday,
        Self::PayingUsers,
        Self::PaidThisMonth,
        Self::PaymentsTotal,
        Self::PaymentsThisMonth,
        Self::Revenue,
        Self::PendingTransactions,
    ];

    /// The rows that it counts under this filter; `None` where no list can show these and no others. Lists of payments and numbers know
    /// nothing of the users' filters, nor of months: under any of them the figure stands for itself.
    #[must_use]
    pub fn rows(self, filter: &UserFilter) -> Option<Rows> {
        let everybody = filter.conditions() == 0;
        match self {
            Self::TotalUsers => Some(Rows::Users),
            Self::ActiveUsers => filter
                .status
                .is_none_or(|status| status == UserStatus::Active)
                .then_some(Rows::UsersWith("status", UserStatus::Active.code())),
            Self::PayingUsers => filter.paid.is_none_or(|paid| paid).then_some(Rows::UsersWith("paid", "yes")),
            Self::ActiveInstances => everybody.then_some(Rows::Instances(InstanceState::Connected)),
            Self::PaymentsTotal => everybody.then_some(Rows::Payments(PaymentStatus::Success)),
            Self::PendingTransactions => everybody.then_some(Rows::Payments(PaymentStatus::Pending)),
            Self::TeamOwners | Self::MessagesToday | Self::PaidThisMonth | Self::PaymentsThisMonth | Self::Revenue => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // finding 12
    #[test]
    fn a_change_is_rounded_to_the_nearest_per_cent() {
        let changes = [(104, 100, 4), (1_004, 1_000, 0), (1_005, 1_000, 1), (995, 1_000, -1), (0, 7, -100), (-7, 7, -200), (3, 3, 0)];
        for (now, before, wanted) in changes {
            assert_eq!(per_cent(now, before), Some(wanted), "{before} to {now}");
        }
        assert_eq!([per_cent(5, 0), per_cent(5, -5)], [None, None], "there was nothing to compare with");
        assert_eq!(per_cent(i64::MAX, 1), None, "more than a number holds");
        assert_eq!(per_cent(i64::MAX, i64::MAX), Some(0));
    }

    // finding 3
    #[test]
    fn a_figure_names_its_rows_or_none() {
        let all = UserFilter { month: Some(Period(202_609)), ..UserFilter::default() };
        assert_eq!(Kpi::PaymentsTotal.rows(&all), Some(Rows::Payments(PaymentStatus::Success)));
        assert_eq!(Kpi::ActiveUsers.rows(&all), Some(Rows::UsersWith("status", "active")));
        assert_eq!(Kpi::PaymentsThisMonth.rows(&all), None, "the list of payments knows no months");
        let some = UserFilter { status: Some(UserStatus::Inactive), paid: Some(false), ..UserFilter::default() };
        assert_eq!(Kpi::TotalUsers.rows(&some), Some(Rows::Users));
        for kpi in [Kpi::ActiveUsers, Kpi::PayingUsers, Kpi::PaymentsTotal, Kpi::PendingTransactions, Kpi::ActiveInstances] {
            assert_eq!(kpi.rows(&some), None, "{kpi:?}");
        }
    }
}
