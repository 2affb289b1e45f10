//! One number: the page its owner sees, with what staff know besides.

use api::{
    instances::{ConnectInstance, DeleteInstance, LogOutInstance, PairByPhone},
    viewer::may,
};
use domain::{Error, access::Operation, ids::InstanceId, instance::InstanceView, live::LiveEvent, msg, text::TimeStyle};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    Fact, Load, Pulse, Shape, Submission, Time,
    number::{NumberActs, NumberDetails, NumberLinks},
    on_live, renewed,
};

/// The page.
#[component]
pub fn NumberPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<InstanceId>().ok()));
    let data = Resource::new(
        move || id.get(),
        |id| async move { api::instances::view_instance(id.ok_or_else(Error::not_found)?).await.map_err(|error| error.0) },
    );
    view! { <Load data page=true shape=Shape::Cards(2) view=number/> }
}

fn number(first: InstanceView) -> AnyView {
    let (id, control, name) = (first.row.id, first.can_control, first.row.name.clone());
    let pulse = Pulse::default();
    on_live(move |_, event| match event {
        LiveEvent::Instance { id: changed } if *changed == id => pulse.beat(),
        LiveEvent::Resync => pulse.beat(),
        _ => {}
    });
    let view = renewed(first, pulse, move || api::instances::view_instance(id));
    let (connect, log_out) = (Submission::to::<ConnectInstance>(), Submission::to::<LogOutInstance>());
    let remove = may(Operation::DeleteInstance).then(Submission::to::<DeleteInstance>);
    Effect::new(move |known: Option<()>| {
        let _ = (connect.version().get(), log_out.version().get());
        if known.is_some() {
            pulse.now();
        }
    });
    let acts = NumberActs {
        connect: control.then_some(connect),
        by_phone: control.then(Submission::to::<PairByPhone>),
        log_out: control.then_some(log_out),
        remove,
    };
    let links = NumberLinks { list: "/admin/numbers", write: None, messages: format!("/admin/messages?number={id}") };
    view! {
        <Title text=name/>
        <NumberDetails view acts links on_end=Callback::new(move |()| pulse.now())>{facts(view)}</NumberDetails>
    }
    .into_any()
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
