//! Businesses: the list, one of them with its branches and folders, and its form.

mod form;
mod one;
mod rename;

pub use form::{EditOrganisationPage, NewOrganisationPage};
pub use one::OrganisationPage;

use domain::{
    access::Operation,
    msg,
    narrowing::{of_words, refuse},
    organisation::OrganisationRow,
    page::Page,
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    ButtonKind, Column, Data, DataTable, EmptyState, FilterBar, IconName, LinkButton, Load, NoResults, PageHeader, Pagination, Shape, Time,
    number, page_query, t, use_address,
};

/// The list.
#[component]
pub fn OrganisationsPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| {
        let query = address.query();
        (query.get("q").unwrap_or_default().to_owned(), page_query(address), of_words(query.pairs(), &["q"]))
    });
    let rows = Data::new(
        move || query.get(),
        |(q, page, wrong)| async move {
            refuse(&wrong)?;
            api::organisations::list_organisations(q, page).await.map_err(|error| error.0)
        },
    );
    let draw = move |page: Page<OrganisationRow>| {
        let (q, asked, _) = query.get_untracked();
        list(page, asked.size, q.is_empty())
    };
    view! {
        <Title text=t(msg::organisations_title())/>
        <PageHeader title=t(msg::organisations_title())>{new_button()}</PageHeader>
        <FilterBar search=("q", msg::organisations_search()) filters=Vec::new()/>
        <Load data=rows shape=Shape::Table(10) view=draw/>
    }
}

fn new_button() -> Option<AnyView> {
    api::viewer::may(Operation::CreateOrganisation).then(|| {
        view! {
        <LinkButton href="/admin/organisations/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(msg::organisations_new())}</LinkButton>
    }.into_any()
    })
}

fn list(page: Page<OrganisationRow>, size: u16, everything: bool) -> AnyView {
    if page.rows.is_empty() {
        return if everything {
            view! { <EmptyState icon=IconName::Building title=msg::organisations_empty_title() message=msg::organisations_empty()>{new_button()}</EmptyState> }.into_any()
        } else {
            view! { <NoResults clear_href="/admin/organisations"/> }.into_any()
        };
    }
    let count = page.rows.len();
    view! {
        <DataTable caption=msg::organisations_title() columns=columns() rows=page.rows key=|row: &OrganisationRow| row.id.to_string()
            name=|row: &OrganisationRow| row.name.clone() href=|row: &OrganisationRow| format!("/admin/organisations/{}", row.id)/>
        <Pagination previous=page.previous next=page.next rows=count size/>
    }
    .into_any()
}

fn columns() -> Vec<Column<OrganisationRow>> {
    vec![
        Column::new("name", msg::organisations_name(), |row: &OrganisationRow| view! { <bdi>{row.name.clone()}</bdi> }),
        Column::new(
            "owner",
            msg::organisations_owner(),
            |row: &OrganisationRow| view! { <bdi>{row.owner.as_ref().map(|(_, name)| name.clone())}</bdi> },
        ),
        Column::new("members", msg::organisations_members(), |row: &OrganisationRow| number(row.members)).figure(),
        Column::new(
            "created",
            msg::organisations_created(),
            |row: &OrganisationRow| view! { <Time at=row.created_at style=TimeStyle::Date/> },
        ),
    ]
}
