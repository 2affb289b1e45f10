//! The figures of people, above the table and on the overview. They follow the filter; each leads to the rows it counts, where a list can
//! show just these. Money is there only for those who may see it: the server leaves it out, and so nothing is drawn. How the system is
//! follows no filter and stands apart, at the head of the overview.
//!
//! To add one: a variant of [`Kpi`], its place in [`ORDER`], and its arm in [`shown`].

use std::time::Duration;

use api::viewer::{may, page};
use domain::{
    Money,
    access::Operation,
    kpi::{Kpi, Kpis, Rows, SystemHealth, per_cent},
    live::LiveEvent,
    msg,
    text::Msg,
    time::Period,
    user::UserFilter,
};
use leptos::prelude::*;
use ui::{
    Change, Data, Figure, KpiRow, Load, Query, Shape, Status, Tone,
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

/// All figures, those of one theme beside each other.
const ORDER: [Kpi; 11] = [
    Kpi::TotalUsers,
    Kpi::ActiveUsers,
    Kpi::PayingUsers,
    Kpi::PaidThisMonth,
    Kpi::PaymentsTotal,
    Kpi::PaymentsThisMonth,
    Kpi::Revenue,
    Kpi::PendingTransactions,
    Kpi::TeamOwners,
    Kpi::ActiveInstances,
    Kpi::MessagesToday,
];

/// Those that stand above a list for who sees money; the others wait behind a press. Without money there are no more than fit.
const FIRST: [Kpi; 5] = [Kpi::TotalUsers, Kpi::ActiveUsers, Kpi::PaymentsThisMonth, Kpi::Revenue, Kpi::PendingTransactions];

/// The figures. `list` is the address of the rows behind them.
#[component]
pub fn Figures(
    /// The figures.
    kpis: Data<Kpis>,
    /// The list with the filters that hold.
    #[prop(into)]
    list: Signal<String>,
    /// Stands above a list: one line, the rest behind a press.
    #[prop(optional)]
    one_line: bool,
) -> impl IntoView {
    let pending = RwSignal::new(false);
    let cards = if one_line || !may(Operation::ViewMoneyKpis) { FIRST.len() } else { ORDER.len() };
    let around = Around { list, pending: pending.into() };
    view! { <Load data=kpis shape=Shape::Cards(cards) set_pending=pending view=move |kpis| drawn(&kpis, around, one_line)/> }
}

fn drawn(kpis: &Kpis, around: Around, one_line: bool) -> AnyView {
    let cards = |wanted: &dyn Fn(&Kpi) -> bool| -> Vec<AnyView> {
        let wanted = ORDER.iter().filter(|kpi| wanted(kpi));
        wanted.filter_map(|kpi| Some(around.card(*kpi, kpis.month, shown(*kpi, kpis, one_line)?))).collect()
    };
    if one_line && kpis.money.is_some() {
        let (first, more) = (cards(&|kpi| FIRST.contains(kpi)), cards(&|kpi| !FIRST.contains(kpi)));
        let more = Some(more.into_any());
        return view! { <KpiRow label=msg::userpages_figures() more open=page().all_figures>{first}</KpiRow> }.into_any();
    }
    let all = cards(&|_| true);
    let system = (!one_line).then(|| system(kpis.system_health));
    view! { {system}<KpiRow label=msg::userpages_figures()>{all}</KpiRow> }.into_any()
}

#[derive(Clone, Copy)]
struct Around {
    list: Signal<String>,
    pending: Signal<bool>,
}

impl Around {
    /// Where the rows stand that a figure counts, for those who may open that list; nowhere, where no list shows just these.
    fn rows(self, kpi: Kpi, month: Period) -> Option<Signal<String>> {
        let filter = query::read(&Query::of(&self.list.get_untracked())).filter;
        let rows = kpi.rows(&filter, month)?;
        let on = |list: &'static str| {
            let pairs = rows.parameters().into_iter().map(|(name, value)| (name.to_owned(), value));
            Signal::stored(Query::from_pairs(pairs).on(list))
        };
        match rows {
            Rows::Users => Some(self.list),
            Rows::UsersWith(name, value) => Some(Signal::derive(move || narrowed(&self.list.get(), name, value))),
            Rows::Payments { .. } => may(Operation::ListPayments).then(|| on("/admin/payments")),
            Rows::Instances(_) => may(Operation::ListInstances).then(|| on("/admin/numbers")),
        }
    }

    fn card(self, kpi: Kpi, month: Period, shown: Shown) -> AnyView {
        let Shown { id, label, about, figure, unit, change, trend } = shown;
        KpiCard(KpiCardProps {
            id,
            label,
            about: Some(about),
            figure: Signal::stored(Some(figure)),
            unit,
            change: Signal::stored(change),
            trend: Signal::stored(trend),
            href: self.rows(kpi, month),
            pending: self.pending,
        })
        .into_any()
    }
}

