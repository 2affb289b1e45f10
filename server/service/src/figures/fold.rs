//! Summing what is not yet summed. A batch of deltas is taken away and added to the sums of every node above it and every dimension, in
//! one transaction: whoever reads sees it either as deltas or as sums. Several processes may call it; one works at a time.

use std::collections::BTreeMap;

use db::figures::{self as rows, DeltaRow, Dimension, Profile};
use domain::{error::Result, time::Period};

use crate::Context;

/// How many deltas one transaction sums.
const BATCH: usize = 2_000;

/// Sums all there is and says how many deltas it took. A worker calls this after each commit that left some, and now and then.
///
/// # Errors
/// When the database refuses; what was summed before stays summed.
pub async fn fold(context: &Context) -> Result<usize> {
    let mut taken = 0;
    while let Some(some) = batch(context).await? {
        taken += some;
        if some < BATCH {
            break;
        }
    }
    if let Err(error) = rows::shrink_log(&context.db).await {
        tracing::warn!(%error, "the emptied log of figures keeps its pages for now");
    }
    Ok(taken)
}

/// One transaction: how many deltas it summed; `None` while another process is at it.
async fn batch(context: &Context) -> Result<Option<usize>> {
    let tx = context.db.begin().await?;
    let Some(deltas) = rows::take_deltas(&*tx, BATCH).await? else { return Ok(None) };
    if !deltas.is_empty() {
        rows::add_sums(&*tx, group(&deltas)).await?;
        tx.commit().await?;
    }
    Ok(Some(deltas.len()))
}

/// The nodes a path lies under, from the root to itself.
fn nodes(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..=at])
}

/// Deltas by node, dimension, value, period and measure, in the order of the sums' key. What leaves 64 bits stays at their end: a figure
/// that cannot be right any more must not keep all others from being summed.
pub fn group(deltas: &[DeltaRow]) -> Vec<rows::SumStep> {
    let mut sums: BTreeMap<(&str, &'static str, String, Period, &str), i128> = BTreeMap::new();
    for delta in deltas {
        let mut values = vec![
            ("all", String::new()),
            ("role", delta.role.clone()),
            ("status", delta.status.clone()),
            ("tier", delta.tier.to_string()),
            ("email", delta.email_status.clone()),
            (Profile::CODE, Profile::key(&delta.role, &delta.status, delta.tier, &delta.email_status, delta.plan_id)),
        ];
        let ids = [
            delta.plan_id.map(Dimension::Plan),
            delta.manager_id.map(Dimension::Manager),
            delta.organisation_id.map(Dimension::Organisation),
        ];
        values.extend(ids.into_iter().flatten().map(|dimension| (dimension.code(), dimension.value())));
        for node in nodes(&delta.path) {
            for (dimension, value) in &values {
                *sums.entry((node, dimension, value.clone(), delta.period, &delta.measure)).or_default() += i128::from(delta.amount);
            }
        }
    }
    sums.into_iter()
        .filter(|(_, amount)| *amount != 0)
        .map(|((node, dimension, value, period, measure), amount)| {
            (node.to_owned(), dimension, value, period, measure.to_owned(), within(amount))
        })
        .collect()
}

/// A sum as 64 bits hold it.
pub fn within(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { -i64::MAX } else { i64::MAX })
}
