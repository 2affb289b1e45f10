//! Organisations: businesses in the tree, each with an owner, members, branches and folders. Members are counted from the figures'
//! sums, never by walking users. An organisation stays in its part of the tree; its owner is someone there or below.
//!
//! To add something that belongs to an organisation: a variant of `db::organisations::Kind` and its two functions here.

use async_trait::async_trait;
use db::{
    Tx,
    organisations::{self as rows, Kind, Row},
};
use domain::{
    Msg,
    access::{Caller, Module, Operation, Reach},
    audit::Change,
    error::{Error, Result},
    ids::{BranchId, FolderId, OrganisationId, UserId},
    live::LiveEvent,
    msg,
    organisation::{OrganisationForm, OrganisationRow, OrganisationView},
    page::{Page, PageQuery},
    port::Organisations,
};

use crate::{
    Context, audit, figures, live,
    throttle::{self, Limits, Try},
};

pub(crate) mod owner;
#[cfg(test)]
mod tests;

/// Longest text that narrows the list, in characters.
const LONGEST: usize = 120;
/// Most branches, and most folders, of one organisation: its page shows all of them.
const UNITS_MAX: i64 = 500;

/// How many organisations one person makes by hand within an hour; files bring as many as they name.
const MADE: Limits = Limits {
    word: "organisation ",
    window: 3_600,
    pair: i64::MAX,
    thing: 300,
    slow: false,
    place: i64::MAX,
    pause: 0,
    refusal: |seconds| msg::organisations_too_often(seconds.div_ceil(60)),
};

/// The use cases of organisations.
#[derive(Debug, Clone)]
pub struct OrganisationsService {
    context: Context,
}

/// The part of the tree in which this caller may do this to organisations.
fn tree(caller: &Caller, operation: Operation) -> Result<String> {
    match caller.reach(operation)? {
        Reach::Tree(tree) => Ok(tree),
        Reach::Own(_) | Reach::Assigned(_) => Err(Error::forbidden()),
    }
}

/// The organisation, where it is in this part of the tree; everything else is not there.
async fn load(connection: &impl db::ConnectionTrait, tree: &str, organisation: OrganisationId) -> Result<Row> {
    rows::brief(connection, organisation).await?.filter(|row| row.path.starts_with(tree)).ok_or_else(Error::not_found)
}

fn shown(row: Row, members: i64) -> OrganisationRow {
    OrganisationRow { id: row.id, name: row.name, owner: row.owner_id.zip(row.owner_name), members, created_at: row.created_at }
}

/// What the database says when someone took the name in the same instant.
fn taken_meanwhile(error: db::DbError, name: &str) -> Error {
    match error {
        db::DbError::Unique(_) => Error::field("name", msg::organisations_name_taken(name)),
        other => other.into(),
    }
}

fn change(field: &str, before: Option<&str>, after: Option<&str>) -> Option<Change> {
    (before != after).then(|| Change { field: field.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) })
}

