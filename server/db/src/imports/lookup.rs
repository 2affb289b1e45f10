//! What the rows of a batch are compared with: the people, plans and organisations that are there already, each asked for once per
//! batch by all keys together.

use domain::{
    access::{Post, Role},
    ids::{OrganisationId, PlanId, UserId},
    time::Timestamp,
    user::{EmailStatus, UserStatus},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    error::{DbError, DbResult},
    sql::{Sql, all},
    values,
};

#[derive(Debug, FromQueryResult)]
struct Stored {
    id: UserId,
    parent_id: Option<UserId>,
    path: String,
    node: Option<i64>,
    role: String,
    post: Option<String>,
    name: String,
    email: String,
    email_key: String,
    email_status: String,
    phone: Option<String>,
    status: String,
    tier: i16,
    organisation_id: Option<OrganisationId>,
    manager_id: Option<UserId>,
    plan_id: Option<PlanId>,
    tags: String,
    external_space: Option<String>,
    external_id: Option<String>,
    username: Option<String>,
    team_owner: bool,
    registered_at: Timestamp,
    version: i64,
}

/// A person as far as an import looks at them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// Above them.
    pub parent: Option<UserId>,
    /// Part of the tree.
    pub path: String,
    /// Their own node, for those who have people below.
    pub node: Option<i64>,
    /// Role.
    pub role: Role,
    /// Post.
    pub post: Option<Post>,
    /// Name.
    pub name: String,
    /// Address.
    pub email: String,
    /// Its key.
    pub email_key: String,
    /// Its state.
    pub email_status: EmailStatus,
    /// Sign-in name.
    pub username: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// Status.
    pub status: UserStatus,
    /// Tier.
    pub tier: i16,
    /// Organisation.
    pub organisation: Option<OrganisationId>,
    /// Manager.
    pub manager: Option<UserId>,
    /// Plan.
    pub plan: Option<PlanId>,
    /// Tags as stored.
    pub tags: String,
    /// Whose numbering the external id is.
    pub external_space: Option<String>,
    /// Id elsewhere.
    pub external_id: Option<String>,
    /// Owns an organisation.
    pub team_owner: bool,
    /// Since when.
    pub registered_at: Timestamp,
    /// Number of the row's version.
    pub version: i64,
}

impl TryFrom<Stored> for Person {
    type Error = DbError;
    fn try_from(row: Stored) -> DbResult<Self> {
        let unreadable = |column: &'static str, value: &str| DbError::Unreadable { table: "users", column, value: value.to_owned() };
        Ok(Self {
            role: Role::from_code(&row.role).ok_or_else(|| unreadable("role", &row.role))?,
            status: UserStatus::from_code(&row.status).ok_or_else(|| unreadable("status", &row.status))?,
            post: row.post.as_deref().and_then(Post::from_code),
            id: row.id,
            parent: row.parent_id,
            path: row.path,
            node: row.node,
            name: row.name,
            email: row.email,
            email_key: row.email_key,
            email_status: EmailStatus::from_code(&row.email_status).ok_or_else(|| unreadable("email_status", &row.email_status))?,
            username: row.username,
            phone: row.phone,
            tier: row.tier,
            organisation: row.organisation_id,
            manager: row.manager_id,
            plan: row.plan_id,
            tags: row.tags,
            external_space: row.external_space,
            external_id: row.external_id,
            team_owner: row.team_owner,
            registered_at: row.registered_at,
            version: row.version,
        })
    }
}

const PEOPLE: &str = "SELECT id, parent_id, path, node, role, post, name, email, email_key, email_status, username, phone, status, tier, organisation_id, manager_id, plan_id, tags,
    external_space, external_id, team_owner, registered_at, version FROM users WHERE ";

/// People by their ids elsewhere.
///
/// # Errors
/// When the database refuses.
pub async fn people_by_external(
    connection: &impl ConnectionTrait,
    space: &str,
    ids: impl IntoIterator<Item = &str>,
) -> DbResult<Vec<Person>> {
    let mut sql = Sql::new(PEOPLE);
    sql.push("external_space = ").bind(space).push(" AND external_id IN ").list(ids);
    sql.all::<Stored>(connection).await?.into_iter().map(Person::try_from).collect()
}

/// People by our own ids.
///
/// # Errors
/// When the database refuses.
pub async fn people_by_id(connection: &impl ConnectionTrait, ids: impl IntoIterator<Item = UserId>) -> DbResult<Vec<Person>> {
    let mut sql = Sql::new(PEOPLE);
    sql.push("id IN ").list(ids);
    sql.all::<Stored>(connection).await?.into_iter().map(Person::try_from).collect()
}

/// People by the keys of their addresses.
///
/// # Errors
/// When the database refuses.
pub async fn people_by_email(connection: &impl ConnectionTrait, keys: impl IntoIterator<Item = &str>) -> DbResult<Vec<Person>> {
    let mut sql = Sql::new(PEOPLE);
    sql.push("email_key IN ").list(keys);
    sql.all::<Stored>(connection).await?.into_iter().map(Person::try_from).collect()
}

/// The owner or sub-dealer at whose node this part of the tree begins.
///
/// # Errors
/// When the database refuses.
pub async fn head_of(connection: &impl ConnectionTrait, tree: &str) -> DbResult<Option<Person>> {
    let mut sql = Sql::new(PEOPLE);
    sql.push("path = ").bind(tree).push(" AND node IS NOT NULL");
    let row = sql.one::<Stored>(connection).await?;
    row.map(Person::try_from).transpose()
}

/// Something with a name in a part of the tree.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Named<I: sea_orm::TryGetable> {
    /// Its id.
    pub id: I,
    /// Part of the tree.
    pub path: String,
    /// Key of its name.
    pub name_key: String,
}

/// All plans: there are few.
///
/// # Errors
/// When the database refuses.
pub async fn plans(connection: &impl ConnectionTrait) -> DbResult<Vec<Named<PlanId>>> {
    all(connection, "SELECT id, path, name_key FROM plan ORDER BY path LIMIT 10000", values![]).await
}

/// Organisations in these parts of the tree by the keys of their names.
///
/// # Errors
/// When the database refuses.
pub async fn organisations(
    connection: &impl ConnectionTrait,
    paths: impl IntoIterator<Item = &str>,
    keys: impl IntoIterator<Item = &str>,
) -> DbResult<Vec<Named<OrganisationId>>> {
    let mut sql = Sql::new("SELECT id, path, name_key FROM organisation WHERE path IN ");
    sql.list(paths).push(" AND name_key IN ").list(keys);
    sql.all(connection).await
}
