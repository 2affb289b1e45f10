//! All payments within reach, newest first.

use domain::{
    live::LiveEvent,
    msg,
    page::{DEFAULT_PAGE_SIZE, Page},
    payment::{Method, PaymentListQuery, PaymentRow, PaymentStatus},
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Choice, Column, Data, DataTable, EmptyState, Filter, FilterBar, IconName, Load, NoResults, PageHeader, Pagination, Shape, Status, Time,
    Tone, live_version, money, state::PaymentStatusBadge, t, use_address,
};

/// The page.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    let address = use_address();
    let live = live_version(|event| matches!(event, LiveEvent::Payments { .. }));
    let query = Memo::new(move |_| read(&address.query()));
    let rows = Data::new(
        move || (query.get(), live.get()),
        |(query, _)| async move { api::payments::list_payments(query).await.map_err(|error| error.0) },
    );
    let draw = move |page: Page<PaymentRow>| list(page, query.get_untracked());
    view! {
        <Title text=t(msg::payments_title())/>
        <PageHeader title=t(msg::payments_title())/>
        <FilterBar filters=filters()/>
        <Load data=rows shape=Shape::Table(10) view=draw/>
    }
}

fn filters() -> Vec<Filter> {
    let statuses = PaymentStatus::ALL.map(|status| Choice::msg(status.code(), status.label())).to_vec();
    let methods = Method::ALL.map(|method| Choice::msg(method.code(), method.label())).to_vec();
    vec![Filter::choice("status", msg::payments_status(), statuses), Filter::choice("method", msg::payments_method(), methods)]
}

fn read(query: &ui::Query) -> PaymentListQuery {
    PaymentListQuery::from_pairs(query.pairs())
}

fn list(page: Page<PaymentRow>, query: PaymentListQuery) -> AnyView {
    if page.rows.is_empty() {
        let narrowed = query != PaymentListQuery::default();
        return if narrowed {
            view! { <NoResults clear_href="/admin/payments"/> }.into_any()
        } else {
            view! { <EmptyState icon=IconName::Receipt title=msg::payments_empty_title() message=msg::payments_empty()/> }.into_any()
        };
    }
    let count = page.rows.len();
    view! {
        <DataTable caption=msg::payments_caption() columns=columns() rows=page.rows key=|row: &PaymentRow| row.id.to_string()
            name=|row: &PaymentRow| row.user.1.clone() href=|row: &PaymentRow| format!("/admin/users/{}/payments", row.user.0)/>
        <Pagination previous=page.previous next=page.next rows=count size=DEFAULT_PAGE_SIZE/>
    }
    .into_any()
}

fn columns() -> Vec<Column<PaymentRow>> {
    vec![
        Column::new("user", msg::payments_user(), |row: &PaymentRow| view! { <bdi>{row.user.1.clone()}</bdi> }),
        Column::new("paid_at", msg::payments_paid_at(), |row: &PaymentRow| view! { <Time at=row.paid_at style=TimeStyle::DateTime/> }),
        Column::new("amount", msg::payments_amount(), |row: &PaymentRow| money(row.signed())).figure(),
        Column::new("refunded", msg::payments_refunded(), |row: &PaymentRow| row.refunded.map(money)).figure(),
        Column::new("fee", msg::payments_fee(), |row: &PaymentRow| row.fee.map(money)).figure().hidden(),
        Column::new("method", msg::payments_method(), |row: &PaymentRow| t(row.method.label())),
        Column::new("status", msg::payments_status(), status),
        Column::new("note", msg::payments_note(), |row: &PaymentRow| view! { <bdi>{row.note.clone()}</bdi> }),
    ]
}

/// What became of it; a refund is called one.
fn status(row: &PaymentRow) -> AnyView {
    match row.refunds {
        Some(_) => view! { <Status tone=Tone::Neutral icon=IconName::Undo label=msg::payments_given_back()/> }.into_any(),
        None => view! { <PaymentStatusBadge status=row.status/> }.into_any(),
    }
}