impl OrganisationsService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }

    /// Appends the event and tells browsers, whose tables show the organisation's name.
    async fn record(
        &self,
        tx: &Tx,
        caller: &Caller,
        operation: Operation,
        row: (OrganisationId, &str, &str),
        changes: Vec<Option<Change>>,
    ) -> Result<()> {
        let (id, name, path) = row;
        let entry = audit::Entry {
            operation,
            subject: id.to_string(),
            subject_user: None,
            subject_name: name,
            path,
            changes: changes.into_iter().flatten().collect(),
        };
        audit::append(tx, &self.context, caller, entry).await?;
        live::publish(tx, &self.context, Module::Organisations, path, None, &LiveEvent::Users { ids: Vec::new() }).await
    }

    /// The owner that a form names: an active person at the organisation's place in the tree or below, within reach.
    async fn owner(&self, tx: &Tx, tree: &str, path: &str, owner: UserId) -> Result<()> {
        let found = db::users::brief(&**tx, owner).await?.filter(|row| row.path.starts_with(tree));
        let row = found.filter(|row| row.status == "active").ok_or_else(|| Error::field("owner", msg::organisations_owner_unknown()))?;
        if row.path.starts_with(path) { Ok(()) } else { Err(Error::field("owner", msg::organisations_owner_elsewhere(row.name))) }
    }

    /// Opens the transaction in which a unit gets this name: the organisation within reach, and the name as it is kept.
    async fn naming<'a>(&self, caller: &Caller, organisation: OrganisationId, name: &'a str) -> Result<(Tx, Row, &'a str)> {
        let tree = tree(caller, Operation::EditOrganisation)?;
        if let Some(message) = OrganisationForm::check_name(name) {
            return Err(Error::field("name", message));
        }
        let tx = self.context.db.begin().await?;
        let row = load(&*tx, &tree, organisation).await?;
        Ok((tx, row, name.trim()))
    }

    async fn add_unit(&self, caller: &Caller, organisation: OrganisationId, kind: Kind, id: uuid::Uuid, name: &str) -> Result<()> {
        let name = db::users::tidy(name);
        let (tx, row, name) = self.naming(caller, organisation, &name).await?;
        if rows::lock_units(&*tx, kind, organisation).await? >= UNITS_MAX {
            return Err(Error::field("name", units_full(kind)));
        }
        check_free(&tx, kind, organisation, name, id).await?;
        rows::insert_unit(&*tx, kind, id, organisation, name).await.map_err(|error| unit_taken_meanwhile(error, kind, name))?;
        self.record(
            &tx,
            caller,
            Operation::EditOrganisation,
            (organisation, &row.name, &row.path),
            vec![change(field_of(kind), None, Some(name))],
        )
        .await?;
        Ok(tx.commit().await?)
    }

    async fn rename_unit(&self, caller: &Caller, organisation: OrganisationId, kind: Kind, id: uuid::Uuid, name: &str) -> Result<()> {
        let name = db::users::tidy(name);
        let (tx, row, name) = self.naming(caller, organisation, &name).await?;
        let before = rows::unit_name(&*tx, kind, organisation, id).await?.ok_or_else(Error::not_found)?;
        if before == name {
            // Nothing changes, so there is nothing to tell.
            return Ok(());
        }
        check_free(&tx, kind, organisation, name, id).await?;
        rows::rename_unit(&*tx, kind, organisation, id, &before, name).await.map_err(|error| unit_taken_meanwhile(error, kind, name))?;
        let changes = vec![change(field_of(kind), Some(&before), Some(name))];
        self.record(&tx, caller, Operation::EditOrganisation, (organisation, &row.name, &row.path), changes).await?;
        Ok(tx.commit().await?)
    }

    async fn archive_unit(&self, caller: &Caller, organisation: OrganisationId, kind: Kind, id: uuid::Uuid, archived: bool) -> Result<()> {
        let tree = tree(caller, Operation::EditOrganisation)?;
        let tx = self.context.db.begin().await?;
        let row = load(&*tx, &tree, organisation).await?;
        let name = rows::archive_unit(&*tx, kind, organisation, id, archived).await?.ok_or_else(Error::not_found)?;
        let changed = if archived { change(field_of(kind), Some(&name), None) } else { change(field_of(kind), None, Some(&name)) };
        self.record(&tx, caller, Operation::EditOrganisation, (organisation, &row.name, &row.path), vec![changed]).await?;
        Ok(tx.commit().await?)
    }
}

const fn field_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Branch => "branch",
        Kind::Folder => "folder",
    }
}

fn units_full(kind: Kind) -> Msg {
    match kind {
        Kind::Branch => msg::organisations_branches_full(UNITS_MAX),
        Kind::Folder => msg::organisations_folders_full(UNITS_MAX),
    }
}

fn unit_taken(kind: Kind, name: &str) -> Error {
    Error::field(
        "name",
        match kind {
            Kind::Branch => msg::organisations_branch_taken(name),
            Kind::Folder => msg::organisations_folder_taken(name),
        },
    )
}

/// No other unit of the organisation has this name.
async fn check_free(tx: &Tx, kind: Kind, organisation: OrganisationId, name: &str, id: uuid::Uuid) -> Result<()> {
    if rows::has_unit(&**tx, kind, organisation, name, id).await? { Err(unit_taken(kind, name)) } else { Ok(()) }
}

/// The same, when someone took it in the same instant.
fn unit_taken_meanwhile(error: db::DbError, kind: Kind, name: &str) -> Error {
    match error {
        db::DbError::Unique(_) => unit_taken(kind, name),
        other => other.into(),
    }
}

#[async_trait]
impl Organisations for OrganisationsService {
    async fn list(&self, caller: &Caller, q: &str, page: &PageQuery) -> Result<Page<OrganisationRow>> {
        let tree = tree(caller, Operation::ListOrganisations)?;
        let q: String = db::users::key(&q.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>());
        let page = rows::page(self.context.db.read(), &tree, &q, page.start().as_ref(), page.rows()).await?;
        let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
        let members = figures::members(&self.context, &tree, &ids).await?;
        Ok(page.map(|row| {
            let count = members.get(&row.id).copied().unwrap_or(0);
            shown(row, count)
        }))
    }

