//! Writing figures. Every function takes thousands of users at once and makes a handful of statements: changes are added up in memory
//! first. Users are locked before their facts are read, so that a payment and a move of the same user cannot miss each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use db::{
    Tx, Wake,
    figures::{self as rows, DeltaRow, MeasureRow},
};
use domain::{
    error::{Error, Result},
    ids::{OrganisationId, PlanId, UserId},
    time::Period,
    user::UserStatus,
};

use super::{Facts, Measure, Step, fold};
use crate::Context;

/// What a delta is filed under, as a key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Filed {
    path: String,
    role: &'static str,
    status: &'static str,
    tier: i16,
    email: &'static str,
    plan: Option<PlanId>,
    manager: Option<UserId>,
    organisation: Option<OrganisationId>,
}

impl From<&Facts> for Filed {
    fn from(facts: &Facts) -> Self {
        Self {
            path: facts.path.clone(),
            role: facts.role.code(),
            status: facts.status.code(),
            tier: facts.tier,
            email: facts.email.code(),
            plan: facts.plan,
            manager: facts.manager,
            organisation: facts.organisation,
        }
    }
}

/// From so many changes at once on, as a bulk load makes them, they are summed right away where nobody else is summing: written to the log
/// they would leave hundreds of megabytes of emptied pages behind, which whoever reads the figures goes through.
const MANY: usize = 64;

/// Changes added up before they are written, wider than what is written, so that a move of many users cannot fail on the way.
#[derive(Default)]
struct Deltas(BTreeMap<(Filed, Period, String), i128>);

/// A sum in parts of 64 bits each: almost always one.
fn parts(mut sum: i128) -> impl Iterator<Item = i64> {
    std::iter::from_fn(move || {
        let part = fold::within(sum);
        sum -= i128::from(part);
        (part != 0).then_some(part)
    })
}

impl Deltas {
    fn add(&mut self, filed: &Filed, period: Period, measure: &str, amount: i128) {
        *self.0.entry((filed.clone(), period, measure.to_owned())).or_default() += amount;
    }

    /// What a user counts for by being there.
    fn add_user(&mut self, context: &Context, facts: &Facts, sign: i128) {
        let filed = Filed::from(facts);
        self.add(&filed, Period::ALL, "users", sign);
        self.add(&filed, context.month_of(facts.registered_at), "users", sign);
        if facts.status == UserStatus::Active {
            self.add(&filed, Period::ALL, "active", sign);
        }
        if facts.team_owner {
            self.add(&filed, Period::ALL, "team_owners", sign);
        }
    }

    async fn write(self, tx: &Tx) -> Result<()> {
        let deltas: Vec<_> = self
            .0
            .into_iter()
            .flat_map(|(key, amount)| parts(amount).map(move |part| (key.clone(), part)))
            .map(|((filed, period, measure), amount)| DeltaRow {
                path: filed.path,
                role: filed.role.to_owned(),
                status: filed.status.to_owned(),
                tier: filed.tier,
                email_status: filed.email.to_owned(),
                plan_id: filed.plan,
                manager_id: filed.manager,
                organisation_id: filed.organisation,
                period,
                measure,
                amount,
            })
            .collect();
        if deltas.is_empty() {
            return Ok(());
        }
        if deltas.len() >= MANY && rows::may_sum(&**tx).await? {
            return Ok(rows::add_sums(&**tx, fold::group(&deltas)).await?);
        }
        rows::append_deltas(&**tx, deltas).await?;
        tx.wake(Wake::Figures);
        Ok(())
    }
}

fn too_large() -> Error {
    tracing::error!("a figure does not fit 64 bits");
    Error::invalid(domain::msg::field_amount_too_large())
}

/// Files a new user.
///
/// # Errors
/// When the database refuses.
pub async fn user_created(tx: &Tx, context: &Context, _user: UserId, facts: &Facts) -> Result<()> {
    users_created(tx, context, [facts]).await
}

/// Files new users, thousands at once.
///
/// # Errors
/// When the database refuses.
pub async fn users_created<'a>(tx: &Tx, context: &Context, users: impl IntoIterator<Item = &'a Facts> + Send) -> Result<()> {
    let mut deltas = Deltas::default();
    for facts in users {
        deltas.add_user(context, facts, 1);
    }
    deltas.write(tx).await
}

/// Files a user, and all they amount to, under what they are now.
///
/// # Errors
/// When the database refuses.
pub async fn user_changed(tx: &Tx, context: &Context, user: UserId, before: &Facts, after: &Facts) -> Result<()> {
    users_changed(tx, context, &[(user, before.clone(), after.clone())]).await
}

