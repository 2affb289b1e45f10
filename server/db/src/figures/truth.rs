//! The figures recomputed by sets from the tables behind them: payments, numbers, messages and users. The same statements rebuild the
//! figures after a bulk load and find drift, so that what is checked is what would be built. A month or a day of an instant is a
//! literal ladder of comparisons ([`bucket`]), because databases do not share a way to speak of time zones.

use domain::time::Period;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use super::{Profile, wide};
use crate::DbResult;

/// Where each period of the operator's calendar begins, in microseconds, oldest first.
pub type Starts = [(i64, Period)];

/// First and last instant that figures speak of, over everything stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Span {
    /// The first of anything.
    pub first: Option<i64>,
    /// The last of anything.
    pub last: Option<i64>,
    /// The first message.
    pub first_message: Option<i64>,
    /// The last message.
    pub last_message: Option<i64>,
}

/// Over which time figures have to be computed.
///
/// # Errors
/// When the database refuses.
pub async fn span(connection: &impl ConnectionTrait) -> DbResult<Span> {
    let text = format!("SELECT MIN(at) AS first, MAX(at) AS last, MIN(sent) AS first_message, MAX(sent) AS last_message FROM (
        SELECT MIN(registered_at) AS at, CAST(NULL AS bigint) AS sent FROM users UNION ALL SELECT MAX(registered_at), NULL FROM users
        UNION ALL SELECT MIN(paid_at), NULL FROM payment UNION ALL SELECT MAX(paid_at), NULL FROM payment
        UNION ALL SELECT MIN({SENT}), MIN({SENT}) FROM message m WHERE {TAKEN} UNION ALL SELECT MAX({SENT}), MAX({SENT}) FROM message m WHERE {TAKEN}) AS t");
    let row = crate::one(connection, &text, vec![]).await?;
    Ok(row.unwrap_or(Span { first: None, last: None, first_message: None, last_message: None }))
}

/// When a gateway took a message.
const SENT: &str = "COALESCE(m.accepted_at, m.submitted_at, m.queued_at)";
/// Whether a gateway took a message.
const TAKEN: &str = "(m.accepted_at IS NOT NULL OR m.state IN ('accepted','server','delivered','read','played'))";

/// The period of the instant in `column`, as an expression: a balanced ladder of `CASE`, about ten comparisons for a century.
#[must_use]
pub fn bucket(column: &str, starts: &Starts) -> String {
    match starts {
        [] => "-1".to_owned(),
        [(_, period)] => period.0.to_string(),
        _ => {
            let (before, after) = starts.split_at(starts.len() / 2);
            format!("CASE WHEN {column} < {} THEN {} ELSE {} END", after[0].0, bucket(column, before), bucket(column, after))
        }
    }
}

/// A UUID as 32 hexadecimal digits, as an expression.
#[must_use]
pub fn hex(backend: DbBackend, column: &str) -> String {
    if backend == DbBackend::Postgres { format!("replace(CAST({column} AS text), '-', '')") } else { format!("lower(hex({column}))") }
}

