//! The fields of an account, the same for a new one and for one that is there. The functions that judge a field as one types are those
//! of the use case.

use domain::{
    Msg,
    access::{Post, Role},
    msg,
    text::Locale,
    user::{
        ChoiceKind, NOTES_MAX, UserChoices, UserChoicesQuery, UserForm, UserView, check_email, check_name, check_phone, check_tags,
        check_username,
    },
};
use leptos::{ev, prelude::*};
use ui::{Choice, EmailField, PhoneField, Section, SelectField, TextArea, TextField, ZoneField, number};
use wasm_bindgen::JsCast;

use super::{filters::field_of, units::Units};

/// A new account: a customer where the viewer may make one.
pub fn blank(choices: &UserChoices) -> UserForm {
    let role = if choices.roles.contains(&Role::Customer) { Some(Role::Customer) } else { choices.roles.first().copied() };
    UserForm { role: role.map(|role| role.code().to_owned()).unwrap_or_default(), tier: "0".to_owned(), ..UserForm::default() }
}

/// An account as it is, and what it is tied to, which the form offers even where the lists do not reach.
pub fn filled(user: &UserView, choices: &mut UserChoices) -> UserForm {
    let row = &user.row;
    keep(&mut choices.organisations, row.organisation.as_ref());
    keep(&mut choices.branches, user.branch.as_ref());
    keep(&mut choices.folders, user.folder.as_ref());
    keep(&mut choices.managers, row.manager.as_ref());
    keep(&mut choices.parents, user.parent.as_ref());
    if !choices.roles.contains(&row.role) {
        choices.roles.insert(0, row.role);
    }
    let id = |id: Option<String>| id.unwrap_or_default();
    UserForm {
        name: row.name.clone(),
        username: row.username.clone().unwrap_or_default(),
        email: row.email.clone(),
        phone: row.phone.clone().unwrap_or_default(),
        role: row.role.code().to_owned(),
        post: row.post.map(|post| post.code().to_owned()).unwrap_or_default(),
        tier: row.tier.to_string(),
        organisation: id(row.organisation.as_ref().map(|(id, _)| id.to_string())),
        branch: id(user.branch.as_ref().map(|(id, _)| id.to_string())),
        folder: id(user.folder.as_ref().map(|(id, _)| id.to_string())),
        manager: id(row.manager.as_ref().map(|(id, _)| id.to_string())),
        parent: id(user.parent.as_ref().map(|(id, _)| id.to_string())),
        time_zone: user.time_zone.clone(),
        locale: user.locale.tag().to_owned(),
        tags: row.tags.join(", "),
        notes: user.notes.clone(),
        version: user.version.to_string(),
    }
}

/// Puts what holds now among the choices.
fn keep<I: Clone + PartialEq>(choices: &mut Vec<(I, String)>, now: Option<&(I, String)>) {
    if let Some((id, name)) = now
        && !choices.iter().any(|(known, _)| known == id)
    {
        choices.insert(0, (id.clone(), name.clone()));
    }
}

/// The fields. `created` says that the account is not there yet.
pub fn fields(form: UserForm, choices: UserChoices, zones: Vec<String>, created: bool) -> AnyView {
    let role = RwSignal::new(form.role.clone());
    let email_hint = created.then(msg::userpages_invitation_hint);
    let roles = choices.roles.iter().map(|role| Choice::msg(role.code(), role.label())).collect::<Vec<_>>();
    let organisation = RwSignal::new(form.organisation.clone());
    // Who is not there yet has no defaults.
    let units = (!created).then(|| units(&form, &choices, organisation));
    let above = if created { msg::userpages_parent_own() } else { msg::userpages_parent_stays() };
    view! {
        <Section title=msg::userpages_person()>
            <div class="form-columns">
                <TextField name="name" label=msg::userpages_name() value=form.name required=true autocomplete="off" maxlength=120 check=check_name/>
                {email(form.email, email_hint)}
                <PhoneField name="phone" label=msg::userpages_phone() value=form.phone hint=msg::userpages_phone_hint() autocomplete="off" check=check_phone/>
                <TextField name="username" label=msg::userpages_username() value=form.username hint=msg::userpages_username_hint() autocomplete="off" maxlength=40 ltr=true check=check_username/>
            </div>
        </Section>
        <Section title=msg::userpages_place()>
            <div class="form-columns" on:change=move |event| if let Some(chosen) = organisation_of(&event) { organisation.set(chosen) }>
                <SelectField name="role" label=msg::userpages_role() options=roles model=role required=true/>
                <PostField role post=form.post/>
                {field_of("parent", msg::userpages_parent(), ChoiceKind::Parent, &choices, None, form.parent, above)}
                {field_of("organisation", msg::userpages_organisation(), ChoiceKind::Organisation, &choices, None, form.organisation, msg::userpages_no_organisation())}
                {units}
                {field_of("manager", msg::userpages_manager(), ChoiceKind::Manager, &choices, None, form.manager, msg::userpages_no_manager())}
                <SelectField name="tier" label=msg::userpages_tier() options=tiers() value=form.tier/>
            </div>
        </Section>
        <Section title=msg::userpages_more()>
            <div class="form-columns">
                <SelectField name="locale" label=msg::userpages_language() options=languages() value=form.locale blank=msg::userpages_operators()/>
                <ZoneField label=msg::userpages_time_zone() zones value=form.time_zone blank=msg::userpages_operators()/>
                <TextField name="tags" label=msg::userpages_tags() value=form.tags hint=msg::userpages_tags_hint() check=check_tags/>
            </div>
            <TextArea name="notes" label=msg::userpages_notes() value=form.notes hint=msg::userpages_notes_hint() rows=5 maxlength=u32::try_from(NOTES_MAX).unwrap_or(u32::MAX)/>
        </Section>
    }
    .into_any()
}

