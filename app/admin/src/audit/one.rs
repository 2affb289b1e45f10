//! One entry of the trail, with everything that is known about it.

use domain::{
    Error,
    audit::{AuditView, Seal},
    ids::AuditId,
    msg,
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{Copyable, Crumb, Data, Fact, Facts, Load, PageHeader, Section, Shape, Time, number, t, title_in};

use super::{LIST, sealed, words};

/// The page.
#[component]
pub fn AuditEntryPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<AuditId>().ok()));
    let entry = Data::new(
        move || id.get(),
        |id| async move {
            let id = id.ok_or_else(Error::not_found)?;
            api::audit::view_audit(id).await.map_err(|error| error.0)
        },
    );
    view! { <Load data=entry page=true shape=Shape::Lines(8) view=page/> }
}

fn page(view: AuditView) -> AnyView {
    let AuditView { row, request, session, digest, seal } = view;
    let title = t(row.what.clone());
    let tab = title_in(&title, msg::audit_title());
    let changes = if row.changes.is_empty() {
        view! { <p class="soft">{t(msg::audit_no_changes())}</p> }.into_any()
    } else {
        words::changes(&row.changes, None)
    };
    let (at, id, is_sealed) = (row.at, row.id.to_string(), row.sealed);
    let (who, subject) = (words::who(&row), words::thing(&row.subject));
    let address = row.address.map(|address| view! { <Fact label=msg::audit_address()><bdi dir="ltr">{address}</bdi></Fact> });
    let request = request.map(|request| view! { <Fact label=msg::audit_request()><Copyable text=request/></Fact> });
    let session = session.map(|session| view! { <Fact label=msg::audit_session()><Copyable text=session.to_string()/></Fact> });
    view! {
        <Title text=tab/>
        <PageHeader title crumbs=vec![Crumb::new(msg::audit_title(), LIST)]/>
        <Section title=msg::audit_about()>
            <Facts>
                <Fact label=msg::audit_at()><Time at style=TimeStyle::DateTime/></Fact>
                <Fact label=msg::audit_actor()>{who}</Fact>
                <Fact label=msg::audit_subject()>{subject}</Fact>
                {address}
                {session}
                {request}
                <Fact label=msg::audit_id()><Copyable text=id/></Fact>
            </Facts>
        </Section>
        <Section title=msg::audit_changes()>{changes}</Section>
        <Section title=msg::audit_sealed()>
            <Facts>
                <Fact label=msg::audit_sealed()>{sealed(is_sealed)}</Fact>
                {seal.map(place)}
                <Fact label=msg::audit_digest()><Copyable text=digest/></Fact>
            </Facts>
            {(!is_sealed).then(|| view! { <p class="soft">{t(msg::audit_seal_explain())}</p> })}
        </Section>
    }
    .into_any()
}

fn place(seal: Seal) -> AnyView {
    view! {
        {seal.at.map(|at| view! { <Fact label=msg::audit_sealed_at()><Time at style=TimeStyle::DateTime/></Fact> })}
        <Fact label=msg::audit_place()>{number(seal.place)}</Fact>
        <Fact label=msg::audit_chain()><Copyable text=seal.chain/></Fact>
    }
    .into_any()
}
