//! Figures: what each user amounts to (`user_measure`), the changes not yet summed (`kpi_delta`, append-only, so that no row is hot) and
//! the sums by node of the tree and dimension (`kpi_sum`). Rules are in `service::figures`; the recomputation from the tables behind
//! the figures is in [`truth`].
//!
//! To add a dimension: a variant of [`Dimension`], its column in `kpi_delta`, a line in [`truth`]'s list. A fact of few values that is
//! often filtered together with others belongs into [`Profile`] as well.

use domain::{
    ids::{OrganisationId, PlanId, UserId},
    time::{Period, Timestamp},
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use crate::{DbResult, Sql, insert_many, reach::path_range, values};

mod dimension;
pub mod health;
mod log;
pub mod mixed;
pub mod truth;
pub mod wide;
pub mod zone;

pub use dimension::{Dimension, Profile};
pub use health::HealthRow;
pub use log::{append_deltas, may_sum, shrink_log, take_deltas};

/// What a user's figures are filed under, as stored.
#[derive(Debug, Clone, FromQueryResult)]
pub struct FactsRow {
    /// Whose.
    pub id: UserId,
    /// Part of the tree.
    pub path: String,
    /// Role's code.
    pub role: String,
    /// Status' code.
    pub status: String,
    /// Tier.
    pub tier: i16,
    /// Code of the address's state.
    pub email_status: String,
    /// Plan.
    pub plan_id: Option<PlanId>,
    /// Manager.
    pub manager_id: Option<UserId>,
    /// Organisation.
    pub organisation_id: Option<OrganisationId>,
    /// Owns an organisation.
    pub team_owner: bool,
    /// Since when.
    pub registered_at: Timestamp,
}

/// One measure of one user.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MeasureRow {
    /// Whose.
    pub user_id: UserId,
    /// In which period.
    pub period: Period,
    /// What.
    pub measure: String,
    /// How much.
    pub amount: i64,
}

/// A change that is not yet summed.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct DeltaRow {
    /// Part of the tree.
    pub path: String,
    /// Role's code.
    pub role: String,
    /// Status' code.
    pub status: String,
    /// Tier.
    pub tier: i16,
    /// Code of the address's state.
    pub email_status: String,
    /// Plan.
    pub plan_id: Option<PlanId>,
    /// Manager.
    pub manager_id: Option<UserId>,
    /// Organisation.
    pub organisation_id: Option<OrganisationId>,
    /// In which period.
    pub period: Period,
    /// What.
    pub measure: String,
    /// By how much.
    pub amount: i64,
}

/// A sum over users.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SumRow {
    /// In which period.
    pub period: Period,
    /// What.
    pub measure: String,
    /// How much.
    pub amount: i64,
}

/// A row of `kpi_sum` to add to: node, dimension, value, period, measure and by how much.
pub type SumStep = (String, &'static str, String, Period, String, i64);

/// Columns of [`FactsRow`] in `users`.
pub(crate) const FACTS: &str =
    "id, path, role, status, tier, email_status, plan_id, manager_id, organisation_id, team_owner, registered_at";

/// Most ids in one statement.
const IDS: usize = 10_000;

/// Reads and locks the facts of users, so that nobody files them elsewhere until this transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn lock_facts(connection: &impl ConnectionTrait, users: &[UserId]) -> DbResult<Vec<FactsRow>> {
    let mut out = Vec::with_capacity(users.len());
    for some in users.chunks(IDS) {
        let mut sql = Sql::new(&format!("SELECT {FACTS} FROM users WHERE id IN "));
        sql.list(some.iter().copied()).push(" ORDER BY id");
        if connection.get_database_backend() == DbBackend::Postgres {
            sql.push(" FOR UPDATE");
        }
        out.extend(sql.all::<FactsRow>(connection).await?);
    }
    Ok(out)
}

/// All that these users amount to.
///
/// # Errors
/// When the database refuses.
pub async fn measures_of(connection: &impl ConnectionTrait, users: &[UserId]) -> DbResult<Vec<MeasureRow>> {
    let mut out = Vec::new();
    for some in users.chunks(IDS) {
        let mut sql = Sql::new(
            "SELECT user_id, period, measure, CAST(amount AS bigint) AS amount FROM user_measure WHERE amount <> 0 AND user_id IN ",
        );
        sql.list(some.iter().copied());
        out.extend(sql.all::<MeasureRow>(connection).await?);
    }
    Ok(out)
}

