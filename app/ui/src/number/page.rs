//! The page of one number around its details: it finds the number by the address, follows its changes, and offers what may be done. The
//! sides differ in a [`NumberSide`].

use domain::{Error, Result, ids::InstanceId, instance::InstanceView, live::LiveEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{NumberActs, NumberDetails, NumberLinks};
use crate::{
    data::Data,
    live::on_live,
    loading::{Load, Shape},
    pulse::{Pulse, renewed},
    submit::Submission,
};

/// What differs between the customer's page of a number and that of staff.
#[derive(Clone, Copy)]
pub struct NumberSide {
    /// The list of numbers.
    pub list: &'static str,
    /// The list of messages.
    pub messages: &'static str,
    /// Where a message through it is written, where the viewer may.
    pub write: Option<&'static str>,
    /// Whether it is a customer's, seen by staff.
    pub of_customer: bool,
    /// What can be done with it; pairing and logging out are offered where the viewer controls the number.
    pub acts: fn() -> NumberActs,
    /// Further facts.
    pub facts: fn(RwSignal<InstanceView>) -> AnyView,
    /// Gives the document its title: the number's name.
    pub title: fn(String) -> AnyView,
}

/// The page.
#[component]
pub fn NumberPage<F>(
    /// Asks for a number.
    fetch: fn(InstanceId) -> F,
    /// Whose page it is.
    side: NumberSide,
) -> impl IntoView
where
    F: Future<Output = Result<InstanceView>> + Send + 'static,
{
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<InstanceId>().ok()));
    let data = Data::new(move || id.get(), move |id| async move { fetch(id.ok_or_else(Error::not_found)?).await });
    let view = move |first: InstanceView| {
        let (id, pulse) = (first.row.id, follow(first.row.id));
        let control = first.can_control;
        details(renewed(first, pulse, move || fetch(id)), control, pulse, side)
    };
    view! { <Load data page=true shape=Shape::Cards(2) view/> }
}

/// Beats when this number changed.
fn follow(id: InstanceId) -> Pulse {
    let pulse = Pulse::default();
    on_live(move |_, event| match event {
        LiveEvent::Instance { id: changed } if *changed == id => pulse.beat(),
        LiveEvent::Resync => pulse.beat(),
        _ => {}
    });
    pulse
}

fn details(view: RwSignal<InstanceView>, control: bool, pulse: Pulse, side: NumberSide) -> AnyView {
    let (id, name) = view.with_untracked(|view| (view.row.id, view.row.name.clone()));
    let NumberActs { connect, by_phone, log_out, confirm, refuse, remove } = (side.acts)();
    let where_controlled = |act: Option<Submission>| act.filter(|_| control);
    let acts = NumberActs {
        connect: where_controlled(connect),
        by_phone: where_controlled(by_phone),
        log_out: where_controlled(log_out),
        confirm: where_controlled(confirm),
        refuse: where_controlled(refuse),
        remove,
    };
    Effect::new(move |known: Option<()>| {
        for act in [connect, log_out, confirm, refuse].into_iter().flatten() {
            act.version().track();
        }
        if known.is_some() {
            pulse.now();
        }
    });
    let links = NumberLinks {
        list: side.list,
        write: side.write.map(|write| format!("{write}?instance={id}")),
        messages: format!("{}?number={id}", side.messages),
    };
    view! {
        {(side.title)(name)}
        <NumberDetails view acts links of_customer=side.of_customer on_end=Callback::new(move |()| pulse.now())>{(side.facts)(view)}</NumberDetails>
    }
    .into_any()
}
