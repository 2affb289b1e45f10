//! The audit trail, newest first: who did what to what, when, and what it changed. Filters, columns and page live in the address.

mod one;
mod words;

pub use one::AuditEntryPage;

use std::sync::Arc;

use api::viewer::may;
use domain::{
    access::Operation,
    audit::{AuditAction, AuditKind, AuditListQuery, AuditRow},
    ids::UserId,
    msg,
    page::Page,
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Address, Choice, Column, ColumnChooser, Data, DataTable, EmptyState, Filter, FilterBar, Find, IconName, LinkButton, Load, NoResults,
    PageHeader, Pagination, Query, RowText, Shape, Status, Time, Tone, t, use_address,
};

/// Where the list is.
const LIST: &str = "/admin/audit";

/// The page.
#[component]
pub fn AuditPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| {
        let query = address.query();
        AuditListQuery::from_pairs(query.pairs())
    });
    let pending = RwSignal::new(false);
    let rows = Data::new(move || query.get(), |query| async move { api::audit::list_audit(query).await.map_err(|error| error.0) });
    let actors = Data::new(
        // Whoever the page was opened with; those chosen later are known to the lookup that found them.
        move || query.with_untracked(|query| query.who),
        |asked| async move { api::audit::audit_actors(asked).await.map_err(|error| error.0) },
    );
    let bar = move |actors: Vec<(UserId, String)>| view! { <FilterBar filters=filters(actors)><Columns address/></FilterBar> }.into_any();
    let draw = move |page: Page<AuditRow>| draw(page, &query.get_untracked(), address, pending);
    view! {
        <Title text=t(msg::audit_title())/>
        <PageHeader title=t(msg::audit_title()) lead=t(msg::audit_lead())><Export query/></PageHeader>
        <Load data=actors shape=Shape::Lines(1) view=bar/>
        <Load data=rows shape=Shape::Table(10) set_pending=pending view=draw/>
    }
}

/// The file of what is filtered; none while the filter is not understood, for it would hold everything.
#[component]
fn Export(query: Memo<AuditListQuery>) -> impl IntoView {
    let href = Signal::derive(move || query.with(export_href));
    let understood = Memo::new(move |_| query.with(|query| query.problems.is_empty()));
    let button = move || {
        (may(Operation::ExportAudit) && understood.get()).then(|| {
            view! { <LinkButton href icon=IconName::Download download=true>{t(msg::audit_export())}</LinkButton> }
        })
    };
    view! { {button} }
}

fn export_href(query: &AuditListQuery) -> String {
    let pairs = query.to_parameters().into_iter().map(|(name, value)| (name.to_owned(), value));
    Query::from_pairs(pairs).on("/admin/audit/export.csv")
}

/// The chooser of columns, which follows the address.
#[component]
fn Columns(address: Address) -> impl IntoView {
    view! { <ColumnChooser columns=columns() shown=Signal::derive(move || chosen(&address.query()))/> }
}

/// Keys of the columns that were chosen; none for the usual ones.
fn chosen(query: &Query) -> Vec<String> {
    query.get("columns").unwrap_or_default().split(',').filter(|key| !key.is_empty()).map(ToOwned::to_owned).collect()
}

fn filters(actors: Vec<(UserId, String)>) -> Vec<Filter> {
    let system = Choice::msg(UserId::NIL.to_string(), msg::audit_system());
    let actors: Vec<Choice> =
        std::iter::once(system).chain(actors.into_iter().map(|(id, name)| Choice::new(id.to_string(), name))).collect();
    let who = if may(Operation::ListUsers) {
        Filter::lookup("who", msg::audit_actor(), actors, find())
    } else {
        Filter::choice("who", msg::audit_actor(), actors)
    };
    let actions = AuditAction::ALL.into_iter().filter_map(|action| Some(Choice::msg(action.code(), action.label()?))).collect();
    let kinds = AuditKind::ALL.map(|kind| Choice::msg(kind.code(), kind.label())).to_vec();
    vec![
        who,
        Filter::choice("action", msg::audit_filter_action(), actions),
        Filter::choice("kind", msg::audit_filter_kind(), kinds),
        Filter::date("from", msg::audit_filter_from()),
        Filter::date("until", msg::audit_filter_until()),
    ]
}

