//! Where staff begin: how things stand, how the year went, and the ways to the daily work.

use std::sync::Arc;

use api::viewer::{may, viewer};
use domain::{
    Money,
    access::Operation,
    kpi::Kpis,
    money::short_count,
    msg,
    text::{Msg, TimeStyle},
    user::UserFilter,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    ButtonKind, Chart, ChartKind, IconName, LinkButton, Load, PageHeader, Section, Series, Shape, chart::Write, money, number, t, time,
    use_text,
};

use crate::users::{Figures, figures_resource, months};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let name = viewer().map(|viewer| viewer.name).unwrap_or_default();
    let everybody = Memo::new(|_| UserFilter::default());
    let kpis = may(Operation::ViewKpis).then(|| figures_resource(everybody, Signal::stored(0)));
    view! {
        <Title text=t(msg::overview_title())/>
        <PageHeader title=t(msg::overview_greeting(name)) lead=t(msg::overview_lead())><Shortcuts/></PageHeader>
        {kpis.map(|kpis| view! {
            <Figures kpis list="/admin/users".to_owned()/>
            <Load data=kpis shape=Shape::Lines(6) view=charts/>
        })}
    }
}

/// The main actions, for those who may take them.
#[component]
fn Shortcuts() -> impl IntoView {
    let all = [
        (Operation::ListUsers, "/admin/users", IconName::Users, msg::overview_find_user(), ButtonKind::Secondary),
        (Operation::ListImports, "/admin/imports", IconName::Upload, msg::overview_import(), ButtonKind::Secondary),
        (Operation::CreateUser, "/admin/users/new", IconName::UserPlus, msg::overview_new_user(), ButtonKind::Primary),
    ];
    let links = all.into_iter().filter(|(operation, ..)| may(*operation));
    links.map(|(_, href, icon, words, kind)| view! { <LinkButton href kind icon>{t(words)}</LinkButton> }.into_any()).collect::<Vec<_>>()
}

fn charts(kpis: Kpis) -> AnyView {
    let months = Months::of(&kpis);
    let write: Write = Arc::new(number);
    let people = Drawing {
        id: "registered",
        title: msg::overview_registered(),
        description: msg::overview_registered_sum(kpis.users_by_month.iter().sum::<i64>()),
        name: t(msg::overview_users()),
        values: kpis.users_by_month,
        write_tick: Arc::new(tick),
        write,
    };
    let paid = kpis.money.map(|money| money.payments_by_month).filter(|amounts| !amounts.is_empty()).map(|amounts| paid(&amounts));
    view! {
        <div class="columns">
            {drawn(people, months.clone())}
            {paid.map(|paid| drawn(paid, months))}
        </div>
    }
    .into_any()
}

/// The twelve months under the drawings.
#[derive(Clone)]
struct Months {
    /// In full, for the table; one that still runs says so.
    names: Vec<String>,
    /// For the axis.
    short: Vec<String>,
    /// The last one still runs.
    running: bool,
}

impl Months {
    fn of(kpis: &Kpis) -> Self {
        let year = months::year_up_to(kpis.month);
        let write = |style: TimeStyle| year.iter().map(|month| time(months::middle(*month), style)).collect::<Vec<_>>();
        let (mut names, running) = (write(TimeStyle::Month), !kpis.month_is_over);
        if let Some(last) = names.last_mut().filter(|_| running) {
            *last = t(msg::figures_month_running(last.as_str()));
        }
        Self { names, short: write(TimeStyle::ShortMonth), running }
    }
}

/// A number on an axis, in few characters.
fn tick(count: i64) -> String {
    short_count(count, use_text().locale()).unwrap_or_else(|| number(count))
}

/// The year's payments in the currency that stands in front, which the title names: the others are not in the drawing.
fn paid(amounts: &[Money]) -> Drawing {
    let currency = amounts[0].currency();
    let sum = amounts.iter().fold(0_i64, |sum, amount| sum.saturating_add(amount.minor()));
    Drawing {
        id: "paid",
        title: msg::figures_in_currency(msg::overview_paid(), currency.code()),
        description: msg::overview_paid_sum(Money::new(sum, currency)),
        name: currency.code().to_owned(),
        values: amounts.iter().map(|amount| amount.minor()).collect(),
        write: Arc::new(move |minor| money(Money::new(minor, currency))),
        write_tick: Arc::new(move |minor| tick(minor / currency.factor())),
    }
}

/// A chart's content.
struct Drawing {
    id: &'static str,
    title: Msg,
    description: Msg,
    name: String,
    values: Vec<i64>,
    write: Write,
    write_tick: Write,
}

fn drawn(drawing: Drawing, months: Months) -> AnyView {
    let Drawing { id, title, description, name, values, write, write_tick } = drawing;
    let series = vec![Series { name, values }];
    let Months { names, short, running } = months;
    view! {
        <Section title=title.clone() lead=description.clone()>
            <Chart id title description=t(description) axis=msg::overview_month() labels=names short running series kind=ChartKind::StackedBars write write_tick titled=true/>
        </Section>
    }
    .into_any()
}
