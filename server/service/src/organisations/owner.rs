//! Who owns an organisation is a fact of the people concerned: the new owner counts as a team owner and belongs to it, the old one stops
//! counting when nothing else is theirs.

use db::{
    Tx,
    organisations::{Left, take_owner},
    users::{change, list},
};
use domain::{
    access::{Caller, Operation},
    audit::Change,
    error::Result,
    ids::{OrganisationId, UserId},
};

use crate::{Context, audit, figures, users::facts_of};

/// Takes from people who moved the organisations that stay where they were.
///
/// # Errors
/// When the database refuses.
pub async fn leave_behind(tx: &Tx, context: &Context, caller: &Caller, left: Vec<Left>) -> Result<()> {
    for left in left {
        take_owner(&**tx, left.id).await?;
        settle(tx, context, left.id, Some(left.owner_id), None).await?;
        let entry = audit::Entry {
            operation: Operation::EditOrganisation,
            subject: left.id.to_string(),
            subject_user: None,
            subject_name: &left.name,
            path: &left.path,
            changes: vec![Change { field: "owner".to_owned(), before: Some(left.owner_id.to_string()), after: None }],
        };
        audit::append(tx, context, caller, entry).await?;
    }
    Ok(())
}

/// Settles what a change of owner means for both.
///
/// # Errors
/// When the database refuses.
pub async fn settle(tx: &Tx, context: &Context, organisation: OrganisationId, before: Option<UserId>, after: Option<UserId>) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let mut concerned: Vec<UserId> = [before, after].into_iter().flatten().collect();
    concerned.sort_unstable();
    let was = list::lock(&**tx, &concerned).await?;
    for row in &was {
        if after == Some(row.id) && row.organisation_id.is_none() {
            change::assign(&**tx, &[row.id], None, Some(Some(organisation))).await?;
        }
        change::refresh_team_owner(&**tx, row.id).await?;
    }
    let is = list::lock(&**tx, &concerned).await?;
    let moved = was.iter().zip(&is).map(|(was, is)| Ok((was.id, facts_of(was)?, facts_of(is)?))).collect::<Result<Vec<_>>>()?;
    figures::users_changed(tx, context, &moved).await
}
