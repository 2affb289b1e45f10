//! One of one's own payments: what it is, and its refunds or what it gives back.

use domain::{
    Error, Result,
    ids::PaymentId,
    live::LiveEvent,
    msg,
    payment::PaymentView,
    text::{Msg, TimeStyle},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    Copyable, Crumb, Data, Fact, Facts, Load, PageHeader, Pulse, Section, Shape, Time, money, on_live, renewed, t, titled_in, use_text,
};

use super::{LIST, status, table};

async fn fetch(id: PaymentId) -> Result<PaymentView> {
    api::payments::view_payment(id).await.map_err(|error| error.0)
}

/// The page.
#[component]
pub fn PaymentPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<PaymentId>().ok()));
    let payment = Data::new(move || id.get(), |id| async move { fetch(id.ok_or_else(Error::not_found)?).await });
    view! { <Load data=payment page=true shape=Shape::Lines(6) view=page/> }
}

fn page(first: PaymentView) -> AnyView {
    let (id, pulse) = (first.row.id, Pulse::default());
    on_live(move |_, event| {
        if matches!(event, LiveEvent::Payments { .. } | LiveEvent::Resync) {
            pulse.beat();
        }
    });
    let view = renewed(first, pulse, move || fetch(id));
    let text = use_text();
    let title = Signal::derive(move || view.with(|view| text.money(view.row.signed())));
    view! {
        <Title text=titled_in(move || title.get(), msg::payments_title())/>
        <PageHeader title crumbs=vec![Crumb::new(msg::payments_title(), LIST)]/>
        <div class="row">{move || view.with(|view| status(&view.row))}</div>
        {move || view.with(facts)}
        {move || view.with(related)}
    }
    .into_any()
}

fn facts(view: &PaymentView) -> AnyView {
    let row = &view.row;
    let mut facts = vec![
        (msg::payments_amount(), money(row.signed()).into_any()),
        (msg::payments_paid_at(), view! { <Time at=row.paid_at style=TimeStyle::DateTime/> }.into_any()),
        (msg::payments_method(), t(row.method.label()).into_any()),
    ];
    facts.extend(row.refunded.map(|back| (msg::payments_refunded(), money(back).into_any())));
    let texts = [(msg::payments_note(), Some(row.note.clone())), (msg::payments_reference(), row.reference.clone())];
    let said = texts.into_iter().filter_map(|(label, text)| Some((label, text.filter(|text| !text.is_empty())?)));
    facts.extend(said.map(|(label, text)| (label, view! { <bdi>{text}</bdi> }.into_any())));
    facts.push((msg::payments_id(), view! { <Copyable text=row.id.to_string()/> }.into_any()));
    let facts: Vec<_> = facts.into_iter().map(|(label, value): (Msg, AnyView)| view! { <Fact label>{value}</Fact> }).collect();
    view! { <Section title=msg::payments_details()><Facts>{facts}</Facts></Section> }.into_any()
}

/// Its refunds, or what it gives back.
fn related(view: &PaymentView) -> Option<AnyView> {
    if view.related.is_empty() {
        return None;
    }
    let title = if view.row.refunds.is_some() { msg::payments_original() } else { msg::payments_refunds() };
    let rows = table("related", view.related.clone());
    Some(view! { <Section title>{rows}</Section> }.into_any())
}
