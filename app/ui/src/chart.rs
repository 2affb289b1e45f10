//! Charts: thin lines, direct labels, and every chart is a table too. Drawn by the server as SVG; lines keep their width while the
//! drawing stretches, and the words of the axes are ordinary text beside it. Values are whole numbers; the page says how to write them.

use std::sync::Arc;

use domain::{Msg, msg};
use leptos::prelude::*;

use crate::{sparkline::path, text::t};

const WIDTH: i64 = 600;
const HEIGHT: i64 = 200;

/// How a value is written on the axis and in the table.
pub type Write = Arc<dyn Fn(i64) -> String + Send + Sync>;

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartKind {
    /// A line for each series; a single one with its area.
    #[default]
    Lines,
    /// A bar for each label, its series upon each other. Values must not be negative.
    StackedBars,
}

/// A series of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// One value for each label.
    pub values: Vec<i64>,
}

/// A chart with its table.
#[component]
pub fn Chart(
    /// Unique on the page.
    id: &'static str,
    /// What it shows.
    title: Msg,
    /// What there is to see, in a sentence.
    #[prop(into)]
    description: String,
    /// What the labels are: "Month".
    axis: Msg,
    /// Of the rows of the table, from the first to the last; under the drawing too, unless there are short ones.
    labels: Vec<String>,
    /// Shorter ones for under the drawing.
    #[prop(optional)]
    short: Vec<String>,
    /// The values; six series at most have colours of their own.
    series: Vec<Series>,
    /// How it is drawn.
    #[prop(optional)]
    kind: ChartKind,
    /// How a value is written.
    write: Write,
    /// How a value is written on the axis, where that is shorter.
    #[prop(optional)]
    write_tick: Option<Write>,
    /// Stands in a section that says its title already: title and legend are for those who do not see it.
    #[prop(optional)]
    titled: bool,
    /// The last bar is of a time that has not ended; it is hatched.
    #[prop(optional)]
    running: bool,
) -> impl IntoView {
    let title = t(title);
    let tick = write_tick.unwrap_or_else(|| Arc::clone(&write));
    let top = nice_top(greatest(&series, kind, labels.len()));
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-description"));
    let drawing = match kind {
        ChartKind::Lines => lines(&series, top),
        ChartKind::StackedBars => bars(id, &series, top, labels.len(), running),
    };
    let ticks: Vec<_> = (0..=4).rev().map(|quarter| view! { <li>{tick(top / 4 * quarter)}</li> }).collect();
    let grid: Vec<_> = (0..=4)
        .map(|quarter| {
            let y = HEIGHT * quarter / 4;
            view! {
            <path class="chart-grid" d=format!("M0 {y}H{WIDTH}") vector-effect="non-scaling-stroke"></path> }
        })
        .collect();
    let names = axis_labels(if short.is_empty() { &labels } else { &short }, kind);
    let legend: Vec<_> = series
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let last = one.values.last().copied().map(&*write);
            view! { <li class=format!("chart-name series-{}", at % 6)><span class="chart-swatch"></span>{one.name.clone()}<strong>{last}
            </strong></li> }
        })
        .collect();
    view! {
        <figure class="chart">
            <figcaption class="chart-head" class:visually-hidden=titled>
                <span class="chart-title">{title.clone()}</span>
                <ul class="chart-legend" role="list">{legend}</ul>
            </figcaption>
            <div class="chart-plot" dir="ltr">
                <ul class="chart-ticks" role="list" aria-hidden="true">{ticks}</ul>
                <svg class="chart-drawing" viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none" role="img"
                    aria-labelledby=title_id.clone() aria-describedby=description_id.clone()>
                    <title id=title_id.clone()>{title.clone()}</title>
                    <desc id=description_id.clone()>{description}</desc>
                    {grid}
                    {drawing}
                </svg>
                {names}
            </div>
            <AsTable caption=title axis labels series write/>
        </figure>
    }
}

