//! What filters and forms offer to choose from: plans, managers, parents and organisations by name, all in one statement.

use domain::{
    access::Reach,
    ids::{OrganisationId, PlanId, UserId},
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::narrow::{in_tree, within};
use crate::{DbResult, Sql, figures::path_range};

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
}

#[derive(FromQueryResult)]
struct Named {
    kind: i32,
    id: Uuid,
    name: String,
}

fn plans(sql: &mut Sql, tree: &str) {
    let above = tree.match_indices('/').map(|(at, _)| tree[..=at].to_owned());
    let (from, before) = path_range(tree);
    sql.push("SELECT p.id, p.name, p.name_key FROM plan p WHERE (p.path IN ").list(above);
    sql.push(" OR (p.path >= ").bind(from).push(" AND p.path < ").bind(before).push(")) ORDER BY p.name_key, p.id");
}

/// Staff, or of them those who head a part of the tree. Both conditions stand here as they do in the index `users_staff`.
fn people(sql: &mut Sql, reach: &Reach, heads: bool) {
    sql.push("SELECT u.id, u.name, u.name_key FROM users u WHERE u.status = 'active' AND u.role <> 'customer'");
    if heads {
        sql.push(" AND u.role <> 'employee' AND u.node IS NOT NULL");
    }
    within(sql, reach);
    sql.push(" ORDER BY u.name_key, u.id");
}

fn organisations(sql: &mut Sql, tree: &str) {
    sql.push("SELECT o.id, o.name, o.name_key FROM organisation o WHERE 1 = 1");
    in_tree(sql, "o.path", tree);
    sql.push(" ORDER BY o.name_key, o.id");
}

/// At most `limit` of each.
///
/// # Errors
/// When the database refuses.
pub async fn offered(connection: &impl ConnectionTrait, tree: &str, reach: &Reach, limit: usize) -> DbResult<Offered> {
    let mut sql = Sql::new("");
    for kind in 0..4 {
        sql.push(if kind == 0 { "SELECT " } else { " UNION ALL SELECT " }).push(&format!("{kind} AS kind, id, name, name_key FROM ("));
        match kind {
            0 => plans(&mut sql, tree),
            1 => people(&mut sql, reach, false),
            2 => people(&mut sql, reach, true),
            _ => organisations(&mut sql, tree),
        }
        sql.push(&format!(" LIMIT {limit}) AS offered"));
    }
    sql.push(" ORDER BY kind, name_key, id");
    let mut offered = Offered::default();
    for Named { kind, id, name } in sql.all(connection).await? {
        match kind {
            0 => offered.plans.push((PlanId(id), name)),
            1 => offered.managers.push((UserId(id), name)),
            2 => offered.parents.push((UserId(id), name)),
            _ => offered.organisations.push((OrganisationId(id), name)),
        }
    }
    Ok(offered)
}
