//! One number: the page its owner sees, with what staff know besides.

use api::{
    instances::{ConnectInstance, DeleteInstance, LogOutInstance, PairByPhone},
    viewer::may,
};
use domain::{Result, access::Operation, ids::InstanceId, instance::InstanceView, msg, text::TimeStyle};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Fact, Submission, Time,
    number::{NumberActs, NumberPage as Page, NumberSide},
};

/// The page.
#[component]
pub fn NumberPage() -> impl IntoView {
    let title = |name: String| view! { <Title text=name/> }.into_any();
    let side = NumberSide { list: "/admin/numbers", messages: "/admin/messages", write: None, acts, facts, title };
    view! { <Page fetch side/> }
}

async fn fetch(id: InstanceId) -> Result<InstanceView> {
    api::instances::view_instance(id).await.map_err(|error| error.0)
}

fn acts() -> NumberActs {
    NumberActs {
        connect: Some(Submission::to::<ConnectInstance>()),
        by_phone: Some(Submission::to::<PairByPhone>()),
        log_out: Some(Submission::to::<LogOutInstance>()),
        remove: may(Operation::DeleteInstance).then(Submission::to::<DeleteInstance>),
    }
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
