//! The figures above the user table. They follow the filter and the viewer's part of the tree; money is there only for those who may
//! see it. Names are those of `switchyard kpis --json`.

use serde::{Deserialize, Serialize};

use crate::{Money, time::Period};

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
    /// Successful less refunded, all time, by currency.
    pub payments_total: Vec<Money>,
    /// Successful less refunded, in the month, by currency.
    pub payments_this_month: Vec<Money>,
    /// The month's payments less gateway fees, by currency.
    pub revenue: Vec<Money>,
    /// Payments whose outcome is not known.
    pub pending_transactions: i64,
    /// Payments of each of the last twelve months in the busiest currency, oldest first, for the sparkline; none as above.
    pub payments_by_month: Vec<Money>,
}
