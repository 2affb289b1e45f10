//! Where a person is signed in; each session can be ended, or all at once.

use api::{account::RevokeUserSession, viewer::may};
use domain::{
    access::Operation,
    ids::UserId,
    msg,
    session::{SessionRow, device_words},
};
use leptos::prelude::*;
use ui::{
    Button, ButtonKind, Copyable, Data, EmptyState, FormErrors, Icon, IconName, LinkButton, Load, Section, Shape, Submission, SubmitForm,
    Time, t, use_address, use_toasts,
};

use super::Person;
use crate::users::ask::{AskDialog, asking, close_when};

/// The tab.
#[component]
pub(super) fn Sessions(person: Person) -> impl IntoView {
    let Person { id, user, changed } = person;
    let revoke = Submission::to::<RevokeUserSession>();
    let rows = Data::new(
        move || (revoke.version().get(), changed.get()),
        move |_| async move { api::account::user_sessions(id).await.map_err(|error| error.0) },
    );
    let toasts = use_toasts();
    close_when(move || revoke.done());
    Effect::new(move |_| {
        if let Some(count) = revoke.answer::<usize>() {
            toasts.good(msg::userpages_sessions_ended(count));
        }
    });
    let may_end = may(Operation::RevokeSession);
    view! {
        <Section title=msg::userpages_tab_sessions() lead=msg::userpages_sessions_lead()>
            <FormErrors error=revoke.error()/>
            <Load data=rows shape=Shape::Lines(4) view=move |rows| list(rows, id, revoke, may_end)/>
        </Section>
        {may_end.then(|| view! {
            <AskDialog ask="sessions" title=msg::userpages_end_all_title()>
                <p>{move || user.with(|user| t(msg::userpages_end_all_explain(user.row.name.as_str())))}</p>
                <SubmitForm to=revoke>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Danger submit=true pending=revoke.pending()>{t(msg::userpages_end_all())}</Button>
                        <LinkButton href=format!("/admin/users/{id}/sessions") attr:data-noscroll="">{t(msg::ui_cancel())}</LinkButton>
                    </div>
                </SubmitForm>
            </AskDialog>
        })}
    }
}

fn list(rows: Vec<SessionRow>, id: UserId, revoke: Submission, may_end: bool) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState icon=IconName::Monitor title=msg::userpages_no_sessions_title() message=msg::userpages_no_sessions()/> }.into_any();
    }
    let address = use_address();
    let items: Vec<_> = rows.into_iter().map(|row| item(row, id, revoke, may_end)).collect();
    view! {
        <ul class="card-list" role="list">{items}</ul>
        {may_end.then(|| view! {
            <div class="form-actions">
                <LinkButton href=Signal::derive(move || asking(address, "sessions")) icon=IconName::SignOut attr:data-noscroll="">{t(msg::userpages_end_all())}</LinkButton>
            </div>
        })}
    }
    .into_any()
}

fn item(row: SessionRow, id: UserId, revoke: Submission, may_end: bool) -> AnyView {
    let device = t(device_words(&row.device));
    let words = t(msg::account_end_session_of(device.as_str()));
    view! {
        <li class="card-row">
            <Icon name=IconName::Monitor/>
            <div class="card-row-words">
                <p class="card-row-title"><bdi>{device}</bdi></p>
                <p class="card-row-lead">
                    {t(msg::account_signed_in())} " " <Time at=row.created_at/> " · " {t(msg::account_last_seen())} " " <Time at=row.seen_at/>
                    {row.address.map(|address| view! { " · " {t(msg::account_from())} " " <bdi dir="ltr">{address}</bdi> })}
                </p>
                <p class="card-row-lead"><Copyable text=row.id.to_string()/></p>
            </div>
            {may_end.then(|| view! {
                <SubmitForm to=revoke>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <input type="hidden" name="session" value=row.id.to_string()/>
                    <Button kind=ButtonKind::Quiet submit=true attr:aria-label=words>{t(msg::account_end_session())}</Button>
                </SubmitForm>
            })}
        </li>
    }
    .into_any()
}
