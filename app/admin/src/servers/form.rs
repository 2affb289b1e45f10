//! The form of a server, for a new one and for one that is there. Its key is typed hidden, kept sealed and never sent back: the page
//! knows its last four characters only.

use api::servers::{CreateServer, EditServer};
use domain::{
    Error, Msg,
    ids::ServerId,
    msg,
    server::{Provider, ServerRow, check_url},
    user::check_name,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    Choice, Crumb, Data, FormActions, FormBody, LinkButton, Load, PageHeader, PasswordField, SelectField, Shape, Submission, SubmitForm,
    TextField, t, title_in,
};

/// Numbers that a new server may hold unless somebody says otherwise.
const USUAL_ROOM: &str = "50";
const LIST: &str = "/admin/servers";

fn crumbs() -> Vec<Crumb> {
    vec![Crumb::new(msg::servers_title(), LIST)]
}

/// What is wrong with the number of numbers, if anything.
fn check_room(text: &str) -> Option<Msg> {
    let fits = text.trim().parse::<u32>().is_ok_and(|room| (1..=10_000).contains(&room));
    (!fits).then(|| msg::field_not_between(domain::user::shorten(text), 1, 10_000))
}

fn check_key(text: &str) -> Option<Msg> {
    text.trim().is_empty().then(msg::field_required)
}

/// The fields of a server.
fn fields(row: Option<&ServerRow>) -> AnyView {
    let (name, url, room) = row.map_or_else(
        || (String::new(), String::new(), USUAL_ROOM.to_owned()),
        |row| (row.name.clone(), row.url.clone(), row.max_devices.to_string()),
    );
    let providers = Provider::ALL.map(|provider| Choice::new(provider.code(), "WAHA")).to_vec();
    let key = match row {
        Some(row) => view! { <PasswordField name="api_key" label=msg::servers_key() hint=msg::servers_key_hint(format!("\u{2066}…{}\u{2069}", row.api_key_hint)) required=false autocomplete="off"/> }.into_any(),
        None => view! { <PasswordField name="api_key" label=msg::servers_key() hint=msg::servers_key_new_hint() check=check_key autocomplete="off"/> }.into_any(),
    };
    view! {
        <TextField name="name" label=msg::servers_name() hint=msg::servers_name_hint() value=name required=true check=check_name maxlength=120/>
        <TextField name="url" label=msg::servers_url() hint=msg::servers_url_hint() value=url required=true check=check_url inputmode="url" ltr=true maxlength=300/>
        {key}
        <div class="form-columns">
            <SelectField name="provider" label=msg::servers_provider() options=providers value=Provider::Waha.code()/>
            <TextField name="max_devices" label=msg::servers_max() hint=msg::servers_max_hint() value=room required=true check=check_room inputmode="numeric" ltr=true maxlength=6/>
        </div>
    }
    .into_any()
}

fn actions(submit: Msg) -> AnyView {
    view! { <FormActions submit><LinkButton href=LIST>{t(msg::ui_cancel())}</LinkButton></FormActions> }.into_any()
}

/// A new one.
#[component]
pub fn NewServerPage() -> impl IntoView {
    let create = Submission::to::<CreateServer>().says(msg::ui_created());
    view! {
        <Title text=title_in(&t(msg::servers_new()), msg::servers_title())/>
        <PageHeader title=t(msg::servers_new()) crumbs=crumbs() lead=t(msg::servers_new_lead())/>
        <div class="narrow">
            <SubmitForm to=create>
                <FormBody id="server" error=create.error() pending=create.pending()>{fields(None)} {actions(msg::servers_create())}</FormBody>
            </SubmitForm>
        </div>
    }
}

/// One that is there.
#[component]
pub fn EditServerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<ServerId>().ok()));
    let edit = Submission::to::<EditServer>().says(msg::ui_saved());
    let data = Data::new(
        move || id.get(),
        |id| async move {
            let rows = api::servers::list_servers().await.map_err(|error| error.0)?;
            rows.into_iter().find(|row| Some(row.id) == id).ok_or_else(Error::not_found)
        },
    );
    view! { <Load data page=true shape=Shape::Lines(8) view=move |row| filled(row, edit)/> }
}

fn filled(row: ServerRow, edit: Submission) -> AnyView {
    let fields = fields(Some(&row));
    view! {
        <Title text=title_in(&t(msg::servers_edit_name(row.name.as_str())), msg::servers_title())/>
        <PageHeader title=t(msg::servers_edit_name(row.name)) crumbs=crumbs()/>
        <div class="narrow">
            <SubmitForm to=edit>
                <input type="hidden" name="id" value=row.id.to_string()/>
                <FormBody id="server" error=edit.error() pending=edit.pending()>{fields} {actions(msg::servers_save())}</FormBody>
            </SubmitForm>
        </div>
    }
    .into_any()
}
