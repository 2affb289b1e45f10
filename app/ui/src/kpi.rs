//! Figures as heroes: a figure, what it means, how it changed, its shape over time, and a press that opens the rows behind it. While it is
//! counted again the old figure stays and says so; before the first one there is room of the same size. A number is never broken: where
//! its place is too narrow for all digits it is shortened, and those who point at it or listen get all of them.

use std::cell::Cell;

use domain::{Money, Msg, money::short_count, msg};
use leptos::{html, prelude::*};

use crate::{
    icon::{Icon, IconName},
    sparkline::Sparkline,
    text::{money, number, t, use_text},
    toggletip::Toggletip,
    tone::Tone,
};

/// What a card shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// A count.
    Count(i64),
    /// Amounts, one a currency.
    Money(Vec<Money>),
}

/// How a figure changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// More, the same, or less; none where a part is compared with a whole.
    pub direction: Option<i8>,
    /// "4%".
    pub short: Msg,
    /// "4% more than in October 2026".
    pub words: Msg,
    /// Whether more is good here.
    pub more_is_good: bool,
}

/// A card with one figure.
#[component]
pub fn KpiCard(
    /// Unique on the page.
    id: &'static str,
    /// What is counted.
    label: Msg,
    /// What that means, in a sentence.
    #[prop(optional)]
    about: Option<Msg>,
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
    let about = about.map(|about| definition(id, &label, about));
    let name = match href {
        Some(href) => {
            let says = t(msg::ui_open_rows(label.as_str()));
            view! { <a class="kpi-name kpi-link" href=move || href.get() title=says>{label}</a> }.into_any()
        }
        None => view! { <span class="kpi-name" title=label.clone()>{label}</span> }.into_any(),
    };
    let unit = StoredValue::new(unit);
    let foot = move || {
        let change = change.get().map(changed);
        let others = last.get().and_then(|figure| others(id, figure));
        let unit = unit.get_value().map(|unit| view! { <span class="kpi-unit">{t(unit)}</span> });
        let again = (recounting.get() && last.with(Option::is_some)).then(|| t(msg::ui_recounting()));
        let again = again.map(|words| view! { <span class="kpi-pending">{words}</span> });
        let any = change.is_some() || others.is_some() || unit.is_some() || again.is_some();
        any.then(|| view! { <dd class="kpi-foot">{change}{unit}{others}{again}</dd> })
    };
    let curve = move || trend.with(|values| values.len() > 1).then(|| trend.get());
    let curve = move || curve().map(|values| view! { <dd class="kpi-trend" aria-hidden="true"><Sparkline values tone=Tone::Info/></dd> });
    view! {
        <div class="kpi" aria-busy=move || recounting.get().then_some("true")>
            <dt class="kpi-label">{name}{about}</dt>
            <dd class="kpi-figure">{move || last.get().map_or_else(waiting, written)}</dd>
            {foot}
            {curve}
        </div>
    }
}

/// A row of cards that share the width, and those that stand behind a press.
#[component]
pub fn KpiRow(
    /// What the figures are of.
    label: Msg,
    /// Further cards.
    #[prop(optional_no_strip)]
    more: Option<AnyView>,
    /// Whether those stood open when the page was asked for.
    #[prop(optional)]
    open: bool,
    /// The cards.
    children: Children,
) -> impl IntoView {
    let more = more.map(|more| folded(more, open));
    view! {
        <section class="kpis" aria-labelledby="kpis-title">
            <h2 class="visually-hidden" id="kpis-title">{t(label)}</h2>
            <dl class="kpi-line">{children()}</dl>
            {more}
        </section>
    }
}

thread_local! {
    /// Whether further figures stand open since somebody pressed: a page drawn later looks as the one before. Set by browsers alone.
    static OPEN: Cell<Option<bool>> = const { Cell::new(None) };
}

/// The cookie by which the server draws further figures as they were left, and its value where they stood open.
pub const OPEN_COOKIE: (&str, &str) = ("figures", "all");

/// The cards behind a press, in a line of their own below the first. What is pressed stays where it is.
fn folded(more: AnyView, open: bool) -> AnyView {
    let details = NodeRef::<html::Details>::new();
    let remember = move |_| {
        if let Some(details) = details.get_untracked() {
            remember(details.has_attribute("open"));
        }
    };
    view! {
        <details class="kpis-more" open=OPEN.get().unwrap_or(open) node_ref=details on:toggle=remember>
            <summary class="kpis-summary"><span class="kpis-words">{t(msg::ui_more_figures())}</span><Icon name=IconName::ChevronDown/></summary>
            <dl class="kpi-line">{more}</dl>
        </details>
    }
    .into_any()
}

