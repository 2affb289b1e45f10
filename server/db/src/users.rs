//! People's rows. [`NewRow`] and [`insert_rows`] bring users in, one or thousands; [`narrow`] turns a filter into conditions; [`list`]
//! makes pages; [`change`] holds the updates; [`timeline`] reads what
//! happened; [`choices`] is what filters and forms offer.
//!
//! To add a column: the migration, [`NewRow`], and [`list::SELECT`] where the table or the page shows it.

use domain::{
    access::{Post, Role},
    email,
    ids::{ImportId, OrganisationId, PlanId, UserId},
    names::is_invisible,
    text::Locale,
    time::Timestamp,
    user::{EmailStatus, UserStatus},
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult};
use unicode_normalization::{UnicodeNormalization as _, char::canonical_combining_class};

use crate::{DbResult, Sql, insert_many, scalar, values};

pub mod change;
pub mod choices;
pub mod list;
pub mod narrow;
pub mod phones;
pub mod timeline;
pub mod units;

/// A user to be written. Keys, search text and tag rows are made from it.
#[derive(Debug, Clone)]
pub struct NewRow {
    /// Id.
    pub id: UserId,
    /// Number of a dealer's (or the root's) node; `None` for others.
    pub node: Option<i64>,
    /// The dealer above.
    pub parent: Option<UserId>,
    /// Part of the tree: a dealer's own path, the parent's for others.
    pub path: String,
    /// Role.
    pub role: Role,
    /// An employee's post.
    pub post: Option<Post>,
    /// Full name.
    pub name: String,
    /// Sign-in name.
    pub username: Option<String>,
    /// Address.
    pub email: String,
    /// State of the address.
    pub email_status: EmailStatus,
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
    /// IANA zone.
    pub time_zone: String,
    /// Language.
    pub locale: Locale,
    /// Notes.
    pub notes: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Which import's ids `external_id` belongs to, and the id there.
    pub external: Option<(String, String)>,
    /// Which import brought them in.
    pub import: Option<ImportId>,
    /// Owns an organisation.
    pub team_owner: bool,
    /// Ever paid: set only by bulk loads that rebuild the figures afterwards.
    pub has_paid: bool,
    /// Hash of the password, where one was chosen.
    pub password_hash: Option<String>,
    /// Must choose a new one at the next sign-in.
    pub must_change_password: bool,
    /// Since when.
    pub registered_at: Timestamp,
    /// Last seen.
    pub last_seen_at: Option<Timestamp>,
}

impl NewRow {
    /// An active, unverified customer with nothing optional filled in.
    #[must_use]
    pub fn new(id: UserId, parent: Option<UserId>, path: &str, name: &str, email: &str, registered_at: Timestamp) -> Self {
        Self {
            id,
            node: None,
            parent,
            path: path.to_owned(),
            role: Role::Customer,
            post: None,
            name: name.to_owned(),
            username: None,
            email: email.to_owned(),
            email_status: EmailStatus::Unverified,
            phone: None,
            status: UserStatus::Active,
            tier: 0,
            organisation: None,
            manager: None,
            plan: None,
            time_zone: "UTC".to_owned(),
            locale: Locale::En,
            notes: String::new(),
            tags: Vec::new(),
            external: None,
            import: None,
            team_owner: false,
            has_paid: false,
            password_hash: None,
            must_change_password: false,
            registered_at,
            last_seen_at: None,
        }
    }
}

/// What makes two names, user names or addresses the same, and what they sort by.
#[must_use]
pub fn key(text: &str) -> String {
    email::key(text)
}

/// A name as it is kept: composed, so that two spellings of one letter are one, and without what shows nothing at its ends.
#[must_use]
pub fn tidy(name: &str) -> String {
    name.trim_matches(|c: char| c.is_whitespace() || is_invisible(c)).nfc().collect()
}

/// What texts are found by: lower case, without accents and vowel marks, and in one form however letters and marks were put together.
/// A migration filled the column for older rows; who changes this fills it anew.
#[must_use]
pub fn fold(text: &str) -> String {
    let letters = text.to_lowercase();
    letters.trim().nfkd().filter(|c| canonical_combining_class(*c) == 0 && !is_invisible(*c)).nfc().collect()
}

/// What the search looks into: name, user name, address, phone and foreign id, folded, one a line.
#[must_use]
pub fn search_text(name: &str, username: Option<&str>, email: &str, phone: Option<&str>, external_id: Option<&str>) -> String {
    let parts = [Some(name), username, Some(email), phone, external_id];
    parts.into_iter().flatten().map(fold).collect::<Vec<_>>().join("\n")
}

/// Tags as one column.
#[must_use]
pub fn tags_text(tags: &[String]) -> String {
    tags.join(",")
}

const COLUMNS: [&str; 32] = [
    "id",
    "node",
    "parent_id",
    "path",
    "role",
    "post",
    "name",
    "name_key",
    "username",
    "username_key",
    "email",
    "email_key",
    "email_status",
    "phone",
    "status",
    "tier",
    "organisation_id",
    "manager_id",
    "plan_id",
    "time_zone",
    "locale",
    "notes",
    "tags",
    "external_space",
    "external_id",
    "search",
    "team_owner",
    "has_paid",
    "password_hash",
    "must_change_password",
    "registered_at",
    "import_id",
];

