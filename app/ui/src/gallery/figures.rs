//! Figures, trends and charts.

use std::sync::Arc;

use domain::{Currency, Money, msg};
use leptos::prelude::*;

use super::Samples;
use crate::{
    chart::{Chart, ChartKind, Series},
    kpi::{Change, Figure, KpiCard, KpiRow},
    page::Section,
    text::number,
};

fn amounts(of: &[(i64, &str)]) -> Option<Figure> {
    Some(Figure::Money(
        of.iter().filter_map(|(minor, code)| Currency::from_code(code).map(|currency| Money::new(*minor, currency))).collect(),
    ))
}

fn change(direction: i8) -> Option<Change> {
    Some(Change {
        direction: Some(direction),
        short: msg::ui_filters_active(12_i64),
        words: msg::ui_filters_active(12_i64),
        more_is_good: true,
    })
}

/// Cards and charts.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let months: Vec<String> = (1..=12).map(|month| format!("{month:02}/26")).collect();
    let series =
        |name: &str, factor: i64| Series { name: name.to_owned(), values: (0..12).map(|at| 40 + factor * at + at * at % 7 * 9).collect() };
    let (write, write_too, months_too) = (Arc::new(number), Arc::new(number), months.clone());
    view! {
        <Samples title="Figures">
            <KpiRow label=msg::ui_areas()>
                <KpiCard id="account" label=msg::ui_account() about=msg::ui_no_results_hint() figure=Signal::stored(Some(Figure::Count(10_482))) trend=vec![3, 5, 4, 8, 9, 12, 11, 15]
                    change=Signal::stored(change(1)) href="/gallery".to_owned()/>
                <KpiCard id="actions" label=msg::ui_actions()
                    figure=Signal::stored(amounts(&[(123_456_789_012, "USD"), (9_120_000, "EUR"), (77_000, "JPY")]))
                    href="/gallery".to_owned()/>
                <KpiCard id="pages" label=msg::ui_pages() figure=Signal::stored(Some(Figure::Count(742))) trend=vec![9, 8, 8, 7, 5, 5, 3]
                    change=Signal::stored(change(-1))/>
                <KpiCard id="columns" label=msg::ui_columns() figure=Signal::stored(Some(Figure::Count(1_204_337))) pending=true/>
                <KpiCard id="notices" label=msg::ui_notices() figure=Signal::stored(None)/>
            </KpiRow>
            <div class="columns">
                <Section title=msg::ui_areas()>
                    <Chart id="line" title=msg::ui_account() description="Rises from 40 to 160" axis=msg::ui_pages() labels=months_too
                        series=vec![series("Users", 9)] write=write_too/>
                </Section>
                <Section title=msg::ui_actions()>
                    <Chart id="bars" title=msg::ui_actions() description="Three kinds, each rising" axis=msg::ui_pages() labels=months
                        kind=ChartKind::StackedBars write running=true
                        series=vec![series("Card", 6), series("Bank", 3), series("Cash", 1)]/>
                </Section>
            </div>
        </Samples>
    }
}
