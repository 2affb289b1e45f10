//! The pages of the account form. Both work without script; what was refused is said at the top and at each field.

use api::users::{CreateUser, EditUser};
use domain::{
    Error, ErrorKind,
    ids::UserId,
    msg,
    user::{UserChoices, UserChoicesQuery, UserView},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    Button, Crumb, Data, FormActions, FormBody, LinkButton, Load, PageHeader, Shape, Submission, SubmitForm, t, title_in, use_toasts,
};

use super::form::{blank, fields, filled};

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(msg::userpages_title(), "/admin/users")]
}

/// What the page answers to whom it offers nothing.
fn refused() -> Error {
    api::ApiError::from(Error::forbidden()).0
}

async fn zones() -> Result<Vec<String>, Error> {
    api::account::time_zones().await.map_err(|error| error.0)
}

/// A new account; its owner is mailed a link to choose a password.
#[component]
pub fn NewUserPage() -> impl IntoView {
    let create = Submission::to::<CreateUser>().says(msg::userpages_created());
    let error = create.error();
    let choices = Data::new(
        || (),
        |()| async {
            let choices = api::users::list_user_choices(UserChoicesQuery::default()).await.map_err(|error| error.0)?;
            if choices.roles.is_empty() { Err(refused()) } else { Ok((choices, zones().await?)) }
        },
    );
    let draw = move |(choices, zones): (UserChoices, Vec<String>)| {
        view! {
            <SubmitForm to=create>
                <FormBody id="user" error pending=create.pending()>
                    {fields(blank(&choices), choices, zones, true)}
                    <FormActions submit=msg::userpages_create()><LinkButton href="/admin/users">{t(msg::ui_cancel())}</LinkButton></FormActions>
                </FormBody>
            </SubmitForm>
        }
        .into_any()
    };
    view! {
        <Title text=title_in(&t(msg::userpages_new()), msg::userpages_title())/>
        <PageHeader title=t(msg::userpages_new()) crumbs=crumbs() lead=t(msg::userpages_new_lead())/>
        <Load data=choices shape=Shape::Lines(12) view=draw/>
    }
}

/// An account that is there.
#[component]
pub fn EditUserPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<UserId>().ok()));
    let edit = Submission::to::<EditUser>().says(msg::ui_saved());
    let data = Data::new(
        move || id.get(),
        |id| async move {
            let user = api::users::view_user(id.ok_or_else(Error::not_found)?).await.map_err(|error| error.0)?;
            if !user.can_edit {
                return Err(refused());
            }
            let choices = api::users::list_user_choices(tied(&user)).await.map_err(|error| error.0)?;
            Ok((user, choices, zones().await?))
        },
    );
    view! { <Load data page=true shape=Shape::Lines(12) view=move |(user, choices, zones)| form(user, choices, zones, edit)/> }
}

/// Asks for the choices, and for the branches and folders of the organisation there is.
fn tied(user: &UserView) -> UserChoicesQuery {
    UserChoicesQuery {
        organisation: user.row.organisation.as_ref().map(|(id, _)| *id),
        branch: user.branch.as_ref().map(|(id, _)| *id),
        folder: user.folder.as_ref().map(|(id, _)| *id),
        ..UserChoicesQuery::default()
    }
}

fn form(user: UserView, mut choices: UserChoices, zones: Vec<String>, edit: Submission) -> AnyView {
    let error = edit.error();
    let name = user.row.name.clone();
    let here = format!("/admin/users/{}", user.row.id);
    let mut crumbs = crumbs();
    crumbs.push(Crumb::named(name.clone(), here.clone()));
    let form = filled(&user, &mut choices);
    let (id, version) = (user.row.id, RwSignal::new(form.version.clone()));
    view! {
        <Title text=title_in(&t(msg::userpages_edit_of(name.as_str())), msg::userpages_title())/>
        <PageHeader title=t(msg::userpages_edit_of(name)) crumbs/>
        <SubmitForm to=edit>
            <input type="hidden" name="id" value=user.row.id.to_string()/>
            <input type="hidden" name="version" value=move || version.get()/>
            <FormBody id="user" error pending=edit.pending()>
                {meanwhile(id, edit, version)}
                {fields(form, choices, zones, false)}
                <FormActions submit=msg::userpages_save()><LinkButton href=here>{t(msg::ui_cancel())}</LinkButton></FormActions>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}

/// What can be done where somebody changed the account meanwhile: see theirs beside one's own, or save over it.
fn meanwhile(id: UserId, edit: Submission, version: RwSignal<String>) -> impl IntoView {
    let toasts = use_toasts();
    let error = edit.error();
    let keep = move |_| {
        spawn_local(async move {
            match api::users::view_user(id).await {
                Ok(newest) => {
                    version.try_set(newest.version.to_string());
                    toasts.info(msg::ui_now_newest());
                }
                Err(error) => toasts.bad(error.0.message),
            }
        });
    };
    let is_stale = move || error.with(|error| error.as_ref().is_some_and(|error| error.kind == ErrorKind::Conflict));
    move || {
        is_stale().then(|| {
            view! {
                <div class="row">
                    <a class="link" href=format!("/admin/users/{id}/edit") target="_blank" rel="noopener">{t(msg::ui_show_newest())}</a>
                    <Button on:click=keep>{t(msg::ui_keep_mine())}</Button>
                </div>
            }
        })
    }
}
