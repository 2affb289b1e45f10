//! One's own account, the same on both sides: profile, password, sessions. Each form works without script.

use api::account::{ChangePassword, EditProfile, RevokeOtherSessions, RevokeOwnSession};
use domain::{
    ids::SessionId,
    msg,
    session::{PASSWORD_MIN, SessionRow, Viewer, check_password, device_words},
    text::{Locale, TimeStyle},
    user::check_name,
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Data,
    badge::Badge,
    button::{Button, ButtonKind},
    field::{Choice, PasswordField, SelectField, TextField},
    form::{FormActions, FormBody},
    icon::{Icon, IconName},
    loading::{Load, Shape},
    page::{Fact, Facts, Notice, PageHeader, Section, title_in},
    submit::{Submission, SubmitForm},
    tabs::{Tab, Tabs},
    text::{Time, t},
    tone::Tone,
    zone::ZoneField,
};

/// Which of the three pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Profile,
    Password,
    Sessions,
}

/// The head that the three pages share. `base` is `/admin/account` or `/panel/account`.
fn frame(base: &'static str, part: Part, body: impl IntoView + 'static) -> AnyView {
    let tab = move |of: Part, path: &str, label| Tab { href: format!("{base}{path}"), label, current: of == part, count: None };
    let title = match part {
        Part::Profile => t(msg::account_title()),
        Part::Password => title_in(&t(msg::account_password()), msg::account_title()),
        Part::Sessions => title_in(&t(msg::account_sessions()), msg::account_title()),
    };
    let tabs = vec![
        tab(Part::Profile, "", msg::account_profile()),
        tab(Part::Password, "/password", msg::account_password()),
        tab(Part::Sessions, "/sessions", msg::account_sessions()),
    ];
    view! {
        <Title text=title/>
        <PageHeader title=t(msg::account_title())/>
        <Tabs label=msg::account_title() tabs=tabs/>
        {body.into_any()}
    }
    .into_any()
}

/// Name, language, time zone.
#[component]
pub fn ProfilePage(
    /// `/admin/account` or `/panel/account`.
    base: &'static str,
) -> impl IntoView {
    let save = Submission::to::<EditProfile>();
    let page = api::viewer::page();
    let name = page.viewer.as_ref().map(|viewer| viewer.name.clone()).unwrap_or_default();
    let given = page.viewer.map(given);
    let languages = Locale::ALL.map(|locale| Choice::new(locale.tag(), locale.name())).to_vec();
    let saved = move || save.done();
    let zones = Data::new(|| (), |()| async { api::account::time_zones().await.map_err(|error| error.0) });
    let now = page.time_zone;
    let zone = move |zones: Vec<String>| {
        view! { <ZoneField label=msg::account_time_zone() zones value=now.clone() blank=msg::ui_enter_time_zone() required=true/> }
            .into_any()
    };
    frame(
        base,
        Part::Profile,
        view! {
            <Section title=msg::account_profile()>
                {given}
                {move || saved().then(|| view! { <Notice tone=Tone::Good title=msg::account_saved()/> })}
                <SubmitForm to=save>
                    <FormBody id="profile" error=save.error() pending=save.pending()>
                        <TextField name="name" label=msg::account_name() value=name required=true autocomplete="name" check=check_name/>
                        <SelectField name="locale" label=msg::account_language() options=languages value=page.locale.tag()/>
                        <Load data=zones shape=Shape::Lines(1) view=zone/>
                        <FormActions submit=msg::account_save()/>
                    </FormBody>
                </SubmitForm>
            </Section>
        },
    )
}

/// What others decide.
fn given(viewer: Viewer) -> AnyView {
    view! {
        <Facts>
            <Fact label=msg::account_email()><bdi dir="ltr">{viewer.email}</bdi></Fact>
            {viewer.phone.map(|phone| view! { <Fact label=msg::account_phone()><bdi dir="ltr">{phone}</bdi></Fact> })}
            <Fact label=msg::account_role()>{t(viewer.role.label())}</Fact>
            {viewer.organisation.map(|name| view! { <Fact label=msg::account_organisation()><bdi>{name}</bdi></Fact> })}
        </Facts>
    }
    .into_any()
}

