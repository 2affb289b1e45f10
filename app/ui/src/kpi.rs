//! Figures as heroes: a figure, its unit, how it changed, its shape over time, and a press that opens the rows behind it. While it is
//! counted again the old figure stays and says so; before the first one there is room of the same size.

use domain::{Money, Msg, msg};
use leptos::prelude::*;

use crate::{
    icon::{Icon, IconName},
    sparkline::Sparkline,
    text::{money, number, t},
    tone::Tone,
};

/// What a card shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A count.
    Count(i64),
    /// Amounts, one a currency.
    Money(Vec<Money>),
    /// A state in a word.
    State(Tone, String),
}

/// How a figure changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// More, the same, or less.
    pub direction: i8,
    /// "12 % since October".
    pub words: Msg,
    /// Whether more is good here.
    pub more_is_good: bool,
}

/// A card with one figure.
#[component]
pub fn KpiCard(
    /// What is counted.
    label: Msg,
    /// The figure; none while it is not known yet.
    #[prop(into)]
    figure: Signal<Option<Figure>>,
    /// After the figure: "this month".
    #[prop(optional)]
    unit: Option<Msg>,
    /// How it changed.
    #[prop(optional, into)]
    change: Signal<Option<Change>>,
    /// Its values over time, oldest first.
    #[prop(optional, into)]
    trend: Signal<Vec<i64>>,
    /// Where the rows behind it are.
    #[prop(optional, into)]
    href: Option<Signal<String>>,
    /// Being counted again.
    #[prop(optional, into)]
    pending: Signal<bool>,
) -> impl IntoView {
    let label = t(label);
    let last = Memo::new(move |old: Option<&Option<Figure>>| figure.get().or_else(|| old.cloned().flatten()));
    let recounting = Memo::new(move |_| pending.get() || figure.with(Option::is_none));
    let name = match href {
        Some(href) => {
            let says = t(msg::ui_open_rows(label.as_str()));
            view! { <a class="kpi-link" href=move || href.get() title=says>{label}</a> }.into_any()
        }
        None => label.into_any(),
    };
    view! {
        <article class="kpi" aria-busy=move || recounting.get().then_some("true")>
            <h2 class="kpi-label">{name}</h2>
            <div class="kpi-figure">{move || last.get().map_or_else(waiting, written)}</div>
            <div class="kpi-foot">
                {move || change.get().map(changed)}
                {move || last.get().and_then(others)}
                {unit.map(|unit| view! { <span class="kpi-unit">{t(unit)}</span> })}
                {move || (recounting.get() && last.with(Option::is_some)).then(|| view! {
                    <span class="kpi-pending">{t(msg::ui_recounting())}</span> })}
            </div>
            <div class="kpi-trend">{move || (trend.with(Vec::len) > 1).then(|| view! { <Sparkline values=trend.get() tone=Tone::Info/> })}
                </div>
        </article>
    }
}

/// A row of cards that share the width.
#[component]
pub fn KpiRow(
    /// What the figures are of.
    label: Msg,
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! { <section class="kpis" aria-label=t(label)>{children()}</section> }
}

fn waiting() -> AnyView {
    view! { <span class="skeleton skeleton-figure"></span><span class="visually-hidden">{t(msg::ui_loading())}
    </span> }
    .into_any()
}

fn written(figure: Figure) -> AnyView {
    match figure {
        Figure::Count(count) => view! { <span class="figure">{number(count)}</span> }.into_any(),
        Figure::Money(amounts) if amounts.is_empty() => view! { <span class="figure figure-none">{t(msg::ui_none())}</span> }.into_any(),
        Figure::Money(amounts) => first_amount(&amounts),
        Figure::State(tone, words) => view! { <span class=format!("figure figure-state {}", tone.class())><Icon name=tone.icon()/>{words}
        </span> }
        .into_any(),
    }
}

/// The first amount as the figure.
fn first_amount(amounts: &[Money]) -> AnyView {
    view! { <span class="figure figure-money">{amounts.first().copied().map(money)}</span> }.into_any()
}

/// The amounts in other currencies, folded behind a press, so that one card is as high as the next.
fn others(figure: Figure) -> Option<AnyView> {
    let Figure::Money(amounts) = figure else { return None };
    let others: Vec<_> = amounts.into_iter().skip(1).map(|amount| view! { <li>{money(amount)}</li> }).collect();
    let count = others.len();
    (count > 0).then(|| {
        let short = format!("+{}", number(i64::try_from(count).unwrap_or(i64::MAX)));
        view! {
            <details class="figure-others">
                <summary><span aria-hidden="true" dir="ltr">{short}</span><span class="visually-hidden">{t(msg::ui_other_currencies(count))}</span></summary>
                <ul role="list">{others}</ul>
            </details>
        }
        .into_any()
    })
}

fn changed(change: Change) -> AnyView {
    let (icon, says) = match change.direction {
        1.. => (IconName::TrendUp, msg::ui_up()),
        0 => (IconName::ArrowEnd, msg::ui_unchanged()),
        _ => (IconName::TrendDown, msg::ui_down()),
    };
    let tone = match (change.direction, change.more_is_good) {
        (0, _) => Tone::Neutral,
        (1.., true) | (..=-1, false) => Tone::Good,
        _ => Tone::Bad,
    };
    view! { <span class=format!("kpi-change {}", tone.class())><Icon name=icon label=says/>{t(change.words)}</span> }.into_any()
}
