//! How the trail draws what it names: records lead to their pages, and a change says what was and what is.

use api::viewer::may;
use domain::{
    access::Operation,
    audit::{AuditKind, AuditRow, ShownChange, ShownValue, Thing},
    msg,
};
use leptos::prelude::*;
use ui::t;

/// As many changes as a row of the list shows; the rest stands on the page of the entry.
pub(super) const FEW: usize = 4;

/// Who did it, and for whom.
pub(super) fn who(row: &AuditRow) -> AnyView {
    match &row.behind {
        Some(behind) => view! { <bdi>{t(msg::audit_behind(behind.name.as_str(), row.actor.name.as_str()))}</bdi> }.into_any(),
        None => thing(&row.actor),
    }
}

/// A record by its name, which leads to its page where the viewer can open it.
pub(super) fn thing(thing: &Thing) -> AnyView {
    let kind = AuditKind::ALL.into_iter().find(|kind| thing.id.starts_with(kind.prefix()));
    let name = match kind {
        Some(kind) if thing.name.is_empty() => t(kind.label()),
        _ => thing.name.clone(),
    };
    match kind.and_then(|kind| href(kind, thing)) {
        Some(href) => view! { <a class="link" href=href><bdi>{name}</bdi></a> }.into_any(),
        None => view! { <bdi>{name}</bdi> }.into_any(),
    }
}

/// The page of a record; a session stands among those of its user.
fn href(kind: AuditKind, thing: &Thing) -> Option<String> {
    if !thing.opens {
        return None;
    }
    let (id, of) = (&thing.id, thing.of);
    let (operation, href) = match kind {
        AuditKind::User => (Operation::ViewUser, format!("/admin/users/{id}")),
        AuditKind::Session => (Operation::ListSessions, format!("/admin/users/{}/sessions", of?)),
        AuditKind::Payment => (Operation::ListPayments, format!("/admin/payments/{id}")),
        AuditKind::Organisation => (Operation::ViewOrganisation, format!("/admin/organisations/{id}")),
        AuditKind::Import => (Operation::ListImports, format!("/admin/imports/{id}")),
        AuditKind::Number => (Operation::ViewInstance, format!("/admin/numbers/{id}")),
        AuditKind::Message => (Operation::ListMessages, format!("/admin/messages/{id}")),
        AuditKind::Server => (Operation::EditServer, format!("/admin/servers/{id}/edit")),
    };
    may(operation).then_some(href)
}

/// Changes one below the other; the first few, and how many more there are.
pub(super) fn changes(changes: &[ShownChange], most: Option<usize>) -> AnyView {
    let most = most.unwrap_or(changes.len());
    let lines: Vec<_> = changes.iter().take(most).map(|change| view! { <li>{line(change)}</li> }).collect();
    let more = changes.len().saturating_sub(most);
    let more = (more > 0).then(|| view! { <li class="soft">{t(msg::audit_more_changes(more))}</li> });
    view! { <ul class="plain-list changes" role="list">{lines}{more}</ul> }.into_any()
}

/// `Tier: 1 → 2`; what was made has no before, and what was taken away says so.
fn line(change: &ShownChange) -> AnyView {
    let field = t(change.field.clone());
    let arrow = || view! { " "<span class="change-arrow">"→"</span>" " };
    let values = match (&change.before, &change.after) {
        (Some(before), Some(after)) => view! { {value(before)} {arrow()} {value(after)} }.into_any(),
        (Some(before), None) => view! { {value(before)} {arrow()} {t(msg::audit_nothing())} }.into_any(),
        (None, Some(after)) => value(after),
        (None, None) => t(msg::audit_nothing()).into_any(),
    };
    view! { <span class="soft">{field}": "</span>{values} }.into_any()
}

fn value(value: &ShownValue) -> AnyView {
    match value {
        ShownValue::Text(text) => view! { <bdi>{text.clone()}</bdi> }.into_any(),
        ShownValue::Phone(number) => view! { <bdi class="phone" dir="ltr">{number.clone()}</bdi> }.into_any(),
        ShownValue::Words(words) => view! { <bdi>{t(words.clone())}</bdi> }.into_any(),
        ShownValue::Thing(one) => thing(one),
    }
}
