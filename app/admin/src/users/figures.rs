//! The figures of people, above the table and on the overview. They follow the filter; each leads to the rows it counts, where a list can
//! show just these. Money is there only for those who may see it: the server leaves it out, and so nothing is drawn.

use std::time::Duration;

use api::viewer::may;
use domain::{
    Currency, Money,
    access::Operation,
    kpi::{Kpi, Kpis, MoneyKpis, Rows, SystemHealth},
    live::LiveEvent,
    msg,
    text::Msg,
    user::UserFilter,
};
use leptos::prelude::*;
use ui::{
    Data, Figure, KpiRow, Load, Query, Shape, Tone,
    kpi::{KpiCard, KpiCardProps},
    on_live, t,
};

use super::{
    months,
    pulse::Pulse,
    query::{self, narrowed},
};

/// The figures of a filter, fetched again when something changes: people and money within a second, numbers and messages, which change
/// all the time, every five.
pub fn resource(filter: Memo<UserFilter>, also: Signal<usize>) -> Data<Kpis> {
    let (quick, slow) = (Pulse::new(Duration::from_millis(700)), Pulse::new(Duration::from_secs(5)));
    on_live(move |_, event| match event {
        LiveEvent::Users { .. } | LiveEvent::Payments { .. } | LiveEvent::Resync => quick.beat(),
        LiveEvent::Messages { .. } | LiveEvent::Instance { .. } | LiveEvent::Server { .. } => slow.beat(),
        LiveEvent::Import { .. } => {}
    });
    let source = move || (filter.get(), quick.get(), slow.get(), also.get());
    Data::new(source, |(filter, ..)| async move { api::users::user_kpis(filter).await.map_err(|error| error.0) })
}

/// The row of cards. `list` is the address of the rows behind them.
#[component]
pub fn Figures(
    /// The figures.
    kpis: Data<Kpis>,
    /// The list with the filters that hold.
    #[prop(into)]
    list: Signal<String>,
) -> impl IntoView {
    let pending = RwSignal::new(false);
    let cards = if may(Operation::ViewMoneyKpis) { 11 } else { 6 };
    view! { <Load data=kpis shape=Shape::Cards(cards) set_pending=pending view=move |kpis| row(kpis, Around { list, pending: pending.into() })/> }
}

#[derive(Clone, Copy)]
struct Around {
    list: Signal<String>,
    pending: Signal<bool>,
}

impl Around {
    /// Where the rows stand that a figure counts, for those who may open that list; nowhere, where no list shows just these.
    fn rows(self, kpi: Kpi) -> Option<Signal<String>> {
        let filter = query::read(&Query::of(&self.list.get_untracked())).filter;
        match kpi.rows(&filter)? {
            Rows::Users => Some(self.list),
            Rows::UsersWith(name, value) => Some(Signal::derive(move || narrowed(&self.list.get(), name, value))),
            Rows::Payments(status) => page(Operation::ListPayments, format!("/admin/payments?status={}", status.code())),
            Rows::Instances(state) => page(Operation::ListInstances, format!("/admin/numbers?state={}", state.code())),
        }
    }

    fn card(self, label: Msg, figure: Figure, more: More) -> AnyView {
        let More { unit, trend, href } = more;
        let figure = Signal::stored(Some(figure));
        KpiCard(KpiCardProps {
            label,
            figure,
            unit,
            change: Signal::stored(None),
            trend: Signal::stored(trend),
            href,
            pending: self.pending,
        })
        .into_any()
    }
}

/// What only some cards have.
#[derive(Default)]
struct More {
    unit: Option<Msg>,
    trend: Vec<i64>,
    href: Option<Signal<String>>,
}

