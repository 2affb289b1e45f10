//! Figures for a mix of filters that no sum is kept for: aggregates over the filtered users and what each of them amounts to, never over
//! payments or messages; one statement. Curves of twelve months are for the filters that sums are kept for: here they would be more
//! than half of the rows that are read.
//!
//! PostgreSQL decides between two ways while the statement runs: few people are looked up one by one, of many the measures are read range
//! by range, by several workers. It cannot know beforehand: how many a search finds is a guess that is wrong by a factor of fifty.

use domain::time::Period;
use sea_orm::{ConnectionTrait, DbBackend};

use super::{
    SumRow,
    health::{self, HealthRow, Late},
    wide,
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

/// Most people who are looked up one by one. For 4,590 of a million that took a tenth of the time of reading whole ranges; from how many on
/// the ranges are quicker was not measured.
const FEW: usize = 20_000;

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

    /// The same for one user after the other: one range of the primary key, which holds the amount as well. What nobody asked for comes
    /// along where it stands in between.
    fn of_one(self) -> String {
        let Self { today: Period(today), month: Period(month), money, .. } = self;
        let measures = if money { "m.measure >= 'fees:' AND m.measure < 'refunded;'" } else { "m.measure IN ('instances', 'messages')" };
        format!("m.period IN (0, {month}, {today}) AND {measures}")
    }
}

/// People who fit, over all; what they own and whether they ever paid.
const PEOPLE: [(&str, &str); 4] = [
    ("users", "COUNT(*)"),
    ("active", "SUM(CASE WHEN u.status = 'active' THEN 1 ELSE 0 END)"),
    ("team_owners", "SUM(CASE WHEN u.team_owner THEN 1 ELSE 0 END)"),
    ("payers", "SUM(CASE WHEN u.has_paid THEN 1 ELSE 0 END)"),
];

/// [`PEOPLE`] as columns.
fn counts() -> String {
    let columns = PEOPLE.map(|(measure, count)| format!("CAST(COALESCE({count}, 0) AS bigint) AS {measure}"));
    columns.join(", ")
}

/// What is filed in these ranges, of everybody.
fn union(ranges: &[String]) -> String {
    let select = "SELECT m.user_id, m.period, m.measure, m.amount FROM user_measure m WHERE ";
    ranges.iter().map(|range| format!("{select}{range}")).collect::<Vec<_>>().join(" UNION ALL ")
}

/// The figures of the filtered users, and the health of the system.
///
/// # Errors
/// When the database refuses.
pub async fn figures(connection: &impl ConnectionTrait, narrow: &Narrow, wanted: Wanted) -> DbResult<(Vec<SumRow>, HealthRow)> {
    let mut sql =
        if connection.get_database_backend() == DbBackend::Postgres { few_or_many(narrow, wanted) } else { by_user(narrow, wanted) };
    health::push(&mut sql, wanted.late);
    Ok(health::split(sql.all(connection).await?))
}

/// SQLite goes by user.
fn by_user(narrow: &Narrow, wanted: Wanted) -> Sql {
    let mut sql = Sql::new(&format!("WITH counted AS (SELECT {} FROM users u WHERE 1 = 1", counts()));
    narrow.push(&mut sql, DbBackend::Sqlite);
    sql.push(")");
    for (at, (measure, _)) in PEOPLE.iter().enumerate() {
        sql.push(if at == 0 { "" } else { " UNION ALL" });
        sql.push(&format!(" SELECT 0 AS period, '{measure}' AS measure, {measure} AS amount FROM counted"));
    }
    // By user and period, whatever SQLite knows of its tables: with statistics it would look the same ranges up among everybody's, once
    // for each user, which took 25 s for ten thousand. The sign before a column keeps it from other indexes than that.
    sql.push(&format!(
        " UNION ALL SELECT m.period, m.measure, {} FROM users u CROSS JOIN user_measure m ON m.user_id = u.id
        AND m.period IN (0, {}, {}) WHERE (({}))",
        wide::sum(DbBackend::Sqlite, "m.amount"),
        wanted.month.0,
        wanted.today.0,
        wanted.ranges().join(") OR (").replace("m.period", "+m.period"),
    ));
    narrow.push(&mut sql, DbBackend::Sqlite);
    sql.push(" GROUP BY m.period, m.measure");
    sql
}

