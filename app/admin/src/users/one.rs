//! A person's page: who they are, what can be done, and tabs with an address each.

use api::{account::SendPasswordReset, users::SetUserStatus};
use domain::{ids::UserId, live::LiveEvent, msg, text::TimeStyle, user::{UserStatus, UserView}};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{Avatar, AvatarSize, Button, ButtonKind, Copyable, Crumb, Dialog, Fact, Facts, IconName, LinkButton, Load, Notice, PageHeader, Tab, Tabs, Tags, Time, Tone, live_version, number, state::{EmailStatusBadge, UserStatusBadge}, t};

use super::tabs::{numbers_tab, payments_tab, sessions_tab, timeline_tab};

/// The user of the address.
pub(super) fn id_of_address() -> Memo<UserId> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse().ok())).unwrap_or(UserId::NIL))
}

#[derive(Clone, Copy)]
struct Acts { status: ServerAction<SetUserStatus>, reset: ServerAction<SendPasswordReset>, asking: RwSignal<bool> }

/// The page.
#[component]
pub fn UserPage() -> impl IntoView {
    let (params, id) = (use_params_map(), id_of_address());
    let tab = Memo::new(move |_| params.with(|params| params.get("tab")).unwrap_or_default());
    let acts = Acts { status: ServerAction::new(), reset: ServerAction::new(), asking: RwSignal::new(false) };
    let live = live_version(move |event| match event {
        LiveEvent::Users { ids } => ids.is_empty() || ids.contains(&id.get_untracked()),
        LiveEvent::Payments { users } => users.is_empty() || users.contains(&id.get_untracked()),
        _ => false,
    });
    let data = Resource::new(move || (id.get(), acts.status.version().get(), acts.reset.version().get(), live.get()), |(id, ..)| async move { api::users::view_user(id).await.map_err(|error| error.0) });
    let draw = move |view: UserView| one(view, tab.get(), acts);
    view! { <Load data view=draw/> }
}

fn one(view: UserView, tab: String, acts: Acts) -> AnyView {
    let (row, id) = (view.row.clone(), view.row.id);
    let reset_done = move || matches!(acts.reset.value().get(), Some(Ok(()))).then(|| view! { <Notice tone=Tone::Good title=msg::users_reset_sent()/> });
    let refused = move || acts.status.value().get().and_then(Result::err).map(|error| view! { <Notice tone=Tone::Bad title=error.0.message/> });
    let (head, tabs) = (head_actions(&view, acts), tab_list(&view, &tab));
    let body = match tab.as_str() {
        "payments" if view.sees_money => payments_tab(&view),
        "sessions" if view.sees_sessions => sessions_tab(id),
        "timeline" => timeline_tab(id),
        "numbers" => numbers_tab(id),
        _ => details(view),
    };
    view! {
        <Title text=row.name.clone()/>
        <div class="person-head"><Avatar name=row.name.clone() size=AvatarSize::Large/>
            <PageHeader title=row.name.clone() lead=row.email.clone() crumbs=vec![Crumb { label: t(msg::users_title()), href: "/admin/users".into() }]>{head}</PageHeader>
        </div>
        {reset_done}
        {refused}
        <Tabs label=msg::users_title() tabs=Signal::stored(tabs)/>
        {body}
    }.into_any()
}

fn tab_list(view: &UserView, current: &str) -> Vec<Tab> {
    let base = format!("/admin/users/{}", view.row.id);
    let tab = |name: &str, label| Tab::new(if name.is_empty() { base.clone() } else { format!("{base}/{name}") }, label, current == name);
    let mut tabs = vec![tab("", msg::users_tab_details())];
    if view.sees_money { tabs.push(tab("payments", msg::users_tab_payments())); }
    tabs.push(tab("numbers", msg::users_tab_numbers()));
    if view.sees_sessions { tabs.push(tab("sessions", msg::users_tab_sessions())); }
    tabs.push(tab("timeline", msg::users_tab_timeline()));
    tabs
}