impl More {
    fn of(href: Option<Signal<String>>) -> Self {
        Self { href, ..Self::default() }
    }
    fn trend(self, trend: Vec<i64>) -> Self {
        Self { trend, ..self }
    }
    /// A curve and what it shows; some filters have none.
    fn by_month(self, trend: Vec<i64>, of: Msg) -> Self {
        let unit = (!trend.is_empty()).then_some(of);
        Self { trend, unit, ..self }
    }
    fn unit(self, unit: Msg) -> Self {
        Self { unit: Some(unit), ..self }
    }
}

/// A page of its own, for those who may open it.
fn page(operation: Operation, href: String) -> Option<Signal<String>> {
    may(operation).then(|| Signal::stored(href))
}

fn row(kpis: Kpis, around: Around) -> AnyView {
    let month = || msg::userpages_in_month(months::name(kpis.month));
    let money = kpis.money.clone().map(|money| money_cards(money, month(), around));
    let (tone, health) = state(kpis.system_health);
    view! {
        <KpiRow label=msg::userpages_figures()>
            {around.card(msg::userpages_total_users(), Figure::Count(kpis.total_users), More::of(around.rows(Kpi::TotalUsers)).by_month(kpis.users_by_month.clone(), msg::userpages_registered_by_month()))}
            {around.card(msg::userpages_active_users(), Figure::Count(kpis.active_users), More::of(around.rows(Kpi::ActiveUsers)))}
            {money}
            {around.card(msg::userpages_team_owners(), Figure::Count(kpis.team_owners), More::of(around.rows(Kpi::TeamOwners)))}
            {around.card(msg::userpages_active_instances(), Figure::Count(kpis.active_instances), More::of(around.rows(Kpi::ActiveInstances)))}
            {around.card(msg::userpages_messages_today(), Figure::Count(kpis.messages_today), More::of(around.rows(Kpi::MessagesToday)))}
            {around.card(msg::userpages_system_health(), Figure::State(tone, t(health)), More::of(page(Operation::ListServers, "/admin/servers".to_owned())))}
        </KpiRow>
    }
    .into_any()
}

/// The currency that stands in front: that of the trend, or else the one that the server put first.
fn front(trend: &[Money], totals: &[Money]) -> Option<Currency> {
    trend.first().or(totals.first()).map(|amount| amount.currency())
}

fn money_cards(money: MoneyKpis, month: Msg, around: Around) -> AnyView {
    let front = front(&money.payments_by_month, &money.payments_total);
    let sorted = |mut amounts: Vec<Money>| {
        amounts.sort_by_key(|amount| Some(amount.currency()) != front);
        amounts
    };
    let (total, this_month, revenue) = (sorted(money.payments_total), sorted(money.payments_this_month), sorted(money.revenue));
    let trend = money.payments_by_month.iter().map(|amount| amount.minor()).collect::<Vec<_>>();
    view! {
        {around.card(msg::userpages_paying_users(), Figure::Count(money.paying_users), More::of(around.rows(Kpi::PayingUsers)))}
        {around.card(msg::userpages_paid_in_month(), Figure::Count(money.paid_this_month), More::of(around.rows(Kpi::PaidThisMonth)).unit(month.clone()))}
        {around.card(msg::userpages_payments_total(), Figure::Money(total), More::of(around.rows(Kpi::PaymentsTotal)))}
        {around.card(msg::userpages_payments_this_month(), Figure::Money(this_month), More::of(around.rows(Kpi::PaymentsThisMonth)).trend(trend).unit(month.clone()))}
        {around.card(msg::userpages_revenue(), Figure::Money(revenue), More::of(around.rows(Kpi::Revenue)).unit(month))}
        {around.card(msg::userpages_pending_transactions(), Figure::Count(money.pending_transactions), More::of(around.rows(Kpi::PendingTransactions)))}
    }
    .into_any()
}

/// Tone and word of the system's state.
fn state(health: SystemHealth) -> (Tone, Msg) {
    let tone = match health {
        SystemHealth::Healthy => Tone::Good,
        SystemHealth::Warning => Tone::Warn,
        SystemHealth::Critical => Tone::Bad,
    };
    (tone, health.label())
}