fn remember(open: bool) {
    if OPEN.replace(Some(open)) == Some(open) {
        return;
    }
    let (name, value) = OPEN_COOKIE;
    let (value, seconds) = if open { (value, 365 * 24 * 3_600) } else { ("", 0) };
    let secure = if window().location().protocol().is_ok_and(|protocol| protocol == "https:") { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{secure}");
    // Where cookies are refused the figures are folded again on the next page that the server draws.
    let _ = js_sys::Reflect::set(&document(), &"cookie".into(), &cookie.into());
}

/// What a figure means, behind a sign beside its name.
fn definition(id: &'static str, label: &str, about: Msg) -> AnyView {
    let says = t(msg::ui_about(label));
    let face = view! { <Icon name=IconName::Info/> }.into_any();
    view! { <Toggletip id=format!("about-{id}") label=says class="kpi-about" face><p>{t(about)}</p></Toggletip> }.into_any()
}

fn waiting() -> AnyView {
    view! { <span class="skeleton skeleton-figure"></span><span class="visually-hidden">{t(msg::ui_loading())}
    </span> }
    .into_any()
}

fn written(figure: Figure) -> AnyView {
    let text = use_text();
    match figure {
        Figure::Count(count) => in_full_or_short(number(count), short_count(count, text.locale())),
        Figure::Money(amounts) => match amounts.first() {
            None => view! { <span class="figure figure-none">{t(msg::ui_none())}</span> }.into_any(),
            Some(amount) => in_full_or_short(money(*amount), amount.short(text.locale())),
        },
    }
}

/// A number with all its digits, and the short form that stands for it where there is no room for them.
fn in_full_or_short(full: String, short: Option<String>) -> AnyView {
    let class = format!("figure {}", room(&full));
    let hint = full.clone();
    let short = short.map(|short| view! { <span class="figure-short" title=hint aria-hidden="true">{short}</span> });
    view! { <span class=class><span class="figure-whole">{full}</span>{short}</span> }.into_any()
}

/// The class by which the style sheet knows how much room a number takes. Marks of direction take none.
fn room(number: &str) -> &'static str {
    let is_seen = |letter: &char| !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
    match number.chars().filter(is_seen).count() {
        0..=8 => "",
        9..=12 => "figure-12",
        13..=16 => "figure-16",
        17..=18 => "figure-18",
        19..=20 => "figure-20",
        _ => "figure-24",
    }
}

/// The amounts in other currencies, in a sheet over the page, so that one card is as high as the next.
fn others(id: &'static str, figure: Figure) -> Option<AnyView> {
    let Figure::Money(amounts) = figure else { return None };
    let others: Vec<_> = amounts.into_iter().skip(1).map(|amount| view! { <li>{money(amount)}</li> }).collect();
    let count = others.len();
    (count > 0).then(|| {
        let face = t(msg::ui_other_currencies(count)).into_any();
        view! { <Toggletip id=format!("others-{id}") class="kpi-others" face><ul class="kpi-amounts" role="list">{others}</ul></Toggletip> }
            .into_any()
    })
}

fn changed(change: Change) -> AnyView {
    let icon = match change.direction {
        None => IconName::Clock,
        Some(1..) => IconName::TrendUp,
        Some(0) => IconName::ArrowEnd,
        Some(_) => IconName::TrendDown,
    };
    let tone = match (change.direction, change.more_is_good) {
        (None | Some(0), _) => Tone::Neutral,
        (Some(1..), true) | (Some(..=-1), false) => Tone::Good,
        _ => Tone::Bad,
    };
    let words = t(change.words);
    view! {
        <span class=format!("kpi-change {}", tone.class()) title=words.clone()>
            <Icon name=icon/>
            <span aria-hidden="true">{t(change.short)}</span>
            <span class="visually-hidden">{words}</span>
        </span>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_direction_take_no_room() {
        assert_eq!(room("1,234.50"), "");
        assert_eq!(room("$1,234,567,890.12"), "figure-18");
        assert_eq!(room("\u{2067}\u{2066}1,234.50\u{2069}\u{a0}\u{2068}US$\u{2069}\u{2069}"), "figure-12");
        assert_eq!(room(&"9".repeat(40)), "figure-24");
    }
}
