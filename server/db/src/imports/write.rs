//! What the good rows of a batch write: organisations that were missing, and the columns of people that a row fills. New people go
//! through [`crate::users::insert_rows`].

use domain::{access::Post, ids::OrganisationId, time::Timestamp, user::split_tags};
use sea_orm::ConnectionTrait;

use super::lookup::Person;
use crate::{
    error::{DbError, DbResult},
    sql::{exec, insert_many},
    users::{change, key, search_text},
    values,
};

/// An organisation that a row names and nobody made yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOrganisation {
    /// Its id.
    pub id: OrganisationId,
    /// Part of the tree.
    pub path: String,
    /// Its name.
    pub name: String,
    /// What the name is compared by.
    pub name_key: String,
    /// When.
    pub created_at: Timestamp,
}

/// Makes organisations.
///
/// # Errors
/// Unique, when somebody made one of that name meanwhile; or when the database refuses.
pub async fn insert_organisations(connection: &impl ConnectionTrait, organisations: &[NewOrganisation]) -> DbResult<()> {
    let rows = organisations.iter().cloned().map(|new| values![new.id, new.path, new.name, new.name_key, new.created_at]).collect();
    insert_many(connection, "organisation", &["id", "path", "name", "name_key", "created_at"], rows, "").await.map(|_| ())
}

/// Writes what a row changed of a person who is still as they were read.
///
/// # Errors
/// Stale when they are not, Unique when the address is taken, or when the database refuses.
pub async fn update_person(connection: &impl ConnectionTrait, before: &Person, after: &Person) -> DbResult<()> {
    let search = search_text(&after.name, after.username.as_deref(), &after.email, after.phone.as_deref(), after.external_id.as_deref());
    let text = "UPDATE users SET email_status = ?,
        branch_id = CASE WHEN organisation_id = ? THEN branch_id END, folder_id = CASE WHEN organisation_id = ? THEN folder_id END,
        parent_id = ?, path = ?, role = ?, post = ?, name = ?, name_key = ?, email = ?, email_key = ?, phone = ?, status = ?, tier = ?, organisation_id = ?,
        manager_id = ?, plan_id = ?, tags = ?, search = ?, registered_at = ?, version = version + 1 WHERE id = ? AND version = ? AND path = ? AND email_status = ?";
    let values = values![
        after.email_status.code(),
        after.organisation,
        after.organisation,
        after.parent,
        after.path.as_str(),
        after.role.code(),
        after.post.map(Post::code),
        after.name.as_str(),
        key(&after.name),
        after.email.as_str(),
        after.email_key.as_str(),
        after.phone.as_deref(),
        after.status.code(),
        after.tier,
        after.organisation,
        after.manager,
        after.plan,
        after.tags.as_str(),
        search,
        after.registered_at,
        after.id,
        before.version,
        before.path.as_str(),
        before.email_status.code()
    ];
    if exec(connection, text, values).await? != 1 {
        return Err(DbError::Stale("users"));
    }
    if before.tags != after.tags {
        change::set_tags(connection, after.id, &split_tags(&after.tags)).await?;
    }
    Ok(())
}
