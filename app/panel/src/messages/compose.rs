//! A new message: from which number, to whom, what. It says at once how many messages that makes and what is wrong with a number; the
//! form works without script, and what was typed stays when it is refused.

use api::messages::ComposeMessages;
use domain::{
    instance::{InstanceRow, InstanceState},
    message::{CONFIRM_ABOVE, TEXT_MAX, check_recipients, check_text, split_numbers},
    msg,
};
use leptos::{ev, html, prelude::*};
use leptos_meta::Title;
use ui::{
    Button, ButtonKind, CheckboxField, Choice, Crumb, Data, Dialog, EmptyState, FormBody, IconName, LinkButton, Load, PageHeader, Query,
    SelectField, Shape, Submission, SubmitForm, TextArea, messages::bubble, t, use_address,
};
use wasm_bindgen::JsCast as _;

use crate::numbers::own_numbers;

/// Own numbers, the country of numbers without a code, and the form's token.
type Start = (Vec<InstanceRow>, Option<(String, u16)>, String);

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
            let home = api::messages::home_country().await.map_err(|error| error.0)?;
            Ok((numbers, home, api::account::form_token().await.map_err(|error| error.0)?))
        },
    );
    let draw = move |start: Start| form(start, begun.clone(), compose);
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

fn form((rows, home, token): Start, begun: Begun, compose: Submission) -> AnyView {
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
    let hint = home.map_or_else(msg::messages_recipients_hint, |(country, code)| msg::messages_recipients_home(country, code.to_string()));
    let many = Many::new(to, compose);
    view! {
        <div class="narrow" node_ref=many.node on:submit:capture=move |event| many.ask(&event)>
            <SubmitForm to=compose>
                <FormBody id="compose" error=compose.error() pending=compose.pending()>
                    <input type="hidden" name="token" value=token/>
                    <SelectField name="instance" label=msg::messages_from() options=numbers value=begun.instance/>
                    <div class="noted">
                        <TextArea name="to" label=msg::messages_recipients() hint required=true check=check_recipients rows=3 model=to/>
                        <Found to/>
                    </div>
                    <div class="noted">
                        <TextArea name="text" label=msg::messages_text() required=true check=check_text rows=6 model=text/>
                        <Length text/>
                    </div>
                    {move || text.with(|text| preview(text))}
                    {many.answer()}
                    <SendButton to compose/>
                    <p class="soft">{t(msg::messages_queue_note())}</p>
                </FormBody>
            </SubmitForm>
            {many.question()}
        </div>
    }
    .into_any()
}

/// The text as it will look to whoever gets it.
fn preview(text: &str) -> Option<AnyView> {
    let words = (!text.trim().is_empty()).then(|| bubble(text))?;
    Some(view! { <div class="message-preview"><p class="soft">{t(msg::messages_preview())}</p>{words}</div> }.into_any())
}

/// The question before many messages: a dialog, or without script a box in the form that comes back.
#[derive(Clone, Copy)]
struct Many {
    count: Memo<usize>,
    open: RwSignal<bool>,
    confirmed: RwSignal<bool>,
    /// The form was sent without script and asks for the box.
    boxed: bool,
    node: NodeRef<html::Div>,
}

impl Many {
    fn new(to: RwSignal<String>, compose: Submission) -> Self {
        let error = compose.error();
        let confirmed = RwSignal::new(false);
        // Whatever was refused is another form when it is sent again.
        Effect::new(move |_| {
            if error.with(Option::is_some) {
                confirmed.set(false);
            }
        });
        let boxed =
            error.with_untracked(|error| error.as_ref().is_some_and(|error| error.fields.iter().any(|field| field.field == "confirmed")));
        let count = Memo::new(move |_| to.with(|to| split_numbers(to).0.len()));
        Self { count, open: RwSignal::new(false), confirmed, boxed, node: NodeRef::new() }
    }

    /// Keeps the form from going while nobody has said that it may.
    fn ask(self, event: &ev::SubmitEvent) {
        if self.count.get_untracked() > CONFIRM_ABOVE && !self.confirmed.get_untracked() {
            event.prevent_default();
            self.open.set(true);
        }
    }

    /// What the form says about it.
    fn answer(self) -> AnyView {
        if self.boxed {
            view! { <CheckboxField name="confirmed" label=msg::messages_confirm_box() model=self.confirmed/> }.into_any()
        } else {
            view! { <input type="hidden" name="confirmed" value=move || if self.confirmed.get() { "true" } else { "" }/> }.into_any()
        }
    }

    fn question(self) -> AnyView {
        let send = move |_| {
            self.confirmed.set(true);
            self.open.set(false);
            // The form says so by then.
            request_animation_frame(move || self.send());
        };
        view! {
            <Dialog id="many" open=self.open title=msg::messages_confirm_title()>
                <p>{move || t(msg::messages_confirm_many(self.count.get()))}</p>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary icon=IconName::Send on:click=send>{move || t(msg::messages_send_count(self.count.get()))}</Button>
                    <Button attr:autofocus="" on:click=move |_| self.open.set(false)>{t(msg::ui_cancel())}</Button>
                </div>
            </Dialog>
        }
        .into_any()
    }

    fn send(self) {
        let button = self.node.get_untracked().and_then(|node| node.query_selector("form button[type=submit]").ok().flatten());
        if let Some(button) = button.and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok()) {
            button.click();
        }
    }
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
