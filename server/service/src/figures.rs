//! Figures. Stub signatures: see the area's owner.

use db::Tx;
use domain::{
    Currency, Result,
    access::Role,
    ids::{OrganisationId, PlanId, UserId},
    time::{Period, Timestamp},
    user::UserStatus,
};

use crate::Context;

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

/// What is counted or summed, per user and period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// 1 per user (all time, and in the month of registration).
    Users,
    /// 1 per active user (all time).
    Active,
    /// 1 per user who owns an organisation (all time).
    TeamOwners,
    /// Connected instances (all time).
    Instances,
    /// Messages a gateway accepted (all time, month, day).
    Messages,
    /// 1 per user with a successful payment (all time, month).
    Payers,
    /// Payments pending (all time).
    Pending,
    /// Successful payments in minor units (all time, month).
    Gross(Currency),
    /// Refunds in minor units (all time, month).
    Refunded(Currency),
    /// Gateway fees in minor units (all time, month).
    Fees(Currency),
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

/// Files a new user.
///
/// # Errors
/// When the database refuses.
pub async fn user_created(_tx: &Tx, _context: &Context, _user: UserId, _facts: &Facts) -> Result<()> { Ok(()) }

/// Files a user, and all they amount to, under what they are now.
///
/// # Errors
/// When the database refuses.
pub async fn user_changed(_tx: &Tx, _context: &Context, _user: UserId, _before: &Facts, _after: &Facts) -> Result<()> { Ok(()) }

/// Adds steps to users' measures and to the sums. `Payers` must not be given: it follows from `Gross`.
///
/// # Errors
/// When the database refuses.
pub async fn add(_tx: &Tx, _context: &Context, _steps: &[Step]) -> Result<()> { Ok(()) }
