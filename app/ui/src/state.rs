//! Every state as a badge: icon, word and colour, the same on all pages. To add one: a component here; its word is in `domain`.

use domain::{
    import::ImportState,
    instance::InstanceState,
    kpi::SystemHealth,
    message::MessageState,
    payment::PaymentStatus,
    server::ServerStatus,
    user::{EmailStatus, UserStatus},
};
use leptos::prelude::*;

use crate::{badge::Status, icon::IconName, tone::Tone};

/// Whether a person may sign in.
#[component]
pub fn UserStatusBadge(status: UserStatus) -> impl IntoView {
    let tone = match status {
        UserStatus::Active => Tone::Good,
        UserStatus::Inactive => Tone::Neutral,
    };
    view! { <Status tone label=status.label()/> }
}

/// What is known of an address.
#[component]
pub fn EmailStatusBadge(status: EmailStatus) -> impl IntoView {
    let tone = match status {
        EmailStatus::Verified => Tone::Good,
        EmailStatus::Unverified => Tone::Neutral,
        EmailStatus::Bounced => Tone::Bad,
    };
    view! { <Status tone label=status.label()/> }
}

/// What became of a payment.
#[component]
pub fn PaymentStatusBadge(status: PaymentStatus) -> impl IntoView {
    let tone = match status {
        PaymentStatus::Pending => Tone::Busy,
        PaymentStatus::Success => Tone::Good,
        PaymentStatus::Failed => Tone::Bad,
        PaymentStatus::Cancelled => Tone::Neutral,
    };
    view! { <Status tone label=status.label()/> }
}

/// Where a number is on its way to sending.
#[component]
pub fn InstanceStateBadge(state: InstanceState) -> impl IntoView {
    let tone = match state {
        InstanceState::Connected => Tone::Good,
        InstanceState::Starting => Tone::Busy,
        InstanceState::Scanning => Tone::Info,
        InstanceState::Passkey => Tone::Warn,
        InstanceState::Failed => Tone::Bad,
        InstanceState::New | InstanceState::Stopped => Tone::Neutral,
    };
    view! { <Status tone label=state.label()/> }
}

/// How far a message is.
#[component]
pub fn MessageStateBadge(state: MessageState) -> impl IntoView {
    let (tone, icon) = match state {
        MessageState::Queued => (Tone::Neutral, Some(IconName::Clock)),
        MessageState::Claimed | MessageState::Submitted | MessageState::Unknown => (Tone::Busy, None),
        MessageState::Accepted | MessageState::Server => (Tone::Info, Some(IconName::Check)),
        MessageState::Delivered => (Tone::Info, Some(IconName::Checks)),
        MessageState::Read | MessageState::Played => (Tone::Good, Some(IconName::Checks)),
        MessageState::Failed | MessageState::Dead => (Tone::Bad, None),
        MessageState::Expired | MessageState::Unconfirmed => (Tone::Warn, None),
        MessageState::Cancelled => (Tone::Neutral, Some(IconName::Close)),
    };
    match icon {
        Some(icon) => view! { <Status tone label=state.label() icon/> }.into_any(),
        None => view! { <Status tone label=state.label()/> }.into_any(),
    }
}

/// Whether a server takes part.
#[component]
pub fn ServerStatusBadge(status: ServerStatus) -> impl IntoView {
    let tone = match status {
        ServerStatus::Online => Tone::Good,
        ServerStatus::Offline => Tone::Bad,
        ServerStatus::Maintenance => Tone::Warn,
    };
    view! { <Status tone label=status.label()/> }
}

/// How far an import is.
#[component]
pub fn ImportStateBadge(state: ImportState) -> impl IntoView {
    let tone = match state {
        ImportState::Uploaded => Tone::Neutral,
        ImportState::Checked => Tone::Info,
        ImportState::Checking | ImportState::Running => Tone::Busy,
        ImportState::Done => Tone::Good,
        ImportState::Refused => Tone::Bad,
    };
    view! { <Status tone label=state.label()/> }
}

/// How the system is.
#[component]
pub fn SystemHealthBadge(health: SystemHealth) -> impl IntoView {
    let tone = match health {
        SystemHealth::Healthy => Tone::Good,
        SystemHealth::Warning => Tone::Warn,
        SystemHealth::Critical => Tone::Bad,
    };
    view! { <Status tone label=health.label()/> }
}
