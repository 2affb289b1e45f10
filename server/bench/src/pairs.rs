//! Pairs: two things measured in the order A B B A, so that what drifts falls on both alike. The figure is the median of the pairs'
//! ratios; the interval is a bootstrap over the pairs, drawn by a generator with a fixed seed so that equal samples give equal figures.

use std::pin::Pin;

use crate::Outcome;

/// How often the pairs are drawn again.
const DRAWS: usize = 2_000;

/// A ratio with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    pub median: f64,
    pub low: f64,
    pub high: f64,
    pub pairs: usize,
}

/// One measurement that is asked for.
pub type Sample<'a> = Pin<Box<dyn Future<Output = Outcome<f64>> + 'a>>;

/// Measures A B B A so many times; answers A ÷ B.
pub async fn measure<S>(
    rounds: usize,
    state: &mut S,
    a: impl Fn(&mut S) -> Sample<'_>,
    b: impl Fn(&mut S) -> Sample<'_>,
) -> Outcome<Ratio> {
    // Once each beforehand, for caches and connections.
    a(state).await?;
    b(state).await?;
    let mut ratios = Vec::with_capacity(rounds * 2);
    for _ in 0..rounds {
        let (first, second) = (a(state).await?, b(state).await?);
        let (third, fourth) = (b(state).await?, a(state).await?);
        ratios.extend([first / second, fourth / third]);
    }
    Ok(summary(&ratios))
}

/// The middle of some values.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        length if length % 2 == 1 => sorted[length / 2],
        length => f64::midpoint(sorted[length / 2 - 1], sorted[length / 2]),
    }
}

/// The median of ratios with its interval.
pub fn summary(ratios: &[f64]) -> Ratio {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or(0)
    };
    let mut medians: Vec<f64> =
        (0..DRAWS).map(|_| median(&(0..ratios.len()).map(|_| ratios[draw(ratios.len())]).collect::<Vec<_>>())).collect();
    medians.sort_by(f64::total_cmp);
    Ratio { median: median(ratios), low: medians[DRAWS / 40], high: medians[DRAWS - 1 - DRAWS / 40], pairs: ratios.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_the_median_and_narrows_with_agreement() {
        let spread = summary(&[0.8, 0.9, 1.0, 1.1, 1.2]);
        assert!(spread.low < 1.0 && spread.high > 1.0 && (spread.median - 1.0).abs() < 1e-9, "{spread:?}");
        let agreed = summary(&[1.0; 8]);
        assert_eq!((agreed.low, agreed.median, agreed.high, agreed.pairs), (1.0, 1.0, 1.0, 8));
    }

    /// Each sample is larger than the one before; A and B are the same thing.
    fn drifting(at: &mut f64) -> Sample<'_> {
        Box::pin(async move {
            *at += 1.0;
            Ok(*at)
        })
    }

    #[tokio::test]
    async fn drift_falls_on_both() {
        let ratio = measure(50, &mut 100.0, drifting, drifting).await.expect("nothing fails");
        assert!((ratio.median - 1.0).abs() < 0.01, "{ratio:?}");
    }
}
