//! One organisation: who owns it, who belongs to it, its branches and folders.

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
    Badge, Button, ButtonKind, Copyable, Crumb, Data, Fact, Facts, FormBody, IconName, LinkButton, Load, PageHeader, Section, Submission,
    SubmitForm, TextField, Time, Tone, number, t,
};

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
        add_branch: Submission::to::<AddBranch>(),
        add_folder: Submission::to::<AddFolder>(),
        branch: Submission::to::<ArchiveBranch>(),
        folder: Submission::to::<ArchiveFolder>(),
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
    view! {
        <Title text=row.name.clone()/>
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
            <ul class="card-list">{branches.into_iter().map(|unit| branch(id, unit, can_edit, acts)).collect_view()}</ul>
            {can_edit.then(|| add_branch(id, acts))}
        </Section>
        <Section title=msg::organisations_folders() lead=msg::organisations_folders_lead()>
            <ul class="card-list">{folders.into_iter().map(|unit| folder(id, unit, can_edit, acts)).collect_view()}</ul>
            {can_edit.then(|| add_folder(id, acts))}
        </Section>
    }.into_any()
}

/// The words of the button that puts a unit away or takes it out.
fn turn(archived: bool) -> String {
    t(if archived { msg::organisations_restore() } else { msg::organisations_archive() })
}

fn unit_row(name: String, archived: bool, act: Option<AnyView>) -> AnyView {
    view! {
        <li class="card-row">
            <div class="card-row-words"><p class="card-row-title"><bdi>{name}</bdi>{archived.then(|| view! { " " <Badge tone=Tone::Neutral label=t(msg::organisations_archived())/> })}</p></div>
            {act}
        </li>
    }.into_any()
}

fn branch(id: OrganisationId, unit: Unit<domain::ids::BranchId>, can_edit: bool, acts: Acts) -> AnyView {
    let act = can_edit.then(|| {
        view! {
            <SubmitForm to=acts.branch>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="branch" value=unit.id.to_string()/>
                <input type="hidden" name="archived" value=(!unit.archived).to_string()/>
                <Button kind=ButtonKind::Quiet submit=true>{turn(unit.archived)}</Button>
            </SubmitForm>
        }
        .into_any()
    });
    unit_row(unit.name, unit.archived, act)
}

fn folder(id: OrganisationId, unit: Unit<domain::ids::FolderId>, can_edit: bool, acts: Acts) -> AnyView {
    let act = can_edit.then(|| {
        view! {
            <SubmitForm to=acts.folder>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="folder" value=unit.id.to_string()/>
                <input type="hidden" name="archived" value=(!unit.archived).to_string()/>
                <Button kind=ButtonKind::Quiet submit=true>{turn(unit.archived)}</Button>
            </SubmitForm>
        }
        .into_any()
    });
    unit_row(unit.name, unit.archived, act)
}

fn add_branch(id: OrganisationId, acts: Acts) -> AnyView {
    let error = acts.add_branch.error();
    view! {
        <SubmitForm to=acts.add_branch>
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
        <SubmitForm to=acts.add_folder>
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
