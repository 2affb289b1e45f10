//! The first page of the customer side: what to do first, or how the numbers are, what went out today, and the newest messages.

use api::viewer::may;
use domain::{
    access::Operation,
    instance::{InstanceRow, InstanceState},
    live::LiveEvent,
    message::{MessageListQuery, MessageRow},
    msg,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    ButtonKind, Data, Figure, Icon, IconName, KpiCard, KpiRow, LinkButton, Load, PageHeader, Pulse, Section, Shape, Submission,
    messages::{LiveStates, MessageList, MovedMessages},
    on_live, renewed, t,
};

use crate::numbers::{NumberCards, add_form, follow_numbers, own_numbers};

/// How many messages the page shows.
const RECENT: u16 = 5;

type Home = (Vec<InstanceRow>, Vec<MessageRow>, i64);

async fn fetch() -> domain::Result<Home> {
    let numbers = own_numbers().await?;
    let recent = MessageListQuery { size: RECENT, ..MessageListQuery::default() };
    let messages = api::messages::list_messages(recent).await.map_err(|error| error.0)?;
    let today = api::messages::messages_today().await.map_err(|error| error.0)?;
    Ok((numbers, messages.rows, today))
}

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let data = Data::new(|| (), |()| fetch());
    let name = api::viewer::viewer().map(|viewer| viewer.name).unwrap_or_default();
    let write = may(Operation::SendMessages).then(|| {
        view! { <LinkButton href="/panel/messages/new" kind=ButtonKind::Primary icon=IconName::Send>{t(msg::messages_new())}</LinkButton> }
    });
    view! {
        <Title text=t(msg::shell_home())/>
        <PageHeader title=t(msg::panel_hello(name))>{write}</PageHeader>
        <Load data shape=Shape::Cards(3) view=home/>
    }
}

/// What the page is about now: each has a face of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// No number yet.
    First,
    /// A number, none of them paired.
    Pair,
    /// Paired, nothing sent yet.
    Send,
    /// In use.
    Use,
}

fn stage(home: &Home) -> Stage {
    let (numbers, messages, _) = home;
    if numbers.is_empty() {
        Stage::First
    } else if !messages.is_empty() {
        Stage::Use
    } else if numbers.iter().any(|row| row.state == InstanceState::Connected) {
        Stage::Send
    } else {
        Stage::Pair
    }
}

fn home(first: Home) -> AnyView {
    let pulse = Pulse::default();
    follow_numbers(pulse);
    on_live(move |_, event| {
        if matches!(event, LiveEvent::Messages { .. }) {
            pulse.beat();
        }
    });
    let home = renewed(first, pulse, fetch);
    let now = Memo::new(move |_| home.with(stage));
    let create = Submission::to::<api::instances::CreateInstance>();
    let numbers = Signal::derive(move || home.with(|(numbers, ..)| numbers.clone()));
    let draw = move || match now.get() {
        Stage::First => begin(create),
        Stage::Pair => view! { {pair(numbers)} {cards(numbers)} }.into_any(),
        Stage::Send => view! { {send()} {cards(numbers)} }.into_any(),
        Stage::Use => view! { {figures(home)} {cards(numbers)} {recent(home)} }.into_any(),
    };
    view! { <div class="stack home">{draw}</div> }.into_any()
}

/// The way in three steps, of which the first is here.
fn begin(create: Submission) -> AnyView {
    view! {
        <section class="begin" aria-labelledby="begin-title">
            <span class="begin-mark"><Icon name=IconName::QrCode/></span>
            <h2 class="begin-title" id="begin-title">{t(msg::panel_first_title())}</h2>
            <p class="soft">{t(msg::panel_first())}</p>
            <ol class="begin-steps" role="list">
                <li aria-current="step"><span>{t(msg::panel_step_name())}</span></li>
                <li><span>{t(msg::panel_step_scan())}</span></li>
                <li><span>{t(msg::panel_step_send())}</span></li>
            </ol>
            <div class="begin-form">{add_form(create)}</div>
        </section>
    }
    .into_any()
}

/// One thing to do next.
fn next(icon: IconName, title: String, words: String, act: AnyView) -> AnyView {
    view! {
        <section class="next">
            <span class="next-mark"><Icon name=icon/></span>
            <div class="next-words"><h2 class="next-title">{title}</h2><p class="soft">{words}</p></div>
            <div class="next-act">{act}</div>
        </section>
    }
    .into_any()
}

fn pair(numbers: Signal<Vec<InstanceRow>>) -> AnyView {
    let draw = move || {
        let row = numbers.with(|rows| rows.first().cloned())?;
        let href = format!("/panel/numbers/{}", row.id);
        let act =
            view! { <LinkButton href kind=ButtonKind::Primary icon=IconName::QrCode>{t(msg::panel_pair_open())}</LinkButton> }.into_any();
        Some(next(IconName::QrCode, t(msg::panel_pair_title(row.name)), t(msg::panel_pair()), act))
    };
    view! { {draw} }.into_any()
}

fn send() -> AnyView {
    let act =
        view! { <LinkButton href="/panel/messages/new" kind=ButtonKind::Primary icon=IconName::Send>{t(msg::messages_new())}</LinkButton> };
    next(IconName::Send, t(msg::panel_send_title()), t(msg::panel_send()), act.into_any())
}

/// Today at a glance. No list shows just the messages or numbers of one of these, so none is a link.
fn figures(home: RwSignal<Home>) -> AnyView {
    let count = |of: fn(&Home) -> i64| Signal::derive(move || Some(Figure::Count(home.with(of))));
    let sent = count(|(_, _, today)| *today);
    let waiting = count(|(numbers, ..)| numbers.iter().map(|row| row.queued).sum());
    let connected =
        count(|(numbers, ..)| i64::try_from(numbers.iter().filter(|row| row.state == InstanceState::Connected).count()).unwrap_or(0));
    let all = home.with_untracked(|(numbers, ..)| numbers.len());
    view! {
        <KpiRow label=msg::panel_figures()>
            <KpiCard id="sent" label=msg::panel_sent_today() about=msg::panel_about_sent() figure=sent/>
            <KpiCard id="waiting" label=msg::panel_waiting() about=msg::panel_about_waiting() figure=waiting/>
            <KpiCard id="connected" label=msg::panel_connected() about=msg::panel_about_connected() figure=connected unit=msg::panel_connected_of(all)/>
        </KpiRow>
    }
    .into_any()
}

fn cards(numbers: Signal<Vec<InstanceRow>>) -> AnyView {
    view! { <Section title=msg::panel_your_numbers()><NumberCards rows=numbers/></Section> }.into_any()
}

/// The newest messages; drawn anew only when there are others, their states move in place.
fn recent(home: RwSignal<Home>) -> AnyView {
    let ids = Memo::new(move |_| home.with(|(_, messages, _)| messages.iter().map(|row| row.id).collect::<Vec<_>>()));
    let draw = move || {
        ids.track();
        let rows = home.with_untracked(|(_, messages, _)| messages.clone());
        let states = LiveStates::of(&rows, None);
        view! { <MovedMessages states=states.clone()/><MessageList rows states list="/panel/messages"/> }
    };
    view! {
        <Section title=msg::panel_recent()>
            {draw}
            <p class="section-more"><a class="link" href="/panel/messages">{t(msg::panel_all_messages())}</a></p>
        </Section>
    }
    .into_any()
}
