//! Branches and folders that users have as defaults, by their ids: one statement for both.

use domain::{
    ids::{BranchId, FolderId, OrganisationId},
    organisation::Unit,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{DbResult, Sql};

/// A branch or folder, and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<I> {
    /// The unit itself.
    pub unit: Unit<I>,
    /// Its organisation.
    pub organisation: OrganisationId,
    /// The organisation's part of the tree.
    pub path: String,
}

#[derive(FromQueryResult)]
struct Row {
    folder: bool,
    id: Uuid,
    name: String,
    archived: bool,
    organisation_id: OrganisationId,
    path: String,
}

impl Row {
    fn placed<I: From<Uuid>>(self) -> Placed<I> {
        let Self { id, name, archived, organisation_id, path, .. } = self;
        Placed { unit: Unit { id: id.into(), name, archived }, organisation: organisation_id, path }
    }
}

/// This branch and this folder, where they are asked for and there. Nothing is sent where neither is.
///
/// # Errors
/// When the database refuses.
pub async fn find(
    connection: &impl ConnectionTrait,
    branch: Option<BranchId>,
    folder: Option<FolderId>,
) -> DbResult<(Option<Placed<BranchId>>, Option<Placed<FolderId>>)> {
    let mut sql = Sql::new("");
    let asked = [("branch", branch.map(|id| id.0)), ("folder", folder.map(|id| id.0))];
    let mut first = true;
    for (table, id) in asked.into_iter().filter_map(|(table, id)| Some((table, id?))) {
        sql.push(if first { "SELECT " } else { " UNION ALL SELECT " });
        let of_folders = if table == "folder" { "TRUE" } else { "FALSE" };
        sql.push(&format!("{of_folders} AS folder, t.id, t.name, t.archived, t.organisation_id, o.path FROM {table} t "));
        sql.push("JOIN organisation o ON o.id = t.organisation_id WHERE t.id = ").bind(id);
        first = false;
    }
    if first {
        return Ok((None, None));
    }
    let rows: Vec<Row> = sql.all(connection).await?;
    let (mut folders, mut branches): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.folder);
    Ok((branches.pop().map(Row::placed), folders.pop().map(Row::placed)))
}