    async fn view(&self, caller: &Caller, organisation: OrganisationId) -> Result<OrganisationView> {
        let tree = tree(caller, Operation::ViewOrganisation)?;
        let row = load(self.context.db.read(), &tree, organisation).await?;
        let members = figures::members(&self.context, &tree, &[organisation]).await?;
        let (branches, folders) = rows::units(self.context.db.read(), organisation).await?;
        let can_edit = self::tree(caller, Operation::EditOrganisation).is_ok_and(|tree| row.path.starts_with(&tree));
        Ok(OrganisationView { row: shown(row, members.get(&organisation).copied().unwrap_or(0)), branches, folders, can_edit })
    }

    async fn create(&self, caller: &Caller, form: &OrganisationForm) -> Result<OrganisationId> {
        let tree = tree(caller, Operation::CreateOrganisation)?;
        let mut input = form.check()?;
        input.name = db::users::tidy(&input.name);
        let by = caller.user.to_string();
        throttle::reserve(&self.context, MADE, Try { thing: &by, place: &by, user_agent: None }).await?;
        let tx = self.context.db.begin().await?;
        db::users::hold_tree(&*tx).await?;
        if db::users::head_of(&*tx, &tree).await?.is_none() {
            // The dealer moved since this request came in.
            return Err(Error::conflict(msg::error_changed_meanwhile()));
        }
        let id: OrganisationId = self.context.new_id();
        if rows::is_taken(&*tx, &tree, &input.name, id).await? {
            return Err(Error::field("name", msg::organisations_name_taken(input.name)));
        }
        if let Some(owner) = input.owner {
            self.owner(&tx, &tree, &tree, owner).await?;
        }
        rows::insert(&*tx, id, &tree, &input.name, input.owner, self.context.now())
            .await
            .map_err(|error| taken_meanwhile(error, &input.name))?;
        owner::settle(&tx, &self.context, id, None, input.owner).await?;
        let owner = input.owner.map(|id| id.to_string());
        let changes = vec![change("name", None, Some(&input.name)), change("owner", None, owner.as_deref())];
        self.record(&tx, caller, Operation::CreateOrganisation, (id, &input.name, &tree), changes).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn edit(&self, caller: &Caller, organisation: OrganisationId, form: &OrganisationForm) -> Result<()> {
        let tree = tree(caller, Operation::EditOrganisation)?;
        let mut input = form.check()?;
        input.name = db::users::tidy(&input.name);
        let tx = self.context.db.begin().await?;
        let row = load(&*tx, &tree, organisation).await?;
        if rows::is_taken(&*tx, &row.path, &input.name, organisation).await? {
            return Err(Error::field("name", msg::organisations_name_taken(input.name)));
        }
        if let Some(owner) = input.owner.filter(|owner| Some(*owner) != row.owner_id) {
            self.owner(&tx, &tree, &row.path, owner).await?;
        }
        rows::update(&*tx, organisation, row.version, &input.name, input.owner)
            .await
            .map_err(|error| taken_meanwhile(error, &input.name))?;
        owner::settle(&tx, &self.context, organisation, row.owner_id, input.owner).await?;
        let (before, after) = (row.owner_id.map(|id| id.to_string()), input.owner.map(|id| id.to_string()));
        let changes = vec![change("name", Some(&row.name), Some(&input.name)), change("owner", before.as_deref(), after.as_deref())];
        self.record(&tx, caller, Operation::EditOrganisation, (organisation, &input.name, &row.path), changes).await?;
        Ok(tx.commit().await?)
    }

    async fn add_branch(&self, caller: &Caller, organisation: OrganisationId, name: &str) -> Result<BranchId> {
        let id: BranchId = self.context.new_id();
        self.add_unit(caller, organisation, Kind::Branch, id.0, name).await?;
        Ok(id)
    }
    async fn add_folder(&self, caller: &Caller, organisation: OrganisationId, name: &str) -> Result<FolderId> {
        let id: FolderId = self.context.new_id();
        self.add_unit(caller, organisation, Kind::Folder, id.0, name).await?;
        Ok(id)
    }
    async fn rename_branch(&self, caller: &Caller, organisation: OrganisationId, branch: BranchId, name: &str) -> Result<()> {
        self.rename_unit(caller, organisation, Kind::Branch, branch.0, name).await
    }
    async fn rename_folder(&self, caller: &Caller, organisation: OrganisationId, folder: FolderId, name: &str) -> Result<()> {
        self.rename_unit(caller, organisation, Kind::Folder, folder.0, name).await
    }
    async fn archive_branch(&self, caller: &Caller, organisation: OrganisationId, branch: BranchId, archived: bool) -> Result<()> {
        self.archive_unit(caller, organisation, Kind::Branch, branch.0, archived).await
    }
    async fn archive_folder(&self, caller: &Caller, organisation: OrganisationId, folder: FolderId, archived: bool) -> Result<()> {
        self.archive_unit(caller, organisation, Kind::Folder, folder.0, archived).await
    }
}
