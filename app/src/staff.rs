//! The staff side's site map: every page on one screen, and where its navigation leads. What a viewer may not do is not shown; that it
//! cannot be done is the use cases' matter.

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
    palette::{Entry, Goal},
    shell::{Area, StaffShell},
    text::t,
    toast::provide_toasts,
};

use crate::{
    account::{PasswordPage, ProfilePage, SessionsPage},
    found::{Side, search},
    frame::{NotFoundPage, Titles, act, only, page, parts},
};

const ACCOUNT: &str = "/admin/account";
const EXPORT: &str = "/admin/users/export.csv";

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
    let context = api::viewer::page();
    let (areas, entries) = context.viewer.as_ref().map(|viewer| (areas(viewer), actions(viewer))).unwrap_or_default();
    let parts = parts(&context, areas, ACCOUNT, entries, Some(search(Side::Staff)));
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
        (Operation::CreateUser, act(msg::shell_new_user(), "/admin/users/new", IconName::UserPlus)),
        (Operation::CreateOrganisation, act(msg::shell_new_organisation(), "/admin/organisations/new", IconName::Building)),
        (Operation::CreateServer, act(msg::shell_new_server(), "/admin/servers/new", IconName::Server)),
        (Operation::ImportUsers, act(msg::shell_import_file(), "/admin/imports", IconName::Upload)),
        (Operation::ExportUsers, Entry::act(t(msg::shell_export_users()), Goal::Fetch(EXPORT.to_owned()), IconName::Download)),
        (Operation::ViewAccount, page(msg::account_title(), ACCOUNT, IconName::User)),
        (Operation::ListOwnSessions, page(msg::account_sessions(), "/admin/account/sessions", IconName::Monitor)),
        (Operation::ChangePassword, page(msg::account_change_password(), "/admin/account/password", IconName::Key)),
    ];
    all.into_iter().filter(|(operation, _)| viewer.may(*operation)).map(|(_, entry)| entry).collect()
}