/// The same as a table.
#[component]
fn AsTable(caption: String, axis: Msg, labels: Vec<String>, series: Vec<Series>, write: Write) -> impl IntoView {
    let heads: Vec<_> = series.iter().map(|one| view! { <th scope="col" class="cell cell-figure">{one.name.clone()}</th> }).collect();
    let rows: Vec<_> = labels
        .into_iter()
        .enumerate()
        .map(|(at, label)| {
            let cells: Vec<_> = series
                .iter()
                .map(|one| {
                    view! { <td class="cell cell-figure">{one.values.get(at).copied().map(&*write)}
                    </td> }
                })
                .collect();
            view! { <tr><th scope="row" class="cell">{label}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <details class="chart-table">
            <summary>{t(msg::ui_show_as_table())}</summary>
            <div class="table-region" role="region" tabindex="0" aria-label=caption.clone()>
                <table class="table table-plain">
                    <caption class="visually-hidden">{caption.clone()}</caption>
                    <thead><tr><th scope="col" class="cell">{t(axis)}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

fn greatest(series: &[Series], kind: ChartKind, labels: usize) -> i64 {
    match kind {
        ChartKind::Lines => series.iter().flat_map(|one| one.values.iter().copied()).max().unwrap_or_default(),
        ChartKind::StackedBars => (0..labels)
            .map(|at| series.iter().filter_map(|one| one.values.get(at)).fold(0_i64, |sum, value| sum.saturating_add(*value)))
            .max()
            .unwrap_or_default(),
    }
}

/// A round number at or above the greatest value whose quarters are round too.
fn nice_top(greatest: i64) -> i64 {
    let mut unit = 4_i64;
    loop {
        for factor in [1, 2, 3, 5] {
            let Some(top) = unit.checked_mul(factor) else { return greatest };
            if top >= greatest {
                return top;
            }
        }
        let Some(next) = unit.checked_mul(10) else { return greatest };
        unit = next;
    }
}

fn height_of(value: i64, top: i64) -> i64 {
    i64::try_from(i128::from(value.max(0)) * i128::from(HEIGHT) / i128::from(top.max(1))).unwrap_or(HEIGHT)
}

fn lines(series: &[Series], top: i64) -> AnyView {
    let single = series.len() == 1;
    series
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let steps = i64::try_from(one.values.len().saturating_sub(1)).unwrap_or(1).max(1);
            let points: Vec<_> =
                one.values.iter().zip(0_i64..).map(|(value, step)| (step * WIDTH / steps, HEIGHT - height_of(*value, top))).collect();
            let line = path(&points);
            let area = (single && !points.is_empty()).then(|| {
                view! { <path class="chart-area"
                d=format!("{line}L{WIDTH} {HEIGHT}L0 {HEIGHT}Z")></path> }
            });
            view! { <g class=format!("series-{}", at % 6)>{area}<path class="chart-line" d=line fill="none"
            vector-effect="non-scaling-stroke"></path></g> }
        })
        .collect_view()
        .into_any()
}

fn bars(id: &'static str, series: &[Series], top: i64, labels: usize, running: bool) -> AnyView {
    let count = i64::try_from(labels).unwrap_or(1).max(1);
    let slot = WIDTH / count;
    let width = (slot * 7 / 10).max(1);
    let mut floor = vec![HEIGHT; labels];
    let mut groups = Vec::with_capacity(series.len());
    for (at, one) in series.iter().enumerate() {
        let hatch = format!("{id}-hatch-{at}");
        let mut rects = Vec::with_capacity(labels);
        for ((value, bottom), place) in one.values.iter().zip(&mut floor).zip(0_i64..) {
            let height = height_of(*value, top);
            *bottom -= height;
            let x = place * slot + (slot - width) / 2;
            let is_part = running && place == count - 1;
            let (class, fill) = (is_part.then_some("chart-part"), is_part.then(|| format!("url(#{hatch})")));
            rects.push(view! { <rect class=class fill=fill x=x.to_string() y=bottom.to_string() width=width.to_string() height=height.to_string()></rect> });
        }
        let pattern = running.then(|| {
            view! {
                <pattern id=hatch width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect class="chart-hatch-ground" width="8" height="8"></rect><rect width="3" height="8"></rect>
                </pattern>
            }
        });
        groups.push(view! { <g class=format!("chart-bar series-{}", at % 6)>{pattern}{rects}</g> });
    }
    groups.collect_view().into_any()
}

/// How many labels apart those stand that a narrow drawing shows.
const APART: usize = 3;

/// The labels of the axis: under each bar its own, of which a narrow drawing shows every third, counted from the last; under a line those of
/// its ends.
fn axis_labels(labels: &[String], kind: ChartKind) -> AnyView {
    let (class, shown) = match kind {
        ChartKind::StackedBars => ("chart-labels chart-labels-bars", labels.to_vec()),
        ChartKind::Lines if labels.len() > 1 => ("chart-labels", [labels.first(), labels.last()].into_iter().flatten().cloned().collect()),
        ChartKind::Lines => ("chart-labels", labels.to_vec()),
    };
    let last = shown.len().saturating_sub(1);
    let label = |(at, label): (usize, String)| {
        let class = (last - at).is_multiple_of(APART).then_some("chart-label-kept");
        view! { <li class=class><span>{label}</span></li> }
    };
    let items: Vec<_> = shown.into_iter().enumerate().map(label).collect();
    view! { <ul class=class role="list" aria-hidden="true">{items}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_ends_on_a_round_number_with_round_quarters() {
        assert_eq!([0, 1, 5, 11, 37, 90, 1_000].map(nice_top), [4, 4, 8, 12, 40, 120, 1_200]);
        assert!((0..2_000).all(|value| nice_top(value) >= value && nice_top(value) % 4 == 0));
        assert!(nice_top(i64::MAX) > 0);
    }
}
