//! All payments within reach, newest first. Filters, page and columns live in the address; the file holds what is filtered.

use std::sync::Arc;

use api::viewer::may;
use domain::{
    access::Operation,
    live::LiveEvent,
    msg,
    page::Page,
    payment::{PaymentFilter, PaymentListQuery, PaymentRow},
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Address, Column, ColumnChooser, Copyable, Data, DataTable, EmptyState, FilterBar, IconName, LinkButton, Load, MenuItem, NoResults,
    PageHeader, Pagination, Query, RowActions, RowText, Shape, Time, live_version, money, t, use_address,
};

use super::{
    LIST,
    filters::{self, Known},
    href, status,
};
use crate::users::query::columns as chosen;

/// Parts of the list's address that are not what is filtered.
const OF_THE_PAGE: [&str; 7] = ["cursor", "at", "size", "columns", "menu", "ask", "of"];

/// The page.
#[component]
pub fn PaymentsPage() -> impl IntoView {
    let address = use_address();
    let live = live_version(|event| matches!(event, LiveEvent::Payments { .. } | LiveEvent::Resync));
    let query = Memo::new(move |_| PaymentListQuery::from_pairs(address.query().pairs()));
    let pending = RwSignal::new(false);
    let rows = Data::new(
        move || (query.get(), live.get()),
        |(query, _)| async move { api::payments::list_payments(query).await.map_err(|error| error.0) },
    );
    // What the page was opened with; what is chosen later is known to those who choose it.
    let known = Data::new(move || query.with_untracked(|query| query.filter.clone()), filters::known);
    let bar = move |known: Known| {
        let currency = query.with_untracked(|query| query.filter.currency);
        let filters = filters::filters(known, currency.map(domain::Currency::code));
        view! { <FilterBar search=("q", msg::payments_search()) filters><Columns address/></FilterBar> }.into_any()
    };
    let file = Signal::derive(move || address.query().without_all(&OF_THE_PAGE).on("/admin/payments/export.csv"));
    let draw = move |page: Page<PaymentRow>| list(page, &query.get_untracked(), address, pending.into());
    view! {
        <Title text=t(msg::payments_title())/>
        <PageHeader title=t(msg::payments_title())>
            {may(Operation::ExportPayments).then(|| view! { <LinkButton href=file icon=IconName::Download download=true>{t(msg::userpages_export())}</LinkButton> })}
        </PageHeader>
        <Load data=known shape=Shape::Lines(1) view=bar/>
        <Load data=rows shape=Shape::Table(10) set_pending=pending view=draw/>
    }
}

/// The chooser of columns, which follows the address.
#[component]
fn Columns(address: Address) -> impl IntoView {
    view! { <ColumnChooser columns=choosable() shown=Signal::derive(move || chosen(&address.query()))/> }
}

fn list(page: Page<PaymentRow>, query: &PaymentListQuery, address: Address, pending: Signal<bool>) -> AnyView {
    if page.rows.is_empty() {
        return nothing(query, address);
    }
    let (count, size, rows) = (page.rows.len(), query.size, page.rows);
    let table = move || table(rows.clone(), shown(chosen(&address.query())), pending);
    view! {
        {table}
        <Pagination previous=page.previous next=page.next rows=count size/>
    }
    .into_any()
}

fn table(rows: Vec<PaymentRow>, shown: Vec<String>, pending: Signal<bool>) -> AnyView {
    let (key, name, href): (RowText<PaymentRow>, RowText<PaymentRow>, RowText<PaymentRow>) =
        (|row| row.id.to_string(), |row| format!("\u{2068}{}\u{2069} · {}", row.user.1, money(row.signed())), href);
    let actions: RowActions<PaymentRow> = Arc::new(acts);
    view! { <DataTable id="payments" caption=msg::payments_caption() columns=all() shown rows key name href actions pending/> }.into_any()
}

/// What can be done with one. What moves money asks first, on the payment's own page.
fn acts(row: &PaymentRow) -> Vec<MenuItem> {
    let here = href(row);
    let mut items = vec![MenuItem::link(msg::userpages_open(), here.clone()).icon(IconName::Receipt)];
    if may(Operation::ViewUser) {
        items.push(MenuItem::link(msg::payments_open_user(), format!("/admin/users/{}/payments", row.user.0)).icon(IconName::User));
    }
    if may(Operation::RefundPayment) && row.left().is_some() {
        items.push(MenuItem::link(msg::userpages_refund(), format!("{here}?ask=refund")).icon(IconName::Undo));
    }
    items
}

/// None yet, or none that fit.
fn nothing(query: &PaymentListQuery, address: Address) -> AnyView {
    if query.filter.conditions() > 0 || query.cursor.is_some() {
        let here = address.get_untracked();
        let clear_href = Query::of(&here).without_all(&PaymentFilter::PARAMETERS).from_the_start().on(LIST);
        return view! { <NoResults clear_href/> }.into_any();
    }
    view! { <EmptyState icon=IconName::Receipt title=msg::payments_empty_title() message=msg::payments_empty()/> }.into_any()
}

/// Columns that can be chosen: all but the date, which leads to the payment.
fn choosable() -> Vec<Column<PaymentRow>> {
    vec![
        Column::new("user", msg::payments_user(), user),
        Column::new("amount", msg::payments_amount(), |row: &PaymentRow| money(row.signed())).figure(),
        Column::new("refunded", msg::payments_refunded(), |row: &PaymentRow| row.refunded.map(money)).figure(),
        Column::new("fee", msg::payments_fee(), |row: &PaymentRow| row.fee.map(money)).figure().hidden(),
        Column::new("method", msg::payments_method(), |row: &PaymentRow| t(row.method.label())),
        Column::new("status", msg::payments_status(), status),
        Column::new("note", msg::payments_note(), |row: &PaymentRow| view! { <bdi>{row.note.clone()}</bdi> }),
        Column::new("reference", msg::payments_reference(), |row: &PaymentRow| {
            row.reference.clone().map(|reference| view! { <bdi>{reference}</bdi> })
        })
        .hidden(),
        Column::new("id", msg::payments_id(), |row: &PaymentRow| view! { <Copyable text=row.id.to_string()/> }).hidden(),
    ]
}

fn all() -> Vec<Column<PaymentRow>> {
    let date =
        Column::new("paid_at", msg::payments_paid_at(), |row: &PaymentRow| view! { <Time at=row.paid_at style=TimeStyle::DateTime/> });
    std::iter::once(date).chain(choosable()).collect()
}

/// Keys of the columns to show, with the date in front; none for the usual ones.
fn shown(chosen: Vec<String>) -> Vec<String> {
    if chosen.is_empty() { chosen } else { std::iter::once("paid_at".to_owned()).chain(chosen).collect() }
}

fn user(row: &PaymentRow) -> AnyView {
    let (id, name) = row.user.clone();
    if may(Operation::ViewUser) {
        view! { <a class="link" href=format!("/admin/users/{id}")><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    }
}