/// Every measure of every user as the tables say: (user_id, period, measure, amount), as a common table expression named `e`.
fn measures(backend: DbBackend, months: &Starts, days: &Starts) -> String {
    let of = |amount: &str| wide::sum(backend, amount);
    let (amounts, fees, all) = (of("p.amount_minor"), of("p.fee_minor"), of("amount"));
    let (paid, sent, day) = (bucket("p.paid_at", months), bucket(SENT, months), bucket(SENT, days));
    format!("monthly AS (
            SELECT p.user_id, {paid} AS period, CASE WHEN p.refunds_id IS NULL THEN 'gross:' ELSE 'refunded:' END || p.currency AS measure, {amounts} AS amount
                FROM payment p WHERE p.status = 'success' GROUP BY 1, 2, 3
            UNION ALL SELECT p.user_id, {paid} AS period, 'fees:' || p.currency, {fees} FROM payment p WHERE p.status = 'success' AND p.fee_minor > 0 GROUP BY 1, 2, 3
            UNION ALL SELECT m.user_id, {sent} AS period, 'messages', COUNT(*) FROM message m WHERE {TAKEN} GROUP BY 1, 2, 3),
        counted AS (
            SELECT user_id, period, measure, amount FROM monthly
            UNION ALL SELECT user_id, 0, measure, {all} FROM monthly GROUP BY user_id, measure
            UNION ALL SELECT p.user_id, 0, 'incoming:' || p.currency, COUNT(*) FROM payment p WHERE p.status = 'success' AND p.refunds_id IS NULL GROUP BY p.user_id, p.currency
            UNION ALL SELECT m.user_id, {day} AS period, 'messages', COUNT(*) FROM message m WHERE {TAKEN} GROUP BY 1, 2, 3
            UNION ALL SELECT p.user_id, 0, 'pending', COUNT(*) FROM payment p WHERE p.status = 'pending' GROUP BY p.user_id
            UNION ALL SELECT i.user_id, 0, 'instances', COUNT(*) FROM instance i WHERE i.state = 'connected' AND i.deleted_at IS NULL GROUP BY i.user_id),
        e AS (
            SELECT user_id, period, measure, amount FROM counted
            UNION ALL SELECT DISTINCT user_id, period, 'payers', 1 FROM counted WHERE measure >= 'gross:' AND measure < 'gross;' AND amount > 0)")
}

/// The dimensions that are computed from users, with the expression of their value and the condition that a user has one.
fn from_users(backend: DbBackend) -> [(&'static str, String, &'static str); 3] {
    [
        (Profile::CODE, Profile::expression(backend, "u"), "TRUE"),
        ("manager", hex(backend, "u.manager_id"), "u.manager_id IS NOT NULL"),
        ("organisation", hex(backend, "u.organisation_id"), "u.organisation_id IS NOT NULL"),
    ]
}

/// The dimensions that are sums of profiles, with the part of the profile's key that is their value. There are thousands of profiles
/// where there are millions of measures, so each of these costs next to nothing.
const FROM_PROFILES: [(&str, Option<usize>); 6] =
    [("all", None), ("role", Some(1)), ("status", Some(2)), ("tier", Some(3)), ("email", Some(4)), ("plan", Some(5))];

/// Sums of one dimension as those of profiles say, for every node: (node, value, period, measure, amount).
fn sums_of_profiles(backend: DbBackend, part: Option<usize>) -> String {
    let value = match (part, backend) {
        (None, _) => "''".to_owned(),
        (Some(part), DbBackend::Postgres) => format!("split_part(p.value, '|', {part})"),
        (Some(part), _) => format!("json_extract('[\"' || replace(p.value, '|', '\",\"') || '\"]', '$[{}]')", part - 1),
    };
    let given = if part == Some(5) { format!(" AND {value} <> ''") } else { String::new() };
    format!(
        "SELECT p.node, {value} AS value, p.period, p.measure, {} AS amount FROM kpi_sum p
        WHERE p.dimension = '{}'{given} GROUP BY 1, 2, 3, 4",
        wide::sum(backend, "p.amount"),
        Profile::CODE
    )
}

