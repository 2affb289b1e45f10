//! The form of an organisation, new or changed. Its owner is one of its members, or a dealer while it has none.

use std::sync::Arc;

use api::organisations::{CreateOrganisation, EditOrganisation};
use domain::{
    Error,
    access::Role,
    ids::OrganisationId,
    msg,
    organisation::{OrganisationForm, OrganisationView},
    user::{UserFilter, UserListQuery, UserRow, UserSort, UserStatus},
};
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{
    Choice, Crumb, Data, Find, FormActions, FormBody, LinkButton, Load, LookupField, PageHeader, Submission, SubmitForm, TextField,
    lookup::Found, t, title_in,
};

use super::one::id_of_address;

fn crumbs() -> Vec<Crumb> {
    vec![Crumb { label: t(msg::organisations_title()), href: "/admin/organisations".into() }]
}

/// Among whom an owner is found.
#[derive(Clone, Copy)]
enum Among {
    /// Dealers, for one that has no members yet.
    Dealers,
    /// Its members.
    Members(OrganisationId),
}

impl Among {
    fn filters(self) -> Vec<UserFilter> {
        match self {
            Self::Dealers => [Role::Owner, Role::SubDealer]
                .map(|role| UserFilter { role: Some(role), status: Some(UserStatus::Active), ..UserFilter::default() })
                .into(),
            Self::Members(organisation) => {
                vec![UserFilter { organisation: Some(organisation), status: Some(UserStatus::Active), ..UserFilter::default() }]
            }
        }
    }
}

/// The first by name whose name, address or phone holds the text.
async fn owners(among: Among, text: String) -> Result<Vec<Choice>, Error> {
    let mut found = Vec::new();
    for filter in among.filters() {
        let query = UserListQuery { filter: UserFilter { q: text.clone(), ..filter }, sort: UserSort::Name, ..UserListQuery::default() };
        let page = api::users::list_users(query).await.map_err(|error| error.0)?;
        found.extend(page.rows.into_iter().map(|row: UserRow| owner(&row.id.to_string(), &row.name, Some(&row.email))));
    }
    Ok(found)
}

/// Names may be shared; addresses are not.
fn owner(id: &str, name: &str, email: Option<&str>) -> Choice {
    Choice::new(id, email.map_or_else(|| name.to_owned(), |email| format!("{name} · {email}")))
}

fn owner_field(among: Among, options: Vec<Choice>, value: String) -> AnyView {
    let find: Find =
        Arc::new(move |text: String| -> Found { Box::pin(async move { owners(among, text).await.map_err(|error| error.message) }) });
    view! { <LookupField name="owner" label=msg::organisations_owner() options find value blank=msg::organisations_no_owner()/> }.into_any()
}

/// A new one.
#[component]
pub fn NewOrganisationPage() -> impl IntoView {
    let create = Submission::to::<CreateOrganisation>().says(msg::ui_created());
    let error = create.error();
    let dealers = Data::new(
        || (),
        |()| async {
            let options = owners(Among::Dealers, String::new()).await?;
            Ok(options.into_iter().map(|choice| (choice.value, choice.label)).collect::<Vec<_>>())
        },
    );
    let draw = move |options: Vec<(String, String)>| {
        view! {
            <SubmitForm to=create>
                <FormBody error pending=create.pending()>
                    <TextField name="name" label=msg::organisations_name() required=true check=OrganisationForm::check_name maxlength=120/>
                    {owner_field(Among::Dealers, choices(options), String::new())}
                    <FormActions submit=msg::organisations_create()><LinkButton href="/admin/organisations">{t(msg::ui_cancel())}</LinkButton></FormActions>
                </FormBody>
            </SubmitForm>
        }
        .into_any()
    };
    view! {
        <Title text=title_in(&t(msg::organisations_new()), msg::organisations_title())/>
        <PageHeader title=t(msg::organisations_new()) crumbs=crumbs()/>
        <Load data=dealers view=draw/>
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
            let members = owners(Among::Members(id), String::new()).await?;
            Ok((view, members.into_iter().map(|choice| (choice.value, choice.label)).collect::<Vec<_>>()))
        },
    );
    let draw = move |(view, members)| form(view, members, edit);
    view! { <Load data page=true view=draw/> }
}

fn choices(pairs: Vec<(String, String)>) -> Vec<Choice> {
    pairs.into_iter().map(|(value, label)| Choice::new(value, label)).collect()
}

fn form(organisation: OrganisationView, members: Vec<(String, String)>, edit: Submission) -> AnyView {
    let error = edit.error();
    let row = organisation.row;
    let owner = row.owner.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default();
    let mut options = choices(members);
    if let Some((id, name)) = row.owner
        && !options.iter().any(|choice| choice.value == id.to_string())
    {
        options.insert(0, self::owner(&id.to_string(), &name, None));
    }
    view! {
        <Title text=title_in(&row.name, msg::organisations_title())/>
        <PageHeader title=row.name.clone() crumbs=crumbs()/>
        <SubmitForm to=edit>
            <FormBody error pending=edit.pending()>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <TextField name="name" label=msg::organisations_name() value=row.name required=true check=OrganisationForm::check_name maxlength=120/>
                {owner_field(Among::Members(row.id), options, owner)}
                <FormActions submit=msg::organisations_save()><LinkButton href=format!("/admin/organisations/{}", row.id)>{t(msg::ui_cancel())}</LinkButton></FormActions>
            </FormBody>
        </SubmitForm>
    }.into_any()
}
