//! Pairing, as the customer and staff see it: one large code, one sentence, three small steps for the phone, and what is going on; once
//! the phone has scanned, the same place turns calm and says who is connected. The page around it brings the data and what each button
//! does. What changes is put into its place, so that a reader, a finger or a screen reader never loses the page.

use domain::{
    Msg,
    instance::{InstanceState, InstanceView},
    msg,
};
use leptos::prelude::*;

use crate::{
    button::{Button, ButtonKind, LinkButton},
    copy::CopyButton,
    field::PhoneField,
    form::FormBody,
    icon::{Icon, IconName},
    qr::{Code, QrCode, StateLine},
    submit::{Submission, SubmitForm},
    text::t,
    tone::Tone,
};

/// What is going on, in one sentence; to staff, about their customer.
#[must_use]
pub fn pairing_words(view: &InstanceView, of_customer: bool) -> Msg {
    match view.row.state {
        InstanceState::Scanning => msg::numbers_waiting_scan(),
        InstanceState::Starting => msg::numbers_starting(),
        InstanceState::Connected => match view.row.push_name.clone().or_else(|| view.row.phone_shown.clone()) {
            Some(name) => msg::numbers_is_connected(name),
            None => msg::numbers_is_connected_plain(),
        },
        InstanceState::Passkey => msg::numbers_needs_passkey(),
        InstanceState::Failed => msg::numbers_has_failed(),
        InstanceState::Stopped if of_customer => msg::numbers_is_stopped_staff(),
        InstanceState::Stopped => msg::numbers_is_stopped(),
        InstanceState::New if of_customer => msg::numbers_is_new_staff(),
        InstanceState::New => msg::numbers_is_new(),
    }
}

/// The code, with what is left of it by the server's clock.
fn code(view: &InstanceView) -> Option<Code> {
    let qr = view.qr.as_ref()?;
    let left = u32::try_from(qr.expires_at.seconds_since(view.now)).unwrap_or(0);
    let lifetime = if qr.number <= 1 { 60 } else { 20 };
    Some(Code { svg: qr.svg.clone(), seconds_left: left.min(lifetime), lifetime, number: qr.number.into(), total: qr.of.into() })
}

/// The faces that the pairing part has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    /// A code is there or comes.
    Code,
    /// Paired.
    Connected,
    /// Nothing goes on: it can be started.
    Rest(InstanceState),
}

const fn face(state: InstanceState) -> Face {
    match state {
        InstanceState::Starting | InstanceState::Scanning => Face::Code,
        InstanceState::Connected => Face::Connected,
        other => Face::Rest(other),
    }
}

/// The pairing part of a number's page.
#[component]
pub fn Pairing(
    /// The number as it is now.
    #[prop(into)]
    view: Signal<InstanceView>,
    /// Starts pairing, where the viewer may.
    #[prop(optional_no_strip)]
    connect: Option<Submission>,
    /// Gives a code to type instead, where the viewer may.
    #[prop(optional_no_strip)]
    by_phone: Option<Submission>,
    /// Where a message through it is written, where the viewer may.
    #[prop(optional_no_strip)]
    write_href: Option<String>,
    /// Whether it is a customer's number, seen by staff.
    #[prop(optional)]
    of_customer: bool,
    /// Told when a code's time is over, so that the page asks again.
    #[prop(optional)]
    on_end: Option<Callback<()>>,
) -> impl IntoView {
    let shown = Memo::new(move |_| view.with(|view| face(view.row.state)));
    let code = Memo::new(move |_| view.with(code));
    let class = move || match shown.get() {
        Face::Code => "pairing pairing-code",
        Face::Connected if of_customer => "pairing pairing-calm pairing-done pairing-brief",
        Face::Connected => "pairing pairing-calm pairing-done",
        Face::Rest(_) => "pairing pairing-calm",
    };
    let draw = move || match shown.get() {
        Face::Code => with_code(view, code, by_phone, on_end),
        Face::Connected => connected(view, of_customer, write_href.clone()),
        Face::Rest(state) => at_rest(state, view, connect),
    };
    // The line outlives the faces, so that it is announced when one gives way to another.
    let words = Memo::new(move |_| view.with(|view| pairing_words(view, of_customer)));
    let tone = Memo::new(move |_| tone(shown.get(), code.with(Option::is_some)));
    view! {
        <section class=class aria-labelledby="pairing-title">
            {draw}
            <StateLine state=Signal::derive(move || words.get()) tone=Signal::derive(move || tone.get())/>
        </section>
    }
}

const fn tone(face: Face, has_code: bool) -> Tone {
    match face {
        Face::Code if has_code => Tone::Info,
        Face::Code => Tone::Busy,
        Face::Connected => Tone::Good,
        Face::Rest(InstanceState::Failed) => Tone::Bad,
        Face::Rest(InstanceState::Passkey) => Tone::Warn,
        Face::Rest(InstanceState::New) => Tone::Info,
        Face::Rest(_) => Tone::Neutral,
    }
}

/// The steps on the phone.
fn steps() -> AnyView {
    view! {
        <ol class="pairing-steps" role="list">
            <li><span>{t(msg::numbers_step_open())}</span></li>
            <li><span>{t(msg::numbers_step_menu())}</span></li>
            <li><span>{t(msg::numbers_step_point())}</span></li>
        </ol>
    }
    .into_any()
}