/// What these users amount to in these periods; `within` narrows to measures from one name to before another.
///
/// # Errors
/// When the database refuses.
pub async fn measures_in(
    connection: &impl ConnectionTrait,
    users: &[UserId],
    periods: &[Period],
    within: Option<(&str, &str)>,
) -> DbResult<Vec<MeasureRow>> {
    let mut out = Vec::new();
    for some in users.chunks(IDS) {
        out.extend(measured(connection.get_database_backend(), some, periods, within).all::<MeasureRow>(connection).await?);
    }
    Ok(out)
}

/// The statement of [`measures_in`]. SQLite would rather read all of a period, of everybody, because that index holds the amount as well;
/// the sign before the column keeps it to the few rows of each user.
fn measured(backend: DbBackend, users: &[UserId], periods: &[Period], within: Option<(&str, &str)>) -> Sql {
    let mut sql =
        Sql::new("SELECT user_id, period, measure, CAST(amount AS bigint) AS amount FROM user_measure WHERE amount <> 0 AND user_id IN ");
    sql.list(users.iter().copied());
    sql.push(if backend == DbBackend::Sqlite { " AND +period IN " } else { " AND period IN " });
    sql.list(periods.iter().copied());
    if let Some((from, before)) = within {
        sql.push(" AND measure >= ").bind(from).push(" AND measure < ").bind(before);
    }
    sql
}

/// Adds to what users amount to. Each (user, period, measure) may stand there once.
///
/// # Errors
/// When the database refuses.
pub async fn add_measures(connection: &impl ConnectionTrait, steps: impl IntoIterator<Item = MeasureRow>) -> DbResult<()> {
    let rows = steps.into_iter().map(|step| values![step.user_id, step.period, step.measure, step.amount]).collect();
    let tail = format!("ON CONFLICT (user_id, period, measure) {}", wide::added("user_measure"));
    insert_many(connection, "user_measure", &["user_id", "period", "measure", "amount"], rows, &tail).await?;
    Ok(())
}

/// Says of users whether they ever paid.
///
/// # Errors
/// When the database refuses.
pub async fn set_has_paid(connection: &impl ConnectionTrait, users: &[UserId], paid: bool) -> DbResult<()> {
    for some in users.chunks(IDS) {
        let mut sql = Sql::new("UPDATE users SET has_paid = ");
        sql.bind(paid).push(" WHERE id IN ").list(some.iter().copied());
        sql.exec(connection).await?;
    }
    Ok(())
}

/// How much of these measures all users together amount to, over all time, with what is not yet summed. A measure of which there is none
/// is left out.
///
/// # Errors
/// When the database refuses.
pub async fn totals(connection: &impl ConnectionTrait, measures: &[String]) -> DbResult<Vec<SumRow>> {
    let mut sql = Sql::new(&format!(
        "SELECT 0 AS period, measure, {} AS amount FROM (SELECT measure, amount FROM kpi_sum
        WHERE node = '1/' AND dimension = 'all' AND value = '' AND period = 0 AND measure IN ",
        wide::sum(connection.get_database_backend(), "amount")
    ));
    sql.list(measures.iter().cloned())
        .push(" UNION ALL SELECT measure, amount FROM kpi_delta WHERE period = 0 AND measure IN ")
        .list(measures.iter().cloned())
        .push(") AS t GROUP BY measure");
    sql.all(connection).await
}

/// Adds to sums. Each key may stand there once; give them in order, so that two processes cannot wait for each other.
///
/// # Errors
/// When the database refuses.
pub async fn add_sums(connection: &impl ConnectionTrait, steps: impl IntoIterator<Item = SumStep>) -> DbResult<()> {
    let rows = steps
        .into_iter()
        .map(|(node, dimension, value, period, measure, amount)| values![node, dimension, value, period, measure, amount])
        .collect();
    let tail = format!("ON CONFLICT (node, dimension, value, period, measure) {}", wide::added("kpi_sum"));
    insert_many(connection, "kpi_sum", &["node", "dimension", "value", "period", "measure", "amount"], rows, &tail).await?;
    Ok(())
}

