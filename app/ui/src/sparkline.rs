//! A sparkline: the shape of a series in the size of a word. Decoration beside a figure; who cannot see it loses nothing.

use leptos::prelude::*;

use crate::tone::Tone;

const WIDTH: i64 = 96;
const HEIGHT: i64 = 28;

/// The shape of a series, oldest value first.
#[component]
pub fn Sparkline(
    /// The values.
    values: Vec<i64>,
    /// The colour.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    let points = points(&values, WIDTH, HEIGHT, 2);
    let line = path(&points);
    let area = (!points.is_empty()).then(|| format!("{line}L{WIDTH} {HEIGHT}L0 {HEIGHT}Z"));
    let last = points.last().copied();
    view! {
        <svg class=format!("sparkline {}", tone.class()) viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none"
            aria-hidden="true">
            {area.map(|d| view! { <path class="spark-area" d=d></path> })}
            <path class="spark-line" d=line fill="none" vector-effect="non-scaling-stroke"></path>
            {last.map(|(x, y)| view! { <path class="spark-end" d=format!("M{x} {y}h0") stroke-linecap="round"
                vector-effect="non-scaling-stroke"></path> })}
        </svg>
    }
}

/// Places values in a box, nought (or the least, where that is below) at the bottom and the greatest at the top, `pad` from the edges:
/// a month that has only begun does not look like ruin. A series of noughts lies in the middle, an empty one nowhere.
pub(crate) fn points(values: &[i64], width: i64, height: i64, pad: i64) -> Vec<(i64, i64)> {
    let (Some(least), Some(greatest)) = (values.iter().min(), values.iter().max()) else { return Vec::new() };
    let least = (*least).min(0);
    let steps = i64::try_from(values.len().saturating_sub(1)).unwrap_or(1).max(1);
    let room = i128::from(height - 2 * pad);
    let span = i128::from(*greatest) - i128::from(least);
    values
        .iter()
        .zip(0_i64..)
        .map(|(value, at)| {
            let up = if span == 0 { room / 2 } else { (i128::from(*value) - i128::from(least)) * room / span };
            (pad + at * (width - 2 * pad) / steps, height - pad - i64::try_from(up).unwrap_or_default())
        })
        .collect()
}

/// The line through points.
pub(crate) fn path(points: &[(i64, i64)]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(points.len() * 8);
    for (at, (x, y)) in points.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_value_is_at_the_top_and_nothing_overflows() {
        assert_eq!(points(&[0, 10, 5], 100, 20, 0), vec![(0, 20), (50, 0), (100, 10)]);
        assert_eq!(points(&[0, 0], 100, 20, 0), vec![(0, 10), (100, 10)]);
        assert_eq!(points(&[i64::MIN, i64::MAX], 100, 20, 0), vec![(0, 20), (100, 0)]);
        assert!(points(&[], 100, 20, 0).is_empty());
    }
}
