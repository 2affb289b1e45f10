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
    page::{DEFAULT_PAGE_SIZE, Page},
    payment::{PaymentListQuery, PaymentRow, PaymentStatus},
};
use leptos::prelude::*;
use ui::{
    Address, ButtonKind, Column, CopyButton, Data, DataTable, EmptyState, Fact, Facts, IconName, LinkButton, Load, MenuItem, Pagination,
    RowActions, RowText, Shape, Status, Submission, Time, Tone, money, state::PaymentStatusBadge, t, use_address,
};

use super::{Person, record::RecordDialog, refund::RefundDialog};
use crate::users::{
    ask::{asking, asking_of},
    columns::amounts,
};

/// Payments of one person.
pub(super) type Rows = Data<Page<PaymentRow>>;

/// The tab.
#[component]
pub(super) fn Payments(person: Person) -> impl IntoView {
    let Person { id, user, changed } = person;
    let address = use_address();
    let (record, refund) = (Submission::to::<RecordPayment>(), Submission::to::<RefundPayment>());
    let cursor = Memo::new(move |_| address.query().get("cursor").map(ToOwned::to_owned));
    let rows: Rows = Data::new(
        move || (cursor.get(), changed.get(), record.version().get(), refund.version().get()),
        move |(cursor, ..)| async move {
            api::payments::list_payments(PaymentListQuery { user: Some(id), cursor, ..PaymentListQuery::default() })
                .await
                .map_err(|error| error.0)
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
        <Load data=rows shape=Shape::Table(6) set_pending=pending view=move |page| list(page, address, pending.into(), may_record)/>
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

fn list(page: Page<PaymentRow>, address: Address, pending: Signal<bool>, may_record: Signal<bool>) -> AnyView {
    if page.rows.is_empty() {
        return view! {
            <EmptyState icon=IconName::Receipt title=msg::userpages_no_payments_title() message=msg::userpages_no_payments()>
                {may_record.get_untracked().then(|| view! { <RecordButton address/> })}
            </EmptyState>
        }
        .into_any();
    }
    let count = page.rows.len();
    let (key, name): (RowText<PaymentRow>, RowText<PaymentRow>) = (|row| row.id.to_string(), |row| money(row.amount));
    let actions: RowActions<PaymentRow> = Arc::new(move |row| acts(row, address));
    view! {
        <DataTable id="payments" caption=msg::userpages_payments_caption() columns=columns() rows=page.rows key name actions pending/>
        <Pagination previous=page.previous next=page.next rows=count size=DEFAULT_PAGE_SIZE/>
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

/// What became of it; a refund is called one.
fn status(row: &PaymentRow) -> AnyView {
    match row.refunds {
        Some(_) => view! { <Status tone=Tone::Neutral icon=IconName::Undo label=msg::payments_given_back()/> }.into_any(),
        None => view! { <PaymentStatusBadge status=row.status/> }.into_any(),
    }
}

/// What of a payment can still be given back.
pub(super) fn left(row: &PaymentRow) -> Option<Money> {
    if row.status != PaymentStatus::Success || row.refunds.is_some() {
        return None;
    }
    let left = match row.refunded {
        Some(back) => row.amount.checked_sub(back).ok()?,
        None => row.amount,
    };
    Some(left).filter(|left| left.is_positive())
}

fn acts(row: &PaymentRow, address: Address) -> Vec<MenuItem> {
    if !may(Operation::RefundPayment) || left(row).is_none() {
        return Vec::new();
    }
    let href = untrack(|| asking_of(address, "refund", &row.id.to_string()));
    vec![MenuItem::link(msg::userpages_refund(), href).icon(IconName::Undo)]
}
