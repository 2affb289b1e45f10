//! A new message: from which number, to whom, what. It says at once how many messages that makes and what is wrong with a number; the
//! form works without script, and what was typed stays when it is refused.

use api::messages::ComposeMessages;
use domain::{
    instance::{InstanceRow, InstanceState},
    message::{TEXT_MAX, check_recipients, check_text, split_numbers},
    msg,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Button, ButtonKind, Choice, Crumb, Data, EmptyState, FormBody, IconName, LinkButton, Load, PageHeader, Query, SelectField, Shape,
    Submission, SubmitForm, TextArea, t, use_address,
};

use crate::numbers::own_numbers;

/// What the address fills in.
#[derive(Clone)]
struct Begun {
    instance: String,
    to: String,
}

/// The page.
#[component]
pub fn ComposePage() -> impl IntoView {
    let compose = Submission::to::<ComposeMessages>().says(msg::messages_queued());
    let query = Query::of(&use_address().get_untracked());
    let given = |name: &str| query.get(name).unwrap_or_default().chars().take(200).collect::<String>();
    let begun = Begun { instance: given("instance"), to: given("to") };
    let data = Data::new(
        || (),
        |()| async {
            let numbers = own_numbers().await?;
            Ok((numbers, api::account::form_token().await.map_err(|error| error.0)?))
        },
    );
    let draw = move |(rows, token): (Vec<InstanceRow>, String)| form(rows, token, begun.clone(), compose);
    view! {
        <Title text=t(msg::messages_new())/>
        <PageHeader title=t(msg::messages_new()) crumbs=vec![Crumb::new(msg::messages_title(), super::LIST)]/>
        <Load data shape=Shape::Lines(8) view=draw/>
    }
}

/// The name of a number and, where they are known, its digits: what tells two "Shop" apart.
fn choice(row: InstanceRow) -> Choice {
    let label = match row.phone_shown {
        // Isolated by marks, for an option holds no elements.
        Some(phone) => format!("\u{2068}{}\u{2069} · \u{2066}{phone}\u{2069}", row.name),
        None => row.name,
    };
    Choice::new(row.id.to_string(), label)
}

fn form(rows: Vec<InstanceRow>, token: String, begun: Begun, compose: Submission) -> AnyView {
    let numbers: Vec<Choice> = rows.into_iter().filter(|row| row.state == InstanceState::Connected).map(choice).collect();
    if numbers.is_empty() {
        return view! {
            <EmptyState icon=IconName::Phone title=msg::messages_no_number_title() message=msg::messages_no_number()>
                <LinkButton href="/panel/numbers" kind=ButtonKind::Primary icon=IconName::QrCode>{t(msg::numbers_connect())}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let (to, text) = (RwSignal::new(begun.to), RwSignal::new(String::new()));
    view! {
        <div class="narrow">
            <SubmitForm to=compose>
                <FormBody id="compose" error=compose.error() pending=compose.pending()>
                    <input type="hidden" name="token" value=token/>
                    <SelectField name="instance" label=msg::messages_number() options=numbers value=begun.instance/>
                    <div class="noted">
                        <TextArea name="to" label=msg::messages_recipients() hint=msg::messages_recipients_hint() required=true check=check_recipients rows=3 model=to/>
                        <Found to/>
                    </div>
                    <div class="noted">
                        <TextArea name="text" label=msg::messages_text() required=true check=check_text rows=6 model=text/>
                        <Length text/>
                    </div>
                    <SendButton to compose/>
                    <p class="soft">{t(msg::messages_queue_note())}</p>
                </FormBody>
            </SubmitForm>
        </div>
    }
    .into_any()
}

/// How many numbers were read so far.
#[component]
fn Found(to: RwSignal<String>) -> impl IntoView {
    let count = Memo::new(move |_| to.with(|to| split_numbers(to).0.len()));
    view! { <p class="note" aria-live="polite">{move || (count.get() != 0).then(|| t(msg::messages_recipients_found(count.get())))}</p> }
}

/// How long the text is; loud once it is too long.
#[component]
fn Length(text: RwSignal<String>) -> impl IntoView {
    let count = Memo::new(move |_| text.with(|text| text.chars().count()));
    let over = move || count.get().checked_sub(TEXT_MAX + 1).is_some();
    view! { <p class="note" class:note-bad=over>{move || (count.get() != 0).then(|| t(msg::messages_length(count.get(), TEXT_MAX)))}</p> }
}

/// The button says what it will do.
#[component]
fn SendButton(to: RwSignal<String>, compose: Submission) -> impl IntoView {
    let count = Memo::new(move |_| to.with(|to| split_numbers(to).0.len()));
    let words = move || t(if count.get() == 0 { msg::messages_send() } else { msg::messages_send_count(count.get()) });
    view! {
        <div class="form-actions">
            <Button kind=ButtonKind::Primary submit=true icon=IconName::Send pending=compose.pending()>{words}</Button>
            <LinkButton href=super::LIST>{t(msg::ui_cancel())}</LinkButton>
        </div>
    }
}
