//! Building the figures anew from the tables behind them, and finding drift. After a bulk load that wrote payments past [`super::add`],
//! and when the operator's time zone changes ([`zone_before`] tells), call [`rebuild`].

use db::figures::{truth, zone};
use domain::{error::Result, time::Period};

use super::calendar;
use crate::Context;

/// A figure that is not what the tables say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// Which row: `user_measure usr_…` or `kpi_sum 1/7/ role=customer`.
    pub place: String,
    /// In which period.
    pub period: Period,
    /// What.
    pub measure: String,
    /// What has to be added to make it right.
    pub short_by: i64,
}

/// Most rows that [`check`] names.
const NAMED: usize = 100;

async fn starts(context: &Context) -> Result<(Vec<(i64, Period)>, Vec<(i64, Period)>)> {
    let span = truth::span(context.db.read()).await?;
    Ok((calendar::months(context, span.first, span.last), calendar::days(context, span.first_message, span.last_message)))
}

/// Builds all figures anew, in one transaction. Nothing else should be writing: what it does not see is not counted.
///
/// # Errors
/// When the database refuses; then the figures are as they were.
pub async fn rebuild(context: &Context) -> Result<()> {
    let (months, days) = starts(context).await?;
    let tx = context.db.begin().await?;
    truth::rebuild(&*tx, &months, &days).await?;
    zone::remember(&*tx, &context.settings.time_zone).await?;
    Ok(tx.commit().await?)
}

/// The time zone by whose days and months the figures were built, where the operator has chosen another since. Asked for the first time it
/// remembers the one that is set.
///
/// # Errors
/// When the database refuses.
pub async fn zone_before(context: &Context) -> Result<Option<String>> {
    let now = &context.settings.time_zone;
    let known = zone::known(context.db.read()).await?;
    if known.is_none() {
        zone::remember(context.db.write(), now).await?;
    }
    Ok(known.filter(|known| known != now))
}

/// Builds the figures of a database that an older version filled, if they are not all there; says whether it did.
///
/// # Errors
/// When the database refuses.
pub async fn complete(context: &Context) -> Result<bool> {
    let lacking = truth::is_of_older_version(context.db.read()).await?;
    if lacking {
        rebuild(context).await?;
    }
    Ok(lacking)
}

/// The first hundred figures that are not what the tables say; none when all is well.
///
/// # Errors
/// When the database refuses.
pub async fn check(context: &Context) -> Result<Vec<Drift>> {
    let (months, days) = starts(context).await?;
    let measures = truth::measure_drift(context.db.read(), &months, &days, NAMED).await?;
    let sums = truth::sum_drift(context.db.read(), &months, NAMED).await?;
    let measures = measures.into_iter().map(|row| Drift {
        place: format!("user_measure {}", row.user_id),
        period: row.period,
        measure: row.measure,
        short_by: row.amount,
    });
    let sums = sums.into_iter().map(|row| Drift {
        place: format!("kpi_sum {} {}={}", row.node, row.dimension, row.value),
        period: row.period,
        measure: row.measure,
        short_by: row.amount,
    });
    Ok(measures.chain(sums).take(NAMED).collect())
}
