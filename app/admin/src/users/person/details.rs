//! The facts of an account.

use api::viewer::may;
use domain::{access::Operation, ids::UserId, msg, text::Msg, user::UserView};
use leptos::prelude::*;
use ui::{Copyable, Fact, Facts, Notice, Section, Tags, Time, Tone, number, state::EmailStatusBadge, t};

use super::{Person, payments::paid};

/// The tab.
#[component]
pub(super) fn Details(person: Person) -> impl IntoView {
    move || facts(person.user.get())
}

fn facts(user: UserView) -> AnyView {
    let UserView {
        row,
        parent,
        branch,
        folder,
        external_id,
        time_zone,
        locale,
        notes,
        must_change_password,
        password_changed_at,
        sees_money,
        ..
    } = user;
    // Where it does not fit into one line it breaks before its domain.
    let (mailbox, domain) =
        row.email.split_once('@').map_or((row.email.as_str(), String::new()), |(mailbox, domain)| (mailbox, format!("@{domain}")));
    let address = view! { <bdi dir="ltr">{mailbox.to_owned()}<wbr/>{domain}</bdi> };
    let email = view! { <span class="row">{address}<EmailStatusBadge status=row.email_status/></span> }.into_any();
    let person = |one: Option<(UserId, String)>| linked(one.map(|(id, name)| (format!("/admin/users/{id}"), name)), true);
    let organisation =
        linked(row.organisation.map(|(id, name)| (format!("/admin/organisations/{id}"), name)), may(Operation::ViewOrganisation));
    let contact = vec![
        (msg::userpages_email(), email),
        (msg::userpages_phone(), written_ltr(row.phone_shown)),
        (msg::userpages_username(), written_ltr(row.username)),
        (msg::userpages_language(), locale.name().into_any()),
        (msg::userpages_time_zone(), written_ltr(Some(time_zone))),
        (msg::userpages_external_id(), external_id.map_or_else(none, |id| view! { <Copyable text=id/> }.into_any())),
    ];
    let mut place = vec![(msg::userpages_parent(), person(parent)), (msg::userpages_organisation(), organisation)];
    let units = [(msg::userpages_branch(), branch.map(|(_, name)| name)), (msg::userpages_folder(), folder.map(|(_, name)| name))];
    place.extend(units.into_iter().filter_map(|(label, name)| Some((label, named(name?)))));
    place.extend([
        (msg::userpages_manager(), person(row.manager)),
        (msg::userpages_tier(), number(row.tier.into()).into_any()),
        (msg::userpages_plan(), row.plan.map_or_else(none, |(_, name)| named(name))),
        (msg::userpages_tags(), if row.tags.is_empty() { none() } else { view! { <Tags tags=row.tags/> }.into_any() }),
    ]);
    let mut activity = vec![
        (msg::userpages_registered(), view! { <Time at=row.registered_at/> }.into_any()),
        (
            msg::userpages_last_seen(),
            row.last_seen_at.map_or_else(|| t(msg::userpages_never()).into_any(), |at| view! { <Time at relative=true/> }.into_any()),
        ),
        (
            msg::userpages_password_set(),
            password_changed_at.map_or_else(|| t(msg::userpages_no_password()).into_any(), |at| view! { <Time at/> }.into_any()),
        ),
        (msg::userpages_instances(), number(row.instances).into_any()),
        (msg::userpages_messages(), number(row.messages).into_any()),
    ];
    let notes = (!notes.trim().is_empty()).then(|| lines(&notes));
    if sees_money {
        activity.push((msg::userpages_paid(), paid(row.paid)));
    }
    view! {
        {must_change_password.then(|| view! { <Notice tone=Tone::Info title=msg::userpages_must_change()/> })}
        {section(msg::userpages_contact(), contact)}
        {section(msg::userpages_place(), place)}
        {section(msg::userpages_activity(), activity)}
        {notes.map(|notes| view! { <Section title=msg::userpages_notes()>{notes}</Section> })}
    }
    .into_any()
}

/// Facts under a title.
fn section(title: Msg, facts: Vec<(Msg, AnyView)>) -> AnyView {
    let facts: Vec<_> = facts.into_iter().map(|(label, value)| view! { <Fact label>{value}</Fact> }).collect();
    view! { <Section title><Facts>{facts}</Facts></Section> }.into_any()
}

/// A text of several lines as it was typed.
fn lines(text: &str) -> AnyView {
    text.lines().map(|line| view! { <p dir="auto">{line.to_owned()}</p> }).collect::<Vec<_>>().into_any()
}

fn named(name: String) -> AnyView {
    view! { <bdi>{name}</bdi> }.into_any()
}

fn none() -> AnyView {
    view! { <span class="soft">{t(msg::ui_none())}</span> }.into_any()
}

fn written_ltr(text: Option<String>) -> AnyView {
    text.map_or_else(none, |text| view! { <bdi dir="ltr">{text}</bdi> }.into_any())
}

fn linked(thing: Option<(String, String)>, opens: bool) -> AnyView {
    match thing {
        Some((href, name)) if opens => view! { <a class="link" href=href><bdi>{name}</bdi></a> }.into_any(),
        Some((_, name)) => named(name),
        None => none(),
    }
}
