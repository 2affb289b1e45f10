//! Pages of the user table and single users with the names of what they belong to: one statement each.

use domain::{
    access::{Post, Role},
    ids::{BranchId, FolderId, OrganisationId, PlanId, UserId},
    page::{Cursor, Page},
    time::Timestamp,
    user::{EmailStatus, UserRow, UserSort, UserStatus},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::narrow::Narrow;
use crate::{
    DbError, DbResult, Sql,
    page::{Key, seek},
    values,
};

/// A user as read, with the names of organisation, manager, plan and parent.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Row {
    /// Id.
    pub id: UserId,
    /// Node, for dealers.
    pub node: Option<i64>,
    /// The dealer above.
    pub parent_id: Option<UserId>,
    /// Part of the tree.
    pub path: String,
    /// Role's code.
    pub role: String,
    /// Post's code.
    pub post: Option<String>,
    /// Name.
    pub name: String,
    /// What the name sorts by.
    pub name_key: String,
    /// Sign-in name.
    pub username: Option<String>,
    /// Address.
    pub email: String,
    /// What the address sorts by.
    pub email_key: String,
    /// Code of its state.
    pub email_status: String,
    /// E.164.
    pub phone: Option<String>,
    /// Status' code.
    pub status: String,
    /// Tier.
    pub tier: i16,
    /// Organisation.
    pub organisation_id: Option<OrganisationId>,
    /// Its name.
    pub organisation_name: Option<String>,
    /// Manager.
    pub manager_id: Option<UserId>,
    /// Their name.
    pub manager_name: Option<String>,
    /// Plan.
    pub plan_id: Option<PlanId>,
    /// Its name.
    pub plan_name: Option<String>,
    /// Their address.
    pub manager_email: Option<String>,
    /// The parent's name.
    pub parent_name: Option<String>,
    /// The parent's id in the system it was imported from.
    pub parent_external_id: Option<String>,
    /// Whose numbering the parent's is.
    pub parent_external_space: Option<String>,
    /// Default branch.
    pub branch_id: Option<BranchId>,
    /// Default folder.
    pub folder_id: Option<FolderId>,
    /// IANA zone.
    pub time_zone: String,
    /// Language tag.
    pub locale: String,
    /// Notes.
    pub notes: String,
    /// Tags, separated by commas.
    pub tags: String,
    /// Id in the system it was imported from.
    pub external_id: Option<String>,
    /// Whose numbering that is.
    pub external_space: Option<String>,
    /// Owns an organisation.
    pub team_owner: bool,
    /// Must choose a new password.
    pub must_change_password: bool,
    /// When the password was last set.
    pub password_changed_at: Option<Timestamp>,
    /// Since when.
    pub registered_at: Timestamp,
    /// Last seen.
    pub last_seen_at: Option<Timestamp>,
    /// Version.
    pub version: i64,
}

/// The columns of [`Row`]. Joins are by primary key and only for rows that are shown.
const SELECT: &str = "SELECT u.id, u.node, u.parent_id, u.path, u.role, u.post, u.name, u.name_key, u.username, u.email, u.email_key, u.email_status, u.phone, u.status, u.tier,
    u.organisation_id, o.name AS organisation_name, u.manager_id, m.name AS manager_name, m.email AS manager_email, u.plan_id, p.name AS plan_name, d.name AS parent_name,
    d.external_id AS parent_external_id, d.external_space AS parent_external_space, u.branch_id, u.folder_id,
    u.time_zone, u.locale, u.notes, u.tags, u.external_id, u.external_space, u.team_owner, u.must_change_password, u.password_changed_at, u.registered_at, u.last_seen_at, u.version";
const JOINS: &str =
    "LEFT JOIN organisation o ON o.id = u.organisation_id LEFT JOIN users m ON m.id = u.manager_id LEFT JOIN plan p ON p.id = u.plan_id
    LEFT JOIN users d ON d.id = u.parent_id";

/// Sort column, how its value is bound, and whether the list goes down unless it is reversed.
const fn order(sort: UserSort) -> (&'static str, Key, bool) {
    match sort {
        UserSort::Registered => ("u.registered_at", Key::Number, true),
        UserSort::Name => ("u.name_key", Key::Text, false),
        UserSort::Email => ("u.email_key", Key::Text, false),
        UserSort::LastSeen => ("COALESCE(u.last_seen_at, 0)", Key::Number, true),
        UserSort::Status => ("u.status", Key::Text, false),
    }
}

impl Row {
    /// The cursor's key and id for this sort.
    #[must_use]
    pub fn position(&self, sort: UserSort) -> (String, String) {
        let key = match sort {
            UserSort::Registered => self.registered_at.0.to_string(),
            UserSort::Name => self.name_key.clone(),
            UserSort::Email => self.email_key.clone(),
            UserSort::LastSeen => self.last_seen_at.map_or(0, |at| at.0).to_string(),
            UserSort::Status => self.status.clone(),
        };
        (key, self.id.0.to_string())
    }

