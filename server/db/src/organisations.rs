//! Organisations with their branches and folders, and plans: who belongs where by name.

use domain::{
    access::Reach,
    ids::{BranchId, FolderId, OrganisationId, UserId},
    organisation::Unit,
    page::{Cursor, Page},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    DbError, DbResult, Sql,
    page::{Key, seek},
    reach::{in_tree, path_range},
    users::narrow::escape,
    values,
    whatsapp::for_update,
};

/// An organisation as read.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Row {
    /// Id.
    pub id: OrganisationId,
    /// Part of the tree.
    pub path: String,
    /// Name.
    pub name: String,
    /// What it sorts by.
    pub name_key: String,
    /// Owner.
    pub owner_id: Option<UserId>,
    /// Their name.
    pub owner_name: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// Version.
    pub version: i64,
}

const SELECT: &str = "SELECT o.id, o.path, o.name, o.name_key, o.owner_id, u.name AS owner_name, o.created_at, o.version
    FROM organisation o LEFT JOIN users u ON u.id = o.owner_id";

/// A page by name; `q` in lower case narrows to names that hold it.
///
/// # Errors
/// When the database refuses.
pub async fn page(connection: &impl ConnectionTrait, tree: &str, q: &str, cursor: Option<&Cursor>, size: usize) -> DbResult<Page<Row>> {
    let mut sql = Sql::new(&format!("{SELECT} WHERE 1 = 1"));
    in_tree(&mut sql, "o.path", tree);
    if !q.is_empty() {
        sql.push(" AND o.name_key LIKE ").bind(format!("%{}%", escape(q))).push(" ESCAPE '\\'");
    }
    seek(&mut sql, "o.name_key", "o.id", Key::Text, false, cursor, size);
    let rows: Vec<Row> = sql.all(connection).await?;
    Ok(Page::from_read(rows, size, cursor, |row| (row.name_key.clone(), row.id.0.to_string())))
}

/// One organisation.
///
/// # Errors
/// When the database refuses.
pub async fn brief(connection: &impl ConnectionTrait, organisation: OrganisationId) -> DbResult<Option<Row>> {
    crate::one(connection, &format!("{SELECT} WHERE o.id = ?"), values![organisation]).await
}

/// An organisation whose owner stands elsewhere in the tree.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Left {
    /// Id.
    pub id: OrganisationId,
    /// Name.
    pub name: String,
    /// Place in the tree.
    pub path: String,
    /// Who owned it.
    pub owner_id: UserId,
}

const LEFT: &str = "SELECT o.id, o.name, o.path, o.owner_id FROM organisation o JOIN users u ON u.id = o.owner_id
    WHERE substr(u.path, 1, length(o.path)) <> o.path AND ";

/// Organisations owned by somebody in this part of the tree that are not there or above.
///
/// # Errors
/// When the database refuses.
pub async fn left_below(connection: &impl ConnectionTrait, tree: &str) -> DbResult<Vec<Left>> {
    let (from, before) = path_range(tree);
    crate::all(connection, &format!("{LEFT} u.path >= ? AND u.path < ? ORDER BY o.id"), values![from, before]).await
}

/// Organisations owned by these users that are not where they are or above.
///
/// # Errors
/// When the database refuses.
pub async fn left_by(connection: &impl ConnectionTrait, owners: &[UserId]) -> DbResult<Vec<Left>> {
    let mut sql = Sql::new(LEFT);
    sql.push("o.owner_id IN ").list(owners.iter().copied()).push(" ORDER BY o.id");
    sql.all(connection).await
}

/// Leaves an organisation without an owner.
///
/// # Errors
/// When the database refuses.
pub async fn take_owner(connection: &impl ConnectionTrait, organisation: OrganisationId) -> DbResult<()> {
    let text = "UPDATE organisation SET owner_id = NULL, version = version + 1 WHERE id = ?";
    crate::exec(connection, text, values![organisation]).await.map(drop)
}

/// Whether a name is taken in a part of the tree by another organisation.
///
/// # Errors
/// When the database refuses.
pub async fn is_taken(connection: &impl ConnectionTrait, path: &str, name: &str, but: OrganisationId) -> DbResult<bool> {
    let text = "SELECT CAST(COUNT(*) AS bigint) FROM organisation WHERE path = ? AND name_key = ? AND id <> ?";
    Ok(crate::scalar::<i64>(connection, text, values![path, crate::users::key(name), but]).await?.is_some_and(|count| count > 0))
}

/// Writes a new organisation.
///
/// # Errors
/// Unique, when its part of the tree has one of this name; or when the database refuses.
pub async fn insert(
    connection: &impl ConnectionTrait,
    id: OrganisationId,
    path: &str,
    name: &str,
    owner: Option<UserId>,
    created_at: Timestamp,
) -> DbResult<()> {
    let text = "INSERT INTO organisation (id, path, name, name_key, owner_id, created_at) VALUES (?, ?, ?, ?, ?, ?)";
    crate::exec(connection, text, values![id, path, name, crate::users::key(name), owner, created_at]).await?;
    Ok(())
}

/// Changes an organisation that is still at this version.
///
/// # Errors
/// Stale when it is not, Unique when the name is taken, or when the database refuses.
pub async fn update(
    connection: &impl ConnectionTrait,
    id: OrganisationId,
    version: i64,
    name: &str,
    owner: Option<UserId>,
) -> DbResult<()> {
    let text = "UPDATE organisation SET name = ?, name_key = ?, owner_id = ?, version = version + 1 WHERE id = ? AND version = ?";
    let changed = crate::exec(connection, text, values![name, crate::users::key(name), owner, id, version]).await?;
    if changed == 1 { Ok(()) } else { Err(DbError::Stale("organisation")) }
}

