//! The audit trail, newest first.

use domain::{
    audit::{AuditRow, Change},
    msg,
    page::{DEFAULT_PAGE_SIZE, Page},
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Column, Data, DataTable, EmptyState, IconName, Load, PageHeader, Pagination, Shape, Status, Time, Tone, t, use_address};

/// The page.
#[component]
pub fn AuditPage() -> impl IntoView {
    let address = use_address();
    let cursor = Memo::new(move |_| address.query().get("cursor").map(str::to_owned));
    let rows = Data::new(move || cursor.get(), |cursor| async move { api::audit::list_audit(cursor).await.map_err(|error| error.0) });
    view! {
        <Title text=t(msg::audit_title())/>
        <PageHeader title=t(msg::audit_title()) lead=t(msg::audit_lead())/>
        <Load data=rows shape=Shape::Table(10) view=list/>
    }
}

fn list(page: Page<AuditRow>) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=IconName::Scroll title=msg::audit_empty_title() message=msg::audit_empty()/> }.into_any();
    }
    let count = page.rows.len();
    view! {
        <DataTable caption=msg::audit_title() columns=columns() rows=page.rows key=|row: &AuditRow| row.id.to_string() name=|row: &AuditRow| row.operation.clone()/>
        <Pagination previous=page.previous next=page.next rows=count size=DEFAULT_PAGE_SIZE/>
    }.into_any()
}

fn columns() -> Vec<Column<AuditRow>> {
    vec![
        Column::new("at", msg::audit_at(), |row: &AuditRow| view! { <Time at=row.at style=TimeStyle::DateTime/> }),
        Column::new("actor", msg::audit_actor(), who),
        Column::new(
            "operation",
            msg::audit_operation(),
            |row: &AuditRow| view! { <span title=row.operation.clone()>{t(row.what.clone())}</span> },
        ),
        Column::new(
            "subject",
            msg::audit_subject(),
            |row: &AuditRow| view! { <bdi title=row.subject.clone()>{row.subject_name.clone()}</bdi> },
        ),
        Column::new("changes", msg::audit_changes(), changes),
        Column::new("address", msg::audit_address(), |row: &AuditRow| view! { <bdi>{row.address.clone()}</bdi> }),
        Column::new("sealed", msg::audit_sealed(), |row: &AuditRow| {
            let (tone, label) = if row.sealed { (Tone::Good, msg::audit_is_sealed()) } else { (Tone::Neutral, msg::audit_not_sealed()) };
            view! { <Status tone label/> }
        }),
    ]
}

fn who(row: &AuditRow) -> AnyView {
    let words = match &row.behind {
        Some(behind) => t(msg::audit_behind(behind.clone(), row.actor.clone())),
        None => row.actor.clone(),
    };
    view! { <bdi>{words}</bdi> }.into_any()
}

fn changes(row: &AuditRow) -> AnyView {
    let lines: Vec<_> = row.changes.iter().map(|change| view! { <li>{line(change)}</li> }).collect();
    view! { <ul class="plain-list">{lines}</ul> }.into_any()
}

fn line(change: &Change) -> String {
    let words = |value: &Option<String>| value.clone().filter(|value| !value.is_empty()).unwrap_or_else(|| t(msg::audit_nothing()));
    format!("{}: {} → {}", change.field, words(&change.before), words(&change.after))
}
