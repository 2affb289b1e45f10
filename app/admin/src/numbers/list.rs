//! The list. Filters and page live in the address; changes renew the rows in place.

use api::viewer::may;
use domain::{
    access::Operation,
    instance::{InstanceListQuery, InstanceRow, InstanceState},
    live::LiveEvent,
    msg,
    page::Page,
    server::ServerRow,
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Choice, Column, Data, DataTable, EmptyState, Filter, FilterBar, IconName, LinkButton, Load, NoResults, PageHeader, Pagination, Pulse,
    Query, RowText, Shape, Time, number, on_live, state::InstanceStateBadge, t, use_address,
};

/// The page.
#[component]
pub fn NumbersPage() -> impl IntoView {
    let address = use_address();
    let query = Memo::new(move |_| {
        let query = address.query();
        InstanceListQuery::from_pairs(query.pairs())
    });
    let pulse = Pulse::default();
    on_live(move |_, event| {
        if matches!(event, LiveEvent::Instance { .. } | LiveEvent::Resync) {
            pulse.beat();
        }
    });
    let pending = RwSignal::new(false);
    let rows = Data::new(
        move || (query.get(), pulse.get()),
        |(query, _)| async move { api::instances::list_instances(query).await.map_err(|error| error.0) },
    );
    let servers = Data::new(|| (), |()| servers());
    let bar = move |servers: Vec<ServerRow>| view! { <FilterBar search=("q", msg::numbers_search()) filters=filters(servers)/> }.into_any();
    let draw = move |page: Page<InstanceRow>| draw(page, &query.get_untracked(), pending);
    view! {
        <Title text=t(msg::numbers_title())/>
        <PageHeader title=t(msg::numbers_title())/>
        <Load data=servers shape=Shape::Lines(1) view=bar/>
        <Load data=rows shape=Shape::Table(10) set_pending=pending view=draw/>
    }
}

/// The servers to choose from, for those who may see them.
async fn servers() -> domain::Result<Vec<ServerRow>> {
    if may(Operation::ListServers) { api::servers::list_servers().await.map_err(|error| error.0) } else { Ok(Vec::new()) }
}

fn filters(servers: Vec<ServerRow>) -> Vec<Filter> {
    let mut filters = vec![Filter::choice(
        "state",
        msg::numbers_state(),
        InstanceState::ALL.map(|state| Choice::msg(state.code(), state.label())).to_vec(),
    )];
    if !servers.is_empty() {
        let choices = servers.into_iter().map(|server| Choice::new(server.id.to_string(), server.name)).collect();
        filters.push(Filter::choice("server", msg::numbers_server(), choices));
    }
    filters
}

fn draw(page: Page<InstanceRow>, query: &InstanceListQuery, pending: RwSignal<bool>) -> AnyView {
    if page.rows.is_empty() {
        return nothing(query);
    }
    let (count, size) = (page.rows.len(), query.size);
    let (key, name, href): (RowText<InstanceRow>, RowText<InstanceRow>, RowText<InstanceRow>) =
        (|row| row.id.to_string(), |row| row.name.clone(), |row| format!("/admin/numbers/{}", row.id));
    view! {
        <DataTable id="numbers" caption=msg::numbers_title() columns=columns() rows=page.rows key name href pending/>
        <Pagination previous=page.previous next=page.next rows=count size/>
    }
    .into_any()
}

fn columns() -> Vec<Column<InstanceRow>> {
    let mut columns = vec![
        Column::new("name", msg::numbers_name(), |row: &InstanceRow| view! { <bdi>{row.name.clone()}</bdi> }),
        Column::new("owner", msg::numbers_owner(), owner),
        Column::new("state", msg::numbers_state(), |row: &InstanceRow| view! { <InstanceStateBadge state=row.state/> }),
        Column::new("phone", msg::numbers_phone(), |row: &InstanceRow| {
            row.phone_shown.clone().map(|phone| view! { <bdi class="phone" dir="ltr">{phone}</bdi> })
        }),
    ];
    if may(Operation::ListServers) {
        columns.push(Column::new("server", msg::numbers_server(), |row: &InstanceRow| {
            row.server.clone().map(|server| view! { <bdi>{server}</bdi> })
        }));
    }
    columns.extend([
        Column::new("queued", msg::numbers_waiting(), |row: &InstanceRow| number(row.queued)).figure(),
        Column::new(
            "seen",
            msg::numbers_seen(),
            |row: &InstanceRow| view! { <Time at=row.seen_at style=TimeStyle::DateTime relative=true/> },
        ),
    ]);
    columns
}

fn owner(row: &InstanceRow) -> AnyView {
    let (id, name) = row.user.clone();
    if may(Operation::ViewUser) {
        view! { <a class="link" href=format!("/admin/users/{id}")><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    }
}

/// None yet, or none that fit.
fn nothing(query: &InstanceListQuery) -> AnyView {
    if query.narrows() || query.cursor.is_some() {
        let address = use_address().get_untracked();
        let clear_href = Query::of(&address).without_all(&InstanceListQuery::PARAMETERS).without("cursor").on(&address);
        return view! { <NoResults clear_href/> }.into_any();
    }
    view! {
        <EmptyState icon=IconName::Phone title=msg::numbers_empty_title() message=msg::numbers_empty_staff()>
            {may(Operation::ListUsers).then(|| view! { <LinkButton href="/admin/users?role=customer" icon=IconName::Users>{t(msg::numbers_find_customer())}</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}
