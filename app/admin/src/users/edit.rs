//! The pages of the account form. Both work without script; what was refused is said at the top and at each field.

use api::users::{CreateUser, EditUser};
use domain::{
    Error,
    ids::UserId,
    msg,
    user::{UserChoices, UserChoicesQuery, UserView},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{Crumb, Data, FormActions, FormBody, LinkButton, Load, PageHeader, Shape, Submission, SubmitForm, t};

use super::form::{blank, fields, filled};

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(msg::userpages_title(), "/admin/users")]
}

/// What the page answers to whom it offers nothing.
fn refused() -> Error {
    api::ApiError::from(Error::forbidden()).0
}

/// A new account; its owner is mailed a link to choose a password.
#[component]
pub fn NewUserPage() -> impl IntoView {
    let create = Submission::to::<CreateUser>();
    let error = create.error();
    let choices = Data::new(
        || (),
        |()| async {
            let choices = api::users::list_user_choices(UserChoicesQuery::default()).await.map_err(|error| error.0)?;
            if choices.roles.is_empty() { Err(refused()) } else { Ok(choices) }
        },
    );
    let draw = move |choices: UserChoices| {
        view! {
            <SubmitForm to=create>
                <FormBody id="user" error pending=create.pending()>
                    {fields(blank(&choices), choices, true)}
                    <FormActions submit=msg::userpages_create()><LinkButton href="/admin/users">{t(msg::ui_cancel())}</LinkButton></FormActions>
                </FormBody>
            </SubmitForm>
        }
        .into_any()
    };
    view! {
        <Title text=t(msg::userpages_new())/>
        <PageHeader title=t(msg::userpages_new()) crumbs=crumbs() lead=t(msg::userpages_new_lead())/>
        <Load data=choices shape=Shape::Lines(12) view=draw/>
    }
}

/// An account that is there.
#[component]
pub fn EditUserPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<UserId>().ok()));
    let edit = Submission::to::<EditUser>();
    let data = Data::new(
        move || id.get(),
        |id| async move {
            let user = api::users::view_user(id.ok_or_else(Error::not_found)?).await.map_err(|error| error.0)?;
            if !user.can_edit {
                return Err(refused());
            }
            let choices = api::users::list_user_choices(tied(&user)).await.map_err(|error| error.0)?;
            Ok((user, choices))
        },
    );
    view! { <Load data page=true shape=Shape::Lines(12) view=move |(user, choices)| form(user, choices, edit)/> }
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

fn form(user: UserView, mut choices: UserChoices, edit: Submission) -> AnyView {
    let error = edit.error();
    let name = user.row.name.clone();
    let here = format!("/admin/users/{}", user.row.id);
    let mut crumbs = crumbs();
    crumbs.push(Crumb::named(name.clone(), here.clone()));
    let form = filled(&user, &mut choices);
    view! {
        <Title text=t(msg::userpages_edit_of(name.as_str()))/>
        <PageHeader title=t(msg::userpages_edit_of(name)) crumbs/>
        <SubmitForm to=edit>
            <input type="hidden" name="id" value=user.row.id.to_string()/>
            <input type="hidden" name="version" value=form.version.clone()/>
            <FormBody id="user" error pending=edit.pending()>
                {fields(form, choices, false)}
                <FormActions submit=msg::userpages_save()><LinkButton href=here>{t(msg::ui_cancel())}</LinkButton></FormActions>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}
