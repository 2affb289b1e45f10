//! Pairing, as the customer and staff see it: one large code, one sentence, three small steps for the phone, and what is going on. The
//! page around it brings the data and the buttons.

use domain::{
    Msg,
    instance::{InstanceState, InstanceView},
    msg,
};
use leptos::prelude::*;

use crate::{
    page::Notice,
    qr::{Code, QrCode},
    text::t,
    tone::Tone,
};

/// What is going on, in one sentence.
#[must_use]
pub fn pairing_words(view: &InstanceView) -> Msg {
    match view.row.state {
        InstanceState::Scanning => msg::numbers_waiting_scan(),
        InstanceState::Starting => msg::numbers_starting(),
        InstanceState::Connected => {
            msg::numbers_is_connected(view.row.push_name.clone().or_else(|| view.row.phone.clone()).unwrap_or_default())
        }
        InstanceState::Passkey => msg::numbers_needs_passkey(),
        InstanceState::Failed => msg::numbers_has_failed(),
        InstanceState::New | InstanceState::Stopped => msg::numbers_is_stopped(),
    }
}

fn code(view: &InstanceView) -> Option<Code> {
    let qr = view.qr.as_ref()?;
    let left = u32::try_from(qr.expires_at.seconds_since(view.now)).unwrap_or(0);
    let lifetime = if qr.number <= 1 { 60 } else { 20 };
    Some(Code { svg: qr.svg.clone(), seconds_left: left.min(lifetime), lifetime, number: qr.number.into(), total: qr.of.into() })
}

/// The pairing part of a number's page.
#[component]
pub fn Pairing(
    /// The number as it is now.
    view: InstanceView,
) -> impl IntoView {
    let words = pairing_words(&view);
    let code = code(&view);
    match view.row.state {
        InstanceState::Starting | InstanceState::Scanning => view! {
            <div class="pairing">
                <QrCode code=Signal::stored(code) state=Signal::stored(words)/>
                <div class="pairing-words">
                    <h2 class="section-title">{t(msg::numbers_scan())}</h2>
                    <ol class="pairing-steps"><li>{t(msg::numbers_step_open())}</li><li>{t(msg::numbers_step_menu())}</li><li>{t(msg::numbers_step_point())}</li></ol>
                </div>
            </div>
        }.into_any(),
        state => {
            let tone = match state { InstanceState::Connected => Tone::Good, InstanceState::Failed => Tone::Bad, InstanceState::Passkey => Tone::Warn, _ => Tone::Info };
            view! { <div aria-live="polite"><Notice tone title=words/></div> }.into_any()
        }
    }
}