/// What belongs to an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Places or departments.
    Branch,
    /// Groupings.
    Folder,
}

impl Kind {
    /// Its table.
    const fn table(self) -> &'static str {
        match self {
            Self::Branch => "branch",
            Self::Folder => "folder",
        }
    }
}

/// Branches and folders of an organisation by name, in one statement.
///
/// # Errors
/// When the database refuses.
pub async fn units(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> DbResult<(Vec<Unit<BranchId>>, Vec<Unit<FolderId>>)> {
    #[derive(FromQueryResult)]
    struct UnitRow {
        folder: bool,
        id: uuid::Uuid,
        name: String,
        archived: bool,
    }
    let text = "SELECT FALSE AS folder, id, name, name_key, archived FROM branch WHERE organisation_id = ?
        UNION ALL SELECT TRUE AS folder, id, name, name_key, archived FROM folder WHERE organisation_id = ? ORDER BY name_key";
    let rows: Vec<UnitRow> = crate::all(connection, text, values![organisation, organisation]).await?;
    let (folders, branches): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.folder);
    Ok((
        branches.into_iter().map(|row| Unit { id: BranchId(row.id), name: row.name, archived: row.archived }).collect(),
        folders.into_iter().map(|row| Unit { id: FolderId(row.id), name: row.name, archived: row.archived }).collect(),
    ))
}

/// Writes a branch or folder.
///
/// # Errors
/// Unique, when the organisation has one of this name; or when the database refuses.
pub async fn insert_unit(
    connection: &impl ConnectionTrait,
    kind: Kind,
    id: uuid::Uuid,
    organisation: OrganisationId,
    name: &str,
) -> DbResult<()> {
    let text = format!("INSERT INTO {} (id, organisation_id, name, name_key) VALUES (?, ?, ?, ?)", kind.table());
    crate::exec(connection, &text, values![id, organisation, name, crate::users::key(name)]).await?;
    Ok(())
}

/// Whether an organisation has another branch or folder of this name.
///
/// # Errors
/// When the database refuses.
pub async fn has_unit(
    connection: &impl ConnectionTrait,
    kind: Kind,
    organisation: OrganisationId,
    name: &str,
    but: uuid::Uuid,
) -> DbResult<bool> {
    let text = format!("SELECT CAST(COUNT(*) AS bigint) FROM {} WHERE organisation_id = ? AND name_key = ? AND id <> ?", kind.table());
    let count = crate::scalar::<i64>(connection, &text, values![organisation, crate::users::key(name), but]).await?;
    Ok(count.is_some_and(|count| count > 0))
}

/// The name of a branch or folder, or `None` where the organisation has no such thing.
///
/// # Errors
/// When the database refuses.
pub async fn unit_name(
    connection: &impl ConnectionTrait,
    kind: Kind,
    organisation: OrganisationId,
    id: uuid::Uuid,
) -> DbResult<Option<String>> {
    let text = format!("SELECT name FROM {} WHERE id = ? AND organisation_id = ?", kind.table());
    crate::scalar(connection, &text, values![id, organisation]).await
}

/// Gives a branch or folder that still has the name `before` another one.
///
/// # Errors
/// Stale when it has not, Unique when the organisation has one of this name, or when the database refuses.
pub async fn rename_unit(
    connection: &impl ConnectionTrait,
    kind: Kind,
    organisation: OrganisationId,
    id: uuid::Uuid,
    before: &str,
    name: &str,
) -> DbResult<()> {
    let text = format!("UPDATE {} SET name = ?, name_key = ? WHERE id = ? AND organisation_id = ? AND name = ?", kind.table());
    let changed = crate::exec(connection, &text, values![name, crate::users::key(name), id, organisation, before]).await?;
    if changed == 1 { Ok(()) } else { Err(DbError::Stale(kind.table())) }
}

/// How many branches or folders an organisation has, those put away included. Its row is locked, so that nobody adds one meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn lock_units(connection: &impl ConnectionTrait, kind: Kind, organisation: OrganisationId) -> DbResult<i64> {
    let lock = format!("SELECT o.version FROM organisation o WHERE o.id = ?{}", for_update(connection, "o", false));
    crate::scalar::<i64>(connection, &lock, values![organisation]).await?;
    let text = format!("SELECT CAST(COUNT(*) AS bigint) FROM {} WHERE organisation_id = ?", kind.table());
    Ok(crate::scalar(connection, &text, values![organisation]).await?.unwrap_or(0))
}

/// Puts a branch or folder away, or takes it out again; its name, or `None` where the organisation has no such thing.
///
/// # Errors
/// When the database refuses.
pub async fn archive_unit(
    connection: &impl ConnectionTrait,
    kind: Kind,
    organisation: OrganisationId,
    id: uuid::Uuid,
    archived: bool,
) -> DbResult<Option<String>> {
    let text = format!("UPDATE {} SET archived = ? WHERE id = ? AND organisation_id = ? RETURNING name", kind.table());
    crate::scalar(connection, &text, values![archived, id, organisation]).await
}

/// The node that a reach over organisations speaks of: they belong to a part of the tree, never to one person.
#[must_use]
pub fn tree_of(reach: &Reach) -> Option<&str> {
    match reach {
        Reach::Tree(tree) => Some(tree),
        Reach::Own(_) | Reach::Assigned(_) => None,
    }
}
