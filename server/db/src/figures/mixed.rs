//! Figures for a mix of filters that no sum is kept for: aggregates over the filtered users and what each of them amounts to, never over
//! payments or messages.

use domain::time::Period;
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};

use super::{SumRow, truth};
use crate::{DbResult, Sql, users::narrow::Narrow};

/// Filtered users of one month of registration.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PeopleRow {
    /// The month, or [`Period::ALL`] for every other month.
    pub period: Period,
    /// Users.
    pub users: i64,
    /// Who may sign in.
    pub active: i64,
    /// Who own an organisation.
    pub team_owners: i64,
    /// Who ever paid.
    pub payers: i64,
}

/// Counts the filtered users by month of registration, in one statement.
///
/// # Errors
/// When the database refuses.
pub async fn people(connection: &impl ConnectionTrait, narrow: &Narrow, months: &truth::Starts) -> DbResult<Vec<PeopleRow>> {
    let mut sql = Sql::new(&format!("SELECT {} AS period, CAST(COUNT(*) AS bigint) AS users, CAST(SUM(CASE WHEN u.status = 'active' THEN 1 ELSE 0 END) AS bigint) AS active,
        CAST(SUM(CASE WHEN u.team_owner THEN 1 ELSE 0 END) AS bigint) AS team_owners, CAST(SUM(CASE WHEN u.has_paid THEN 1 ELSE 0 END) AS bigint) AS payers
        FROM users u WHERE 1 = 1", truth::bucket("u.registered_at", months)));
    narrow.push(&mut sql, connection.get_database_backend());
    sql.push(" GROUP BY 1");
    sql.all(connection).await
}

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

/// Sums what the filtered users amount to, in one statement. PostgreSQL reads each range from the index alone; SQLite goes by user.
///
/// # Errors
/// When the database refuses.
pub async fn amounts(connection: &impl ConnectionTrait, narrow: &Narrow, wanted: Wanted<'_>) -> DbResult<Vec<SumRow>> {
    let backend = connection.get_database_backend();
    let ranges = wanted.ranges();
    let (measures, condition) = if backend == DbBackend::Postgres {
        let parts: Vec<_> = ranges
            .iter()
            .map(|range| format!("SELECT m.user_id, m.period, m.measure, m.amount FROM user_measure m WHERE {range}"))
            .collect();
        (format!("({})", parts.join(" UNION ALL ")), "1 = 1".to_owned())
    } else {
        ("user_measure".to_owned(), format!("(({}))", ranges.join(") OR (")))
    };
    let mut sql = Sql::new(&format!(
        "SELECT m.period, m.measure, CAST(SUM(m.amount) AS bigint) AS amount FROM {measures} AS m JOIN users u ON u.id = m.user_id WHERE {condition}"
    ));
    narrow.push(&mut sql, backend);
    sql.push(" GROUP BY m.period, m.measure");
    sql.all(connection).await
}