    /// Role.
    ///
    /// # Errors
    /// When the stored code is unknown.
    pub fn role(&self) -> DbResult<Role> {
        Role::from_code(&self.role).ok_or_else(|| unreadable("role", &self.role))
    }

    /// Status.
    ///
    /// # Errors
    /// When the stored code is unknown.
    pub fn status(&self) -> DbResult<UserStatus> {
        UserStatus::from_code(&self.status).ok_or_else(|| unreadable("status", &self.status))
    }

    /// State of the address.
    ///
    /// # Errors
    /// When the stored code is unknown.
    pub fn email(&self) -> DbResult<EmailStatus> {
        EmailStatus::from_code(&self.email_status).ok_or_else(|| unreadable("email_status", &self.email_status))
    }

    /// Post, of employees.
    #[must_use]
    pub fn post(&self) -> Option<Post> {
        self.post.as_deref().and_then(Post::from_code)
    }

    /// Tags.
    #[must_use]
    pub fn tags(&self) -> Vec<String> {
        self.tags.split(',').filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
    }

    /// As the table shows it, before figures are filled in.
    ///
    /// # Errors
    /// When a stored code is unknown.
    pub fn shown(&self) -> DbResult<UserRow> {
        Ok(UserRow {
            id: self.id,
            name: self.name.clone(),
            username: self.username.clone(),
            email: self.email.clone(),
            email_status: self.email()?,
            phone: self.phone.clone(),
            phone_shown: None,
            role: self.role()?,
            post: self.post(),
            status: self.status()?,
            tier: self.tier,
            organisation: self.organisation_id.zip(self.organisation_name.clone()),
            manager: self.manager_id.zip(self.manager_name.clone()),
            plan: self.plan_id.zip(self.plan_name.clone()),
            tags: self.tags(),
            instances: 0,
            messages: 0,
            paid: None,
            paid_this_month: None,
            registered_at: self.registered_at,
            last_seen_at: self.last_seen_at,
        })
    }
}

fn unreadable(column: &'static str, value: &str) -> DbError {
    DbError::Unreadable { table: "users", column, value: value.to_owned() }
}

/// A page of users. The page's ids are found first, on an index; only then names are joined to them.
///
/// # Errors
/// When the database refuses.
pub async fn page(
    connection: &impl ConnectionTrait,
    narrow: &Narrow,
    sort: UserSort,
    reversed: bool,
    cursor: Option<&Cursor>,
    size: usize,
) -> DbResult<Page<Row>> {
    let (column, key, down) = order(sort);
    let mut inner = Sql::new("SELECT u.* FROM users u WHERE 1 = 1");
    narrow.push(&mut inner, connection.get_database_backend());
    seek(&mut inner, column, "u.id", key, down != reversed, cursor, size);
    let descending = (down != reversed) != cursor.is_some_and(|cursor| cursor.backwards);
    let direction = if descending { "DESC" } else { "ASC" };
    let mut sql = Sql::new(&format!("{SELECT} FROM ("));
    sql.append(inner).push(&format!(") AS u {JOINS} ORDER BY {column} {direction}, u.id {direction}"));
    let rows: Vec<Row> = sql.all(connection).await?;
    Ok(Page::from_read(rows, size, cursor, |row| row.position(sort)))
}

/// The next users by id, after this one and before that one.
///
/// # Errors
/// When the database refuses.
pub async fn ids(connection: &impl ConnectionTrait, narrow: &Narrow, after: UserId, until: UserId, most: usize) -> DbResult<Vec<UserId>> {
    #[derive(FromQueryResult)]
    struct Id {
        id: UserId,
    }
    let mut sql = Sql::new("SELECT u.id FROM users u WHERE 1 = 1");
    narrow.push(&mut sql, connection.get_database_backend());
    sql.push(" AND u.id > ").bind(after).push(" AND u.id < ").bind(until).push(&format!(" ORDER BY u.id LIMIT {most}"));
    Ok(sql.all::<Id>(connection).await?.into_iter().map(|row| row.id).collect())
}

/// One user.
///
/// # Errors
/// When the database refuses.
pub async fn find(connection: &impl ConnectionTrait, user: UserId) -> DbResult<Option<Row>> {
    crate::one(connection, &format!("{SELECT} FROM users u {JOINS} WHERE u.id = ?"), values![user]).await
}

/// These users, locked until the transaction ends.
///
/// # Errors
/// When the database refuses.
pub async fn lock(connection: &impl ConnectionTrait, users: &[UserId]) -> DbResult<Vec<Row>> {
    let mut sql = Sql::new(&format!("{SELECT} FROM users u {JOINS} WHERE u.id IN "));
    sql.list(users.iter().copied()).push(" ORDER BY u.id");
    if connection.get_database_backend() == sea_orm::DbBackend::Postgres {
        sql.push(" FOR UPDATE OF u");
    }
    sql.all(connection).await
}