fn with_code(view: Signal<InstanceView>, code: Memo<Option<Code>>, by_phone: Option<Submission>, on_end: Option<Callback<()>>) -> AnyView {
    let on_end = on_end.unwrap_or_else(|| Callback::new(|()| {}));
    view! {
        <h2 class="pairing-title" id="pairing-title">{t(msg::numbers_scan())}</h2>
        <QrCode code on_end/>
        <div class="pairing-words">
            {steps()}
            <p class="pairing-hint"><Icon name=IconName::Monitor/><span>{t(msg::numbers_other_screen())}</span></p>
            {reload(view.with_untracked(code_seconds))}
        </div>
        {by_phone.map(|to| typed(view.with_untracked(|view| view.row.id.to_string()), to))}
    }
    .into_any()
}

/// For those whose only screen is that phone, and first on such a screen: its number, and a code to type into WhatsApp. The code is an
/// answer and stands nowhere else, so this needs a script.
fn typed(id: String, to: Submission) -> AnyView {
    let answer = move || {
        to.answer::<String>().map(|code| {
            view! {
                <p class="pairing-typed"><code dir="ltr">{code.clone()}</code><CopyButton text=code/></p>
                <p class="soft">{t(msg::numbers_by_phone_type())}</p>
            }
        })
    };
    view! {
        <details class="pairing-other needs-script">
            <summary>{t(msg::numbers_by_phone())}</summary>
            <SubmitForm to>
                <input type="hidden" name="id" value=id/>
                <FormBody id="by-phone" error=to.error() pending=to.pending()>
                    <PhoneField name="phone" label=msg::numbers_by_phone_number() hint=msg::numbers_by_phone_hint() required=true/>
                    <div class="form-actions"><Button submit=true pending=to.pending()>{t(msg::numbers_by_phone_get())}</Button></div>
                </FormBody>
            </SubmitForm>
            <div role="status">{answer}</div>
        </details>
    }
    .into_any()
}

/// Seconds until a page without script should look again.
fn code_seconds(view: &InstanceView) -> u32 {
    code(view).map_or(3, |code| code.seconds_left.clamp(2, 20) + 1)
}

/// Without script the page loads itself again when its code is over; a link does the same by hand. The content of `<noscript>` is plain
/// text for whoever runs scripts, so it is written as such and nothing walks into it.
fn reload(seconds: u32) -> AnyView {
    let meta = format!("<meta http-equiv=\"refresh\" content=\"{seconds}\">");
    view! {
        <noscript inner_html=meta></noscript>
        <p class="no-script-only"><a class="button" href="?"><Icon name=IconName::Refresh/>
            <span class="button-words">{t(msg::numbers_refresh())}</span></a></p>
    }
    .into_any()
}

fn connected(view: Signal<InstanceView>, of_customer: bool, write_href: Option<String>) -> AnyView {
    let explain = if of_customer { msg::numbers_connected_explain_staff() } else { msg::numbers_connected_explain() };
    let phone = move || view.with(|view| view.row.phone_shown.clone());
    let waiting = move || view.with(|view| view.row.queued);
    let count = move || (waiting() != 0).then(|| view! { <p class="soft">{t(msg::numbers_waiting_count(waiting()))}</p> });
    view! {
        <span class="pairing-mark tone-good"><Icon name=IconName::Check/></span>
        <h2 class="pairing-title" id="pairing-title">
            {move || phone().map_or_else(|| t(msg::numbers_connected_title()).into_any(), |phone| view! { <bdi class="phone" dir="ltr">{phone}</bdi> }.into_any())}
        </h2>
        <div class="pairing-words">
            <p class="soft">{t(explain)}</p>
            {count}
        </div>
        {write_href.map(|href| view! { <div class="pairing-acts">
            <LinkButton href kind=ButtonKind::Primary icon=IconName::Send>{t(msg::numbers_write())}</LinkButton></div> })}
    }
    .into_any()
}

fn at_rest(state: InstanceState, view: Signal<InstanceView>, connect: Option<Submission>) -> AnyView {
    let (icon, title, verb) = match state {
        InstanceState::Failed => (IconName::Clock, msg::numbers_failed_title(), msg::numbers_connect_again()),
        InstanceState::Passkey => (IconName::Key, msg::numbers_passkey_title(), msg::numbers_connect_again()),
        InstanceState::New => (IconName::QrCode, msg::numbers_new_title(), msg::numbers_connect()),
        _ => (IconName::Power, msg::numbers_stopped_title(), msg::numbers_connect_again()),
    };
    let tone = tone(Face::Rest(state), false);
    let id = view.with_untracked(|view| view.row.id.to_string());
    let teaches = (state == InstanceState::New).then(|| view! { <div class="pairing-words">{steps()}</div> });
    let start = connect.map(|to| {
        view! {
            <div class="pairing-acts"><SubmitForm to>
                <input type="hidden" name="id" value=id/>
                <Button kind=ButtonKind::Primary submit=true icon=IconName::QrCode pending=to.pending()>{t(verb)}</Button>
            </SubmitForm></div>
        }
    });
    view! {
        <span class=format!("pairing-mark {}", tone.class())><Icon name=icon/></span>
        <h2 class="pairing-title" id="pairing-title">{t(title)}</h2>
        {teaches}
        {start}
    }
    .into_any()
}