/// The default branch and folder, where the organisation that is chosen has any. With another one than at first both are open again.
fn units(form: &UserForm, choices: &UserChoices, organisation: RwSignal<String>) -> impl IntoView + use<> {
    let (first, branch, folder) = (form.organisation.clone(), form.branch.clone(), form.folder.clone());
    let at_first = Memo::new(move |_| organisation.with(|chosen| *chosen == first));
    let kept = move |id: &str| if at_first.get() { id.to_owned() } else { String::new() };
    let (kept_branch, kept_folder) = (Signal::derive(move || kept(&branch)), Signal::derive(move || kept(&folder)));
    let asked = Signal::derive(move || UserChoicesQuery {
        organisation: organisation.with(|id| id.parse().ok()),
        branch: kept_branch.with(|id| id.parse().ok()),
        folder: kept_folder.with(|id| id.parse().ok()),
        ..UserChoicesQuery::default()
    });
    let Units { branches, folders } = Units::following(choices, asked);
    let unit = |name: &'static str, label: Msg, options: RwSignal<Vec<Choice>>, value: Signal<String>, blank: Msg| {
        move || unit(name, label.clone(), options.get(), value.get_untracked(), blank.clone())
    };
    view! {
        {unit("branch", msg::userpages_branch(), branches, kept_branch, msg::userpages_no_branch())}
        {unit("folder", msg::userpages_folder(), folders, kept_folder, msg::userpages_no_folder())}
    }
}

fn unit(name: &'static str, label: Msg, options: Vec<Choice>, value: String, blank: Msg) -> Option<AnyView> {
    let hint = msg::userpages_default_hint();
    (!options.is_empty()).then(|| view! { <SelectField name label hint options value blank/> }.into_any())
}

/// What was chosen, if this was the choice of an organisation.
fn organisation_of(event: &ev::Event) -> Option<String> {
    let control = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    (control.get_attribute("name").as_deref() == Some("organisation")).then(|| event_target_value(event))
}

fn email(value: String, hint: Option<Msg>) -> AnyView {
    match hint {
        Some(hint) => {
            view! { <EmailField name="email" label=msg::userpages_email() value hint required=true autocomplete="off" check=check_email/> }
                .into_any()
        }
        None => view! { <EmailField name="email" label=msg::userpages_email() value required=true autocomplete="off" check=check_email/> }
            .into_any(),
    }
}

/// What an employee is there for. Without script it is always there; where one may run it is hidden while another role is chosen.
#[component]
fn PostField(role: RwSignal<String>, post: String) -> impl IntoView {
    let idle = move || role.with(|role| role != Role::Employee.code());
    let posts = Post::ALL.map(|post| Choice::msg(post.code(), post.label())).to_vec();
    let post = if post.is_empty() { Post::Support.code().to_owned() } else { post };
    view! { <div class:field-idle=idle><SelectField name="post" label=msg::userpages_post() hint=msg::userpages_post_hint() options=posts value=post required=true/></div> }
}

fn tiers() -> Vec<Choice> {
    (0..=domain::user::MAX_TIER).map(|tier| Choice::new(tier.to_string(), number(tier.into()))).collect()
}

fn languages() -> Vec<Choice> {
    Locale::ALL.map(|locale| Choice::new(locale.tag(), locale.name())).to_vec()
}
