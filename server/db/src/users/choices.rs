//! What filters and forms offer to choose from: plans, managers, parents and organisations by name, all in one statement. Of each kind
//! come the first by name, or those whose name holds what somebody typed; and what is chosen already, whatever its name. An organisation
//! that is chosen brings its branches and folders along. Who wants some kinds only gets no others.

use domain::{
    access::Reach,
    ids::{BranchId, FolderId, OrganisationId, PlanId, UserId},
    user::ChoiceKind,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use uuid::Uuid;

use super::narrow::{escape, within};
use crate::{
    DbResult, Sql,
    reach::{in_tree, path_range},
};

/// Names with ids, each kind in the order of the names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// Plans that those at the node may be on: their own part of the tree's and those from above.
    pub plans: Vec<(PlanId, String)>,
    /// Active staff within reach.
    pub managers: Vec<(UserId, String)>,
    /// Active owners and sub-dealers within reach.
    pub parents: Vec<(UserId, String)>,
    /// Organisations under the node.
    pub organisations: Vec<(OrganisationId, String)>,
    /// Branches of the organisation that is kept, but those put away.
    pub branches: Vec<(BranchId, String)>,
    /// The same of folders.
    pub folders: Vec<(FolderId, String)>,
}

#[derive(FromQueryResult)]
struct Named {
    kind: i32,
    id: Uuid,
    name: String,
}

/// Whose choices.
#[derive(Debug, Clone, Copy)]
pub struct Within<'a> {
    /// Part of the tree.
    pub tree: &'a str,
    /// Whom they may see.
    pub reach: &'a Reach,
}

/// What is chosen already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kept {
    /// A plan.
    pub plan: Option<PlanId>,
    /// A manager.
    pub manager: Option<UserId>,
    /// An organisation.
    pub organisation: Option<OrganisationId>,
    /// A branch.
    pub branch: Option<BranchId>,
    /// A folder.
    pub folder: Option<FolderId>,
}

/// The kinds, as the statement numbers them.
const PLANS: i32 = ChoiceKind::Plan as i32;
const MANAGERS: i32 = ChoiceKind::Manager as i32;
const PARENTS: i32 = ChoiceKind::Parent as i32;
const ORGANISATIONS: i32 = ChoiceKind::Organisation as i32;
const BRANCHES: i32 = ChoiceKind::Branch as i32;
const FOLDERS: i32 = ChoiceKind::Folder as i32;

/// Whether these are among the kinds that are wanted.
fn wanted(only: &[ChoiceKind], number: i32) -> bool {
    only.is_empty() || only.iter().any(|kind| *kind as i32 == number)
}

/// Begins the part of the statement that brings some of a kind.
fn begin(sql: &mut Sql, number: i32) {
    sql.push(if sql.text().is_empty() { "SELECT " } else { " UNION ALL SELECT " }).push(&format!("{number} AS kind, "));
}

fn plans(sql: &mut Sql, tree: &str) {
    let above = tree.match_indices('/').map(|(at, _)| tree[..=at].to_owned());
    let (from, before) = path_range(tree);
    sql.push("SELECT c.id, c.name, c.name_key FROM plan c WHERE (c.path IN ").list(above);
    sql.push(" OR (c.path >= ").bind(from).push(" AND c.path < ").bind(before).push("))");
}

/// Whom to read: one by id, or those of an index in order. SQLite would rather read all who are active and sort them.
const USERS: &str = "users u";
const STAFF_IN_ORDER: &str = "users u INDEXED BY users_staff";
const HEADS_IN_ORDER: &str = "users u INDEXED BY users_heads";

/// Staff, or of them those who head a part of the tree. The conditions stand here as they do in the indexes `users_staff` and `users_heads`.
fn people(sql: &mut Sql, users: &str, reach: &Reach, heads: bool) {
    sql.push(&format!("SELECT u.id, u.name, u.name_key FROM {users} WHERE u.status = 'active' AND u.role <> 'customer'"));
    if heads {
        sql.push(" AND u.role <> 'employee' AND u.node IS NOT NULL");
    }
    within(sql, reach);
}

fn organisations(sql: &mut Sql, tree: &str) {
    sql.push("SELECT c.id, c.name, c.name_key FROM organisation c WHERE 1 = 1");
    in_tree(sql, "c.path", tree);
}