/// PostgreSQL counts up to [`FEW`] people first; the half of the statement that this rules out is not started.
fn few_or_many(narrow: &Narrow, wanted: Wanted) -> Sql {
    let backend = DbBackend::Postgres;
    let names = PEOPLE.map(|(measure, _)| format!("('{measure}', c.{measure})")).join(", ");
    let unfold = format!(") AS c CROSS JOIN LATERAL (VALUES {names}) AS v (measure, amount)");
    let (counts, sums) = (counts(), format!("SELECT m.period, m.measure, {} AS amount FROM", wide::sum(backend, "m.amount")));
    let mut sql = Sql::new("WITH few AS MATERIALIZED (SELECT u.id, u.status, u.team_owner, u.has_paid FROM users u WHERE 1 = 1");
    narrow.push(&mut sql, backend);
    sql.push(&format!(" LIMIT {}), sized AS MATERIALIZED (SELECT COUNT(*) <= {FEW} AS small FROM few)", FEW + 1));
    sql.push(&format!(
        " SELECT period, measure, amount FROM (SELECT 0 AS period, v.measure, v.amount FROM (SELECT {counts} FROM few u{unfold}"
    ));
    // In the order of the key, so that neighbours are found in memory; `OFFSET 0` keeps PostgreSQL from joining in another way.
    sql.push(&format!(
        " UNION ALL {sums} (SELECT id FROM few ORDER BY id) AS u CROSS JOIN LATERAL (SELECT m.period, m.measure, m.amount
        FROM user_measure m WHERE m.user_id = u.id AND {} OFFSET 0) AS m GROUP BY m.period, m.measure) AS s",
        wanted.of_one()
    ));
    sql.push(" WHERE (SELECT small FROM sized) UNION ALL SELECT period, measure, amount FROM (");
    sql.push(&format!("SELECT 0 AS period, v.measure, v.amount FROM (SELECT {counts} FROM users u WHERE 1 = 1"));
    narrow.push(&mut sql, backend);
    let of_all = union(&wanted.ranges());
    sql.push(&format!("{unfold} UNION ALL {sums} ({of_all}) AS m JOIN users u ON u.id = m.user_id WHERE 1 = 1"));
    narrow.push(&mut sql, backend);
    sql.push(" GROUP BY m.period, m.measure) AS s WHERE NOT (SELECT small FROM sized)");
    sql
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exec, users::narrow::Search, values};
    use domain::{access::Reach, time::Timestamp, user::UserFilter};

    crate::both_databases! {
        async fn few_and_many_are_counted_alike(db: Db) {
            let text = if db.read().get_database_backend() == DbBackend::Postgres {
                "INSERT INTO users (id, path, role, name, name_key, email, email_key, status, search, registered_at)
                 SELECT CAST(lpad(to_hex(n), 32, '0') AS uuid), '1/', 'customer', 'x', 'x', n || '@x', n || '@x', CASE WHEN n % 2 = 0 THEN 'active' ELSE 'inactive' END, 'x', n
                 FROM generate_series(1, ?) AS n"
            } else {
                "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ?) INSERT INTO users (id, path, role, name, name_key, email, email_key, status, search, registered_at)
                 SELECT CAST(printf('%016d', n) AS blob), '1/', 'customer', 'x', 'x', n || '@x', n || '@x', CASE WHEN n % 2 = 0 THEN 'active' ELSE 'inactive' END, 'x', n FROM s"
            };
            let many = i64::try_from(FEW + 2).expect("small");
            exec(db.write(), text, values![many]).await.expect("people");
            exec(db.write(), "INSERT INTO user_measure (user_id, period, measure, amount) SELECT id, 0, 'gross:USD', registered_at FROM users", vec![]).await.expect("what they paid");
            exec(db.write(), "ANALYZE", vec![]).await.expect("as a database knows itself that has run for a minute");
            let late = Late { unsealed_before: Timestamp(0), waiting_before: Timestamp(0) };
            let wanted = Wanted { today: Period(20_261_121), month: Period(202_611), money: true, late };
            let up_to = |number: i64| {
                let (reach, filter, search) = (Reach::Tree("1/".to_owned()), UserFilter::default(), Search::All);
                Narrow { reach, filter, search, registered: (None, Some(number + 1)), seen: (None, None), only: None }
            };
            if db.backend() == DbBackend::Sqlite {
                let plan = crate::testing::plan(&db, by_user(&up_to(3), wanted)).await.join("; ");
                assert!(plan.contains("SEARCH m USING INDEX sqlite_autoindex_user_measure_1 (user_id=? AND period=?)"), "{plan}");
            }
            for number in [3, many - 2, many - 1, many] {
                let (sums, _) = figures(db.read(), &up_to(number), wanted).await.expect("counts");
                let of = |measure: &str| sums.iter().find(|row| row.measure == measure).map_or(0, |row| row.amount);
                assert_eq!((of("users"), of("active"), of("gross:USD")), (number, number / 2, number * (number + 1) / 2));
            }
        }
    }
}
