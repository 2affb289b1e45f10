//! The columns of the user table. The name comes first and always stays, for it leads to the user; all others can be chosen and ordered.
//! To add one: a line in [`all`], with its heading in `userpages.ftl`.

use api::viewer::may;
use domain::{
    access::Operation,
    msg,
    text::TimeStyle,
    user::{EmailStatus, UserRow},
};
use leptos::prelude::*;
use ui::{Avatar, Column, Copyable, Icon, IconName, Tags, Time, Tone, money, number, state::UserStatusBadge, t};

/// Columns that can be chosen: all but the name.
pub fn choosable() -> Vec<Column<UserRow>> {
    let mut columns = vec![
        Column::new("email", msg::userpages_email(), email).sortable(),
        Column::new("phone", msg::userpages_phone(), |row: &UserRow| {
            row.phone_shown.clone().map(|phone| view! { <bdi dir="ltr">{phone}</bdi> })
        })
        .hidden(),
        Column::new("role", msg::userpages_role(), role).hidden(),
        Column::new("status", msg::userpages_status(), |row: &UserRow| view! { <UserStatusBadge status=row.status/> }).sortable(),
        Column::new("organisation", msg::userpages_organisation(), organisation),
        Column::new("manager", msg::userpages_manager(), manager).hidden(),
        Column::new("tier", msg::userpages_tier(), |row: &UserRow| number(row.tier.into())).figure().hidden(),
        Column::new("plan", msg::userpages_plan(), |row: &UserRow| row.plan.clone().map(|(_, name)| view! { <bdi>{name}</bdi> })),
        Column::new("tags", msg::userpages_tags(), |row: &UserRow| view! { <Tags tags=row.tags.clone()/> }).hidden(),
        Column::new("instances", msg::userpages_instances(), |row: &UserRow| number(row.instances)).figure().hidden(),
        Column::new("messages", msg::userpages_messages(), |row: &UserRow| number(row.messages)).figure().hidden(),
    ];
    if may(Operation::ListPayments) {
        columns.push(Column::new("paid", msg::userpages_paid(), |row: &UserRow| amounts(row.paid.clone())).figure());
        columns.push(
            Column::new("paid_this_month", msg::userpages_paid_this_month(), |row: &UserRow| row.paid_this_month.map(yes_or_no)).hidden(),
        );
    }
    columns.extend([
        Column::new(
            "registered",
            msg::userpages_registered(),
            |row: &UserRow| view! { <Time at=row.registered_at style=TimeStyle::Date/> },
        )
        .sortable(),
        Column::new("last_seen", msg::userpages_last_seen(), last_seen).sortable().hidden(),
        Column::new("id", msg::userpages_id(), |row: &UserRow| view! { <Copyable text=row.id.to_string()/> }).hidden(),
    ]);
    columns
}

/// All columns, the name first.
pub fn all() -> Vec<Column<UserRow>> {
    let mut columns = vec![Column::new("name", msg::userpages_name(), name).sortable()];
    columns.extend(choosable());
    columns
}

/// Keys of the columns to show, with the name in front; none for the usual ones.
pub fn shown(chosen: Vec<String>) -> Vec<String> {
    if chosen.is_empty() {
        chosen
    } else {
        std::iter::once("name".to_owned()).chain(chosen.into_iter().filter(|key| key != "name")).collect()
    }
}

/// Amounts, one a line and together one thing beside their label; nothing where none came in.
pub fn amounts(amounts: Option<Vec<domain::Money>>) -> AnyView {
    let lines: Vec<_> = amounts.unwrap_or_default().into_iter().map(|amount| view! { <div>{money(amount)}</div> }).collect();
    if lines.is_empty() { ().into_any() } else { view! { <div>{lines}</div> }.into_any() }
}

fn name(row: &UserRow) -> AnyView {
    view! { <span class="person"><Avatar name=row.name.clone()/><bdi>{row.name.clone()}</bdi></span> }.into_any()
}

fn email(row: &UserRow) -> AnyView {
    // What is as it should be needs no mark.
    let mark = match row.email_status {
        EmailStatus::Verified => None,
        EmailStatus::Unverified => Some((Tone::Neutral, IconName::Clock)),
        EmailStatus::Bounced => Some((Tone::Bad, IconName::AlertCircle)),
    };
    let mark = mark.map(
        |(tone, icon)| view! { <span class=format!("mark-icon {}", tone.class()) title=t(row.email_status.label())><Icon name=icon label=row.email_status.label()/></span> },
    );
    view! { <span class="mail"><bdi dir="ltr">{row.email.clone()}</bdi>{mark}</span> }.into_any()
}

fn role(row: &UserRow) -> AnyView {
    let post = row.post.map(|post| view! { " " <span class="soft">{t(post.label())}</span> });
    view! { {t(row.role.label())} {post} }.into_any()
}

fn organisation(row: &UserRow) -> Option<AnyView> {
    let (id, name) = row.organisation.clone()?;
    let may_open = may(Operation::ViewOrganisation);
    Some(if may_open {
        view! { <a class="link" href=format!("/admin/organisations/{id}")><bdi>{name}</bdi></a> }.into_any()
    } else {
        view! { <bdi>{name}</bdi> }.into_any()
    })
}

fn manager(row: &UserRow) -> Option<AnyView> {
    let (id, name) = row.manager.clone()?;
    Some(view! { <a class="link" href=format!("/admin/users/{id}")><bdi>{name}</bdi></a> }.into_any())
}

fn last_seen(row: &UserRow) -> AnyView {
    match row.last_seen_at {
        Some(at) => view! { <Time at style=TimeStyle::Date relative=true/> }.into_any(),
        None => view! { <span class="soft">{t(msg::userpages_never())}</span> }.into_any(),
    }
}

fn yes_or_no(yes: bool) -> String {
    t(if yes { msg::userpages_yes() } else { msg::userpages_no() })
}
