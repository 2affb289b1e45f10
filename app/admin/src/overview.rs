//! The first page of the staff side: how it goes, over everything in reach.

use std::sync::Arc;

use domain::{Money, access::Operation, kpi::Kpis, live::LiveEvent, msg, time::Period, user::UserFilter};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{ButtonKind, Chart, ChartKind, IconName, LinkButton, Load, PageHeader, Series, Shape, live_version, money, number, t};

use crate::users::figure_row;

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let live = live_version(|event| matches!(event, LiveEvent::Users { .. } | LiveEvent::Payments { .. } | LiveEvent::Instance { .. } | LiveEvent::Server { .. }));
    let (counting, set_counting) = signal(false);
    let kpis = Resource::new(move || live.get(), |_| async { api::users::user_kpis(UserFilter::default()).await.map_err(|error| error.0) });
    let name = api::viewer::viewer().map(|viewer| viewer.name).unwrap_or_default();
    let draw = move |kpis: Kpis| {
        let charts = charts(&kpis);
        let leads = |more: &[(&str, &str)]| more.iter().fold("/admin/users".to_owned(), |address, (name, value)| format!("{address}?{name}={value}"));
        view! { {figure_row(kpis, counting.into(), leads)}{charts} }.into_any()
    };
    view! {
        <Title text=t(msg::shell_overview())/>
        <PageHeader title=t(msg::overview_hello(name))>
            {api::viewer::may(Operation::ListUsers).then(|| view! { <LinkButton href="/admin/users" icon=IconName::Users>{t(msg::overview_see_users())}</LinkButton> })}
            {api::viewer::may(Operation::CreateUser).then(|| view! { <LinkButton href="/admin/users/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(msg::shell_new_user())}</LinkButton> })}
        </PageHeader>
        <Load data=kpis shape=Shape::Cards(6) set_pending=set_counting view=draw/>
    }
}

/// The names of the twelve months up to `last`, as `2026-11`.
fn months(last: Period) -> Vec<String> {
    let end = (last.0 / 100) * 12 + last.0 % 100 - 1;
    (end - 11..=end).map(|month| Period::month(month.div_euclid(12), month.rem_euclid(12) + 1).month_text()).collect()
}

fn charts(kpis: &Kpis) -> AnyView {
    let labels = months(kpis.month);
    let users = vec![Series { name: t(msg::shell_users()), values: kpis.users_by_month.clone() }];
    let payments = kpis.money.as_ref().and_then(|money| money.payments_by_month.first().map(|first| (first.currency(), money.payments_by_month.iter().map(|amount| amount.minor()).collect::<Vec<_>>())));
    let payment_labels = labels.clone();
    let payments = payments.map(|(currency, values)| view! {
        <Chart id="payments" title=msg::overview_payments() description=t(msg::overview_payments_describe()) axis=msg::overview_month() labels=payment_labels kind=ChartKind::StackedBars
            series=vec![Series { name: currency.code().to_owned(), values }] write=Arc::new(move |minor| money(Money::new(minor, currency)))/>
    });
    view! {
        <div class="columns">
            <Chart id="users" title=msg::overview_registered() description=t(msg::overview_registered_describe()) axis=msg::overview_month() labels series=users write=Arc::new(number)/>
            {payments}
        </div>
    }.into_any()
}
