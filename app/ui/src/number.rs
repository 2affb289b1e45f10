//! The page of one number, the same for its owner and for staff: its name and state, pairing, facts, and what can be done with it. It is
//! drawn once; what changes is put into its places. Logging out and removing ask first, in dialogs with an address of their own, whose
//! forms work without script.

mod held;
mod page;

use domain::{
    instance::{InstanceState, InstanceView},
    msg,
    text::{Msg, TimeStyle},
};
use leptos::{prelude::*, server_fn::ServerFn};

pub use page::{NumberPage, NumberSide};

use crate::{
    address::{Address, use_address},
    ask::{AskDialog, AskForm, asking, close_when},
    button::LinkButton,
    copy::CopyButton,
    icon::{Icon, IconName},
    page::{Crumb, Fact, Facts, Notice, PageHeader, Section},
    pairing::Pairing,
    state::InstanceStateBadge,
    submit::Submission,
    text::{Time, number, t},
    toast::use_toasts,
    tone::Tone,
};

/// What can be done with a number; none where the viewer may not.
#[derive(Clone, Copy)]
pub struct NumberActs {
    /// Start pairing.
    pub connect: Option<Submission>,
    /// Pair by a code that is typed on the phone.
    pub by_phone: Option<Submission>,
    /// Log out.
    pub log_out: Option<Submission>,
    /// Let another account than before send.
    pub confirm: Option<Submission>,
    /// Log such an account out.
    pub refuse: Option<Submission>,
    /// Remove it.
    pub remove: Option<Submission>,
}

impl NumberActs {
    /// By the server functions that connect, pair by phone, log out and remove; the last only where the viewer may.
    #[must_use]
    pub fn of<C: ServerFn, P: ServerFn, L: ServerFn, R: ServerFn>(may_remove: bool) -> Self {
        Self {
            connect: Some(Submission::to::<C>()),
            by_phone: Some(Submission::to::<P>()),
            log_out: Some(Submission::to::<L>()),
            confirm: None,
            refuse: None,
            remove: may_remove.then(Submission::to::<R>),
        }
    }

    /// With the server functions that confirm or refuse another account.
    #[must_use]
    pub fn with_accounts<C: ServerFn, R: ServerFn>(self) -> Self {
        Self { confirm: Some(Submission::to::<C>()), refuse: Some(Submission::to::<R>()), ..self }
    }
}

/// Where the page's links lead.
#[derive(Debug, Clone)]
pub struct NumberLinks {
    /// The list of numbers; this page is below it.
    pub list: &'static str,
    /// A new message through it, where the viewer may write.
    pub write: Option<String>,
    /// Its messages.
    pub messages: String,
}

/// The page.
#[component]
pub fn NumberDetails(
    /// The number as it is now.
    #[prop(into)]
    view: Signal<InstanceView>,
    /// What can be done with it.
    acts: NumberActs,
    /// Where links lead.
    links: NumberLinks,
    /// Whether it is a customer's, seen by staff: then it is spoken of in the third person, and what can be done stands in the head.
    of_customer: bool,
    /// Told when a code's time is over, so that the page asks again.
    on_end: Callback<()>,
    /// Further [`Fact`]s.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = Signal::derive(move || view.with(|view| view.row.name.clone()));
    let state = Memo::new(move |_| view.with(|view| view.row.state));
    let crumbs = vec![Crumb::new(msg::numbers_title(), links.list)];
    let address = use_address();
    answered(acts);
    let hold = Memo::new(move |_| view.with(|view| view.hold.clone()));
    let refused = move || {
        let error = [acts.connect, acts.confirm, acts.refuse].into_iter().flatten().find_map(|act| act.error().get());
        error.map(|error| view! { <Notice tone=Tone::Bad title=error.message/> })
    };
    let head = if of_customer {
        view! { <PageHeader title=name crumbs>{menu(address, state, acts)}</PageHeader> }.into_any()
    } else {
        view! { <PageHeader title=name crumbs/> }.into_any()
    };
    let phone_page = Memo::new(move |_| view.with(|view| view.simulator_phone.clone()));
    view! {
        {head}
        <p class="number-state">{move || view! { <InstanceStateBadge state=state.get()/> }}</p>
        {refused}
        {move || hold.get().map(|hold| held::held(view.with_untracked(|view| view.row.id.to_string()), hold, acts))}
        {move || phone_page.get().map(simulated)}
        <Pairing view connect=acts.connect by_phone=acts.by_phone write_href=links.write of_customer on_end/>
        <Section title=msg::numbers_about()>
            <Facts>
                <Fact label=msg::numbers_phone()>{move || phone(view.with(|view| view.row.phone.clone().zip(view.row.phone_shown.clone())))}</Fact>
                <Fact label=msg::numbers_queued()>{move || number(view.with(|view| view.row.queued))}</Fact>
                <Fact label=msg::numbers_changed()>{move || time(view.with(|view| view.row.changed_at))}</Fact>
                {children.map(|children| children())}
                <Fact label=msg::numbers_messages()><a class="link" href=links.messages>{t(msg::numbers_see_messages())}</a></Fact>
            </Facts>
        </Section>
        {(!of_customer).then(|| view! { <div class="number-acts">{menu(address, state, acts)}</div> })}
        {acts.log_out.map(|to| question(view, Question {
            ask: "log-out", title: msg::numbers_log_out_title(), explain: msg::numbers_log_out_explain(), verb: msg::numbers_log_out(), to,
            holds: Signal::derive(move || logs_out(state.get())),
        }))}
        {acts.remove.map(|to| question(view, Question {
            ask: "remove", title: msg::numbers_remove_title(), explain: msg::numbers_remove_explain(), verb: msg::numbers_remove(), to,
            holds: Signal::stored(true),
        }))}
    }
}

