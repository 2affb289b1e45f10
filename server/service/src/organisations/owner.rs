//! Who owns an organisation is a fact of the people concerned: the new owner counts as a team owner and belongs to it, the old one stops
//! counting when nothing else is theirs.

use db::{
    Tx,
    users::{change, list},
};
use domain::{
    error::Result,
    ids::{OrganisationId, UserId},
};

use crate::{Context, figures, users::facts_of};

/// Settles what a change of owner means for both.
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
