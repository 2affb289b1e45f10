//! Who it is, and what can be done: edit, activate or deactivate, send a reset link. What matters asks first and says what will happen.

use api::{account::SendPasswordReset, users::SetUserStatus, viewer::may};
use domain::{access::Operation, ids::UserId, msg, text::Msg, user::UserStatus};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Avatar, AvatarSize, Badge, Button, ButtonKind, Copyable, Crumb, Entry, FormBody, Goal, IconName, LinkButton, PageHeader, Submission,
    SubmitForm, Tone, offer, opened, state::UserStatusBadge, t, titled_in, use_address,
};

use super::Person;
use crate::users::ask::{AskDialog, asking, close_when};

/// The head.
#[component]
pub(super) fn Head(person: Person) -> impl IntoView {
    let Person { id, user, .. } = person;
    let name = Signal::derive(move || user.with(|user| user.row.name.clone()));
    let (status, reset) = (
        Submission::to::<SetUserStatus>().says(msg::userpages_status_changed()),
        Submission::to::<SendPasswordReset>().says(msg::userpages_reset_sent()),
    );
    let crumbs = vec![Crumb::new(msg::userpages_title(), "/admin/users")];
    let active = Signal::derive(move || user.with(|user| user.row.status == UserStatus::Active));
    let inactive = Signal::derive(move || !active.get());
    answered(person, status, reset);
    in_palette(person);
    let who = move || {
        user.with(|user| {
        let post = user.row.post.map(|post| view! { <Badge label=t(post.label())/> });
        view! { <Avatar name=user.row.name.clone() size=AvatarSize::Large/><UserStatusBadge status=user.row.status/><Badge label=t(user.row.role.label()) tone=Tone::Info/>{post} }
    })
    };
    view! {
        <Title text=titled_in(move || name.get(), msg::userpages_title())/>
        <PageHeader title=name crumbs><Acts person/></PageHeader>
        <div class="row">{who}<Copyable text=id.to_string()/></div>
        <AskDialog ask="deactivate" title=msg::userpages_deactivate_title() holds=active>
            <p>{move || t(msg::userpages_deactivate_explain(name.get()))}</p>
            <SubmitForm to=status>
                <input type="hidden" name="status" value=UserStatus::Inactive.code()/>
                {question("deactivate", id, Answer { verb: msg::userpages_deactivate(), kind: ButtonKind::Danger, error: status.error(), pending: status.pending() })}
            </SubmitForm>
        </AskDialog>
        <AskDialog ask="activate" title=msg::userpages_activate_title() holds=inactive>
            <p>{move || t(msg::userpages_activate_explain(name.get()))}</p>
            <SubmitForm to=status>
                <input type="hidden" name="status" value=UserStatus::Active.code()/>
                {question("activate", id, Answer { verb: msg::userpages_activate(), kind: ButtonKind::Primary, error: status.error(), pending: status.pending() })}
            </SubmitForm>
        </AskDialog>
        <AskDialog ask="reset" title=msg::userpages_reset_title()>
            <p>{move || user.with(|user| t(msg::userpages_reset_explain(user.row.email.as_str())))}</p>
            <SubmitForm to=reset>
                {question("reset", id, Answer { verb: msg::userpages_send_reset(), kind: ButtonKind::Primary, error: reset.error(), pending: reset.pending() })}
            </SubmitForm>
        </AskDialog>
    }
}

/// The end of a question.
struct Answer {
    verb: Msg,
    kind: ButtonKind,
    error: Signal<Option<domain::Error>>,
    pending: Signal<bool>,
}

fn question(form: &'static str, id: UserId, answer: Answer) -> AnyView {
    let Answer { verb, kind, error, pending } = answer;
    view! {
        <input type="hidden" name="id" value=id.to_string()/>
        <FormBody id=form error pending>
            <div class="form-actions">
                <Button kind submit=true pending>{t(verb)}</Button>
                <LinkButton href=format!("/admin/users/{id}") attr:data-noscroll="" attr:autofocus=(kind == ButtonKind::Danger).then_some("")>{t(msg::ui_cancel())}</LinkButton>
            </div>
        </FormBody>
    }
    .into_any()
}

/// What this viewer may do with this person.
#[component]
fn Acts(person: Person) -> impl IntoView {
    let Person { id, user, .. } = person;
    let address = use_address();
    let edits = move || {
        user.with(|user| user.can_edit).then(
            || view! { <LinkButton href=format!("/admin/users/{id}/edit") icon=IconName::Edit>{t(msg::userpages_edit())}</LinkButton> },
        )
    };
    let resets = move || {
        (may(Operation::ResetPassword) && user.with(|user| user.can_edit)).then(|| {
        view! { <LinkButton href=Signal::derive(move || asking(address, "reset")) icon=IconName::Key attr:data-noscroll="">{t(msg::userpages_send_reset())}</LinkButton> }
    })
    };
    let status = move || {
        user.with(|user| user.can_set_status).then(|| {
        let (ask, words) = if user.with(|user| user.row.status == UserStatus::Active) { ("deactivate", msg::userpages_deactivate()) } else { ("activate", msg::userpages_activate()) };
        view! { <LinkButton href=Signal::derive(move || asking(address, ask)) icon=IconName::Power attr:data-noscroll="">{t(words)}</LinkButton> }
    })
    };
    view! { {edits} {resets} {status} }
}

/// The same acts, and the person, in the palette.
fn in_palette(person: Person) {
    let Person { id, user, .. } = person;
    let here = format!("/admin/users/{id}");
    let (of_person, resets) = (here.clone(), may(Operation::ResetPassword));
    let act =
        |title, at: String, icon, name: &str| Entry { group: msg::ui_go_to_here(), ..Entry::act(t(title), Goal::Go(at), icon).about(name) };
    offer(move || {
        user.with(|user| {
            let name = user.row.name.as_str();
            let mut acts = Vec::new();
            if user.can_edit {
                acts.push(act(msg::userpages_edit(), format!("{here}/edit"), IconName::Edit, name));
            }
            if user.can_set_status {
                let (ask, words) = match user.row.status {
                    UserStatus::Active => ("deactivate", msg::userpages_deactivate()),
                    UserStatus::Inactive => ("activate", msg::userpages_activate()),
                };
                acts.push(act(words, format!("{here}?ask={ask}"), IconName::Power, name));
            }
            if resets && user.can_edit {
                acts.push(act(msg::userpages_send_reset(), format!("{here}?ask=reset"), IconName::Key, name));
            }
            if user.can_record_payment {
                acts.push(act(msg::userpages_record_payment(), format!("{here}/payments?ask=payment"), IconName::Receipt, name));
            }
            acts
        })
    });
    opened(move || {
        user.with(|user| {
            Entry::record(msg::shell_users(), user.row.name.clone(), of_person.clone(), IconName::User).about(user.row.email.as_str())
        })
    });
}

/// Closes the question and looks at the person again.
fn answered(person: Person, status: Submission, reset: Submission) {
    close_when(move || status.done());
    close_when(move || reset.done());
    Effect::new(move |_| {
        if status.done() {
            person.changed.now();
        }
    });
    Effect::new(move |_| {
        if reset.done() {
            person.changed.now();
        }
    });
}