/// A new password.
#[component]
pub fn PasswordPage(
    /// `/admin/account` or `/panel/account`.
    base: &'static str,
) -> impl IntoView {
    let change = Submission::to::<ChangePassword>();
    let viewer = api::viewer::viewer();
    let forced = viewer.as_ref().is_some_and(|viewer| viewer.must_change_password);
    let email = viewer.map(|viewer| viewer.email).unwrap_or_default();
    let done = Signal::derive(move || change.done());
    frame(
        base,
        Part::Password,
        view! {
            <Section title=msg::account_password()>
                {move || if done.get() { Some(view! { <Notice tone=Tone::Good title=msg::account_password_changed()/> }.into_any()) }
                    else { forced.then(|| view! { <Notice tone=Tone::Warn title=msg::account_must_change()/> }.into_any()) }}
                <SubmitForm to=change>
                    <FormBody id="password" error=change.error() pending=change.pending()>
                        // Password managers file the new password under it.
                        <TextField name="username" label=msg::account_email() value=email readonly=true required=true autocomplete="username" ltr=true/>
                        <PasswordField name="current" label=msg::account_current_password()/>
                        <PasswordField name="new" label=msg::account_new_password() hint=msg::door_password_hint(PASSWORD_MIN) autocomplete="new-password" check=check_password/>
                        <FormActions submit=msg::account_change_password()/>
                    </FormBody>
                </SubmitForm>
            </Section>
        },
    )
}

/// Where one is signed in.
#[component]
pub fn SessionsPage(
    /// `/admin/account` or `/panel/account`.
    base: &'static str,
) -> impl IntoView {
    let revoke = Submission::to::<RevokeOwnSession>().says(msg::account_session_ended());
    let others = Submission::to::<RevokeOtherSessions>().says(msg::account_session_ended());
    let sessions = Data::new(
        move || (revoke.version().get(), others.version().get()),
        |_| async { api::account::own_sessions().await.map_err(|error| error.0) },
    );
    let draw = move |rows: Vec<SessionRow>| session_list(rows, revoke, others);
    frame(
        base,
        Part::Sessions,
        view! {
            <Section title=msg::account_sessions() lead=msg::account_sessions_lead()>
                <Load data=sessions view=draw/>
            </Section>
        },
    )
}

fn session_list(rows: Vec<SessionRow>, revoke: Submission, others: Submission) -> AnyView {
    let several = rows.len() > 1;
    let items: Vec<_> = rows.into_iter().map(|row| session_item(row, revoke)).collect();
    view! {
        <ul class="card-list">{items}</ul>
        {several.then(|| view! {
            <SubmitForm to=others><Button kind=ButtonKind::Secondary submit=true>{t(msg::account_end_others())}</Button></SubmitForm>
        })}
    }
    .into_any()
}

fn session_item(row: SessionRow, revoke: Submission) -> impl IntoView {
    let id: SessionId = row.id;
    let device = t(device_words(&row.device));
    let words = t(msg::account_end_session_of(device.as_str()));
    view! {
        <li class="card-row">
            <Icon name=IconName::Monitor/>
            <div class="card-row-words">
                <p class="card-row-title">{device} {row.current.then(|| view! { " " <Badge tone=Tone::Good label=t(msg::account_this_device())/> })}</p>
                <p class="card-row-lead">
                    {t(msg::account_signed_in())}" "<Time at=row.created_at style=TimeStyle::DateTime/>" · "
                    {t(msg::account_last_seen())}" "<Time at=row.seen_at style=TimeStyle::DateTime/>
                    {row.address.clone().map(|address| view! { " · " {t(msg::account_from())} " " <bdi>{address}</bdi> })}
                </p>
            </div>
            {(!row.current).then(|| view! {
                <SubmitForm to=revoke>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <Button kind=ButtonKind::Quiet submit=true attr:aria-label=words>{t(msg::account_end_session())}</Button>
                </SubmitForm>
            })}
        </li>
    }
}
