//! A line of what happened, on a person's page and on that of a payment: drawing, sentence, who and from where. What the sentence speaks of
//! is a link for those who may open it.

use api::viewer::may;
use domain::{access::Operation, user::TimelineEntry as Entry};
use leptos::prelude::*;
use ui::{IconName, TimelineEntry, Tone, t};

/// The line.
pub fn entry(entry: Entry) -> AnyView {
    let (icon, tone) = drawing(&entry.what.key);
    let words = t(entry.what);
    let words = match entry.subject.as_deref().and_then(page_of) {
        Some(href) => view! { <a class="link" href=href>{words}</a> }.into_any(),
        None => words.into_any(),
    };
    view! {
        <TimelineEntry icon tone at=entry.at>
            <p>{words}</p>
            <p class="soft"><bdi>{entry.by}</bdi>{entry.address.map(|address| view! { " · " <bdi dir="ltr">{address}</bdi> })}</p>
        </TimelineEntry>
    }
    .into_any()
}

/// The page of a thing, by what its id begins with.
fn page_of(subject: &str) -> Option<String> {
    let (operation, area) = match subject.split_once('_')?.0 {
        "pay" => (Operation::ViewPayment, "payments"),
        "usr" => (Operation::ViewUser, "users"),
        "ins" => (Operation::ViewInstance, "numbers"),
        "org" => (Operation::ViewOrganisation, "organisations"),
        _ => return None,
    };
    may(operation).then(|| format!("/admin/{area}/{subject}"))
}

/// How an event is drawn, by the end of its sentence's key.
fn drawing(key: &str) -> (IconName, Tone) {
    let key = key.strip_prefix("users-timeline-").unwrap_or_default();
    match key.strip_prefix("own-").unwrap_or(key) {
        "signed-in" => (IconName::Key, Tone::Neutral),
        "sign-in-failed" => (IconName::Alert, Tone::Warn),
        "created" => (IconName::UserPlus, Tone::Good),
        "activated" => (IconName::CheckCircle, Tone::Good),
        "deactivated" => (IconName::Ban, Tone::Bad),
        "reset" | "password" => (IconName::Lock, Tone::Info),
        "edited" | "assigned" | "profile" => (IconName::Edit, Tone::Neutral),
        "paid" | "paid-amount" | "paid-amount-for" | "payments-exported" => (IconName::Wallet, Tone::Info),
        "refunded" | "refunded-amount" | "refunded-amount-for" => (IconName::Undo, Tone::Info),
        "revoked" => (IconName::SignOut, Tone::Neutral),
        "messages" | "message-controlled" => (IconName::Message, Tone::Neutral),
        "instance-created" | "instance-controlled" | "instance-deleted" => (IconName::Phone, Tone::Neutral),
        _ => (IconName::Activity, Tone::Neutral),
    }
}
