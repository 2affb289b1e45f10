//! One organisation: who owns it, who belongs to it, its branches and folders.

use std::fmt::Display;

use api::organisations::{AddBranch, AddFolder, ArchiveBranch, ArchiveFolder};
use domain::{
    ids::OrganisationId,
    msg,
    organisation::{OrganisationView, Unit},
    text::TimeStyle,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use ui::{
    Badge, Button, ButtonKind, Copyable, Crumb, Data, Entry, Fact, Facts, FormBody, IconName, LinkButton, Load, PageHeader, Section,
    Submission, SubmitForm, TextField, Time, Tone, number, opened, t, title_in,
};

use super::rename::{Kind, Named, RenameDialog, RenameLink};

/// The organisation of the address.
pub(super) fn id_of_address() -> Memo<OrganisationId> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse().ok())).unwrap_or(OrganisationId::NIL))
}

#[derive(Clone, Copy)]
struct Acts {
    add_branch: Submission,
    add_folder: Submission,
    branch: Submission,
    folder: Submission,
}

/// The page.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    let id = id_of_address();
    let acts = Acts {
        add_branch: Submission::to::<AddBranch>().says(msg::ui_added()),
        add_folder: Submission::to::<AddFolder>().says(msg::ui_added()),
        branch: Submission::to::<ArchiveBranch>().says(msg::ui_saved()),
        folder: Submission::to::<ArchiveFolder>().says(msg::ui_saved()),
    };
    let versions = move || {
        (acts.add_branch.version().get(), acts.add_folder.version().get(), acts.branch.version().get(), acts.folder.version().get())
    };
    let data = Data::new(
        move || (id.get(), versions()),
        |(id, _)| async move { api::organisations::view_organisation(id).await.map_err(|error| error.0) },
    );
    let draw = move |view: OrganisationView| one(view, acts);
    view! { <Load data page=true view=draw/> }
}

fn one(view: OrganisationView, acts: Acts) -> AnyView {
    let OrganisationView { row, branches, folders, can_edit } = view;
    let id = row.id;
    let members = format!("/admin/users?organisation={id}");
    let (branches, folders) = (named(branches), named(folders));
    let names = |rows: &[Row]| rows.iter().map(|row| row.of.clone()).collect::<Vec<_>>();
    let (branch_names, folder_names) = (names(&branches), names(&folders));
    let (name, href) = (row.name.clone(), format!("/admin/organisations/{id}"));
    opened(move || Entry::record(msg::shell_organisations(), name.clone(), href.clone(), IconName::Building));
    view! {
        <Title text=title_in(&row.name, msg::organisations_title())/>
        <PageHeader title=row.name.clone() crumbs=vec![Crumb { label: t(msg::organisations_title()), href: "/admin/organisations".into() }]>
            {can_edit.then(|| view! { <LinkButton href=format!("/admin/organisations/{id}/edit") icon=IconName::Edit>{t(msg::organisations_edit())}</LinkButton> })}
        </PageHeader>
        <Facts>
            <Fact label=msg::organisations_owner()>
                {match row.owner {
                    Some((owner, name)) => view! { <a class="link" href=format!("/admin/users/{owner}")><bdi>{name}</bdi></a> }.into_any(),
                    None => t(msg::organisations_no_owner()).into_any(),
                }}
            </Fact>
            <Fact label=msg::organisations_members()>{number(row.members)}" · "<a class="link" href=members>{t(msg::organisations_show_members())}</a></Fact>
            <Fact label=msg::organisations_created()><Time at=row.created_at style=TimeStyle::Date/></Fact>
            <Fact label=msg::organisations_id()><Copyable text=id.to_string()/></Fact>
        </Facts>
        <Section title=msg::organisations_branches() lead=msg::organisations_branches_lead()>
            <ul class="card-list">{branches.into_iter().map(|row| unit_row(id, row, Kind::Branch, can_edit.then_some(acts.branch))).collect_view()}</ul>
            {can_edit.then(|| add_branch(id, acts))}
        </Section>
        <Section title=msg::organisations_folders() lead=msg::organisations_folders_lead()>
            <ul class="card-list">{folders.into_iter().map(|row| unit_row(id, row, Kind::Folder, can_edit.then_some(acts.folder))).collect_view()}</ul>
            {can_edit.then(|| add_folder(id, acts))}
        </Section>
        {can_edit.then(|| view! {
            <RenameDialog kind=Kind::Branch organisation=id units=branch_names/>
            <RenameDialog kind=Kind::Folder organisation=id units=folder_names/>
        })}
    }.into_any()
}

/// A branch or folder as its line shows it.
struct Row {
    of: Named,
    archived: bool,
}

fn named<I: Display>(units: Vec<Unit<I>>) -> Vec<Row> {
    units.into_iter().map(|unit| Row { of: Named::new(unit.id.to_string(), unit.name), archived: unit.archived }).collect()
}

/// The words of the button that puts a unit away or takes it out.
fn turn(archived: bool) -> String {
    t(if archived { msg::organisations_restore() } else { msg::organisations_archive() })
}

/// A line; who may change it can rename it and put it away.
fn unit_row(organisation: OrganisationId, row: Row, kind: Kind, archive: Option<Submission>) -> AnyView {
    let Row { of, archived } = row;
    let name = of.name;
    let acts = archive.map(|archive| {
        let unit = of.id.clone();
        view! {
            <div class="row">
                <RenameLink kind of/>
                <SubmitForm to=archive>
                    <input type="hidden" name="id" value=organisation.to_string()/>
                    <input type="hidden" name=kind.field() value=unit/>
                    <input type="hidden" name="archived" value=(!archived).to_string()/>
                    <Button kind=ButtonKind::Quiet submit=true>{turn(archived)}</Button>
                </SubmitForm>
            </div>
        }
    });
    view! {
        <li class="card-row">
            <div class="card-row-words"><p class="card-row-title"><bdi>{move || name.get()}</bdi>{archived.then(|| view! { " " <Badge tone=Tone::Neutral label=t(msg::organisations_archived())/> })}</p></div>
            {acts}
        </li>
    }.into_any()
}

fn add_branch(id: OrganisationId, acts: Acts) -> AnyView {
    let error = acts.add_branch.error();
    view! {
        <SubmitForm to=acts.add_branch again=true>
            <FormBody id="branch" error pending=acts.add_branch.pending()>
                <input type="hidden" name="id" value=id.to_string()/>
                <div class="form-line">
                    <TextField name="name" label=msg::organisations_unit_name() required=true maxlength=120/>
                    <Button submit=true icon=IconName::Plus pending=acts.add_branch.pending()>{t(msg::organisations_add_branch())}</Button>
                </div>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}

fn add_folder(id: OrganisationId, acts: Acts) -> AnyView {
    let error = acts.add_folder.error();
    view! {
        <SubmitForm to=acts.add_folder again=true>
            <FormBody id="folder" error pending=acts.add_folder.pending()>
                <input type="hidden" name="id" value=id.to_string()/>
                <div class="form-line">
                    <TextField name="name" label=msg::organisations_unit_name() required=true maxlength=120/>
                    <Button submit=true icon=IconName::Plus pending=acts.add_folder.pending()>{t(msg::organisations_add_folder())}</Button>
                </div>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}