/// Sums of one dimension as users and their measures say, for every node: (node, value, period, measure, amount). With `unsummed`, less
/// what is not yet summed.
fn sums_of(backend: DbBackend, value: &str, condition: &str, months: &Starts, unsummed: bool) -> String {
    let (of_users, of_all, not_yet) = (wide::sum(backend, "m.amount"), wide::sum(backend, "filed.amount"), wide::sum(backend, "u.amount"));
    let registered = bucket("u.registered_at", months);
    let users = format!("FROM users u WHERE {condition}");
    let less = if unsummed {
        format!("UNION ALL SELECT u.path, {value}, u.period, u.measure, -{not_yet} FROM kpi_delta u WHERE {condition} GROUP BY 1, 2, 3, 4")
    } else {
        String::new()
    };
    // Each node above a path is the path less its last step.
    let above = "rtrim(rtrim(node, '/'), '0123456789')";
    format!("WITH RECURSIVE pair(path, node) AS (
            SELECT path, path FROM (SELECT path FROM users UNION SELECT path FROM kpi_delta) AS paths
            UNION ALL SELECT path, {above} FROM pair WHERE {above} <> ''),
        filed AS (
            SELECT u.path, {value} AS value, m.period, m.measure, {of_users} AS amount FROM users u JOIN user_measure m ON m.user_id = u.id WHERE {condition} GROUP BY 1, 2, 3, 4
            UNION ALL SELECT u.path, {value}, 0, 'users', COUNT(*) {users} GROUP BY 1, 2
            UNION ALL SELECT u.path, {value}, {registered} AS period, 'users', COUNT(*) {users} GROUP BY 1, 2, 3
            UNION ALL SELECT u.path, {value}, 0, 'active', COUNT(*) {users} AND u.status = 'active' GROUP BY 1, 2
            UNION ALL SELECT u.path, {value}, 0, 'team_owners', COUNT(*) {users} AND u.team_owner GROUP BY 1, 2
            {less})
        SELECT pair.node, filed.value, filed.period, filed.measure, {of_all} AS amount FROM filed JOIN pair ON pair.path = filed.path
        GROUP BY pair.node, filed.value, filed.period, filed.measure")
}

/// Whether there are sums of an older version, which kept none by profile, or by profiles of fewer facts, or did not count payments.
///
/// # Errors
/// When the database refuses.
pub async fn is_of_older_version(connection: &impl ConnectionTrait) -> DbResult<bool> {
    let root = "SELECT 1 FROM kpi_sum WHERE node = '1/' AND dimension = 'all' AND value = '' AND period = 0";
    let text = format!(
        "SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM kpi_sum) AND NOT EXISTS (SELECT 1 FROM kpi_sum WHERE dimension = '{}' AND value LIKE '%|%|%|%|%')
            OR EXISTS ({root} AND measure >= 'gross:' AND measure < 'gross;' AND amount <> 0) AND NOT EXISTS ({root} AND measure >= 'incoming:' AND measure < 'incoming;')
            THEN 1 ELSE 0 END AS bigint)",
        Profile::CODE
    );
    Ok(crate::scalar::<i64>(connection, &text, vec![]).await? == Some(1))
}