/// Finds people by a part of their name: customers act as well.
fn find() -> Find {
    Arc::new(|text| {
        Box::pin(async move {
            let found = api::users::find_users(text).await.map_err(|error| error.0.message);
            let choice = |(id, name, email): (UserId, String, String)| Choice::new(id.to_string(), format!("{name} · {email}"));
            found.map(|found| found.into_iter().map(choice).collect())
        })
    })
}

fn draw(page: Page<AuditRow>, query: &AuditListQuery, address: Address, pending: RwSignal<bool>) -> AnyView {
    if page.rows.is_empty() {
        return if query.narrows() || query.cursor.is_some() {
            let address = address.get_untracked();
            let clear_href = Query::of(&address).without_all(&AuditListQuery::PARAMETERS).from_the_start().on(&address);
            view! { <NoResults clear_href/> }.into_any()
        } else {
            view! { <EmptyState icon=IconName::Scroll title=msg::audit_empty_title() message=msg::audit_empty()/> }.into_any()
        };
    }
    let (count, rows) = (page.rows.len(), page.rows);
    let table = move || table(rows.clone(), chosen(&address.query()), pending);
    view! {
        {table}
        <Pagination previous=page.previous next=page.next rows=count size=query.size/>
    }
    .into_any()
}

fn table(rows: Vec<AuditRow>, shown: Vec<String>, pending: RwSignal<bool>) -> AnyView {
    let (key, name, href): (RowText<AuditRow>, RowText<AuditRow>, RowText<AuditRow>) =
        (|row| row.id.to_string(), |row| t(row.what.clone()), |row| format!("{LIST}/{}", row.id));
    view! { <DataTable id="audit" caption=msg::audit_title() columns=columns() shown rows key name href pending/> }.into_any()
}

fn columns() -> Vec<Column<AuditRow>> {
    vec![
        Column::new("at", msg::audit_at(), |row: &AuditRow| view! { <Time at=row.at style=TimeStyle::DateTime/> }),
        Column::new("actor", msg::audit_actor(), |row: &AuditRow| wrapped(words::who(row))),
        Column::new("operation", msg::audit_operation(), |row: &AuditRow| wrapped(t(row.what.clone()))),
        Column::new("subject", msg::audit_subject(), |row: &AuditRow| wrapped(words::thing(&row.subject))),
        Column::new("changes", msg::audit_changes(), |row: &AuditRow| {
            (!row.changes.is_empty()).then(|| wrapped(words::changes(&row.changes, Some(words::FEW))))
        }),
        Column::new("address", msg::audit_address(), |row: &AuditRow| {
            row.address.clone().map(|address| view! { <bdi dir="ltr">{address}</bdi> })
        })
        .hidden(),
        Column::new("sealed", msg::audit_sealed(), |row: &AuditRow| sealed(row.sealed)).hidden(),
    ]
}

/// A cell that grows in height and not in width, so that all of a row is seen.
fn wrapped<V: IntoView + 'static>(inside: V) -> AnyView {
    view! { <div class="cell-wrap">{inside}</div> }.into_any()
}

fn sealed(sealed: bool) -> AnyView {
    let (tone, label) = if sealed { (Tone::Good, msg::audit_is_sealed()) } else { (Tone::Neutral, msg::audit_not_sealed()) };
    view! { <Status tone label/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finding_57_the_file_holds_what_the_list_holds() {
        let query = AuditListQuery::from_pairs([("action", "EditUser"), ("from", "2026-11-01"), ("cursor", "f1~00"), ("columns", "at")]);
        assert_eq!(export_href(&query), "/admin/audit/export.csv?action=EditUser&from=2026-11-01");
    }
}
