//! The form of an organisation, new or changed. Its owner is one of its members, or a dealer while it has none.

use api::organisations::{CreateOrganisation, EditOrganisation};
use domain::{
    msg,
    organisation::{OrganisationForm, OrganisationView},
    user::{ChoiceKind, UserChoicesQuery, UserFilter, UserListQuery},
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Choice, Crumb, Data, FormActions, FormBody, LinkButton, Load, PageHeader, SelectField, Submission, SubmitForm, TextField, t, title_in,
};

use super::one::id_of_address;
use crate::users::filters::field_of;

fn crumbs() -> Vec<Crumb> {
    vec![Crumb { label: t(msg::organisations_title()), href: "/admin/organisations".into() }]
}

/// A new one.
#[component]
pub fn NewOrganisationPage() -> impl IntoView {
    let create = Submission::to::<CreateOrganisation>().says(msg::ui_created());
    let error = create.error();
    let choices =
        Data::new(|| (), |()| async { api::users::list_user_choices(UserChoicesQuery::default()).await.map_err(|error| error.0) });
    let draw = move |choices: domain::user::UserChoices| {
        view! {
            <SubmitForm to=create>
                <FormBody error pending=create.pending()>
                    <TextField name="name" label=msg::organisations_name() required=true check=OrganisationForm::check_name maxlength=120/>
                    {field_of("owner", msg::organisations_owner(), ChoiceKind::Parent, &choices, None, String::new(), msg::organisations_no_owner())}
                    <FormActions submit=msg::organisations_create()><LinkButton href="/admin/organisations">{t(msg::ui_cancel())}</LinkButton></FormActions>
                </FormBody>
            </SubmitForm>
        }
        .into_any()
    };
    view! {
        <Title text=title_in(&t(msg::organisations_new()), msg::organisations_title())/>
        <PageHeader title=t(msg::organisations_new()) crumbs=crumbs()/>
        <Load data=choices view=draw/>
    }
}

/// One that is there.
#[component]
pub fn EditOrganisationPage() -> impl IntoView {
    let id = id_of_address();
    let edit = Submission::to::<EditOrganisation>().says(msg::ui_saved());
    let data = Data::new(
        move || id.get(),
        |id| async move {
            let view = api::organisations::view_organisation(id).await.map_err(|error| error.0)?;
            let query =
                UserListQuery { filter: UserFilter { organisation: Some(id), ..UserFilter::default() }, ..UserListQuery::default() };
            let members = api::users::list_users(query).await.map_err(|error| error.0)?;
            Ok((view, members.rows.into_iter().map(|row| (row.id.to_string(), row.name)).collect::<Vec<_>>()))
        },
    );
    let draw = move |(view, members)| form(view, members, edit);
    view! { <Load data page=true view=draw/> }
}

fn form(organisation: OrganisationView, members: Vec<(String, String)>, edit: Submission) -> AnyView {
    let error = edit.error();
    let row = organisation.row;
    let owner = row.owner.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let mut owners: Vec<Choice> = members.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
    if let Some((id, name)) = row.owner
        && !owners.iter().any(|choice| choice.value == id.to_string())
    {
        owners.insert(0, Choice::new(id.to_string(), name));
    }
    view! {
        <Title text=title_in(&row.name, msg::organisations_title())/>
        <PageHeader title=row.name.clone() crumbs=crumbs()/>
        <SubmitForm to=edit>
            <FormBody error pending=edit.pending()>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <TextField name="name" label=msg::organisations_name() value=row.name required=true check=OrganisationForm::check_name maxlength=120/>
                <SelectField name="owner" label=msg::organisations_owner() options=owners value=owner blank=msg::organisations_no_owner()/>
                <FormActions submit=msg::organisations_save()><LinkButton href=format!("/admin/organisations/{}", row.id)>{t(msg::ui_cancel())}</LinkButton></FormActions>
            </FormBody>
        </SubmitForm>
    }.into_any()
}
