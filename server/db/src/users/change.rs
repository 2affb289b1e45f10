//! Updates of users. Each says in its WHERE clause which state it expects.

use domain::{
    access::{Post, Role},
    ids::{BranchId, FolderId, OrganisationId, UserId},
    text::Locale,
    user::UserStatus,
};
use sea_orm::ConnectionTrait;

use super::{key, search_text, tags_text};
use crate::{
    DbError, DbResult, Sql,
    figures::{FACTS, FactsRow},
    reach::path_range,
    values,
};

/// What an edit writes.
#[derive(Debug, Clone)]
pub struct Edited<'a> {
    /// Node, for dealers.
    pub node: Option<i64>,
    /// The dealer above.
    pub parent: Option<UserId>,
    /// Part of the tree.
    pub path: &'a str,
    /// Role.
    pub role: Role,
    /// Post.
    pub post: Option<Post>,
    /// Name.
    pub name: &'a str,
    /// Sign-in name.
    pub username: Option<&'a str>,
    /// Address; another one is unverified.
    pub email: &'a str,
    /// E.164.
    pub phone: Option<&'a str>,
    /// Tier.
    pub tier: i16,
    /// Organisation.
    pub organisation: Option<OrganisationId>,
    /// Default branch, of that organisation.
    pub branch: Option<BranchId>,
    /// Default folder, of that organisation.
    pub folder: Option<FolderId>,
    /// Manager.
    pub manager: Option<UserId>,
    /// IANA zone.
    pub time_zone: &'a str,
    /// Language.
    pub locale: Locale,
    /// Notes.
    pub notes: &'a str,
    /// Tags.
    pub tags: &'a [String],
    /// Foreign id, which the search knows.
    pub external_id: Option<&'a str>,
}

/// Writes an edit of a user who is still at this version.
///
/// # Errors
/// Stale when they are not, Unique when the address or user name is taken, or when the database refuses.
pub async fn edit(connection: &impl ConnectionTrait, user: UserId, version: i64, edited: &Edited<'_>) -> DbResult<()> {
    let search = search_text(edited.name, edited.username, edited.email, edited.phone, edited.external_id);
    let text = "UPDATE users SET email_status = CASE WHEN email_key = ? THEN email_status ELSE 'unverified' END,
        branch_id = ?, folder_id = ?, node = ?, parent_id = ?, path = ?, role = ?, post = ?, name = ?, name_key = ?, username = ?, username_key = ?, email = ?, email_key = ?, phone = ?, tier = ?,
        organisation_id = ?, manager_id = ?, time_zone = ?, locale = ?, notes = ?, tags = ?, search = ?, version = version + 1 WHERE id = ? AND version = ?";
    let values = values![
        key(edited.email),
        edited.branch,
        edited.folder,
        edited.node,
        edited.parent,
        edited.path,
        edited.role.code(),
        edited.post.map(Post::code),
        edited.name,
        key(edited.name),
        edited.username,
        edited.username.map(key),
        edited.email,
        key(edited.email),
        edited.phone,
        edited.tier,
        edited.organisation,
        edited.manager,
        edited.time_zone,
        edited.locale.tag(),
        edited.notes,
        tags_text(edited.tags),
        search,
        user,
        version
    ];
    if crate::exec(connection, text, values).await? != 1 {
        return Err(DbError::Stale("users"));
    }
    Ok(())
}

/// Puts these tags on a user in place of those before.
///
/// # Errors
/// When the database refuses.
pub async fn set_tags(connection: &impl ConnectionTrait, user: UserId, tags: &[String]) -> DbResult<()> {
    crate::exec(connection, "DELETE FROM user_tag WHERE user_id = ?", values![user]).await?;
    super::insert_tags(connection, [(user, tags)]).await
}

/// Writes another list of tags for a user.
///
/// # Errors
/// When the database refuses.
pub async fn write_tags(connection: &impl ConnectionTrait, user: UserId, tags: &[String]) -> DbResult<()> {
    crate::exec(connection, "UPDATE users SET tags = ?, version = version + 1 WHERE id = ?", values![tags_text(tags), user]).await?;
    set_tags(connection, user, tags).await
}

/// Changes the status of a user who has the other one; whether it did.
///
/// # Errors
/// When the database refuses.
pub async fn set_status(connection: &impl ConnectionTrait, user: UserId, before: UserStatus, after: UserStatus) -> DbResult<bool> {
    let text = "UPDATE users SET status = ?, version = version + 1 WHERE id = ? AND status = ?";
    Ok(crate::exec(connection, text, values![after.code(), user, before.code()]).await? == 1)
}

/// How many messages of a user wait to be sent.
///
/// # Errors
/// When the database refuses.
pub async fn messages_waiting(connection: &impl ConnectionTrait, user: UserId) -> DbResult<i64> {
    // Both conditions, so that the index of what waits is used.
    let text = "SELECT CAST(COUNT(*) AS bigint) FROM instance i JOIN message m ON m.instance_id = i.id WHERE i.user_id = ? \
        AND m.state IN ('queued','claimed','submitted','unknown') AND m.state = 'queued'";
    Ok(crate::scalar::<i64>(connection, text, values![user]).await?.unwrap_or(0))
}

