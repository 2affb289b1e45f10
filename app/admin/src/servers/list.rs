//! The registry: a card for each server. The cards are drawn once; what a check finds is put into its place. Taking out and removing ask
//! first, in dialogs with an address.

use std::time::Duration;

use api::{
    servers::{CheckServer, DeleteServer, SetServerStatus},
    viewer::may,
};
use domain::{
    access::Operation,
    ids::ServerId,
    live::LiveEvent,
    msg,
    narrowing::{of_words, refuse},
    page::Cursor,
    server::{ServerRow, ServerStatus},
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    AskDialog, AskForm, ButtonKind, Copyable, Data, EmptyState, IconName, LinkButton, Load, Notice, PageHeader, Pagination, Part, Pulse,
    Shape, Submission, Tone, beat_every, close_when, each, on_live, page_query, renewed, t, use_address, use_toasts,
};

use super::card::ServerCard;

/// How often the page looks again by itself: that a check found nothing new is no event, but when it was is shown.
const LOOK: Duration = Duration::from_secs(15);

/// What can be done with servers.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub check: Submission,
    pub status: Submission,
    pub remove: Submission,
}

async fn fetch() -> domain::Result<Vec<ServerRow>> {
    api::servers::list_servers().await.map_err(|error| error.0)
}

/// The page.
#[component]
pub fn ServersPage() -> impl IntoView {
    let address = use_address();
    // The registry has no filters: what looks like one would be passed over in silence.
    let wrong = Memo::new(move |_| of_words(address.query().pairs(), &[]));
    let rows = Data::new(
        move || wrong.get(),
        |wrong| async move {
            refuse(&wrong)?;
            fetch().await
        },
    );
    view! {
        <Title text=t(msg::servers_title())/>
        <PageHeader title=t(msg::servers_title()) lead=t(msg::servers_lead())>
            {may(Operation::CreateServer).then(|| view! { <LinkButton href="/admin/servers/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(msg::servers_new())}</LinkButton> })}
        </PageHeader>
        <Load data=rows shape=Shape::Cards(2) view=list/>
    }
}

fn list(first: Vec<ServerRow>) -> AnyView {
    let pulse = Pulse::default();
    on_live(move |_, event| {
        if matches!(event, LiveEvent::Server { .. } | LiveEvent::Instance { .. } | LiveEvent::Resync) {
            pulse.beat();
        }
    });
    beat_every(pulse, LOOK);
    let rows = renewed(first, pulse, fetch);
    let acts = Acts {
        check: Submission::to::<CheckServer>(),
        status: Submission::to::<SetServerStatus>(),
        remove: Submission::to::<DeleteServer>(),
    };
    answered(acts, pulse);
    let none = Memo::new(move |_| rows.with(Vec::is_empty));
    let page = shown(rows);
    let refused = move || {
        let error = acts.check.error().get().or_else(|| acts.status.error().get());
        error.map(|error| view! { <Notice tone=Tone::Bad title=error.message/> })
    };
    let cards = move || {
        if none.get() {
            return nothing();
        }
        let part = move |id: ServerId| Part::new(id.to_string(), move || card(id, rows, acts));
        let parts = move || {
            let Shown { from, size, .. } = page.get();
            rows.with(|rows| rows.iter().skip(from).take(size.into()).map(|row| part(row.id)).collect())
        };
        view! { <div class="server-cards">{each(parts)}</div> }.into_any()
    };
    view! {
        {refused}
        {cards}
        {move || pages(page.get())}
        <Questions rows acts/>
    }
    .into_any()
}

/// Which of the servers the address asks for. All of them are here: there are as many as an operator runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shown {
    from: usize,
    size: u16,
    count: usize,
}

fn shown(rows: RwSignal<Vec<ServerRow>>) -> Memo<Shown> {
    let address = use_address();
    Memo::new(move |_| {
        let (asked, count) = (page_query(address), rows.with(Vec::len));
        let from = asked.start().and_then(|cursor| cursor.key.parse::<usize>().ok()).filter(|from| *from < count).unwrap_or(0);
        Shown { from, size: asked.size, count }
    })
}

/// The way to the others.
fn pages(Shown { from, size, count }: Shown) -> Option<AnyView> {
    let at = |from: usize| Cursor { key: from.to_string(), id: String::new(), backwards: false }.encode();
    let (size_of, next) = (usize::from(size), from + usize::from(size));
    let previous = (from > 0).then(|| at(from.saturating_sub(size_of)));
    let next = (next < count).then(|| at(next));
    let total = t(msg::ui_rows_total(count)).into_any();
    (count > 0).then(|| view! { <Pagination previous next rows=size_of.min(count - from) size total/> }.into_any())
}

fn card(id: ServerId, rows: RwSignal<Vec<ServerRow>>, acts: Acts) -> AnyView {
    let Some(first) = rows.with_untracked(|rows| rows.iter().find(|row| row.id == id).cloned()) else { return ().into_any() };
    // A server that is gone keeps its last looks until its card is taken away.
    let row = Memo::new(move |old: Option<&ServerRow>| {
        let now = rows.with(|rows| rows.iter().find(|row| row.id == id).cloned());
        now.or_else(|| old.cloned()).unwrap_or_else(|| first.clone())
    });
    view! { <ServerCard row acts/> }.into_any()
}

/// The questions, each about the server that the address names.
#[component]
fn Questions(rows: RwSignal<Vec<ServerRow>>, acts: Acts) -> impl IntoView {
    let address = use_address();
    let asked = Memo::new(move |_| {
        let id = address.query().get("of").and_then(|id| id.parse::<ServerId>().ok())?;
        rows.with(|rows| rows.iter().find(|row| row.id == id).cloned())
    });
    let name = move || asked.get().map(|row| row.name).unwrap_or_default();
    let id = Signal::derive(move || asked.get().map(|row| row.id.to_string()).unwrap_or_default());
    let empty = Signal::derive(move || asked.with(|row| row.as_ref().is_some_and(|row| row.current_devices == 0)));
    let takes_part = Signal::derive(move || asked.with(|row| row.as_ref().is_some_and(|row| row.status != ServerStatus::Maintenance)));
    view! {
        {may(Operation::DeleteServer).then(|| view! {
            <AskDialog ask="remove" title=msg::servers_delete_title() holds=empty>
                <p>{move || t(msg::servers_delete_explain(name()))}</p>
                <AskForm to=acts.remove of=id verb=msg::servers_delete()/>
            </AskDialog>
        })}
        {may(Operation::EditServer).then(|| view! {
            <AskDialog ask="maintain" title=msg::servers_maintain_title() holds=takes_part>
                <p>{move || t(msg::servers_maintain_explain(name()))}</p>
                <AskForm to=acts.status of=id verb=msg::servers_maintain_do() kind=ButtonKind::Primary>
                    <input type="hidden" name="status" value=ServerStatus::Maintenance.code()/>
                </AskForm>
            </AskDialog>
        })}
    }
}

/// Closes the question, says what is done, and looks again.
fn answered(acts: Acts, pulse: Pulse) {
    let toasts = use_toasts();
    close_when(move || acts.status.done());
    close_when(move || acts.remove.done());
    Effect::new(move |known: Option<()>| {
        let _ = (acts.check.version().get(), acts.status.version().get(), acts.remove.version().get());
        if known.is_some() {
            pulse.now();
        }
    });
    for (act, words) in
        [(acts.check, msg::servers_checked_now()), (acts.status, msg::servers_changed()), (acts.remove, msg::servers_deleted())]
    {
        Effect::new(move |_| {
            if act.done() {
                toasts.good(words.clone());
            }
        });
    }
}

/// None yet: what one is good for, and the one that comes with the house.
fn nothing() -> AnyView {
    view! {
        <EmptyState icon=IconName::Server title=msg::servers_empty_title() message=msg::servers_empty()>
            <Copyable text=t(msg::servers_empty_command())/>
            {may(Operation::CreateServer).then(|| view! { <LinkButton href="/admin/servers/new" kind=ButtonKind::Primary icon=IconName::Plus>{t(msg::servers_new())}</LinkButton> })}
        </EmptyState>
    }
    .into_any()
}
