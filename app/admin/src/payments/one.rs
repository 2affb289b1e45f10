//! One payment: what it is, whose, its refunds or what it gives back, what it posted and what was done to it. It is drawn once; what
//! changes meanwhile is put into its places, so that nothing that is being typed is lost.

use api::{payments::RefundPayment, viewer::may};
use domain::{
    Error, Money, Result,
    access::Operation,
    ids::{PaymentId, UserId},
    live::LiveEvent,
    msg,
    payment::{PaymentRow, PaymentView},
    text::{Msg, TimeStyle},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    AskDialog, Column, Copyable, Crumb, Data, DataTable, Fact, Facts, IconName, LinkButton, Load, PageHeader, Pulse, RowText, Section,
    Shape, Submission, Time, Timeline, asking, close_when, money, on_live, renewed, t, titled_in, use_address, use_text, use_toasts,
};

use super::{LIST, href, postings::postings, refund, status};
use crate::history;

async fn fetch(id: PaymentId) -> Result<PaymentView> {
    api::payments::view_payment(id).await.map_err(|error| error.0)
}

/// The page.
#[component]
pub fn PaymentPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<PaymentId>().ok()));
    let payment = Data::new(move || id.get(), |id| async move { fetch(id.ok_or_else(Error::not_found)?).await });
    view! { <Load data=payment page=true shape=Shape::Lines(8) view=page/> }
}

/// Beats when money of this user moved.
fn follow(user: UserId) -> Pulse {
    let pulse = Pulse::default();
    on_live(move |_, event| match event {
        LiveEvent::Payments { users } if users.is_empty() || users.contains(&user) => pulse.beat(),
        LiveEvent::Resync => pulse.beat(),
        _ => {}
    });
    pulse
}

fn page(first: PaymentView) -> AnyView {
    let (id, pulse) = (first.row.id, follow(first.row.user.0));
    let view = renewed(first, pulse, move || fetch(id));
    let address = use_address();
    let text = use_text();
    let title = Signal::derive(move || view.with(|view| text.money(view.row.signed())));
    let can_refund = Memo::new(move |_| view.with(|view| view.can_refund));
    let button = move || {
        can_refund.get().then(|| {
            view! { <LinkButton href=Signal::derive(move || asking(address, "refund")) icon=IconName::Undo attr:data-noscroll="">{t(msg::userpages_refund())}</LinkButton> }
        })
    };
    view! {
        <Title text=titled_in(move || title.get(), msg::payments_title())/>
        <PageHeader title crumbs=vec![Crumb::new(msg::payments_title(), LIST)]>{button}</PageHeader>
        <div class="row">{move || view.with(|view| status(&view.row))}<Copyable text=id.to_string()/></div>
        {move || view.with(facts)}
        {move || view.with(related)}
        {move || postings(view.with(|view| view.postings.clone()))}
        {move || view.with(told)}
        {may(Operation::RefundPayment).then(|| view! { <RefundDialog view pulse/> })}
    }
    .into_any()
}

/// The question, drawn anew only when there is another amount left to give back.
#[component]
fn RefundDialog(view: RwSignal<PaymentView>, pulse: Pulse) -> impl IntoView {
    let refund = Submission::to::<RefundPayment>();
    let done = RwSignal::new(0_u32);
    let toasts = use_toasts();
    close_when(move || refund.done());
    Effect::new(move |_| {
        if refund.done() {
            done.update(|done| *done += 1);
            pulse.now();
            toasts.good(msg::userpages_refunded());
        }
    });
    let left: Memo<Option<Money>> = Memo::new(move |_| view.with(|view| view.row.left()));
    let holds = Signal::derive(move || view.with(|view| view.can_refund));
    let form = move || left.get().map(|_| view.with_untracked(|view| refund::form(&view.row, href(&view.row), refund, done)));
    view! { <AskDialog ask="refund" title=msg::userpages_refund_title() holds>{form}</AskDialog> }
}

fn facts(view: &PaymentView) -> AnyView {
    let row = &view.row;
    let mut facts = vec![
        (msg::payments_user(), user(row)),
        (msg::payments_amount(), money(row.signed()).into_any()),
        (msg::payments_paid_at(), view! { <Time at=row.paid_at style=TimeStyle::DateTime/> }.into_any()),
        (msg::payments_method(), t(row.method.label()).into_any()),
        (msg::payments_note(), words(Some(row.note.clone()))),
        (msg::payments_reference(), words(row.reference.clone())),
        (msg::payments_recorded_at(), view! { <Time at=view.recorded_at style=TimeStyle::DateTime/> }.into_any()),
        (msg::payments_recorded_by(), words(view.recorded_by.clone().or_else(|| Some(t(msg::audit_system()))))),
    ];
    let further = [(msg::payments_fee(), row.fee), (msg::payments_refunded(), row.refunded)];
    facts.extend(further.into_iter().filter_map(|(label, amount)| Some((label, money(amount?).into_any()))));
    let facts: Vec<_> = facts.into_iter().map(|(label, value): (Msg, AnyView)| view! { <Fact label>{value}</Fact> }).collect();
    view! { <Section title=msg::payments_details()><Facts>{facts}</Facts></Section> }.into_any()
}

fn user(row: &PaymentRow) -> AnyView {
    let (id, name) = row.user.clone();
    if may(Operation::ViewUser) {
        view! { <a class="link" href=format!("/admin/users/{id}/payments")><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    }
}

/// A text, or that there is none.
fn words(text: Option<String>) -> AnyView {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => view! { <bdi>{text}</bdi> }.into_any(),
        None => view! { <span class="soft">{t(msg::ui_none())}</span> }.into_any(),
    }
}

/// Its refunds, or what it gives back.
fn related(view: &PaymentView) -> Option<AnyView> {
    if view.related.is_empty() {
        return None;
    }
    let title = if view.row.refunds.is_some() { msg::payments_original() } else { msg::payments_refunds() };
    let (key, name, href): (RowText<PaymentRow>, RowText<PaymentRow>, RowText<PaymentRow>) =
        (|row| row.id.to_string(), |row| money(row.signed()), href);
    let columns = vec![
        Column::new("paid_at", msg::payments_paid_at(), |row: &PaymentRow| view! { <Time at=row.paid_at style=TimeStyle::DateTime/> }),
        Column::new("amount", msg::payments_amount(), |row: &PaymentRow| money(row.signed())).figure(),
        Column::new("status", msg::payments_status(), status),
        Column::new("note", msg::payments_note(), |row: &PaymentRow| view! { <bdi>{row.note.clone()}</bdi> }),
    ];
    let rows = view.related.clone();
    let table = view! { <DataTable id="related" caption=title.clone() columns rows key name href/> };
    Some(view! { <Section title>{table}</Section> }.into_any())
}

/// What the trail says of it.
fn told(view: &PaymentView) -> Option<AnyView> {
    let entries: Vec<_> = view.history.iter().cloned().map(history::entry).collect();
    (!entries.is_empty())
        .then(|| view! { <Section title=msg::userpages_tab_timeline()><Timeline>{entries}</Timeline></Section> }.into_any())
}
