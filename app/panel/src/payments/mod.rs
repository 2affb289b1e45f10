//! Own payments, newest first: what came in and what was refunded; each has a page.

mod one;

pub use one::PaymentPage;

use domain::{
    live::LiveEvent,
    msg,
    page::{Page, PageQuery},
    payment::{PaymentFilter, PaymentListQuery, PaymentRow},
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Column, Data, DataTable, EmptyState, IconName, Load, PageHeader, Pagination, Pulse, RowText, Shape, Status, Time, Tone, money, on_live,
    page_query, state::PaymentStatusBadge, t, use_address,
};

/// Where they are.
const LIST: &str = "/panel/payments";

/// The page.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    let address = use_address();
    let asked = Memo::new(move |_| page_query(address));
    let pulse = Pulse::default();
    on_live(move |_, event| {
        if matches!(event, LiveEvent::Payments { .. } | LiveEvent::Resync) {
            pulse.beat();
        }
    });
    let rows = Data::new(
        move || (asked.get(), pulse.get()),
        |(PageQuery { cursor, size }, _)| async move {
            let query = PaymentListQuery { filter: PaymentFilter::default(), cursor, size };
            api::payments::list_payments(query).await.map_err(|error| error.0)
        },
    );
    view! {
        <Title text=t(msg::payments_title())/>
        <PageHeader title=t(msg::payments_title())/>
        <Load data=rows shape=Shape::Table(6) view=move |page| list(page, asked.get_untracked().size)/>
    }
}

fn list(page: Page<PaymentRow>, size: u16) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=IconName::Receipt title=msg::payments_empty_title() message=msg::payments_empty_own()/> }
            .into_any();
    }
    let count = page.rows.len();
    view! {
        {table("payments", page.rows)}
        <Pagination previous=page.previous next=page.next rows=count size/>
    }
    .into_any()
}

/// Payments, each a link to its page.
fn table(id: &'static str, rows: Vec<PaymentRow>) -> AnyView {
    let (key, name, href): (RowText<PaymentRow>, RowText<PaymentRow>, RowText<PaymentRow>) =
        (|row| row.id.to_string(), |row| money(row.signed()), |row| format!("{LIST}/{}", row.id));
    view! { <DataTable id caption=msg::payments_caption() columns=columns() rows key name href/> }.into_any()
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
