//! Gateway servers: the registry with live states, and the form of one.

use api::servers::{CreateServer, DeleteServer, EditServer, SetServerStatus};
use domain::{
    access::Operation,
    ids::ServerId,
    live::LiveEvent,
    msg,
    server::{Provider, ServerRow, ServerStatus, check_url},
    text::TimeStyle,
    user::check_name,
};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    Button, ButtonKind, Choice, Crumb, EmptyState, Fact, Facts, FormActions, FormBody, IconName, LinkButton, Load, Notice, PageHeader,
    Section, SelectField, TextField, Time, Tone, live_version, number, state::ServerStatusBadge, t,
};

#[derive(Clone, Copy)]
struct Acts {
    status: ServerAction<SetServerStatus>,
    delete: ServerAction<DeleteServer>,
}

/// The registry.
#[component]
pub fn ServersPage() -> impl IntoView {
    let acts = Acts { status: ServerAction::new(), delete: ServerAction::new() };
    let live = live_version(|event| matches!(event, LiveEvent::Server { .. }));
    let rows = Resource::new(
        move || (live.get(), acts.status.version().get(), acts.delete.version().get()),
        |_| async { api::servers::list_servers().await.map_err(|error| error.0) },
    );
    let refused = move || {
        acts.status
            .value()
            .get()
            .and_then(Result::err)
            .or_else(|| acts.delete.value().get().and_then(Result::err))
            .map(|error| view! { <Notice tone=Tone::Bad title=error.0.message/> })
    };
    let draw = move |rows: Vec<ServerRow>| list(rows, acts);
    view! {
        <Title text=t(msg::servers_title())/>
        <PageHeader title=t(msg::servers_title())>
            {api::viewer::may(Operation::CreateServer).then(|| view! { <LinkButton href="/admin/servers/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(msg::servers_new())}</LinkButton> })}
        </PageHeader>
        {refused}
        <Load data=rows view=draw/>
    }
}

fn list(rows: Vec<ServerRow>, acts: Acts) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState icon=IconName::Server title=msg::servers_empty_title() message=msg::servers_empty()/> }.into_any();
    }
    rows.into_iter().map(|row| server(row, acts)).collect_view().into_any()
}

fn server(row: ServerRow, acts: Acts) -> AnyView {
    let buttons = api::viewer::may(Operation::EditServer).then(|| buttons(&row, acts));
    view! {
        <section class="card">
            <h2 class="section-title"><bdi>{row.name}</bdi>" "<ServerStatusBadge status=row.status/></h2>
            {row.problem.map(|problem| view! { <p class="field-error"><bdi>{problem}</bdi></p> })}
            <Facts>
                <Fact label=msg::servers_url()><bdi dir="ltr">{row.url}</bdi></Fact>
                <Fact label=msg::servers_devices()>{t(msg::servers_of(row.current_devices, row.max_devices))}</Fact>
                <Fact label=msg::servers_version()><bdi>{row.version}</bdi></Fact>
                <Fact label=msg::servers_latency()>{row.latency_ms.map(|ms| t(msg::servers_ms(ms)))}</Fact>
                <Fact label=msg::servers_checked()>{row.checked_at.map(|at| view! { <Time at style=TimeStyle::DateTime/> })}</Fact>
            </Facts>
            {buttons}
        </section>
    }
    .into_any()
}

fn buttons(row: &ServerRow, acts: Acts) -> AnyView {
    let (id, out) = (row.id.to_string(), row.status == ServerStatus::Maintenance);
    let (status, words) = if out { ("online", msg::servers_resume()) } else { ("maintenance", msg::servers_maintain()) };
    let (delete_id, edit) = (id.clone(), format!("/admin/servers/{id}/edit"));
    view! {
        <div class="form-actions">
            <LinkButton href=edit icon=IconName::Edit>{t(msg::servers_edit())}</LinkButton>
            <ActionForm action=acts.status><input type="hidden" name="id" value=id/><input type="hidden" name="status" value=status/><Button submit=true>{t(words)}</Button></ActionForm>
            {(row.current_devices == 0 && api::viewer::may(Operation::DeleteServer)).then(|| view! {
                <ActionForm action=acts.delete><input type="hidden" name="id" value=delete_id/><Button kind=ButtonKind::Danger submit=true>{t(msg::servers_delete())}</Button></ActionForm>
            })}
        </div>
    }.into_any()
}

fn crumbs() -> Vec<Crumb> {
    vec![Crumb { label: t(msg::servers_title()), href: "/admin/servers".into() }]
}

/// The fields of a server.
fn fields(row: Option<&ServerRow>) -> AnyView {
    let (name, url, most) = row
        .map(|row| (row.name.clone(), row.url.clone(), row.max_devices.to_string()))
        .unwrap_or_else(|| (String::new(), String::new(), "50".to_owned()));
    let providers = Provider::ALL.map(|provider| Choice::new(provider.code(), "WAHA")).to_vec();
    let key = match row {
        Some(row) => view! { <TextField name="api_key" label=msg::servers_key() hint=msg::servers_key_hint(row.api_key_hint.clone()) autocomplete="off" ltr=true maxlength=500/> }.into_any(),
        None => view! { <TextField name="api_key" label=msg::servers_key() required=true autocomplete="off" ltr=true maxlength=500/> }.into_any(),
    };
    view! {
        <TextField name="name" label=msg::servers_name() value=name required=true check=check_name maxlength=120/>
        <SelectField name="provider" label=msg::servers_provider() options=providers value="waha"/>
        <TextField name="url" label=msg::servers_url() value=url required=true check=check_url inputmode="url" ltr=true maxlength=300/>
        {key}
        <TextField name="max_devices" label=msg::servers_max() value=most required=true inputmode="numeric" ltr=true maxlength=6/>
    }
    .into_any()
}

/// A new one.
#[component]
pub fn NewServerPage() -> impl IntoView {
    let create = ServerAction::<CreateServer>::new();
    let error = Signal::derive(move || create.value().get().and_then(Result::err).map(|error| error.0));
    view! {
        <Title text=t(msg::servers_new())/>
        <PageHeader title=t(msg::servers_new()) crumbs=crumbs()/>
        <ActionForm action=create><FormBody id="server" error pending=create.pending()>{fields(None)}<FormActions submit=msg::servers_create()/></FormBody></ActionForm>
    }
}

/// One that is there.
#[component]
pub fn EditServerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse().ok())).unwrap_or(ServerId::NIL));
    let edit = ServerAction::<EditServer>::new();
    let data = Resource::new(
        move || id.get(),
        |id| async move {
            let rows = api::servers::list_servers().await.map_err(|error| error.0)?;
            rows.into_iter().find(|row| row.id == id).ok_or_else(domain::Error::not_found)
        },
    );
    let draw = move |row: ServerRow| {
        let error = Signal::derive(move || edit.value().get().and_then(Result::err).map(|error| error.0));
        let fields = fields(Some(&row));
        view! {
            <Title text=row.name.clone()/>
            <PageHeader title=row.name.clone() crumbs=crumbs()/>
            <ActionForm action=edit>
                <FormBody id="server" error pending=edit.pending()>
                    <input type="hidden" name="id" value=row.id.to_string()/>
                    {fields}
                    <FormActions submit=msg::servers_save()/>
                </FormBody>
            </ActionForm>
        }
        .into_any()
    };
    view! { <Load data view=draw/> }
}
