//! Before the door: sign in, ask for a reset link, choose a new password, and the page for what does not exist. Plain forms that post to
//! the server, which renders the page again with a [`Notice`] when it refuses; no script is ever loaded here.

use crate::frame::{Titles, preferences};
use domain::{Error, Msg, msg, session::PASSWORD_MIN};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use ui::{
    Query,
    field::{PasswordField, TextField},
    form::{FormActions, FormBody},
    page::Notice as NoticeBox,
    shell::DoorShell,
    text::t,
    tone::Tone,
};

/// What the last form said.
#[derive(Debug, Clone, Default)]
pub struct Notice {
    /// Why it was refused.
    pub error: Option<Error>,
    /// What was done.
    pub done: Option<Msg>,
    /// What was typed as login; where a new password is chosen, whose it is.
    pub login: String,
    /// Where to go after signing in.
    pub return_to: String,
    /// The reset link's secret.
    pub token: String,
    /// There is no such page.
    pub missing: bool,
}

/// All pages before the door; which one is told by the path.
#[component]
pub fn DoorApp() -> impl IntoView {
    leptos_meta::provide_meta_context();
    view! { <Titles/><leptos_router::components::Router><Page/></leptos_router::components::Router> }
}

#[component]
fn Page() -> impl IntoView {
    let notice = use_context::<Notice>().unwrap_or_default();
    let path = use_location().pathname.get_untracked();
    if notice.missing {
        return missing();
    }
    match path.as_str() {
        "/forgot" => forgot(notice),
        "/reset" => reset(notice),
        _ => sign_in(notice),
    }
}

/// A value of the address, decoded once: it may hold an address itself.
fn of_address(name: &str) -> String {
    let search = use_location().search.get_untracked();
    Query::of(&format!("/?{}", search.trim_start_matches('?'))).get(name).unwrap_or_default().to_owned()
}

/// The frame of a page, which it also names.
fn framed(title: Msg, children: impl IntoView + 'static) -> AnyView {
    let page = api::viewer::page();
    view! {
        <Title text=t(title.clone())/>
        <DoorShell product=page.product.clone() preferences=preferences(&page) title>{children.into_any()}</DoorShell>
    }
    .into_any()
}

fn done(message: Option<Msg>) -> Option<AnyView> {
    message.map(|message| view! { <NoticeBox tone=Tone::Good title=message/> }.into_any())
}

fn back() -> AnyView {
    view! { <p class="door-foot"><a class="link" href="/sign-in">{t(msg::door_back())}</a></p> }.into_any()
}

fn sign_in(notice: Notice) -> AnyView {
    let return_to = if notice.return_to.is_empty() { of_address("return_to") } else { notice.return_to };
    let error = Signal::stored(notice.error);
    framed(
        msg::door_sign_in(),
        view! {
                {done(notice.done)}
                <form method="post" action="/sign-in">
                    <FormBody id="sign-in" error>
                        <input type="hidden" name="return_to" value=return_to/>
                        <TextField name="login" label=msg::door_login() value=notice.login required=true autocomplete="username" maxlength=254 ltr=true autofocus=true/>
                        <PasswordField name="password" label=msg::door_password()/>
                        <FormActions submit=msg::door_sign_in()/>
                    </FormBody>
                </form>
                <p class="door-foot"><a class="link" href="/forgot">{t(msg::door_forgot())}</a></p>
        },
    )
}

fn forgot(notice: Notice) -> AnyView {
    let sent = notice.done.is_some();
    let error = Signal::stored(notice.error);
    framed(
        msg::door_forgot_title(),
        view! {
                {done(notice.done)}
                {(!sent).then(|| view! {
                    <p class="door-lead">{t(msg::door_forgot_explain())}</p>
                    <form method="post" action="/forgot">
                        <FormBody id="forgot" error>
                            <TextField name="login" label=msg::door_login() value=notice.login required=true autocomplete="username" maxlength=254 ltr=true autofocus=true/>
                            <FormActions submit=msg::door_send_link()/>
                        </FormBody>
                    </form>
                })}
                {back()}
        },
    )
}

fn reset(notice: Notice) -> AnyView {
    let token = if notice.token.is_empty() { of_address("token") } else { notice.token };
    let set = notice.done.is_some();
    let owner = (!notice.login.is_empty()).then(|| {
        view! { <TextField name="username" label=msg::door_email() value=notice.login readonly=true required=true autocomplete="username" ltr=true/> }
    });
    let error = Signal::stored(notice.error);
    framed(
        msg::door_reset_title(),
        view! {
                {done(notice.done)}
                {(!set).then(|| view! {
                    <form method="post" action="/reset">
                        <FormBody id="reset" error>
                            <input type="hidden" name="token" value=token/>
                            // Password managers file the new password under it.
                        {owner}
                        <PasswordField name="password" label=msg::door_new_password() hint=msg::door_password_hint(PASSWORD_MIN) autocomplete="new-password"/>
                            <FormActions submit=msg::door_set_password()/>
                        </FormBody>
                    </form>
                })}
                {back()}
        },
    )
}

fn missing() -> AnyView {
    framed(
        msg::door_missing_title(),
        view! {
                <p class="door-lead">{t(msg::door_missing_explain())}</p>
                <p class="door-foot"><a class="link" href="/">{t(msg::door_home())}</a></p>
        },
    )
}