/// What a card holds.
struct Shown {
    id: &'static str,
    label: Msg,
    about: Msg,
    figure: Figure,
    unit: Option<Msg>,
    change: Option<Change>,
    trend: Vec<i64>,
}

impl Shown {
    fn count(id: &'static str, label: Msg, about: Msg, count: i64) -> Self {
        Self { id, label, about, figure: Figure::Count(count), unit: None, change: None, trend: Vec::new() }
    }
    fn amounts(id: &'static str, label: Msg, about: Msg, amounts: &[Money]) -> Self {
        Self { figure: Figure::Money(amounts.to_vec()), ..Self::count(id, label, about, 0) }
    }
    /// Of this month.
    fn in_month(self, month: Period) -> Self {
        Self { unit: Some(msg::userpages_in_month(months::name(month))), ..self }
    }
    fn changed(self, change: Option<Change>) -> Self {
        Self { change, ..self }
    }
}

/// What a figure shows; nothing where it is of money and the viewer sees none. In one line there is no room for curves.
fn shown(kpi: Kpi, kpis: &Kpis, one_line: bool) -> Option<Shown> {
    let month = kpis.month;
    let money = kpis.money.as_ref();
    let before = money.and_then(|money| money.before.as_ref());
    Some(match kpi {
        Kpi::TotalUsers => {
            let users = Shown::count("users", msg::userpages_total_users(), msg::figures_about_users(), kpis.total_users);
            let change = kpis.users_by_month.last().and_then(|count| joined(*count, month));
            let unit = if one_line {
                change.is_some().then(|| msg::userpages_in_month(months::name(month)))
            } else {
                (!kpis.users_by_month.is_empty()).then(msg::userpages_registered_by_month)
            };
            Shown { unit, change, trend: kpis.users_by_month.clone(), ..users }
        }
        Kpi::ActiveUsers => {
            Shown::count("active-users", msg::userpages_active_users(), msg::figures_about_active_users(), kpis.active_users)
        }
        Kpi::TeamOwners => Shown::count("team-owners", msg::userpages_team_owners(), msg::figures_about_team_owners(), kpis.team_owners),
        Kpi::ActiveInstances => {
            Shown::count("instances", msg::userpages_active_instances(), msg::figures_about_instances(), kpis.active_instances)
        }
        Kpi::MessagesToday => Shown::count("messages", msg::userpages_messages_today(), msg::figures_about_messages(), kpis.messages_today),
        Kpi::PayingUsers => {
            Shown::count("paying-users", msg::userpages_paying_users(), msg::figures_about_paying_users(), money?.paying_users)
        }
        Kpi::PaidThisMonth => {
            let paid = money?.paid_this_month;
            let change = before.and_then(|before| changed(paid, before.paid, kpis));
            Shown::count("paid-in-month", msg::userpages_paid_in_month(), msg::figures_about_paid_in_month(), paid)
                .in_month(month)
                .changed(change)
        }
        Kpi::PaymentsTotal => {
            Shown::amounts("payments-total", msg::userpages_payments_total(), msg::figures_about_payments_total(), &money?.payments_total)
        }
        Kpi::PaymentsThisMonth => {
            let (money, label, about) = (money?, msg::userpages_payments_this_month(), msg::figures_about_payments_in_month());
            let change = before.and_then(|before| changed_amount(&money.payments_this_month, &before.payments, kpis));
            let trend = money.payments_by_month.iter().map(|amount| amount.minor()).collect();
            Shown { trend, ..Shown::amounts("payments", label, about, &money.payments_this_month).in_month(month).changed(change) }
        }
        Kpi::Revenue => {
            let revenue = &money?.revenue;
            let change = before.and_then(|before| changed_amount(revenue, &before.revenue, kpis));
            Shown::amounts("revenue", msg::userpages_revenue(), msg::figures_about_revenue(), revenue).in_month(month).changed(change)
        }
        Kpi::PendingTransactions => {
            Shown::count("pending", msg::userpages_pending_transactions(), msg::figures_about_pending(), money?.pending_transactions)
        }
    })
}

