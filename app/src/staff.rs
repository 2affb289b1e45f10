//! The staff side's site map: every page on one screen, and where its navigation leads. What a viewer may not do is not shown; that it
//! cannot be done is the use cases' matter.

use std::sync::Arc;

use admin::{
    audit::{AuditEntryPage, AuditPage},
    imports::{ImportPage, ImportsPage},
    messages::{MessagePage, MessagesPage},
    numbers::{NumberPage, NumbersPage},
    organisations::{EditOrganisationPage, NewOrganisationPage, OrganisationPage, OrganisationsPage},
    outbox::OutboxPage,
    overview::OverviewPage,
    payments::{PaymentPage, PaymentsPage},
    servers::{EditServerPage, NewServerPage, ServersPage},
    users::{EditUserPage, NewUserPage, UserPage, UsersPage},
};
use domain::{access::Operation, msg, session::Viewer};
use leptos::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};
use ui::{
    address::provide_address,
    icon::IconName,
    live::provide_live,
    palette::{Entry, Found, Search},
    shell::{Area, StaffShell},
    toast::provide_toasts,
};

use crate::{
    account::{PasswordPage, ProfilePage, SessionsPage},
    frame::{NotFoundPage, Titles, entry, only, parts},
};

const ACCOUNT: &str = "/admin/account";

/// The staff side.
#[component]
pub fn StaffApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    provide_toasts();
    provide_live();
    view! { <Titles/><Router><Inside/></Router> }
}

#[component]
fn Inside() -> impl IntoView {
    provide_address();
    let page = api::viewer::page();
    let (areas, entries, search) = page.viewer.as_ref().map(|viewer| (areas(viewer), actions(viewer), search(viewer))).unwrap_or_default();
    let parts = parts(&page, areas, ACCOUNT, entries, search);
    view! { <StaffShell parts><Pages/></StaffShell> }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <NotFoundPage/> }>
            <Route path=path!("/admin") view=OverviewPage/>
            <Route path=path!("/admin/users") view=only(Operation::ListUsers, UsersPage)/>
            <Route path=path!("/admin/users/new") view=only(Operation::CreateUser, NewUserPage)/>
            <Route path=path!("/admin/users/:id") view=UserPage/>
            <Route path=path!("/admin/users/:id/edit") view=only(Operation::EditUser, EditUserPage)/>
            <Route path=path!("/admin/users/:id/:tab") view=UserPage/>
            <Route path=path!("/admin/organisations") view=only(Operation::ListOrganisations, OrganisationsPage)/>
            <Route path=path!("/admin/organisations/new") view=only(Operation::CreateOrganisation, NewOrganisationPage)/>
            <Route path=path!("/admin/organisations/:id") view=OrganisationPage/>
            <Route path=path!("/admin/organisations/:id/edit") view=only(Operation::EditOrganisation, EditOrganisationPage)/>
            <Route path=path!("/admin/payments") view=only(Operation::ListPayments, PaymentsPage)/>
            <Route path=path!("/admin/payments/:id") view=PaymentPage/>
            <Route path=path!("/admin/imports") view=only(Operation::ListImports, ImportsPage)/>
            <Route path=path!("/admin/imports/:id") view=only(Operation::ListImports, ImportPage)/>
            <Route path=path!("/admin/numbers") view=only(Operation::ListInstances, NumbersPage)/>
            <Route path=path!("/admin/numbers/:id") view=NumberPage/>
            <Route path=path!("/admin/messages") view=only(Operation::ListMessages, MessagesPage)/>
            <Route path=path!("/admin/messages/:id") view=only(Operation::ListMessages, MessagePage)/>
            <Route path=path!("/admin/servers") view=only(Operation::ListServers, ServersPage)/>
            <Route path=path!("/admin/servers/new") view=only(Operation::CreateServer, NewServerPage)/>
            <Route path=path!("/admin/servers/:id/edit") view=only(Operation::EditServer, EditServerPage)/>
            <Route path=path!("/admin/audit") view=only(Operation::ViewAudit, AuditPage)/>
            <Route path=path!("/admin/audit/:id") view=only(Operation::ViewAudit, AuditEntryPage)/>
            <Route path=path!("/admin/outbox") view=only(Operation::ListOutbox, OutboxPage)/>
            <Route path=path!("/admin/account") view=|| view! { <ProfilePage base=ACCOUNT/> }/>
            <Route path=path!("/admin/account/password") view=|| view! { <PasswordPage base=ACCOUNT/> }/>
            <Route path=path!("/admin/account/sessions") view=|| view! { <SessionsPage base=ACCOUNT/> }/>
        </Routes>
    }
}

/// The areas of the rail, for those who may enter them.
fn areas(viewer: &Viewer) -> Vec<Area> {
    let all = [
        (Operation::ViewAccount, Area::new("/admin", msg::shell_overview(), IconName::Dashboard)),
        (Operation::ListUsers, Area::new("/admin/users", msg::shell_users(), IconName::Users)),
        (Operation::ListOrganisations, Area::new("/admin/organisations", msg::shell_organisations(), IconName::Building)),
        (Operation::ListPayments, Area::new("/admin/payments", msg::shell_payments(), IconName::Receipt)),
        (Operation::ListInstances, Area::new("/admin/numbers", msg::shell_numbers(), IconName::Phone)),
        (Operation::ListMessages, Area::new("/admin/messages", msg::shell_messages(), IconName::Message)),
        (Operation::ListImports, Area::new("/admin/imports", msg::shell_imports(), IconName::Upload).apart()),
        (Operation::ListServers, Area::new("/admin/servers", msg::shell_servers(), IconName::Server)),
        (Operation::ViewAudit, Area::new("/admin/audit", msg::shell_audit(), IconName::Scroll)),
        (Operation::ListOutbox, Area::new("/admin/outbox", msg::shell_outbox(), IconName::Mail)),
    ];
    all.into_iter().filter(|(operation, _)| viewer.may(*operation)).map(|(_, area)| area).collect()
}

/// What the palette offers besides the areas.
fn actions(viewer: &Viewer) -> Vec<Entry> {
    let all = [
        (Operation::CreateUser, entry(msg::shell_new_user(), "/admin/users/new", IconName::UserPlus)),
        (Operation::CreateOrganisation, entry(msg::shell_new_organisation(), "/admin/organisations/new", IconName::Building)),
        (Operation::CreateServer, entry(msg::shell_new_server(), "/admin/servers/new", IconName::Server)),
        (Operation::ViewAccount, entry(msg::account_title(), ACCOUNT, IconName::User)),
        (Operation::ListOwnSessions, entry(msg::account_sessions(), "/admin/account/sessions", IconName::Monitor)),
        (Operation::ChangePassword, entry(msg::account_change_password(), "/admin/account/password", IconName::Key)),
    ];
    all.into_iter().filter(|(operation, _)| viewer.may(*operation)).map(|(_, entry)| entry).collect()
}

/// Looks people up for the palette.
fn search(viewer: &Viewer) -> Option<Search> {
    viewer.may(Operation::ListUsers).then(|| {
        let search: Search = Arc::new(|text: String| -> Found {
            Box::pin(async move {
                let found = api::users::find_users(text).await.unwrap_or_default();
                found
                    .into_iter()
                    .map(|(id, name, email)| Entry {
                        title: name,
                        detail: Some(email),
                        href: format!("/admin/users/{id}"),
                        icon: IconName::User,
                    })
                    .collect()
            })
        });
        search
    })
}
