//! Figures for a mix of filters that no sum is kept for: aggregates over the filtered users and what each of them amounts to, never over
//! payments or messages; one statement, which reads the filtered users once.

use domain::time::Period;
use sea_orm::{ConnectionTrait, DbBackend};

use super::{
    SumRow,
    health::{self, HealthRow, Late},
    truth,
};
use crate::{DbResult, Sql, users::narrow::Narrow};

/// Which periods of which measures are summed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Today.
    pub today: Period,
    /// The month that the figures speak of.
    pub month: Period,
    /// The twelve months up to it.
    pub year: &'a [Period],
    /// Whether amounts are wanted.
    pub money: bool,
    /// The months as instants, with everything before and after filed under all time.
    pub starts: &'a truth::Starts,
    /// When something has waited too long.
    pub late: Late,
}

const GROSS: &str = "(m.measure >= 'gross:' AND m.measure < 'gross;')";
const REFUNDED: &str = "(m.measure >= 'refunded:' AND m.measure < 'refunded;')";
const FEES: &str = "(m.measure >= 'fees:' AND m.measure < 'fees;')";

impl Wanted<'_> {
    /// Conditions on `user_measure m`, each one range of the index by period and measure.
    fn ranges(&self) -> Vec<String> {
        let mut out =
            vec!["m.period = 0 AND m.measure = 'instances'".to_owned(), format!("m.period = {} AND m.measure = 'messages'", self.today.0)];
        if !self.money {
            return out;
        }
        let month = self.month.0;
        out.extend([
            format!("m.period = {month} AND {FEES}"),
            format!("m.period = {month} AND m.measure = 'payers'"),
            "m.period = 0 AND m.measure = 'pending'".to_owned(),
        ]);
        for period in self.year.iter().map(|period| period.0).chain([0]) {
            for kind in [GROSS, REFUNDED] {
                out.push(format!("m.period = {period} AND {kind}"));
            }
        }
        out
    }
}

/// People who fit, counted by month of registration and over all; what they own and whether they paid over all.
const PEOPLE: &str = "SELECT 0 AS period, 'users' AS measure, CAST(COALESCE(SUM(users), 0) AS bigint) AS amount FROM counted
    UNION ALL SELECT period, 'users', users FROM counted WHERE period <> 0
    UNION ALL SELECT 0, 'active', CAST(COALESCE(SUM(active), 0) AS bigint) FROM counted
    UNION ALL SELECT 0, 'team_owners', CAST(COALESCE(SUM(team_owners), 0) AS bigint) FROM counted
    UNION ALL SELECT 0, 'payers', CAST(COALESCE(SUM(payers), 0) AS bigint) FROM counted";

/// The figures of the filtered users, and the health of the system. PostgreSQL reads each range of measures from the index alone; SQLite
/// goes by user.
///
/// # Errors
/// When the database refuses.
pub async fn figures(connection: &impl ConnectionTrait, narrow: &Narrow, wanted: Wanted<'_>) -> DbResult<(Vec<SumRow>, HealthRow)> {
    let backend = connection.get_database_backend();
    let mut sql =
        Sql::new("WITH people AS MATERIALIZED (SELECT u.id, u.status, u.team_owner, u.has_paid, u.registered_at FROM users u WHERE 1 = 1");
    narrow.push(&mut sql, backend);
    sql.push(&format!(
        "), counted AS (SELECT {} AS period, COUNT(*) AS users, SUM(CASE WHEN f.status = 'active' THEN 1 ELSE 0 END) AS active,
        SUM(CASE WHEN f.team_owner THEN 1 ELSE 0 END) AS team_owners, SUM(CASE WHEN f.has_paid THEN 1 ELSE 0 END) AS payers
        FROM people f GROUP BY 1) {PEOPLE}",
        truth::bucket("f.registered_at", wanted.starts)
    ));
    let ranges = wanted.ranges();
    let amounts = if backend == DbBackend::Postgres {
        let parts: Vec<_> = ranges
            .iter()
            .map(|range| format!("SELECT m.user_id, m.period, m.measure, m.amount FROM user_measure m WHERE {range}"))
            .collect();
        // Asked whether a measure is of one of them, the planner knows that it is of one at most; a join would make it guess.
        format!("({}) AS m WHERE m.user_id IN (SELECT f.id FROM people f)", parts.join(" UNION ALL "))
    } else {
        format!("people f CROSS JOIN user_measure m ON m.user_id = f.id WHERE (({}))", ranges.join(") OR ("))
    };
    sql.push(&format!(" UNION ALL SELECT m.period, m.measure, CAST(SUM(m.amount) AS bigint) FROM {amounts} GROUP BY m.period, m.measure"));
    health::push(&mut sql, wanted.late);
    Ok(health::split(sql.all(connection).await?))
}
