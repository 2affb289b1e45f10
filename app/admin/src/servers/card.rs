//! One server: whether it answers and how fast, what it runs, how full it is, and what can be done with it.

use api::viewer::may;
use domain::{
    access::Operation,
    msg,
    server::{ServerRow, ServerStatus},
    text::TimeStyle,
};
use leptos::prelude::*;
use ui::{
    Address, Badge, Button, Copyable, Fact, Facts, Icon, IconName, LinkButton, SubmitForm, Time, Tone, asking_of, number,
    state::ServerStatusBadge, t, use_address,
};

use super::list::Acts;

/// The card.
#[component]
pub(super) fn ServerCard(
    /// The server as it is now.
    row: Memo<ServerRow>,
    /// What can be done.
    acts: Acts,
) -> impl IntoView {
    let name = move || row.with(|row| row.name.clone());
    let status = Memo::new(move |_| row.with(|row| row.status));
    let simulator = Memo::new(move |_| row.with(|row| row.simulator));
    let class = move || match status.get() {
        ServerStatus::Online => "server-card tone-good",
        ServerStatus::Offline => "server-card tone-bad",
        ServerStatus::Maintenance => "server-card tone-warn",
    };
    let heading = row.with_untracked(|row| format!("server-{}", row.id));
    view! {
        <section class=class aria-labelledby=heading.clone()>
            <header class="server-head">
                <span class="server-mark"><Icon name=IconName::Server/></span>
                <div class="server-words">
                    <div class="server-title">
                        <h2 class="server-name" id=heading.clone()><bdi>{name}</bdi></h2>
                        {move || simulator.get().then(|| view! { <Badge tone=Tone::Info label=t(msg::servers_simulator())/> })}
                    </div>
                    {move || view! { <Copyable text=row.with(|row| row.url.clone())/> }}
                </div>
                <span class="server-status" role="status">{move || view! { <ServerStatusBadge status=status.get()/> }}</span>
            </header>
            {move || row.with(|row| row.why.clone()).map(|why| view! {
                <p class="server-problem tone-bad"><Icon name=Tone::Bad.icon()/><span>{t(why)}</span></p> })}
            <Room row/>
            <Facts>
                <Fact label=msg::servers_version()>{move || or_unknown(row.with(|row| row.version.clone()))}</Fact>
                <Fact label=msg::servers_latency()>{move || or_unknown(row.with(|row| row.latency_ms).map(|ms| t(msg::servers_ms(ms))))}</Fact>
                <Fact label=msg::servers_checked()>{move || checked(row.with(|row| row.checked_at))}</Fact>
                {move || row.with(|row| row.load).map(load)}
            </Facts>
            {may(Operation::EditServer).then(|| buttons(row, status, acts))}
        </section>
    }
}

/// How many numbers it holds, with the way to them.
#[component]
fn Room(row: Memo<ServerRow>) -> impl IntoView {
    let (held, most) = (move || row.with(|row| row.current_devices), move || row.with(|row| row.max_devices));
    let words = move || t(msg::servers_of(held(), most()));
    let href = row.with_untracked(|row| format!("/admin/numbers?server={}", row.id));
    let says = t(msg::servers_show_numbers(row.with_untracked(|row| row.name.clone())));
    let full = move || if held() >= i64::from(most()) { "server-meter server-full" } else { "server-meter" };
    view! {
        <div class="server-room">
            <p class="server-room-words"><span>{t(msg::servers_devices())}</span><a class="link" href=href>{words}<span class="visually-hidden">" "{says}</span></a></p>
            <progress class=full max=move || most().to_string() value=move || held().to_string() aria-label=t(msg::servers_devices())></progress>
        </div>
    }
}

fn or_unknown(words: Option<String>) -> AnyView {
    match words {
        Some(words) => view! { <bdi>{words}</bdi> }.into_any(),
        None => view! { <span class="soft">{t(msg::servers_unknown())}</span> }.into_any(),
    }
}

fn checked(at: Option<domain::time::Timestamp>) -> AnyView {
    match at {
        Some(at) => view! { <Time at style=TimeStyle::DateTime relative=true/> }.into_any(),
        None => view! { <span class="soft">{t(msg::servers_never_checked())}</span> }.into_any(),
    }
}

fn load((cpu, memory, disk): (i16, i16, i16)) -> AnyView {
    let parts = [msg::servers_cpu(number(cpu.into())), msg::servers_memory(number(memory.into())), msg::servers_disk(number(disk.into()))];
    let parts: Vec<_> = parts.into_iter().map(|part| view! { <li>{t(part)}</li> }).collect();
    view! { <Fact label=msg::servers_load()><ul class="plain-list" role="list">{parts}</ul></Fact> }.into_any()
}

fn buttons(row: Memo<ServerRow>, status: Memo<ServerStatus>, acts: Acts) -> AnyView {
    let address = use_address();
    let id = row.with_untracked(|row| row.id.to_string());
    let edit = format!("/admin/servers/{id}/edit");
    let check_id = id.clone();
    let (part_id, remove_id) = (id.clone(), id);
    let part = move || takes_part(status.get() == ServerStatus::Maintenance, part_id.clone(), address, acts);
    let empty = Memo::new(move |_| row.with(|row| row.current_devices == 0));
    let remove = move || {
        let id = remove_id.clone();
        let href = Signal::derive(move || asking_of(address, "remove", &id));
        (may(Operation::DeleteServer) && empty.get())
            .then(|| view! { <LinkButton href icon=IconName::Trash attr:data-noscroll="">{t(msg::servers_delete())}</LinkButton> })
    };
    view! {
        <footer class="server-acts">
            <SubmitForm to=acts.check>
                <input type="hidden" name="id" value=check_id/>
                <Button submit=true icon=IconName::Refresh pending=acts.check.pending()>{t(msg::servers_check())}</Button>
            </SubmitForm>
            <LinkButton href=edit icon=IconName::Edit>{t(msg::servers_edit())}</LinkButton>
            {part}
            {remove}
        </footer>
    }
    .into_any()
}

/// Out for maintenance asks first; back needs no question.
fn takes_part(out: bool, id: String, address: Address, acts: Acts) -> AnyView {
    if out {
        return view! {
            <SubmitForm to=acts.status>
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="status" value=ServerStatus::Online.code()/>
                <Button submit=true icon=IconName::Play pending=acts.status.pending()>{t(msg::servers_resume())}</Button>
            </SubmitForm>
        }
        .into_any();
    }
    let href = Signal::derive(move || asking_of(address, "maintain", &id));
    view! { <LinkButton href icon=IconName::Pause attr:data-noscroll="">{t(msg::servers_maintain())}</LinkButton> }.into_any()
}