/// The sums of one group under a node, with what is not yet summed: one statement, so that a change that is being summed counts once.
/// The health of the system comes with it.
///
/// # Errors
/// When the database refuses.
pub async fn sums(
    connection: &impl ConnectionTrait,
    node: &str,
    dimension: Dimension,
    periods: &[Period],
    late: health::Late,
) -> DbResult<(Vec<SumRow>, HealthRow)> {
    let (from, before) = path_range(node);
    let mut sql = Sql::new(&format!(
        "SELECT period, measure, {} AS amount FROM (SELECT period, measure, amount FROM kpi_sum WHERE node = ",
        wide::sum(connection.get_database_backend(), "amount")
    ));
    sql.bind(node).push(" AND dimension = ").bind(dimension.code());
    match dimension {
        Dimension::Profile(profile) => sql.push(" AND value LIKE ").bind(profile.pattern()).push(" ESCAPE '!'"),
        _ => sql.push(" AND value = ").bind(dimension.value()),
    };
    sql.push(" AND period IN ").list(periods.iter().copied());
    sql.push(" UNION ALL SELECT period, measure, amount FROM kpi_delta WHERE path >= ").bind(from).push(" AND path < ").bind(before);
    for (column, value) in dimension.columns() {
        sql.push(&format!(" AND {column} = ")).bind(value);
    }
    sql.push(" AND period IN ").list(periods.iter().copied()).push(") AS t GROUP BY period, measure");
    health::push(&mut sql, late);
    Ok(health::split(sql.all(connection).await?))
}

/// How many users under a node belong to each of these organisations.
///
/// # Errors
/// When the database refuses.
pub async fn members(
    connection: &impl ConnectionTrait,
    node: &str,
    organisations: &[OrganisationId],
) -> DbResult<std::collections::HashMap<OrganisationId, i64>> {
    #[derive(FromQueryResult)]
    struct Row {
        value: String,
        amount: i64,
    }
    let (from, before) = path_range(node);
    let hex = truth::hex(connection.get_database_backend(), "organisation_id");
    let mut sql = Sql::new("SELECT value, CAST(SUM(amount) AS bigint) AS amount FROM (SELECT value, amount FROM kpi_sum WHERE node = ");
    sql.bind(node)
        .push(" AND dimension = 'organisation' AND value IN ")
        .list(organisations.iter().map(|id| Dimension::Organisation(*id).value()));
    sql.push(&format!(" AND period = 0 AND measure = 'users' UNION ALL SELECT {hex} AS value, amount FROM kpi_delta WHERE path >= "))
        .bind(from)
        .push(" AND path < ")
        .bind(before);
    sql.push(" AND organisation_id IN ")
        .list(organisations.iter().copied())
        .push(" AND period = 0 AND measure = 'users') AS t GROUP BY value");
    let rows: Vec<Row> = sql.all(connection).await?;
    Ok(rows.into_iter().filter_map(|row| Some((OrganisationId(uuid::Uuid::try_parse(&row.value).ok()?), row.amount))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exec, testing::plan};

    crate::both_databases! {
        async fn what_few_users_amount_to_is_looked_up_by_user(db: Db) {
            let user = |number| UserId(uuid::Uuid::from_u128(number));
            let periods = [Period::ALL, Period(202_611)];
            let steps = (0..2_000).flat_map(|number| periods.map(|period| MeasureRow { user_id: user(number), period, measure: "gross:EUR".into(), amount: 1 }));
            add_measures(db.write(), steps).await.expect("adds");
            let few: Vec<_> = (0..50).map(user).collect();
            for known in [false, true] {
                if known {
                    exec(db.write(), "ANALYZE", vec![]).await.expect("statistics");
                } else if db.backend() == DbBackend::Postgres {
                    continue;
                }
                let plan = plan(&db, measured(db.backend(), &few, &periods, None)).await.join("; ");
                assert!(plan.contains("(user_id=?)") || plan.contains("user_measure_pkey"), "{plan}");
            }
            let rows = measures_in(db.read(), &few, &periods[1..], None).await.expect("reads");
            assert_eq!((rows.len(), rows.iter().all(|row| row.period == periods[1])), (50, true));
        }
    }
}
