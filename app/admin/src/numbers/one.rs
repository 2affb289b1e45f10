//! One number: the page its owner sees, with what staff know besides.

use api::{
    instances::{ConfirmAccount, ConnectInstance, DeleteInstance, LogOutInstance, PairByPhone, RefuseAccount, number},
    viewer::may,
};
use domain::{access::Operation, instance::InstanceView, msg, text::TimeStyle};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Fact, Time,
    number::{NumberActs, NumberPage as Page, NumberSide},
    title_in,
};

/// The page.
#[component]
pub fn NumberPage() -> impl IntoView {
    let side = NumberSide {
        list: "/admin/numbers",
        messages: "/admin/messages",
        write: None,
        of_customer: true,
        acts: || {
            NumberActs::of::<ConnectInstance, PairByPhone, LogOutInstance, DeleteInstance>(may(Operation::DeleteInstance))
                .with_accounts::<ConfirmAccount, RefuseAccount>()
        },
        facts,
        title: |name| view! { <Title text=title_in(&name, msg::numbers_title())/> }.into_any(),
    };
    view! { <Page fetch=number side/> }
}

/// What staff know besides.
fn facts(view: RwSignal<InstanceView>) -> AnyView {
    let (id, name) = view.with_untracked(|view| view.row.user.clone());
    let owner = if may(Operation::ViewUser) {
        view! { <a class="link" href=format!("/admin/users/{id}/numbers")><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    };
    let server = view.with_untracked(|view| view.row.server.clone());
    let seen = move || view! { <Time at=view.with(|view| view.row.seen_at) style=TimeStyle::DateTime relative=true/> };
    view! {
        <Fact label=msg::numbers_owner()>{owner}</Fact>
        {server.map(|server| view! { <Fact label=msg::numbers_server()><bdi>{server}</bdi></Fact> })}
        <Fact label=msg::numbers_seen()>{seen}</Fact>
    }
    .into_any()
}
