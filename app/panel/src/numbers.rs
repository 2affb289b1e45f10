//! Own numbers: the list with the form for one more, and one number with its pairing.

use api::{
    instances::{ConfirmAccount, ConnectInstance, CreateInstance, DeleteInstance, LogOutInstance, PairByPhone, RefuseAccount, number},
    viewer::may,
};
use domain::{
    Result,
    access::Operation,
    instance::{InstanceListQuery, InstanceRow, InstanceState},
    live::LiveEvent,
    msg,
    page::PAGE_SIZES,
    user::check_name,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    AskDialog, ButtonKind, Data, EmptyState, FormActions, FormBody, Icon, IconName, LinkButton, Load, PageHeader, Part, Pulse, Section,
    Shape, Submission, SubmitForm, TextField, Tone, asking, each,
    number::{NumberActs, NumberPage as Page, NumberSide},
    on_live, renewed,
    state::InstanceStateBadge,
    t, title_in, use_address,
};

/// All own numbers: plans allow few, and one page holds many.
pub(crate) async fn own_numbers() -> Result<Vec<InstanceRow>> {
    let query = InstanceListQuery { size: PAGE_SIZES[3], ..InstanceListQuery::default() };
    Ok(api::instances::list_instances(query).await.map_err(|error| error.0)?.rows)
}

/// Beats when a number changed.
pub(crate) fn follow_numbers(pulse: Pulse) {
    on_live(move |_, event| {
        if matches!(event, LiveEvent::Instance { .. } | LiveEvent::Resync) {
            pulse.beat();
        }
    });
}

/// The list.
#[component]
pub fn NumbersPage() -> impl IntoView {
    let rows = Data::new(|| (), |()| own_numbers());
    let address = use_address();
    let add = may(Operation::CreateInstance).then(|| {
        let href = Signal::derive(move || asking(address, "add"));
        view! { <LinkButton href kind=ButtonKind::Primary icon=IconName::Plus attr:data-noscroll="">{t(msg::numbers_add())}</LinkButton> }
    });
    view! {
        <Title text=t(msg::numbers_title())/>
        <PageHeader title=t(msg::numbers_title()) lead=t(msg::numbers_lead())>{add}</PageHeader>
        <Load data=rows shape=Shape::Table(3) view=list/>
    }
}

fn list(first: Vec<InstanceRow>) -> AnyView {
    let pulse = Pulse::default();
    follow_numbers(pulse);
    let rows = renewed(first, pulse, own_numbers);
    let none = Memo::new(move |_| rows.with(Vec::is_empty));
    let create = Submission::to::<CreateInstance>();
    let draw = move || {
        if none.get() {
            view! {
                <EmptyState icon=IconName::Phone title=msg::numbers_empty_title() message=msg::numbers_empty()/>
                {may(Operation::CreateInstance).then(|| view! { <div class="narrow centred"><Section title=msg::numbers_add() lead=msg::numbers_add_lead()>{add_form(create)}</Section></div> })}
            }
            .into_any()
        } else {
            view! {
                <NumberCards rows/>
                <AskDialog ask="add" title=msg::numbers_add()><p class="soft">{t(msg::numbers_add_lead())}</p>{add_form(create)}</AskDialog>
            }
            .into_any()
        }
    };
    view! { {draw} }.into_any()
}

/// Numbers as cards that lead to their pages; a card is drawn anew only when something on it changed.
#[component]
pub(crate) fn NumberCards(
    /// The numbers.
    #[prop(into)]
    rows: Signal<Vec<InstanceRow>>,
) -> impl IntoView {
    let cards = move || rows.get().into_iter().map(|row| Part::new(looks(&row), move || card(row))).collect();
    view! { <ul class="number-cards" role="list">{each(cards)}</ul> }
}

/// All that a card shows.
fn looks(row: &InstanceRow) -> String {
    let InstanceRow { id, name, phone, queued, .. } = row;
    [&id.to_string(), row.state.code(), &queued.to_string(), phone.as_deref().unwrap_or_default(), name].join("\n")
}

/// One number.
fn card(row: InstanceRow) -> AnyView {
    let tone = match row.state {
        InstanceState::Connected => Tone::Good,
        InstanceState::Failed => Tone::Bad,
        InstanceState::Passkey => Tone::Warn,
        InstanceState::Starting | InstanceState::Scanning => Tone::Info,
        InstanceState::New | InstanceState::Stopped => Tone::Neutral,
    };
    let lead = match row.phone_shown {
        Some(phone) => view! { <bdi class="phone" dir="ltr">{phone}</bdi> }.into_any(),
        None => t(msg::numbers_no_phone()).into_any(),
    };
    view! {
        <li class="number-card">
            <span class=format!("number-mark {}", tone.class())><Icon name=IconName::Phone/></span>
            <div class="number-words">
                <p class="number-name"><a class="number-link" href=format!("/panel/numbers/{}", row.id)><bdi>{row.name}</bdi></a></p>
                <p class="number-lead">{lead}</p>
            </div>
            <div class="number-end">
                <InstanceStateBadge state=row.state/>
                {(row.queued != 0).then(|| view! { <p class="number-lead">{t(msg::numbers_waiting_count(row.queued))}</p> })}
            </div>
            <span class="number-go"><Icon name=IconName::ChevronEnd/></span>
        </li>
    }
    .into_any()
}

/// The form for one more number.
pub(crate) fn add_form(create: Submission) -> AnyView {
    view! {
        <SubmitForm to=create>
            <FormBody id="number" error=create.error() pending=create.pending()>
                <TextField name="name" label=msg::numbers_name() hint=msg::numbers_add_hint() required=true check=check_name maxlength=120/>
                <FormActions submit=msg::numbers_add()/>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}

/// One number: pairing, and what can be done with it.
#[component]
pub fn NumberPage() -> impl IntoView {
    let side = NumberSide {
        list: "/panel/numbers",
        messages: "/panel/messages",
        write: may(Operation::SendMessages).then_some("/panel/messages/new"),
        of_customer: false,
        acts: || {
            NumberActs::of::<ConnectInstance, PairByPhone, LogOutInstance, DeleteInstance>(may(Operation::DeleteInstance))
                .with_accounts::<ConfirmAccount, RefuseAccount>()
        },
        facts: |_| ().into_any(),
        title: |name| view! { <Title text=title_in(&name, msg::numbers_title())/> }.into_any(),
    };
    view! { <Page fetch=number side/> }
}