fn head_actions(view: &UserView, acts: Acts) -> AnyView {
    let id = view.row.id;
    let resets = api::viewer::may(domain::access::Operation::ResetPassword);
    let status = view.can_set_status.then(|| match view.row.status {
        UserStatus::Active => deactivate(id, acts),
        UserStatus::Inactive => view! {
            <ActionForm action=acts.status>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="status" value="active"/>
                <Button submit=true pending=acts.status.pending()>{t(msg::users_activate())}</Button>
            </ActionForm>
        }.into_any(),
    });
    view! {
        {resets.then(|| view! {
            <ActionForm action=acts.reset>
                <input type="hidden" name="id" value=id.to_string()/>
                <Button kind=ButtonKind::Quiet submit=true icon=IconName::Key pending=acts.reset.pending()>{t(msg::users_send_reset())}</Button>
            </ActionForm>
        })}
        {status}
        {view.can_edit.then(|| view! { <LinkButton href=format!("/admin/users/{id}/edit") icon=IconName::Edit>{t(msg::users_edit())}</LinkButton> })}
    }.into_any()
}

/// Deactivation says first what it does; without script the form itself is there.
fn deactivate(id: UserId, acts: Acts) -> AnyView {
    let form = move || view! {
        <ActionForm action=acts.status>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="status" value="inactive"/>
            <Button kind=ButtonKind::Danger submit=true pending=acts.status.pending() on:click=move |_| acts.asking.set(false)>{t(msg::users_deactivate())}</Button>
        </ActionForm>
    };
    view! {
        <span class="needs-script"><Button on:click=move |_| acts.asking.set(true)>{t(msg::users_deactivate())}</Button></span>
        <noscript>{t(msg::users_deactivate_explain())}</noscript>
        <span class="no-script-only">{form()}</span>
        <Dialog id="deactivate" open=acts.asking title=msg::users_deactivate()>
            <p>{t(msg::users_deactivate_explain())}</p>
            <div class="form-actions">{form()}</div>
        </Dialog>
    }.into_any()
}

fn linked(to: Option<(String, String)>) -> AnyView {
    match to {
        Some((href, name)) => view! { <a class="link" href=href><bdi>{name}</bdi></a> }.into_any(),
        None => t(msg::users_none()).into_any(),
    }
}

fn details(view: UserView) -> AnyView {
    let UserView { row, parent, external_id, time_zone, locale, notes, must_change_password, password_changed_at, .. } = view;
    let user = |pair: Option<(UserId, String)>| pair.map(|(id, name)| (format!("/admin/users/{id}"), name));
    let organisation = row.organisation.map(|(id, name)| (format!("/admin/organisations/{id}"), name));
    let role = row.post.map_or_else(|| t(row.role.label()), |post| format!("{} · {}", t(row.role.label()), t(post.label())));
    let changed = match password_changed_at {
        Some(at) => view! { <Time at style=TimeStyle::DateTime/> }.into_any(),
        None => t(msg::users_never()).into_any(),
    };
    let seen = match row.last_seen_at { Some(at) => view! { <Time at style=TimeStyle::DateTime/> }.into_any(), None => t(msg::users_never()).into_any() };
    view! {
        {must_change_password.then(|| view! { <Notice tone=Tone::Warn title=msg::users_must_change()/> })}
        <Facts>
            <Fact label=msg::users_status()><UserStatusBadge status=row.status/></Fact>
            <Fact label=msg::users_role()>{role}</Fact>
            <Fact label=msg::users_email()><Copyable text=row.email/>" "<EmailStatusBadge status=row.email_status/></Fact>
            <Fact label=msg::users_phone()><bdi dir="ltr">{row.phone}</bdi></Fact>
            <Fact label=msg::users_username()><bdi>{row.username}</bdi></Fact>
            <Fact label=msg::users_organisation()>{linked(organisation)}</Fact>
            <Fact label=msg::users_manager()>{linked(user(row.manager))}</Fact>
            <Fact label=msg::users_parent()>{linked(user(parent))}</Fact>
            <Fact label=msg::users_tier()>{number(row.tier.into())}</Fact>
            <Fact label=msg::users_plan()>{row.plan.map(|(_, name)| name)}</Fact>
            <Fact label=msg::users_tags()><Tags tags=row.tags/></Fact>
            <Fact label=msg::users_language()>{locale.name()}</Fact>
            <Fact label=msg::users_time_zone()><bdi>{time_zone}</bdi></Fact>
            <Fact label=msg::users_registered()><Time at=row.registered_at style=TimeStyle::DateTime/></Fact>
            <Fact label=msg::users_last_seen()>{seen}</Fact>
            <Fact label=msg::users_password_changed()>{changed}</Fact>
            <Fact label=msg::users_id()><Copyable text=row.id.to_string()/></Fact>
            <Fact label=msg::users_external_id()><bdi>{external_id}</bdi></Fact>
            <Fact label=msg::users_notes()><p class="notes" dir="auto">{notes}</p></Fact>
        </Facts>
    }.into_any()
}