/// How many of the users came in the month.
fn joined(count: i64, month: Period) -> Option<Change> {
    let words = || msg::figures_registered(count, months::name(month));
    (count > 0).then(|| Change { direction: Some(1), short: msg::figures_count(count), words: words(), more_is_good: true })
}

/// How the amount that stands in front changed; none where there was nothing of its currency the month before.
fn changed_amount(now: &[Money], before: &[Money], kpis: &Kpis) -> Option<Change> {
    let now = now.first()?;
    let before = before.iter().find(|before| before.currency() == now.currency())?;
    changed(now.minor(), before.minor(), kpis)
}

/// How a month's figure differs from that of the month before. While a month runs it is a part of what the whole one before came to: as a
/// change it would be a fall on each of its first days.
fn changed(now: i64, before: i64, kpis: &Kpis) -> Option<Change> {
    // Ten times as much and more has next to nothing before it: the figure itself says more.
    let percent = per_cent(now, before).filter(|percent| *percent < 900)?;
    let last = || months::name(months::before(kpis.month));
    if !kpis.month_is_over {
        let part = percent.saturating_add(100);
        let (short, words) = (msg::figures_percent(part), msg::figures_so_far_of(part, last()));
        return Some(Change { direction: None, short, words, more_is_good: true });
    }
    let size = percent.saturating_abs();
    let words = match percent {
        1.. => msg::figures_more_than(size, last()),
        0 => msg::figures_same_as(last()),
        _ => msg::figures_less_than(size, last()),
    };
    let direction = i8::try_from(percent.signum()).ok();
    Some(Change { direction, short: msg::figures_percent(size), words, more_is_good: true })
}

/// How the system is, with the way to its servers for those who may go there.
fn system(health: SystemHealth) -> AnyView {
    let tone = match health {
        SystemHealth::Healthy => Tone::Good,
        SystemHealth::Warning => Tone::Warn,
        SystemHealth::Critical => Tone::Bad,
    };
    let name = t(msg::userpages_system_health());
    let name = if may(Operation::ListServers) {
        view! { <a class="link" href="/admin/servers">{name}</a> }.into_any()
    } else {
        view! { <span class="soft">{name}</span> }.into_any()
    };
    view! { <p class="system-state">{name}<Status tone label=health.label()/></p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpis(month_is_over: bool) -> Kpis {
        Kpis { month: Period::month(2026, 1), month_is_over, ..Kpis::default() }
    }

    // finding 12
    #[test]
    fn a_whole_month_is_compared_with_a_whole_one_and_a_running_one_is_a_part() {
        let change = changed(104, 100, &kpis(true)).expect("changed");
        let december = || months::name(Period::month(2025, 12));
        assert_eq!((change.direction, change.words), (Some(1), msg::figures_more_than(4_i64, december())));
        assert_eq!(changed(90, 100, &kpis(true)).map(|change| change.direction), Some(Some(-1)));
        assert_eq!(changed(100, 100, &kpis(true)).map(|change| change.words), Some(msg::figures_same_as(december())));
        let part = changed(43, 100, &kpis(false)).expect("is a part");
        assert_eq!((part.direction, part.words), (None, msg::figures_so_far_of(43_i64, december())));
        assert_eq!(changed(5, 0, &kpis(true)), None);
    }

    // finding 5
    #[test]
    fn amounts_are_compared_within_their_currency() {
        let of = |minor: i64, code: &str| Money::new(minor, domain::Currency::from_code(code).expect("listed"));
        let change = changed_amount(&[of(150, "USD"), of(1, "JPY")], &[of(900, "JPY"), of(100, "USD")], &kpis(true));
        assert_eq!(change.map(|change| change.short), Some(msg::figures_percent(50_i64)));
        assert_eq!(changed_amount(&[of(150, "USD")], &[of(900, "JPY")], &kpis(true)), None);
    }

    #[test]
    fn every_figure_has_its_place() {
        assert!(Kpi::ALL.iter().all(|kpi| ORDER.contains(kpi)));
    }
}
