//! The branch and folder that an edit leaves a user with. Both are of the organisation that the user then belongs to: with another one the
//! old ones go, and a new one has to be in use. What stays as it was is not looked at, so that a branch put away keeps its people.

use db::users::{
    list::Row,
    units::{self, Placed},
};
use domain::{
    access::Reach,
    error::Result,
    ids::{BranchId, FolderId},
    msg,
    user::UserInput,
};
use sea_orm::ConnectionTrait;

use super::rules::{self, Wrong};

/// What a user has as defaults.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Defaults {
    /// Branch.
    pub branch: Option<BranchId>,
    /// Folder.
    pub folder: Option<FolderId>,
}

/// What they are after an edit; says what speaks against it.
///
/// # Errors
/// When the database refuses.
pub async fn after(connection: &impl ConnectionTrait, wrong: &mut Wrong, reach: &Reach, row: &Row, input: &UserInput) -> Result<Defaults> {
    let before = Defaults { branch: row.branch_id, folder: row.folder_id };
    let new = Defaults { branch: changed(before.branch, input.branch), folder: changed(before.folder, input.folder) };
    let (branch, folder) = units::find(connection, new.branch, new.folder).await?;
    if new.branch.is_some() && !branch.is_some_and(|found| fits(&found, reach, input)) {
        wrong.say("branch", msg::users_branch_unknown());
    }
    if new.folder.is_some() && !folder.is_some_and(|found| fits(&found, reach, input)) {
        wrong.say("folder", msg::users_folder_unknown());
    }
    let stays = row.organisation_id == input.organisation;
    Ok(if stays { Defaults { branch: input.branch, folder: input.folder } } else { new })
}

/// What was chosen anew.
fn changed<I: PartialEq>(before: Option<I>, after: Option<I>) -> Option<I> {
    if before == after { None } else { after }
}

fn fits<I>(found: &Placed<I>, reach: &Reach, input: &UserInput) -> bool {
    !found.unit.archived && Some(found.organisation) == input.organisation && rules::in_reach(reach, &found.path)
}