/// Files users, and all they amount to, under what they are now. The caller's transaction holds their rows locked (it has read them for
/// update, or changed them), so that no payment comes in between.
///
/// # Errors
/// When the database refuses.
pub async fn users_changed(tx: &Tx, context: &Context, users: &[(UserId, Facts, Facts)]) -> Result<()> {
    let changed: Vec<_> = users.iter().filter(|(_, before, after)| before != after).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut deltas = Deltas::default();
    for (_, before, after) in &changed {
        deltas.add_user(context, before, -1);
        deltas.add_user(context, after, 1);
    }
    let moved: HashMap<UserId, (Filed, Filed)> = changed
        .iter()
        .map(|(user, before, after)| (*user, (before.into(), after.into())))
        .filter(|(_, (before, after)): &(UserId, (Filed, Filed))| before != after)
        .collect();
    let mut ids: Vec<_> = moved.keys().copied().collect();
    ids.sort_unstable();
    for row in rows::measures_of(&**tx, &ids).await? {
        let Some((before, after)) = moved.get(&row.user_id) else { continue };
        deltas.add(before, row.period, &row.measure, -i128::from(row.amount));
        deltas.add(after, row.period, &row.measure, i128::from(row.amount));
    }
    deltas.write(tx).await
}

type Sums = BTreeMap<(UserId, Period, String), i64>;

/// Adds steps to users' measures and to the sums. What follows from something else ([`Measure::Payers`] from the gross amounts; users,
/// active and team owners from facts) must not be given.
///
/// # Errors
/// When the database refuses, or a user is not known.
pub async fn add(tx: &Tx, _context: &Context, steps: &[Step]) -> Result<()> {
    let mut sums = Sums::new();
    for step in steps {
        debug_assert!(!step.measure.follows(), "{:?} follows from something else", step.measure);
        let sum = sums.entry((step.user, step.period, step.measure.code())).or_default();
        *sum = sum.checked_add(step.amount).ok_or_else(too_large)?;
    }
    sums.retain(|_, amount| *amount != 0);
    if sums.is_empty() {
        return Ok(());
    }
    let users: Vec<UserId> = sums.keys().map(|(user, _, _)| *user).collect::<BTreeSet<_>>().into_iter().collect();
    let facts = rows::lock_facts(&**tx, &users).await?;
    let filed: HashMap<UserId, Filed> = facts.iter().map(|row| Ok((row.id, Filed::from(&Facts::try_from(row)?)))).collect::<Result<_>>()?;
    let payers = payers(tx, &sums).await?;
    sums.extend(payers);
    let mut deltas = Deltas::default();
    for ((user, period, measure), amount) in &sums {
        let Some(filed) = filed.get(user) else {
            tracing::error!(%user, "figures were given for a user that is not there");
            return Err(Error::internal());
        };
        deltas.add(filed, *period, measure, i128::from(*amount));
    }
    rows::add_measures(&**tx, sums.into_iter().map(|((user_id, period, measure), amount)| MeasureRow { user_id, period, measure, amount }))
        .await?;
    deltas.write(tx).await
}

/// Who became a payer in which period by these steps (or is none any more), and remembers on the user who ever paid.
async fn payers(tx: &Tx, sums: &Sums) -> Result<Sums> {
    let is_gross = |measure: &str| measure.starts_with("gross:");
    let concerned: BTreeSet<(UserId, Period)> =
        sums.keys().filter(|(_, _, measure)| is_gross(measure)).map(|(user, period, _)| (*user, *period)).collect();
    if concerned.is_empty() {
        return Ok(Sums::new());
    }
    let users: Vec<_> = concerned.iter().map(|(user, _)| *user).collect::<BTreeSet<_>>().into_iter().collect();
    let periods: Vec<_> = concerned.iter().map(|(_, period)| *period).collect::<BTreeSet<_>>().into_iter().collect();
    let mut gross: HashMap<(UserId, Period), BTreeMap<String, i128>> = HashMap::new();
    for row in rows::measures_in(&**tx, &users, &periods, Some(("gross:", "gross;"))).await? {
        gross.entry((row.user_id, row.period)).or_default().insert(row.measure, i128::from(row.amount));
    }
    let before: BTreeSet<(UserId, Period)> =
        gross.iter().filter(|(_, of)| of.values().any(|amount| *amount > 0)).map(|(key, _)| *key).collect();
    for ((user, period, measure), amount) in sums.iter().filter(|((_, _, measure), _)| is_gross(measure)) {
        *gross.entry((*user, *period)).or_default().entry(measure.clone()).or_default() += i128::from(*amount);
    }
    let mut out = Sums::new();
    for (user, period) in concerned {
        let paid = gross.get(&(user, period)).is_some_and(|of| of.values().any(|amount| *amount > 0));
        let change = i64::from(paid) - i64::from(before.contains(&(user, period)));
        if change != 0 {
            out.insert((user, period, Measure::Payers.code()), change);
        }
    }
    for (paid, change) in [(true, 1), (false, -1)] {
        let those: Vec<_> =
            out.iter().filter(|((_, period, _), by)| *period == Period::ALL && **by == change).map(|((user, _, _), _)| *user).collect();
        rows::set_has_paid(&**tx, &those, paid).await?;
    }
    Ok(out)
}
