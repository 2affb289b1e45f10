//! By what users are grouped in the sums, and how each group is named there.

use domain::{
    access::Role,
    ids::{OrganisationId, PlanId, UserId},
    user::{EmailStatus, UserStatus},
};
use sea_orm::{DbBackend, Value};

use super::truth;

/// By what users are grouped in the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Not at all.
    All,
    /// By role.
    Role(Role),
    /// By status.
    Status(UserStatus),
    /// By tier.
    Tier(i16),
    /// By state of the address.
    Email(EmailStatus),
    /// By plan.
    Plan(PlanId),
    /// By manager.
    Manager(UserId),
    /// By organisation.
    Organisation(OrganisationId),
    /// By several of role, status, tier, state of the address and plan at once.
    Profile(Profile),
}

/// Some of the facts that few values occur of. Sums are kept for each combination that there is; a profile that leaves facts open is
/// the sum of those that fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// Of this role alone.
    pub role: Option<Role>,
    /// Of this status alone.
    pub status: Option<UserStatus>,
    /// Of this tier alone.
    pub tier: Option<i16>,
    /// With the address in this state alone.
    pub email: Option<EmailStatus>,
    /// On this plan alone.
    pub plan: Option<PlanId>,
}

impl Profile {
    /// Name of the dimension in `kpi_sum`.
    pub const CODE: &'static str = "profile";

    /// The value under which sums of a combination are kept: `customer|active|2|verified|` and the plan's UUID as 32 hexadecimal digits, if any.
    #[must_use]
    pub fn key(role: &str, status: &str, tier: i16, email: &str, plan: Option<PlanId>) -> String {
        format!("{role}|{status}|{tier}|{email}|{}", plan.map(|id| id.0.simple().to_string()).unwrap_or_default())
    }

    /// The same as an expression over a table's columns.
    pub(crate) fn expression(backend: DbBackend, table: &str) -> String {
        let plan = truth::hex(backend, &format!("{table}.plan_id"));
        format!(
            "{table}.role || '|' || {table}.status || '|' || CAST({table}.tier AS text) || '|' || {table}.email_status || '|' || COALESCE({plan}, '')"
        )
    }

    /// What the keys of combinations that fit look like, for `LIKE` with `!` as its escape: `%` stands for a fact that is left open.
    pub(super) fn pattern(self) -> String {
        let role = self.role.map_or("%".to_owned(), |role| role.code().replace('_', "!_"));
        let tier = self.tier.map_or("%".to_owned(), |tier| tier.to_string());
        let plan = self.plan.map_or("%".to_owned(), |id| id.0.simple().to_string());
        let (status, email) = (self.status.map_or("%", UserStatus::code), self.email.map_or("%", EmailStatus::code));
        format!("{role}|{status}|{tier}|{email}|{plan}")
    }

    /// Columns of `kpi_delta` with their values.
    fn columns(self) -> Vec<(&'static str, Value)> {
        let facts = [
            self.role.map(Dimension::Role),
            self.status.map(Dimension::Status),
            self.tier.map(Dimension::Tier),
            self.email.map(Dimension::Email),
            self.plan.map(Dimension::Plan),
        ];
        facts.into_iter().flatten().flat_map(Dimension::columns).collect()
    }
}

impl Dimension {
    /// Its name in `kpi_sum`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Role(_) => "role",
            Self::Status(_) => "status",
            Self::Tier(_) => "tier",
            Self::Email(_) => "email",
            Self::Plan(_) => "plan",
            Self::Manager(_) => "manager",
            Self::Organisation(_) => "organisation",
            Self::Profile(_) => Profile::CODE,
        }
    }

    /// Its value in `kpi_sum`: a code, or an id's UUID as 32 hexadecimal digits; of a profile, what the values look like.
    #[must_use]
    pub fn value(self) -> String {
        match self {
            Self::All => String::new(),
            Self::Role(role) => role.code().to_owned(),
            Self::Status(status) => status.code().to_owned(),
            Self::Tier(tier) => tier.to_string(),
            Self::Email(status) => status.code().to_owned(),
            Self::Plan(id) => id.0.simple().to_string(),
            Self::Manager(id) => id.0.simple().to_string(),
            Self::Organisation(id) => id.0.simple().to_string(),
            Self::Profile(profile) => profile.pattern(),
        }
    }

    /// Columns of `kpi_delta` and `users` with their values there.
    pub(super) fn columns(self) -> Vec<(&'static str, Value)> {
        let column = match self {
            Self::All => return Vec::new(),
            Self::Profile(profile) => return profile.columns(),
            Self::Role(role) => ("role", role.code().into()),
            Self::Status(status) => ("status", status.code().into()),
            Self::Tier(tier) => ("tier", tier.into()),
            Self::Email(status) => ("email_status", status.code().into()),
            Self::Plan(id) => ("plan_id", id.into()),
            Self::Manager(id) => ("manager_id", id.into()),
            Self::Organisation(id) => ("organisation_id", id.into()),
        };
        vec![column]
    }
}
