//! Numbers within reach: the list, and one number with its pairing for staff who help.

use api::instances::{ConnectInstance, DeleteInstance, LogOutInstance};
use domain::{
    access::Operation,
    ids::InstanceId,
    instance::{InstanceRow, InstanceState, InstanceView},
    live::LiveEvent,
    msg,
    page::{DEFAULT_PAGE_SIZE, Page},
    text::TimeStyle,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    Button, ButtonKind, Column, Crumb, DataTable, EmptyState, Fact, Facts, IconName, Load, Notice, PageHeader, Pagination, Shape, Time,
    Tone, live_version, number, pairing::Pairing, state::InstanceStateBadge, t, use_address,
};

/// The list.
#[component]
pub fn NumbersPage() -> impl IntoView {
    let address = use_address();
    let cursor = Memo::new(move |_| address.query().get("cursor").map(str::to_owned));
    let live = live_version(|event| matches!(event, LiveEvent::Instance { .. }));
    let rows = Resource::new(
        move || (cursor.get(), live.get()),
        |(cursor, _)| async move { api::instances::list_instances(None, cursor).await.map_err(|error| error.0) },
    );
    view! {
        <Title text=t(msg::numbers_title())/>
        <PageHeader title=t(msg::numbers_title())/>
        <Load data=rows shape=Shape::Table(8) view=list/>
    }
}

fn list(page: Page<InstanceRow>) -> AnyView {
    if page.rows.is_empty() {
        return view! { <EmptyState icon=IconName::Phone title=msg::numbers_empty_title() message=msg::numbers_empty()/> }.into_any();
    }
    let count = page.rows.len();
    view! {
        <DataTable caption=msg::numbers_title() columns=columns() rows=page.rows key=|row: &InstanceRow| row.id.to_string() name=|row: &InstanceRow| row.name.clone()
            href=|row: &InstanceRow| format!("/admin/numbers/{}", row.id)/>
        <Pagination previous=page.previous next=page.next rows=count size=DEFAULT_PAGE_SIZE/>
    }.into_any()
}

fn columns() -> Vec<Column<InstanceRow>> {
    vec![
        Column::new("name", msg::numbers_name(), |row: &InstanceRow| view! { <bdi>{row.name.clone()}</bdi> }),
        Column::new("owner", msg::numbers_owner(), |row: &InstanceRow| view! { <bdi>{row.user.1.clone()}</bdi> }),
        Column::new("state", msg::numbers_state(), |row: &InstanceRow| view! { <InstanceStateBadge state=row.state/> }),
        Column::new("phone", msg::numbers_phone(), |row: &InstanceRow| view! { <bdi dir="ltr">{row.phone.clone()}</bdi> }),
        Column::new("server", msg::numbers_server(), |row: &InstanceRow| view! { <bdi>{row.server.clone()}</bdi> }),
        Column::new("queued", msg::numbers_queued(), |row: &InstanceRow| number(row.queued)).figure(),
        Column::new("changed", msg::numbers_changed(), |row: &InstanceRow| view! { <Time at=row.changed_at style=TimeStyle::DateTime/> }),
    ]
}

#[derive(Clone, Copy)]
struct Acts {
    connect: ServerAction<ConnectInstance>,
    log_out: ServerAction<LogOutInstance>,
    delete: ServerAction<DeleteInstance>,
}

/// One number: pairing, and what can be done with it.
#[component]
pub fn NumberPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse().ok())).unwrap_or(InstanceId::NIL));
    let acts = Acts { connect: ServerAction::new(), log_out: ServerAction::new(), delete: ServerAction::new() };
    let live = live_version(move |event| matches!(event, LiveEvent::Instance { id: changed } if *changed == id.get_untracked()));
    let data = Resource::new(
        move || (id.get(), acts.connect.version().get(), acts.log_out.version().get(), live.get()),
        |(id, ..)| async move { api::instances::view_instance(id).await.map_err(|error| error.0) },
    );
    let draw = move |view: InstanceView| one(view, acts);
    view! { <Load data view=draw/> }
}

fn one(view: InstanceView, acts: Acts) -> AnyView {
    let row = view.row.clone();
    let buttons = view.can_control.then(|| buttons(&row, acts));
    let refused = move || {
        acts.connect
            .value()
            .get()
            .and_then(Result::err)
            .or_else(|| acts.log_out.value().get().and_then(Result::err))
            .or_else(|| acts.delete.value().get().and_then(Result::err))
            .map(|error| view! { <Notice tone=Tone::Bad title=error.0.message/> })
    };
    let refresh = matches!(row.state, InstanceState::Starting | InstanceState::Scanning)
        .then(|| view! { <p class="no-script-only"><a class="link" href=format!("/admin/numbers/{}", row.id)>{t(msg::numbers_refresh())}</a></p> });
    view! {
        <Title text=row.name.clone()/>
        <PageHeader title=row.name.clone() crumbs=vec![Crumb { label: t(msg::numbers_title()), href: "/admin/numbers".into() }]><InstanceStateBadge state=row.state/></PageHeader>
        {refused}
        <Pairing view/>
        {refresh}
        <Facts>
            <Fact label=msg::numbers_phone()><bdi dir="ltr">{row.phone}</bdi></Fact>
            <Fact label=msg::numbers_queued()>{number(row.queued)}</Fact>
            <Fact label=msg::numbers_changed()><Time at=row.changed_at style=TimeStyle::DateTime/></Fact>
        </Facts>
        {buttons}
    }.into_any()
}

fn hidden(id: InstanceId) -> AnyView {
    view! { <input type="hidden" name="id" value=id.to_string()/> }.into_any()
}

fn buttons(row: &InstanceRow, acts: Acts) -> AnyView {
    let id = row.id;
    let connects = matches!(row.state, InstanceState::New | InstanceState::Failed | InstanceState::Stopped | InstanceState::Passkey);
    let words = if row.state == InstanceState::New { msg::numbers_connect() } else { msg::numbers_connect_again() };
    let connected = row.state == InstanceState::Connected;
    view! {
        <div class="form-actions">
            {connects.then(|| view! { <ActionForm action=acts.connect>{hidden(id)}<Button kind=ButtonKind::Primary submit=true icon=IconName::QrCode pending=acts.connect.pending()>{t(words)}</Button></ActionForm> })}
            {connected.then(|| view! { <details><summary>{t(msg::numbers_log_out())}</summary><p>{t(msg::numbers_log_out_explain())}</p>
                <ActionForm action=acts.log_out>{hidden(id)}<Button kind=ButtonKind::Danger submit=true pending=acts.log_out.pending()>{t(msg::numbers_log_out())}</Button></ActionForm></details> })}
            {api::viewer::may(Operation::DeleteInstance).then(|| view! { <details><summary>{t(msg::numbers_remove())}</summary><p>{t(msg::numbers_remove_explain())}</p>
                <ActionForm action=acts.delete>{hidden(id)}<Button kind=ButtonKind::Danger submit=true pending=acts.delete.pending()>{t(msg::numbers_remove())}</Button></ActionForm></details> })}
        </div>
    }.into_any()
}
