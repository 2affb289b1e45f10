//! What a person paid and got back, with the totals. Payments never change: what was wrong is given back and recorded anew.

use std::sync::Arc;

use api::{
    payments::{RecordPayment, RefundPayment},
    viewer::may,
};
use domain::{
    Money,
    access::Operation,
    msg,
    page::{Page, PageQuery},
    payment::{PaymentFilter, PaymentListQuery, PaymentRow},
};
use leptos::prelude::*;
use ui::{
    Address, ButtonKind, Column, CopyButton, Data, DataTable, EmptyState, Fact, Facts, IconName, LinkButton, Load, MenuItem, Pagination,
    RowActions, RowText, Shape, Submission, Time, money, page_query, t, use_address,
};

use super::{Person, record::RecordDialog, refund::RefundDialog};
use crate::{
    payments::{href, status},
    users::{
        ask::{asking, asking_of},
        columns::amounts,
    },
};

/// Payments of one person.
pub(super) type Rows = Data<Page<PaymentRow>>;

/// The tab.
#[component]
pub(super) fn Payments(person: Person) -> impl IntoView {
    let Person { id, user, changed } = person;
    let address = use_address();
    let (record, refund) = (Submission::to::<RecordPayment>(), Submission::to::<RefundPayment>());
    let asked = Memo::new(move |_| page_query(address));
    let rows: Rows = Data::new(
        move || (asked.get(), changed.get(), record.version().get(), refund.version().get()),
        move |(PageQuery { cursor, size }, ..)| async move {
            let query = PaymentListQuery { filter: PaymentFilter::of_user(id), cursor, size };
            api::payments::list_payments(query).await.map_err(|error| error.0)
        },
    );
    let pending = RwSignal::new(false);
    let may_record = Signal::derive(move || user.with(|user| user.can_record_payment));
    let totals = move || {
        let (sums, this_month) = user.with(|user| (user.row.paid.clone(), user.row.paid_this_month == Some(true)));
        let this_month = t(if this_month { msg::userpages_yes() } else { msg::userpages_no() });
        view! {
            <Facts>
                <Fact label=msg::userpages_paid_total()>{paid(sums)}</Fact>
                <Fact label=msg::userpages_paid_this_month()>{this_month}</Fact>
            </Facts>
        }
    };
    view! {
        <div class="page-line">
            <div class="page-words">{totals}</div>
            {move || may_record.get().then(|| view! { <RecordButton address/> })}
        </div>
        <Load data=rows shape=Shape::Table(6) set_pending=pending view=move |page| list(page, asked.get_untracked().size, address, pending.into(), may_record)/>
        {may(Operation::RecordPayment).then(|| view! { <RecordDialog person record/> })}
        {may(Operation::RefundPayment).then(|| view! { <RefundDialog person refund rows/> })}
    }
}

#[component]
fn RecordButton(address: Address) -> impl IntoView {
    view! { <LinkButton href=Signal::derive(move || asking(address, "payment")) kind=ButtonKind::Primary icon=IconName::Plus attr:data-noscroll="">{t(msg::userpages_record_payment())}</LinkButton> }
}

/// What came in, or that nothing did.
pub(super) fn paid(sums: Option<Vec<Money>>) -> AnyView {
    if sums.as_ref().is_none_or(Vec::is_empty) { view! { <span class="soft">{t(msg::ui_none())}</span> }.into_any() } else { amounts(sums) }
}

fn list(page: Page<PaymentRow>, size: u16, address: Address, pending: Signal<bool>, may_record: Signal<bool>) -> AnyView {
    if page.rows.is_empty() {
        return view! {
            <EmptyState icon=IconName::Receipt title=msg::userpages_no_payments_title() message=msg::userpages_no_payments()>
                {may_record.get_untracked().then(|| view! { <RecordButton address/> })}
            </EmptyState>
        }
        .into_any();
    }
    let count = page.rows.len();
    let (key, name, href): (RowText<PaymentRow>, RowText<PaymentRow>, RowText<PaymentRow>) =
        (|row| row.id.to_string(), |row| money(row.amount), href);
    let actions: RowActions<PaymentRow> = Arc::new(move |row| acts(row, address));
    view! {
        <DataTable id="payments" caption=msg::userpages_payments_caption() columns=columns() rows=page.rows key name href actions pending/>
        <Pagination previous=page.previous next=page.next rows=count size/>
    }
    .into_any()
}

fn columns() -> Vec<Column<PaymentRow>> {
    vec![
        Column::new("paid_at", msg::payments_paid_at(), |row: &PaymentRow| view! { <Time at=row.paid_at/> }),
        Column::new("amount", msg::payments_amount(), |row: &PaymentRow| money(row.signed())).figure(),
        Column::new("refunded", msg::payments_refunded(), |row: &PaymentRow| row.refunded.map(money)).figure(),
        Column::new("method", msg::payments_method(), |row: &PaymentRow| t(row.method.label())),
        Column::new("status", msg::payments_status(), status),
        Column::new("note", msg::payments_note(), |row: &PaymentRow| view! { <bdi>{row.note.clone()}</bdi> }),
        Column::new(
            "id",
            msg::userpages_id(),
            |row: &PaymentRow| view! { <span class="copyable"><code dir="ltr">{short(&row.id.to_string())}</code><CopyButton text=row.id.to_string()/></span> },
        ),
    ]
}

/// The end of an id, which is what differs; the button copies all of it.
fn short(id: &str) -> String {
    id.char_indices().rev().nth(7).map_or_else(|| id.to_owned(), |(at, _)| format!("…{}", &id[at..]))
}

fn acts(row: &PaymentRow, address: Address) -> Vec<MenuItem> {
    if !may(Operation::RefundPayment) || row.left().is_none() {
        return Vec::new();
    }
    let href = untrack(|| asking_of(address, "refund", &row.id.to_string()));
    vec![MenuItem::link(msg::userpages_refund(), href).icon(IconName::Undo)]
}