/// Gives users a manager and/or an organisation; with another organisation the default branch and folder go.
///
/// # Errors
/// When the database refuses.
pub async fn assign(
    connection: &impl ConnectionTrait,
    users: &[UserId],
    manager: Option<Option<UserId>>,
    organisation: Option<Option<OrganisationId>>,
) -> DbResult<u64> {
    let mut sql = Sql::new("UPDATE users SET version = version + 1");
    if let Some(manager) = manager {
        sql.push(", manager_id = ").bind(manager);
    }
    if let Some(organisation) = organisation {
        for column in ["branch_id", "folder_id"] {
            sql.push(&format!(", {column} = CASE WHEN organisation_id = ")).bind(organisation).push(&format!(" THEN {column} END"));
        }
        sql.push(", organisation_id = ").bind(organisation);
    }
    sql.push(" WHERE id IN ").list(users.iter().copied());
    sql.exec(connection).await
}

/// Says whether a user owns an organisation, as the organisations say; whether that changed it.
///
/// # Errors
/// When the database refuses.
pub async fn refresh_team_owner(connection: &impl ConnectionTrait, user: UserId) -> DbResult<bool> {
    let owns = "EXISTS (SELECT 1 FROM organisation o WHERE o.owner_id = users.id)";
    Ok(crate::exec(
        connection,
        &format!("UPDATE users SET team_owner = {owns}, version = version + 1 WHERE id = ? AND team_owner <> {owns}"),
        values![user],
    )
    .await?
        == 1)
}

/// The deepest path under a node, in steps, and how many other users are there.
///
/// # Errors
/// When the database refuses.
pub async fn below(connection: &impl ConnectionTrait, node: &str, but: UserId) -> DbResult<(usize, i64)> {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        steps: Option<i64>,
        others: i64,
    }
    let (from, before) = path_range(node);
    let text = "SELECT CAST(MAX(length(path) - length(replace(path, '/', ''))) AS bigint) AS steps, CAST(COUNT(*) AS bigint) AS others
        FROM users WHERE path >= ? AND path < ? AND id <> ?";
    let row = crate::one::<Row>(connection, text, values![from, before, but]).await?;
    Ok(row.map_or((0, 0), |row| (row.steps.and_then(|steps| usize::try_from(steps).ok()).unwrap_or(0), row.others)))
}

/// Users under a node, locked, after this id: what a move of the node has to file again.
///
/// # Errors
/// When the database refuses.
pub async fn facts_below(connection: &impl ConnectionTrait, node: &str, after: UserId, limit: usize) -> DbResult<Vec<FactsRow>> {
    let (from, before) = path_range(node);
    let mut sql = Sql::new(&format!("SELECT {FACTS} FROM users WHERE path >= "));
    sql.bind(from).push(" AND path < ").bind(before).push(" AND id > ").bind(after).push(&format!(" ORDER BY id LIMIT {limit}"));
    if connection.get_database_backend() == sea_orm::DbBackend::Postgres {
        sql.push(" FOR UPDATE");
    }
    sql.all(connection).await
}

/// What links a user to somebody or something that may stand higher up in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The manager.
    Manager,
    /// The organisation.
    Organisation,
}

/// Users under a node whose link leads to where they are no longer below when the node is put elsewhere. What lies under the node itself
/// moves along.
///
/// # Errors
/// When the database refuses.
pub async fn links_lost(connection: &impl ConnectionTrait, link: Link, from_node: &str, to_node: &str) -> DbResult<Vec<UserId>> {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        id: UserId,
    }
    let (table, column) = match link {
        Link::Manager => ("users", "manager_id"),
        Link::Organisation => ("organisation", "organisation_id"),
    };
    let (from, before) = path_range(from_node);
    let text = format!(
        "SELECT u.id FROM users u JOIN {table} t ON t.id = u.{column} WHERE u.path >= ? AND u.path < ? AND NOT (t.path >= ? AND t.path < ?)
        AND substr(CAST(? AS text), 1, length(t.path)) <> t.path ORDER BY u.id"
    );
    let rows = crate::all::<Row>(connection, &text, values![from.clone(), before.clone(), from, before, to_node]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Of these users and those whom they manage: who has a manager or organisation that nobody could give them, because it stands neither
/// where they are nor above, or because the manager is a customer now.
///
/// # Errors
/// When the database refuses.
pub async fn links_broken(connection: &impl ConnectionTrait, link: Link, users: &[UserId]) -> DbResult<Vec<UserId>> {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        id: UserId,
    }
    let (table, column, sides, also) = match link {
        Link::Manager => ("users", "manager_id", &["id", "manager_id"][..], " OR t.role = 'customer'"),
        Link::Organisation => ("organisation", "organisation_id", &["id"][..], ""),
    };
    let mut sql = Sql::new("");
    for (at, side) in sides.iter().enumerate() {
        sql.push(if at == 0 { "" } else { " UNION " });
        sql.push(&format!("SELECT u.id AS id FROM users u JOIN {table} t ON t.id = u.{column} WHERE u.{side} IN "))
            .list(users.iter().copied());
        sql.push(&format!(" AND (substr(u.path, 1, length(t.path)) <> t.path{also})"));
    }
    sql.push(" ORDER BY id");
    Ok(sql.all::<Row>(connection).await?.into_iter().map(|row| row.id).collect())
}

/// Puts everything that lies under one node under another: users, organisations and plans.
///
/// # Errors
/// When the database refuses.
pub async fn move_tree(connection: &impl ConnectionTrait, from_node: &str, to_node: &str) -> DbResult<()> {
    let (from, before) = path_range(from_node);
    for table in ["users", "organisation", "plan"] {
        let text =
            format!("UPDATE {table} SET path = CAST(? AS text) || substr(path, {}) WHERE path >= ? AND path < ?", from_node.len() + 1);
        crate::exec(connection, &text, values![to_node, from.clone(), before.clone()]).await?;
    }
    Ok(())
}
