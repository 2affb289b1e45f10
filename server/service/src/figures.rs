//! Figures: what each user amounts to, by month and over all time, and sums of it for every node of the tree by role, status, tier,
//! plan, manager and organisation. A change is written with the row that causes it, in the same transaction: the user's own measures,
//! and deltas that [`fold`] sums later. Readers take the sums and the deltas together, so that the figures are exact at any moment
//! and no row is hot. Who has many deltas at once (an import) adds them to the sums itself where nobody else is summing.
//!
//! To add a measure: a variant of [`Measure`] with its code, a call of [`add`] where it changes, its line in `db::figures::truth`, and
//! its place in `read`. After a bulk load past these functions call [`rebuild`]; [`check`] finds drift.

use domain::{
    Currency,
    access::Role,
    error::{Error, Result},
    ids::{OrganisationId, PlanId, UserId},
    time::{Period, Timestamp},
    user::{EmailStatus, UserStatus},
};

mod calendar;
mod fold;
mod read;
mod rebuild;
mod room;
#[cfg(test)]
mod tests;
mod write;

pub use calendar::start_of_day;
pub use fold::fold;
pub use read::{UserFigures, kpis, members, messages_on, of_users};
pub use rebuild::{Drift, check, complete, rebuild, zone_before};
pub use room::room;
pub use write::{add, user_changed, user_created, users_changed, users_created};

/// What the figures of a user are filed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Part of the tree.
    pub path: String,
    /// Role.
    pub role: Role,
    /// Status.
    pub status: UserStatus,
    /// Tier.
    pub tier: i16,
    /// State of the address.
    pub email: EmailStatus,
    /// Plan.
    pub plan: Option<PlanId>,
    /// Manager.
    pub manager: Option<UserId>,
    /// Organisation.
    pub organisation: Option<OrganisationId>,
    /// Owns an organisation.
    pub team_owner: bool,
    /// Registered.
    pub registered_at: Timestamp,
}

impl TryFrom<&db::figures::FactsRow> for Facts {
    type Error = Error;

    fn try_from(row: &db::figures::FactsRow) -> Result<Self> {
        let unreadable =
            |column: &'static str, value: &str| Error::from(db::DbError::Unreadable { table: "users", column, value: value.to_owned() });
        Ok(Self {
            path: row.path.clone(),
            role: Role::from_code(&row.role).ok_or_else(|| unreadable("role", &row.role))?,
            status: UserStatus::from_code(&row.status).ok_or_else(|| unreadable("status", &row.status))?,
            tier: row.tier,
            email: EmailStatus::from_code(&row.email_status).ok_or_else(|| unreadable("email_status", &row.email_status))?,
            plan: row.plan_id,
            manager: row.manager_id,
            organisation: row.organisation_id,
            team_owner: row.team_owner,
            registered_at: row.registered_at,
        })
    }
}

/// What is counted or summed, per user and period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// 1 per user (all time, and in the month of registration); follows from the facts.
    Users,
    /// 1 per active user (all time); follows from the facts.
    Active,
    /// 1 per user who owns an organisation (all time); follows from the facts.
    TeamOwners,
    /// Connected instances (all time).
    Instances,
    /// Messages a gateway accepted (all time, month, day).
    Messages,
    /// 1 per user with a successful payment (all time, month); follows from the gross amounts.
    Payers,
    /// Payments pending (all time).
    Pending,
    /// Successful payments in minor units (all time, month).
    Gross(Currency),
    /// Refunds in minor units (all time, month).
    Refunded(Currency),
    /// Gateway fees in minor units (all time, month).
    Fees(Currency),
    /// Successful payments by number (all time).
    Payments(Currency),
}

impl Measure {
    /// As stored.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Users => "users".to_owned(),
            Self::Active => "active".to_owned(),
            Self::TeamOwners => "team_owners".to_owned(),
            Self::Instances => "instances".to_owned(),
            Self::Messages => "messages".to_owned(),
            Self::Payers => "payers".to_owned(),
            Self::Pending => "pending".to_owned(),
            Self::Gross(currency) => format!("gross:{currency}"),
            Self::Refunded(currency) => format!("refunded:{currency}"),
            Self::Fees(currency) => format!("fees:{currency}"),
            // Between `gross:` and `instances`, so that whoever reads those two has it in the same range.
            Self::Payments(currency) => format!("incoming:{currency}"),
        }
    }

    /// Reads [`Self::code`].
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            Some((kind, currency)) => {
                let currency = Currency::from_code(currency)?;
                match kind {
                    "gross" => Some(Self::Gross(currency)),
                    "refunded" => Some(Self::Refunded(currency)),
                    "fees" => Some(Self::Fees(currency)),
                    "incoming" => Some(Self::Payments(currency)),
                    _ => None,
                }
            }
            None => [Self::Users, Self::Active, Self::TeamOwners, Self::Instances, Self::Messages, Self::Payers, Self::Pending]
                .into_iter()
                .find(|measure| measure.code() == code),
        }
    }

    /// Whether it follows from something else and is never given to [`add`].
    const fn follows(self) -> bool {
        matches!(self, Self::Users | Self::Active | Self::TeamOwners | Self::Payers)
    }
}

/// A change of one user's measure in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Whose.
    pub user: UserId,
    /// In which period: all time, a month or a day.
    pub period: Period,
    /// What.
    pub measure: Measure,
    /// By how much.
    pub amount: i64,
}
