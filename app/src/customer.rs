//! The customer side's site map: every page on one screen, and where its navigation leads.

use domain::msg;
use leptos::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    path,
};
use panel::{
    home::HomePage,
    messages::{ComposePage, MessagePage, MessagesPage},
    numbers::{NumberPage, NumbersPage},
    payments::{PaymentPage, PaymentsPage},
};
use ui::{
    address::provide_address,
    icon::IconName,
    live::provide_live,
    shell::{Area, PanelShell},
    toast::provide_toasts,
};

use crate::{
    account::{PasswordPage, ProfilePage, SessionsPage},
    found::{Side, search},
    frame::{NotFoundPage, Titles, act, page, parts},
};

const ACCOUNT: &str = "/panel/account";

/// The customer side.
#[component]
pub fn CustomerApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    provide_toasts();
    provide_live();
    view! { <Titles/><Router><Inside/></Router> }
}

#[component]
fn Inside() -> impl IntoView {
    provide_address();
    let context = api::viewer::page();
    let areas = vec![
        Area::new("/panel", msg::shell_home(), IconName::Dashboard),
        Area::new("/panel/numbers", msg::shell_numbers(), IconName::Phone),
        Area::new("/panel/messages", msg::shell_messages(), IconName::Message),
        Area::new("/panel/payments", msg::shell_payments(), IconName::Receipt),
    ];
    let entries = vec![
        act(msg::shell_compose(), "/panel/messages/new", IconName::Send),
        page(msg::account_title(), ACCOUNT, IconName::User),
        page(msg::account_sessions(), "/panel/account/sessions", IconName::Monitor),
        page(msg::account_change_password(), "/panel/account/password", IconName::Key),
    ];
    let parts = parts(&context, areas, ACCOUNT, entries, Some(search(Side::Customer)));
    view! { <PanelShell parts><Pages/></PanelShell> }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <NotFoundPage/> }>
            <Route path=path!("/panel") view=HomePage/>
            <Route path=path!("/panel/numbers") view=NumbersPage/>
            <Route path=path!("/panel/numbers/:id") view=NumberPage/>
            <Route path=path!("/panel/messages") view=MessagesPage/>
            <Route path=path!("/panel/messages/new") view=ComposePage/>
            <Route path=path!("/panel/messages/:id") view=MessagePage/>
            <Route path=path!("/panel/payments") view=PaymentsPage/>
            <Route path=path!("/panel/payments/:id") view=PaymentPage/>
            <Route path=path!("/panel/account") view=|| view! { <ProfilePage base=ACCOUNT/> }/>
            <Route path=path!("/panel/account/password") view=|| view! { <PasswordPage base=ACCOUNT/> }/>
            <Route path=path!("/panel/account/sessions") view=|| view! { <SessionsPage base=ACCOUNT/> }/>
        </Routes>
    }
}