/// All of a kind; says by which name its table goes.
fn kind(sql: &mut Sql, kind: i32, users: &str, of: Within<'_>) -> &'static str {
    match kind {
        PLANS => plans(sql, of.tree),
        ORGANISATIONS => organisations(sql, of.tree),
        _ => people(sql, users, of.reach, kind == PARENTS),
    }
    if matches!(kind, MANAGERS | PARENTS) { "u" } else { "c" }
}

/// Which branches or folders: those in use of an organisation, or one.
#[derive(Debug, Clone, Copy)]
enum Units {
    Of(OrganisationId),
    One(Uuid),
}

fn units(sql: &mut Sql, kind: i32, tree: &str, which: Units) {
    let table = if kind == BRANCHES { "branch" } else { "folder" };
    begin(sql, kind);
    sql.push(&format!(
        "t.id AS id, t.name AS name, t.name_key AS name_key FROM {table} t JOIN organisation c ON c.id = t.organisation_id WHERE "
    ));
    match which {
        Units::Of(organisation) => sql.push("t.organisation_id = ").bind(organisation).push(" AND NOT t.archived"),
        Units::One(id) => sql.push("t.id = ").bind(id),
    };
    in_tree(sql, "c.path", tree);
}

/// What is chosen already, and what comes along with it.
fn kept_too(sql: &mut Sql, of: Within<'_>, only: &[ChoiceKind], kept: Kept) {
    let chosen =
        [(PLANS, kept.plan.map(|id| id.0)), (MANAGERS, kept.manager.map(|id| id.0)), (ORGANISATIONS, kept.organisation.map(|id| id.0))];
    for (number, id) in chosen.into_iter().filter_map(|(number, id)| Some((number, id.filter(|_| wanted(only, number))?))) {
        begin(sql, number);
        sql.push("id, name, name_key FROM (");
        let table = kind(sql, number, USERS, of);
        sql.push(&format!(" AND {table}.id = ")).bind(id).push(") AS kept");
    }
    for (number, id) in [(BRANCHES, kept.branch.map(|id| id.0)), (FOLDERS, kept.folder.map(|id| id.0))] {
        let which = [kept.organisation.map(Units::Of), id.map(Units::One)];
        which.into_iter().flatten().filter(|_| wanted(only, number)).for_each(|which| units(sql, number, of.tree, which));
    }
}

/// The first of each kind by name.
fn first(backend: DbBackend, of: Within<'_>, text: &str, only: &[ChoiceKind], limit: usize) -> Sql {
    let mut sql = Sql::new("");
    for number in [PLANS, MANAGERS, PARENTS, ORGANISATIONS].into_iter().filter(|number| wanted(only, *number)) {
        begin(&mut sql, number);
        sql.push("id, name, name_key FROM (");
        let users = match (backend, number) {
            (DbBackend::Sqlite, PARENTS) => HEADS_IN_ORDER,
            (DbBackend::Sqlite, _) => STAFF_IN_ORDER,
            _ => USERS,
        };
        let table = kind(&mut sql, number, users, of);
        if !text.is_empty() {
            sql.push(&format!(" AND {table}.name_key LIKE ")).bind(format!("%{}%", escape(text))).push(" ESCAPE '\\'");
        }
        sql.push(&format!(" ORDER BY {table}.name_key, {table}.id LIMIT {limit}) AS offered"));
    }
    sql
}

/// At most `limit` of each whose name's key holds `text`, and what is kept; of the kinds in `only`, or of all where it is empty. Nothing is
/// sent where nothing can be found.
///
/// # Errors
/// When the database refuses.
pub async fn offered(
    connection: &impl ConnectionTrait,
    of: Within<'_>,
    text: &str,
    only: &[ChoiceKind],
    kept: Kept,
    limit: usize,
) -> DbResult<Offered> {
    let mut sql = first(connection.get_database_backend(), of, text, only, limit);
    kept_too(&mut sql, of, only, kept);
    if sql.text().is_empty() {
        return Ok(Offered::default());
    }
    sql.push(" ORDER BY kind, name_key, id");
    let mut rows: Vec<Named> = sql.all(connection).await?;
    rows.dedup_by_key(|row| (row.kind, row.id));
    let mut offered = Offered::default();
    for Named { kind, id, name } in rows {
        match kind {
            PLANS => offered.plans.push((PlanId(id), name)),
            MANAGERS => offered.managers.push((UserId(id), name)),
            PARENTS => offered.parents.push((UserId(id), name)),
            BRANCHES => offered.branches.push((BranchId(id), name)),
            FOLDERS => offered.folders.push((FolderId(id), name)),
            _ => offered.organisations.push((OrganisationId(id), name)),
        }
    }
    Ok(offered)
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::both_databases! {
        async fn staff_are_read_in_the_order_of_their_names(db: Db) {
            let rows = (1..=3_000_i64)
                .map(|at| {
                    let (id, role) = (Uuid::from_u128(at.unsigned_abs().into()), if at % 2 == 0 { "sub_dealer" } else { "customer" });
                    let node = (at % 2 == 0).then_some(at);
                    crate::values![id, format!("1/{at}/"), node, role, format!("n{at}"), format!("n{at}"), format!("{at}@x"), format!("{at}@x"), "active", "x", at]
                })
                .collect();
            let columns = ["id", "path", "node", "role", "name", "name_key", "email", "email_key", "status", "search", "registered_at"];
            crate::insert_many(db.write(), "users", &columns, rows, "").await.expect("people");
            crate::exec(db.write(), "ANALYZE", vec![]).await.expect("statistics");
            let reach = Reach::Tree("1/".to_owned());
            for (kind, index) in [(ChoiceKind::Manager, "users_staff"), (ChoiceKind::Parent, "users_heads")] {
                let statement = first(db.backend(), Within { tree: "1/", reach: &reach }, "", &[kind], 100);
                let plan = crate::testing::plan(&db, statement).await.join("; ");
                assert!(plan.contains(index) && !plan.contains("Sort") && !plan.contains("TEMP B-TREE"), "{plan}");
            }
        }
    }
}
