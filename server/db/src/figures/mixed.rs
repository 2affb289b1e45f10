//! Figures for a mix of filters that no sum is kept for: aggregates over the filtered users and what each of them amounts to, never over
//! payments or messages; one statement. Curves of twelve months are for the filters that sums are kept for: here they would be more
//! than half of the rows that are read.

use domain::time::Period;
use sea_orm::{ConnectionTrait, DbBackend};

use super::{
    SumRow,
    health::{self, HealthRow, Late},
};
use crate::{DbResult, Sql, users::narrow::Narrow};

/// Which periods of which measures are summed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Today.
    pub today: Period,
    /// The month that the figures speak of.
    pub month: Period,
    /// Whether amounts are wanted.
    pub money: bool,
    /// When something has waited too long.
    pub late: Late,
}

impl Wanted {
    /// Conditions on `user_measure m`, each one range of the index by period and measure. Measures that are neighbours in the order of
    /// their names share a range: what stands between them is not filed under that period.
    fn ranges(self) -> Vec<String> {
        let (today, month) = (self.today.0, self.month.0);
        let messages = format!("m.period = {today} AND m.measure = 'messages'");
        if !self.money {
            return vec![messages, "m.period = 0 AND m.measure = 'instances'".to_owned()];
        }
        vec![
            messages,
            "m.period = 0 AND m.measure >= 'gross:' AND m.measure <= 'instances'".to_owned(),
            "m.period = 0 AND m.measure >= 'pending' AND m.measure < 'refunded;'".to_owned(),
            format!("m.period = {month} AND m.measure >= 'fees:' AND m.measure < 'gross;'"),
            format!("m.period = {month} AND m.measure >= 'payers' AND m.measure < 'refunded;'"),
        ]
    }
}

/// People who fit, over all; what they own and whether they ever paid.
const PEOPLE: [(&str, &str); 4] = [
    ("users", "COUNT(*)"),
    ("active", "SUM(CASE WHEN u.status = 'active' THEN 1 ELSE 0 END)"),
    ("team_owners", "SUM(CASE WHEN u.team_owner THEN 1 ELSE 0 END)"),
    ("payers", "SUM(CASE WHEN u.has_paid THEN 1 ELSE 0 END)"),
];

/// The figures of the filtered users, and the health of the system. PostgreSQL reads each range of measures from the index alone, by
/// several workers where there are many; SQLite goes by user.
///
/// # Errors
/// When the database refuses.
pub async fn figures(connection: &impl ConnectionTrait, narrow: &Narrow, wanted: Wanted) -> DbResult<(Vec<SumRow>, HealthRow)> {
    let backend = connection.get_database_backend();
    let counts: Vec<_> = PEOPLE.iter().map(|(measure, count)| format!("CAST(COALESCE({count}, 0) AS bigint) AS {measure}")).collect();
    let mut sql = Sql::new(&format!("WITH counted AS (SELECT {} FROM users u WHERE 1 = 1", counts.join(", ")));
    narrow.push(&mut sql, backend);
    sql.push(")");
    for (at, (measure, _)) in PEOPLE.iter().enumerate() {
        sql.push(if at == 0 { "" } else { " UNION ALL" });
        sql.push(&format!(" SELECT 0 AS period, '{measure}' AS measure, {measure} AS amount FROM counted"));
    }
    let ranges = wanted.ranges();
    let amounts = if backend == DbBackend::Postgres {
        let parts: Vec<_> = ranges
            .iter()
            .map(|range| format!("SELECT m.user_id, m.period, m.measure, m.amount FROM user_measure m WHERE {range}"))
            .collect();
        format!("({}) AS m JOIN users u ON u.id = m.user_id WHERE 1 = 1", parts.join(" UNION ALL "))
    } else {
        format!("users u CROSS JOIN user_measure m ON m.user_id = u.id WHERE (({}))", ranges.join(") OR ("))
    };
    sql.push(&format!(" UNION ALL SELECT m.period, m.measure, CAST(SUM(m.amount) AS bigint) FROM {amounts}"));
    narrow.push(&mut sql, backend);
    sql.push(" GROUP BY m.period, m.measure");
    health::push(&mut sql, wanted.late);
    Ok(health::split(sql.all(connection).await?))
}
