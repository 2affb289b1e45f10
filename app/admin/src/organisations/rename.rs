//! Giving a branch or folder another name, in a dialog with an address. The line shows the new name in its place instead of being drawn
//! again, so that who works by keyboard is back where they were.

use api::organisations::{RenameBranch, RenameFolder};
use domain::{Error, Msg, ids::OrganisationId, msg, organisation::OrganisationForm};
use leptos::prelude::*;
use ui::{
    AskDialog, ButtonKind, FormActions, FormBody, LinkButton, Submission, SubmitForm, TextField, asking_of, close_when, t, use_address,
    use_toasts,
};

/// What is renamed.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Branch,
    Folder,
}

impl Kind {
    /// The field that says which one, in every form about it.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Branch => "branch",
            Self::Folder => "folder",
        }
    }

    /// What opens the dialog; also before its fields' ids.
    const fn ask(self) -> &'static str {
        match self {
            Self::Branch => "rename-branch",
            Self::Folder => "rename-folder",
        }
    }

    fn title(self) -> Msg {
        match self {
            Self::Branch => msg::organisations_rename_branch(),
            Self::Folder => msg::organisations_rename_folder(),
        }
    }

    fn submission(self) -> Submission {
        match self {
            Self::Branch => Submission::to::<RenameBranch>(),
            Self::Folder => Submission::to::<RenameFolder>(),
        }
    }
}

/// A branch or folder whose name may change while it is shown.
#[derive(Clone)]
pub(super) struct Named {
    /// Its id.
    pub(super) id: String,
    /// Its name now.
    pub(super) name: RwSignal<String>,
}

impl Named {
    pub(super) fn new(id: String, name: String) -> Self {
        Self { id, name: RwSignal::new(name) }
    }
}

/// What opens the dialog about this one.
#[component]
pub(super) fn RenameLink(kind: Kind, of: Named) -> impl IntoView {
    let address = use_address();
    let Named { id, name } = of;
    let href = Signal::derive(move || asking_of(address, kind.ask(), &id));
    let words = move || t(msg::organisations_rename_of(name.get()));
    view! {
        <LinkButton href kind=ButtonKind::Quiet attr:data-noscroll="">
            <span aria-hidden="true">{t(msg::organisations_rename())}</span>
            <span class="visually-hidden">{words}</span>
        </LinkButton>
    }
}

/// The dialog; which one it is about stands in the address. What it sends with outlives the form, which is gone when the answer is shown.
#[component]
pub(super) fn RenameDialog(kind: Kind, organisation: OrganisationId, units: Vec<Named>) -> impl IntoView {
    let address = use_address();
    let (rename, toasts, units) = (kind.submission(), use_toasts(), StoredValue::new(units));
    let of = Memo::new(move |_| {
        let query = address.query();
        let of = query.get("of").filter(|_| query.get("ask") == Some(kind.ask()))?;
        units.with_value(|units| units.iter().position(|unit| unit.id == of))
    });
    let (typed, sent) = (RwSignal::new(String::new()), RwSignal::new(of.get_untracked()));
    Effect::new(move |_| {
        if rename.pending().get() {
            sent.set(of.get_untracked());
        }
    });
    Effect::new(move |_| {
        if rename.done() {
            let name = units.with_value(|units| sent.get_untracked().and_then(|at| units.get(at).map(|unit| unit.name)));
            if let Some(name) = name {
                name.set(typed.get_untracked().trim().to_owned());
            }
            toasts.good(msg::organisations_renamed());
        }
    });
    close_when(move || rename.done());
    // What was refused belongs to the one that it was about.
    let error = Signal::derive(move || rename.error().get().filter(|_| sent.get() == of.get()));
    let sending = Sending { rename, typed, error };
    let asked = move || units.with_value(|units| of.get().and_then(|at| units.get(at).cloned()));
    let holds = Signal::derive(move || of.get().is_some());
    view! { <AskDialog ask=kind.ask() title=kind.title() holds>{move || asked().map(|unit| form(kind, organisation, unit, sending))}</AskDialog> }
}

/// What a form sends with.
#[derive(Clone, Copy)]
struct Sending {
    rename: Submission,
    typed: RwSignal<String>,
    error: Signal<Option<Error>>,
}

fn form(kind: Kind, organisation: OrganisationId, unit: Named, sending: Sending) -> AnyView {
    let Sending { rename, typed, error } = sending;
    let Named { id, name } = unit;
    typed.set(name.get_untracked());
    view! {
        <SubmitForm to=rename>
            <input type="hidden" name="id" value=organisation.to_string()/>
            <input type="hidden" name=kind.field() value=id/>
            <FormBody id=kind.ask() error pending=rename.pending()>
                <TextField name="name" label=msg::organisations_unit_name() model=typed required=true autofocus=true check=OrganisationForm::check_name maxlength=120/>
                <FormActions submit=msg::organisations_rename()>
                    <LinkButton href=format!("/admin/organisations/{organisation}") attr:data-noscroll="">{t(msg::ui_cancel())}</LinkButton>
                </FormActions>
            </FormBody>
        </SubmitForm>
    }
    .into_any()
}
