//! Organisations: businesses in the tree, with branches and folders.

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result},
    ids::{BranchId, FolderId, OrganisationId, UserId},
    text::Msg,
    time::Timestamp,
    user,
};

/// One line of the organisations' table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrganisationRow {
    /// Its id.
    pub id: OrganisationId,
    /// Its name, unique in its part of the tree without regard to case.
    pub name: String,
    /// Owner and their name.
    pub owner: Option<(UserId, String)>,
    /// How many users belong to it.
    pub members: i64,
    /// Since when.
    pub created_at: Timestamp,
}

/// An organisation's page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrganisationView {
    /// What the table shows.
    pub row: OrganisationRow,
    /// Places or departments, by name.
    pub branches: Vec<Unit<BranchId>>,
    /// Groupings, by name.
    pub folders: Vec<Unit<FolderId>>,
    /// The viewer may change it.
    pub can_edit: bool,
}

/// A branch or folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit<I> {
    /// Its id.
    pub id: I,
    /// Its name.
    pub name: String,
    /// Put away: kept in history, not offered any more.
    pub archived: bool,
}

/// What a form for an organisation holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganisationForm {
    /// Name.
    pub name: String,
    /// Owner's id or empty.
    pub owner: String,
}

/// A checked [`OrganisationForm`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationInput {
    /// 1–120 characters.
    pub name: String,
    /// Owner.
    pub owner: Option<UserId>,
}

impl OrganisationForm {
    /// What is wrong with the name, if anything.
    #[must_use]
    pub fn check_name(name: &str) -> Option<Msg> {
        user::check_name(name)
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Invalid, with one sentence per field.
    pub fn check(&self) -> Result<OrganisationInput> {
        if let Some(message) = Self::check_name(&self.name) {
            return Err(Error::field("name", message));
        }
        let owner = match self.owner.trim() {
            "" => None,
            id => Some(id.parse().map_err(|_| Error::field("owner", crate::msg::field_choose_one(user::shorten(id))))?),
        };
        Ok(OrganisationInput { name: self.name.trim().to_owned(), owner })
    }
}