/// Builds `user_measure` and `kpi_sum` anew and forgets what was not yet summed; `users.has_paid` and `users.team_owner` follow.
///
/// # Errors
/// When the database refuses.
pub async fn rebuild(connection: &impl ConnectionTrait, months: &Starts, days: &Starts) -> DbResult<()> {
    let backend = connection.get_database_backend();
    let run = async |text: &str| crate::exec(connection, text, vec![]).await;
    if backend == DbBackend::Postgres {
        run("SET LOCAL work_mem = '256MB'").await?;
        run("TRUNCATE user_measure, kpi_sum, kpi_delta").await?;
    } else {
        for table in ["user_measure", "kpi_sum", "kpi_delta"] {
            run(&format!("DELETE FROM {table}")).await?;
        }
    }
    run(&format!("INSERT INTO user_measure (user_id, period, measure, amount) WITH {} SELECT user_id, period, measure, CAST(amount AS bigint) FROM e WHERE amount <> 0
        ORDER BY user_id, period, measure", measures(backend, months, days))).await?;
    let paid = "SELECT user_id FROM user_measure WHERE period = 0 AND measure = 'payers'";
    let owners = "SELECT owner_id FROM organisation WHERE owner_id IS NOT NULL";
    for (column, those) in [("has_paid", paid), ("team_owner", owners)] {
        run(&format!("UPDATE users SET {column} = TRUE WHERE NOT {column} AND id IN ({those})")).await?;
        run(&format!("UPDATE users SET {column} = FALSE WHERE {column} AND id NOT IN ({those})")).await?;
    }
    if backend == DbBackend::Postgres {
        run("ANALYZE users, user_measure").await?;
    }
    let users = from_users(backend).map(|(dimension, value, condition)| (dimension, sums_of(backend, &value, condition, months, false)));
    let profiles = FROM_PROFILES.map(|(dimension, part)| (dimension, sums_of_profiles(backend, part)));
    for (dimension, sums) in users.into_iter().chain(profiles) {
        run(&format!(
            "INSERT INTO kpi_sum (node, dimension, value, period, measure, amount)
            SELECT node, '{dimension}', value, period, measure, amount FROM ({sums}) AS s WHERE amount <> 0
            ORDER BY node, value, period, measure"
        ))
        .await?;
    }
    if backend == DbBackend::Postgres {
        run("ANALYZE kpi_sum").await?;
    }
    Ok(())
}

/// A user's measure that is not what the tables say.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MeasureDrift {
    /// Whose.
    pub user_id: domain::ids::UserId,
    /// In which period.
    pub period: Period,
    /// What.
    pub measure: String,
    /// By how much the figure is short.
    pub amount: i64,
}

/// A sum that is not what users amount to.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SumDrift {
    /// At which node.
    pub node: String,
    /// In which dimension.
    pub dimension: String,
    /// Of which group.
    pub value: String,
    /// In which period.
    pub period: Period,
    /// What.
    pub measure: String,
    /// By how much the sum is short.
    pub amount: i64,
}

/// The first measures of users that differ from the tables.
///
/// # Errors
/// When the database refuses.
pub async fn measure_drift(connection: &impl ConnectionTrait, months: &Starts, days: &Starts, limit: usize) -> DbResult<Vec<MeasureDrift>> {
    let backend = connection.get_database_backend();
    let short = wide::sum(backend, "amount");
    let text = format!(
        "WITH {} SELECT user_id, period, measure, {short} AS amount
        FROM (SELECT user_id, period, measure, amount FROM e UNION ALL SELECT user_id, period, measure, -amount FROM user_measure) AS t
        GROUP BY user_id, period, measure HAVING {short} <> 0 ORDER BY user_id, period, measure LIMIT {limit}",
        measures(backend, months, days)
    );
    crate::all(connection, &text, vec![]).await
}

/// The first sums that differ from users and their measures. Where profiles differ, sums of profiles are not looked at: they would be
/// called wrong for being right.
///
/// # Errors
/// When the database refuses.
pub async fn sum_drift(connection: &impl ConnectionTrait, months: &Starts, limit: usize) -> DbResult<Vec<SumDrift>> {
    let backend = connection.get_database_backend();
    let mut out = Vec::new();
    for (dimension, value, condition) in from_users(backend) {
        out.extend(drift_of(connection, dimension, &sums_of(backend, &value, condition, months, true), limit).await?);
    }
    if !out.iter().any(|drift| drift.dimension == Profile::CODE) {
        for (dimension, part) in FROM_PROFILES {
            out.extend(drift_of(connection, dimension, &sums_of_profiles(backend, part), limit).await?);
        }
    }
    out.truncate(limit);
    Ok(out)
}

async fn drift_of(connection: &impl ConnectionTrait, dimension: &str, sums: &str, limit: usize) -> DbResult<Vec<SumDrift>> {
    let short = wide::sum(connection.get_database_backend(), "amount");
    let text = format!(
        "SELECT node, '{dimension}' AS dimension, value, period, measure, {short} AS amount
        FROM (SELECT node, value, period, measure, amount FROM ({sums}) AS s
            UNION ALL SELECT node, value, period, measure, -amount FROM kpi_sum WHERE dimension = '{dimension}') AS t
        GROUP BY node, value, period, measure HAVING {short} <> 0 ORDER BY node, value, period, measure LIMIT {limit}"
    );
    crate::all(connection, &text, vec![]).await
}
