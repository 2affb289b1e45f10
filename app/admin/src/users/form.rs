//! The form of an account, new or changed: the same fields, the same judgement as the server's.

use api::users::{CreateUser, EditUser};
use domain::{access::Post, msg, text::Locale, user::{MAX_TIER, UserChoices, UserView, check_email, check_name, check_phone, check_tags, check_username}};
use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use ui::{Choice, Crumb, EmailField, FormActions, FormBody, LinkButton, Load, PageHeader, PhoneField, SelectField, TextArea, TextField, t};

use super::one::id_of_address;

/// What the fields begin with.
#[derive(Clone, Default)]
struct Values { name: String, username: String, email: String, phone: String, role: String, post: String, tier: String, organisation: String, manager: String, parent: String, time_zone: String, locale: String, tags: String, notes: String }

impl From<&UserView> for Values {
    fn from(view: &UserView) -> Self {
        let row = &view.row;
        let id = |pair: Option<String>| pair.unwrap_or_default();
        Self {
            name: row.name.clone(), username: row.username.clone().unwrap_or_default(), email: row.email.clone(), phone: row.phone.clone().unwrap_or_default(),
            role: row.role.code().to_owned(), post: row.post.map(|post| post.code().to_owned()).unwrap_or_default(), tier: row.tier.to_string(),
            organisation: id(row.organisation.as_ref().map(|(id, _)| id.to_string())), manager: id(row.manager.as_ref().map(|(id, _)| id.to_string())),
            parent: id(view.parent.as_ref().map(|(id, _)| id.to_string())), time_zone: view.time_zone.clone(), locale: view.locale.tag().to_owned(),
            tags: row.tags.join(", "), notes: view.notes.clone(),
        }
    }
}

fn crumbs() -> Vec<Crumb> { vec![Crumb { label: t(msg::users_title()), href: "/admin/users".into() }] }

/// A new account.
#[component]
pub fn NewUserPage() -> impl IntoView {
    let create = ServerAction::<CreateUser>::new();
    let error = Signal::derive(move || create.value().get().and_then(Result::err).map(|error| error.0));
    let choices = Resource::new(|| (), |()| async { api::users::list_user_choices().await.map_err(|error| error.0) });
    let draw = move |choices: UserChoices| {
        let values = Values { role: choices.roles.last().map(|role| role.code().to_owned()).unwrap_or_default(), tier: "0".into(), locale: "en".into(), ..Values::default() };
        let fields = fields(values, &choices);
        view! {
            <ActionForm action=create>
                <FormBody id="user" error pending=create.pending()>{fields}<FormActions submit=msg::users_create()/></FormBody>
            </ActionForm>
        }.into_any()
    };
    view! {
        <Title text=t(msg::users_new())/>
        <PageHeader title=t(msg::users_new()) lead=t(msg::users_create_lead()) crumbs=crumbs()/>
        <Load data=choices view=draw/>
    }
}

/// An account that is there.
#[component]
pub fn EditUserPage() -> impl IntoView {
    let id = id_of_address();
    let edit = ServerAction::<EditUser>::new();
    let data = Resource::new(move || id.get(), |id| async move {
        let view = api::users::view_user(id).await.map_err(|error| error.0)?;
        Ok((view, api::users::list_user_choices().await.map_err(|error| error.0)?))
    });
    let draw = move |(view, choices): (UserView, UserChoices)| edit_form(view, choices, edit);
    view! { <Load data view=draw/> }
}

fn edit_form(view: UserView, mut choices: UserChoices, edit: ServerAction<EditUser>) -> AnyView {
    let error = Signal::derive(move || edit.value().get().and_then(Result::err).map(|error| error.0));
    keep_what_is(&view, &mut choices);
    let fields = fields(Values::from(&view), &choices);
    let back = format!("/admin/users/{}", view.row.id);
    view! {
        <Title text=view.row.name.clone()/>
        <PageHeader title=view.row.name.clone() crumbs=crumbs()/>
        <ActionForm action=edit>
            <FormBody id="user" error pending=edit.pending()>
                <input type="hidden" name="id" value=view.row.id.to_string()/>
                <input type="hidden" name="version" value=view.version.to_string()/>
                {fields}
                <FormActions submit=msg::users_save()><LinkButton href=back>{t(msg::ui_cancel())}</LinkButton></FormActions>
            </FormBody>
        </ActionForm>
    }.into_any()
}

/// The lists hold at most so many names; what the account has now must be among them, or saving would take it away.
fn keep_what_is(view: &UserView, choices: &mut UserChoices) {
    if let Some(pair) = &view.row.organisation && !choices.organisations.contains(pair) { choices.organisations.push(pair.clone()); }
    if let Some(pair) = &view.row.manager && !choices.managers.contains(pair) { choices.managers.push(pair.clone()); }
    if let Some(pair) = &view.parent && !choices.parents.contains(pair) { choices.parents.push(pair.clone()); }
    if !choices.roles.contains(&view.row.role) { choices.roles.push(view.row.role); }
}

fn fields(values: Values, choices: &UserChoices) -> AnyView {
    let roles = choices.roles.iter().map(|role| Choice::msg(role.code(), role.label())).collect::<Vec<_>>();
    let posts = Post::ALL.map(|post| Choice::msg(post.code(), post.label())).to_vec();
    let tiers = (0..=MAX_TIER).map(|tier| Choice::new(tier.to_string(), tier.to_string())).collect::<Vec<_>>();
    let locales = Locale::ALL.map(|locale| Choice::new(locale.tag(), locale.name())).to_vec();
    let organisations = choices.organisations.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect::<Vec<_>>();
    let people = |list: &[(domain::ids::UserId, String)]| list.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())).collect::<Vec<_>>();
    let (managers, parents) = (people(&choices.managers), people(&choices.parents));
    let role = RwSignal::new(values.role.clone());
    let post_value = values.post;
    let is_employee = move || role.get() == "employee";
    view! {
        <div class="form-grid">
            <TextField name="name" label=msg::users_name() value=values.name required=true check=check_name maxlength=120 autocomplete="off"/>
            <EmailField name="email" label=msg::users_email() value=values.email required=true check=check_email autocomplete="off"/>
            <PhoneField name="phone" label=msg::users_phone() value=values.phone hint=msg::users_phone_hint() check=check_phone autocomplete="off"/>
            <TextField name="username" label=msg::users_username() value=values.username check=check_username maxlength=40 ltr=true autocomplete="off"/>
            <SelectField name="role" label=msg::users_role() options=roles value=values.role model=role/>
            <div class="form-cell" class:dimmed=move || !is_employee()><SelectField name="post" label=msg::users_post() options=posts value=post_value blank=msg::users_none()/></div>
            <SelectField name="tier" label=msg::users_tier() options=tiers value=values.tier/>
            <SelectField name="organisation" label=msg::users_organisation() options=organisations value=values.organisation blank=msg::users_none()/>
            <SelectField name="manager" label=msg::users_manager() options=managers value=values.manager blank=msg::users_none()/>
            <SelectField name="parent" label=msg::users_parent() options=parents value=values.parent blank=msg::users_own_place()/>
            <SelectField name="locale" label=msg::users_language() options=locales value=values.locale/>
            <TextField name="time_zone" label=msg::users_time_zone() value=values.time_zone hint=msg::account_time_zone_hint() ltr=true maxlength=60/>
        </div>
        <TextField name="tags" label=msg::users_tags() value=values.tags hint=msg::users_tags_hint() check=check_tags/>
        <TextArea name="notes" label=msg::users_notes() value=values.notes rows=4/>
    }.into_any()
}
