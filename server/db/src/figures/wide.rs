//! Sums near the end of 64 bits. What would leave the range is refused where it comes in; these keep a figure that got there all the same
//! from stopping whoever reads or adds: it stays at the end of the range instead. Left alone, PostgreSQL refuses such a statement and
//! SQLite either does so too (`SUM`) or goes on in floating point (`+`), where the last digits are lost without a word.

use sea_orm::DbBackend;

/// The largest figure; the smallest is the same below nothing.
const END: i64 = i64::MAX;

/// The sum of an expression over a group that is not empty, as a whole number of 64 bits.
///
/// PostgreSQL sums in decimals of any length. SQLite does not: there the upper and the lower half of each number are summed apart, which
/// stays within the range for two thousand million rows, and put together afterwards.
#[must_use]
pub fn sum(backend: DbBackend, of: &str) -> String {
    if backend == DbBackend::Postgres {
        return format!("CAST(LEAST(GREATEST(SUM({of}), -{END}), {END}) AS bigint)");
    }
    let low = format!("SUM(({of}) & 4294967295)");
    let high = format!("(SUM(({of}) >> 32) + ({low} >> 32))");
    format!(
        "CASE WHEN {high} > 2147483647 THEN {END} WHEN {high} < -2147483648 THEN -{END} ELSE MAX(-{END}, ({high} << 32) | ({low} & 4294967295)) END"
    )
}

/// The part of an upsert that adds to the amount which a row of `table` has.
#[must_use]
pub fn added(table: &str) -> String {
    format!(
        "DO UPDATE SET amount = CASE WHEN excluded.amount >= 0
            THEN CASE WHEN {table}.amount > {END} - excluded.amount THEN {END} ELSE {table}.amount + excluded.amount END
            ELSE CASE WHEN {table}.amount < -{END} - excluded.amount THEN -{END} ELSE {table}.amount + excluded.amount END END"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exec, insert_many, scalar, values};

    /// Amounts at both ends, at the border between the halves and around nothing.
    const AMOUNTS: [i64; 9] = [END, END - 3, -END, 4 - END, 1 << 32, (1 << 32) - 1, -(1 << 32), 2, -1];

    fn kept(sum: i128) -> i64 {
        i64::try_from(sum.clamp(-i128::from(END), i128::from(END))).expect("within the range")
    }

    crate::both_databases! {
        // w4: with a plain `SUM`, SQLite answers an error and PostgreSQL a number that does not fit.
        async fn w4_sums_stay_whole_numbers_and_stop_at_the_end(db: Db) {
            for one in AMOUNTS {
                for two in AMOUNTS {
                    for three in AMOUNTS {
                        let text = format!("SELECT {} FROM (SELECT CAST(? AS bigint) AS amount UNION ALL SELECT ? UNION ALL SELECT ?) AS pile", sum(db.backend(), "amount"));
                        let read = scalar::<i64>(db.read(), &text, values![one, two, three]).await.expect("a whole number");
                        assert_eq!(read, Some(kept(i128::from(one) + i128::from(two) + i128::from(three))), "{one} {two} {three}");
                    }
                }
            }
        }

        // w4: with a plain `+`, SQLite goes on in floating point and PostgreSQL refuses the statement.
        async fn w4_adding_stays_a_whole_number_and_stops_at_the_end(db: Db) {
            let tx = db.begin().await.expect("begins");
            let tail = format!("ON CONFLICT (user_id, period, measure) {}", added("user_measure"));
            for one in AMOUNTS {
                for two in AMOUNTS {
                    exec(&*tx, "DELETE FROM user_measure", vec![]).await.expect("empties");
                    for amount in [one, two] {
                        let row = values![uuid::Uuid::nil(), 0_i32, "gross:USD", amount];
                        insert_many(&*tx, "user_measure", &["user_id", "period", "measure", "amount"], vec![row], &tail).await.expect("adds");
                    }
                    let read = scalar::<i64>(&*tx, "SELECT amount FROM user_measure", vec![]).await.expect("a whole number");
                    assert_eq!(read, Some(kept(i128::from(one) + i128::from(two))), "{one} {two}");
                }
            }
        }
    }
}