/// Where the phone is that scans, when no real one can.
fn simulated(href: String) -> AnyView {
    view! {
        <p><a class="link-icon" href=href target="_blank" rel="noopener"><Icon name=IconName::Phone/><span>{t(msg::numbers_simulator())}</span></a></p>
    }
    .into_any()
}

/// Whether there is anything to log out of; codes that nobody scans run out by themselves.
const fn logs_out(state: InstanceState) -> bool {
    matches!(state, InstanceState::Connected | InstanceState::Passkey | InstanceState::Failed)
}

/// A number in its groups; copied it has none.
fn phone(phone: Option<(String, String)>) -> AnyView {
    match phone {
        Some((phone, shown)) => view! { <bdi class="phone" dir="ltr">{shown}</bdi><CopyButton text=phone/> }.into_any(),
        None => view! { <span class="soft">{t(msg::numbers_no_phone())}</span> }.into_any(),
    }
}

fn time(at: domain::time::Timestamp) -> AnyView {
    view! { <Time at style=TimeStyle::DateTime relative=true/> }.into_any()
}

/// The links that ask.
fn menu(address: Address, state: Memo<InstanceState>, acts: NumberActs) -> AnyView {
    let log_out = move || {
        (acts.log_out.is_some() && logs_out(state.get())).then(|| {
            let href = Signal::derive(move || asking(address, "log-out"));
            view! { <LinkButton href icon=IconName::SignOut attr:data-noscroll="">{t(msg::numbers_log_out())}</LinkButton> }
        })
    };
    let remove = acts.remove.map(|_| {
        let href = Signal::derive(move || asking(address, "remove"));
        view! { <LinkButton href icon=IconName::Trash attr:data-noscroll="">{t(msg::numbers_remove())}</LinkButton> }
    });
    view! { {log_out} {remove} }.into_any()
}

struct Question {
    ask: &'static str,
    title: Msg,
    explain: Msg,
    verb: Msg,
    to: Submission,
    holds: Signal<bool>,
}

fn question(view: Signal<InstanceView>, question: Question) -> AnyView {
    let Question { ask, title, explain, verb, to, holds } = question;
    let id = view.with_untracked(|view| view.row.id.to_string());
    let name = move || view.with(|view| view.row.name.clone());
    view! {
        <AskDialog ask title holds>
            <p class="strong"><bdi>{name}</bdi></p>
            <p>{t(explain)}</p>
            <AskForm to of=id verb/>
        </AskDialog>
    }
    .into_any()
}

/// Closes the question and says that it is done.
fn answered(acts: NumberActs) {
    if let Some(confirm) = acts.confirm {
        let toasts = use_toasts();
        Effect::new(move |_| {
            if confirm.done() {
                toasts.good(msg::numbers_other_account_confirmed());
            }
        });
    }
    let Some(log_out) = acts.log_out else { return };
    let toasts = use_toasts();
    close_when(move || log_out.done());
    Effect::new(move |_| {
        if log_out.done() {
            toasts.good(msg::numbers_logged_out());
        }
    });
}