/// Writes users with their tags, in as few statements as fit. Figures are the caller's (`service::figures::users_created`).
///
/// # Errors
/// Unique, when an address, user name, node or foreign id is taken; or when the database refuses.
pub async fn insert_rows(connection: &impl ConnectionTrait, rows: &[NewRow]) -> DbResult<()> {
    let columns: Vec<&str> = COLUMNS.into_iter().chain(["last_seen_at"]).collect();
    let values = rows
        .iter()
        .map(|row| {
            let (space, external_id) = row.external.as_ref().map_or((None, None), |(space, id)| (Some(space.clone()), Some(id.clone())));
            let search = search_text(&row.name, row.username.as_deref(), &row.email, row.phone.as_deref(), external_id.as_deref());
            values![
                row.id,
                row.node,
                row.parent,
                row.path.clone(),
                row.role.code(),
                row.post.map(Post::code),
                row.name.clone(),
                key(&row.name),
                row.username.clone(),
                row.username.as_deref().map(key),
                row.email.clone(),
                key(&row.email),
                row.email_status.code(),
                row.phone.clone(),
                row.status.code(),
                row.tier,
                row.organisation,
                row.manager,
                row.plan,
                row.time_zone.clone(),
                row.locale.tag(),
                row.notes.clone(),
                tags_text(&row.tags),
                space,
                external_id,
                search,
                row.team_owner,
                row.has_paid,
                row.password_hash.clone(),
                row.must_change_password,
                row.registered_at,
                row.import,
                row.last_seen_at
            ]
        })
        .collect();
    insert_many(connection, "users", &columns, values, "").await?;
    insert_tags(connection, rows.iter().map(|row| (row.id, row.tags.as_slice()))).await
}

/// Writes tag rows.
///
/// # Errors
/// When the database refuses.
pub async fn insert_tags<'a>(connection: &impl ConnectionTrait, users: impl IntoIterator<Item = (UserId, &'a [String])>) -> DbResult<()> {
    let rows: Vec<_> = users.into_iter().flat_map(|(user, tags)| tags.iter().map(move |tag| values![tag.clone(), user])).collect();
    insert_many(connection, "user_tag", &["tag", "user_id"], rows, "ON CONFLICT (tag, user_id) DO NOTHING").await?;
    Ok(())
}

/// Keeps dealers from moving until the transaction ends: whoever puts something at a path calls this before reading where. SQLite has one
/// writer at a time anyway.
///
/// # Errors
/// When the database refuses.
pub async fn hold_tree(connection: &impl ConnectionTrait) -> DbResult<()> {
    if connection.get_database_backend() == DbBackend::Postgres {
        crate::exec(connection, "SELECT pg_advisory_xact_lock_shared(7305023)", vec![]).await?;
    }
    Ok(())
}

/// Keeps everybody else from putting something at a path, and from moving dealers, until the transaction ends. Comes before any lock on rows.
///
/// # Errors
/// When the database refuses.
pub async fn take_tree(connection: &impl ConnectionTrait) -> DbResult<()> {
    if connection.get_database_backend() == DbBackend::Postgres {
        crate::exec(connection, "SELECT pg_advisory_xact_lock(7305023)", vec![]).await?;
    }
    Ok(())
}

/// The next free number of a dealer's node. On PostgreSQL a lock keeps others from taking the same until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn next_node(connection: &impl ConnectionTrait) -> DbResult<i64> {
    if connection.get_database_backend() == DbBackend::Postgres {
        crate::exec(connection, "SELECT pg_advisory_xact_lock(7305022)", vec![]).await?;
    }
    Ok(scalar::<i64>(connection, "SELECT CAST(MAX(node) AS bigint) FROM users", vec![]).await?.unwrap_or(0) + 1)
}

/// Which of these address and user-name keys are taken by someone else.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct TakenRow {
    /// The address' key.
    pub email_key: String,
    /// The user name's key.
    pub username_key: Option<String>,
}

/// Users other than `but` who have this address or this user name.
///
/// # Errors
/// When the database refuses.
pub async fn taken(connection: &impl ConnectionTrait, email: &str, username: Option<&str>, but: UserId) -> DbResult<Vec<TakenRow>> {
    let mut sql = Sql::new("SELECT email_key, username_key FROM users WHERE email_key = ");
    sql.bind(key(email)).push(" AND id <> ").bind(but);
    if let Some(username) = username {
        sql.push(" UNION ALL SELECT email_key, username_key FROM users WHERE username_key = ")
            .bind(key(username))
            .push(" AND id <> ")
            .bind(but);
    }
    sql.all(connection).await
}

/// A person in a few words, for checks and choices.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct BriefRow {
    /// Id.
    pub id: UserId,
    /// Name.
    pub name: String,
    /// Role's code.
    pub role: String,
    /// Status' code.
    pub status: String,
    /// Node, for dealers.
    pub node: Option<i64>,
    /// Part of the tree.
    pub path: String,
    /// Manager.
    pub manager_id: Option<UserId>,
}

const BRIEF: &str = "SELECT id, name, role, status, node, path, manager_id FROM users";

/// One person in a few words.
///
/// # Errors
/// When the database refuses.
pub async fn brief(connection: &impl ConnectionTrait, user: UserId) -> DbResult<Option<BriefRow>> {
    crate::one(connection, &format!("{BRIEF} WHERE id = ?"), values![user]).await
}

/// The dealer (or root) at the head of a part of the tree.
///
/// # Errors
/// When the database refuses.
pub async fn head_of(connection: &impl ConnectionTrait, tree: &str) -> DbResult<Option<BriefRow>> {
    crate::one(connection, &format!("{BRIEF} WHERE node IS NOT NULL AND path = ?"), values![tree]).await
}
