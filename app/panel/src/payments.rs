//! Own payments, newest first: what came in and what was given back.

use domain::{
    live::LiveEvent,
    msg,
    page::{DEFAULT_PAGE_SIZE, Page},
    payment::{PaymentListQuery, PaymentRow},
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Column, Data, DataTable, EmptyState, IconName, Load, PageHeader, Pagination, Pulse, Shape, Status, Time, Tone, money, on_live,
    state::PaymentStatusBadge, t, use_address,
};

/// The page.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    let address = use_address();
    let cursor = Memo::new(move |_| address.query().get("cursor").map(str::to_owned));
    let pulse = Pulse::default();
    on_live(move |_, event| {
        if matches!(event, LiveEvent::Payments { .. } | LiveEvent::Resync) {
            pulse.beat();
        }
    });
    let rows = Data::new(
        move || (cursor.get(), pulse.get()),
        |(cursor, _)| async move {
            api::payments::list_payments(PaymentListQuery { cursor, ..PaymentListQuery::default() }).await.map_err(|error| error.0)
        },
    );
    view! {
        <Title text=t(msg::payments_title())/>
        <PageHeader title=t(msg::payments_title())/>
        <Load data=rows shape=Shape::Table(6) view=list/>
    }
}

fn list(page: Page<PaymentRow>) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=IconName::Receipt title=msg::payments_empty_title() message=msg::payments_empty_own()/> }
            .into_any();
    }
    let count = page.rows.len();
    view! {
        <DataTable id="payments" caption=msg::payments_caption() columns=columns() rows=page.rows key=|row: &PaymentRow| row.id.to_string() name=|row: &PaymentRow| row.note.clone()/>
        <Pagination previous=page.previous next=page.next rows=count size=DEFAULT_PAGE_SIZE/>
    }
    .into_any()
}

fn columns() -> Vec<Column<PaymentRow>> {
    vec![
        Column::new("paid_at", msg::payments_paid_at(), |row: &PaymentRow| view! { <Time at=row.paid_at style=TimeStyle::DateTime/> }),
        Column::new("amount", msg::payments_amount(), |row: &PaymentRow| money(row.signed())).figure(),
        Column::new("refunded", msg::payments_refunded(), |row: &PaymentRow| row.refunded.map(money)).figure(),
        Column::new("method", msg::payments_method(), |row: &PaymentRow| t(row.method.label())),
        Column::new("status", msg::payments_status(), status),
    ]
}

/// What became of it; money that came back is said to be.
fn status(row: &PaymentRow) -> AnyView {
    match row.refunds {
        Some(_) => view! { <Status tone=Tone::Neutral icon=IconName::Undo label=msg::payments_given_back()/> }.into_any(),
        None => view! { <PaymentStatusBadge status=row.status/> }.into_any(),
    }
}
