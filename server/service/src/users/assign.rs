//! Giving many users a manager or an organisation at once: all of them, or none.

use std::collections::BTreeSet;

use db::users::{change, list::Row};
use domain::{
    access::{Caller, Operation},
    audit::Change,
    error::{Error, ErrorKind, Result},
    ids::{OrganisationId, UserId},
    msg,
};

use super::{
    changes,
    create::facts_of,
    rules::{self, Wrong},
};
use crate::{
    Context,
    figures::{self, Facts},
};

/// Most users at once.
pub const MOST: usize = 1_000;

/// The part of the tree that holds all of these users.
fn common_path(rows: &[Row]) -> String {
    let mut common = rows.first().map(|row| row.path.clone()).unwrap_or_default();
    for row in rows {
        while !row.path.starts_with(&common) {
            common.pop();
            common.truncate(common.rfind('/').map_or(0, |at| at + 1));
        }
    }
    common
}

/// The defaults that stay behind with the organisation a user leaves.
fn dropped(row: &Row) -> impl Iterator<Item = Change> {
    [("branch", row.branch_id.map(|id| id.to_string())), ("folder", row.folder_id.map(|id| id.to_string()))]
        .into_iter()
        .filter(|(_, before)| before.is_some())
        .map(|(field, before)| changes::one(field, before, None))
}

/// See [`domain::port::Users::assign`].
pub async fn assign(
    context: &Context,
    caller: &Caller,
    users: &[UserId],
    manager: Option<Option<UserId>>,
    organisation: Option<Option<OrganisationId>>,
) -> Result<u64> {
    let reach = caller.reach(Operation::AssignUser)?;
    let ids: Vec<UserId> = users.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    if ids.len() > MOST {
        return Err(Error::invalid(msg::users_too_many(ids.len(), MOST)));
    }
    if ids.is_empty() || (manager.is_none() && organisation.is_none()) {
        return Ok(0);
    }
    let tx = context.db.begin().await?;
    let rows = db::users::list::lock(&*tx, &ids).await?;
    if rows.len() != ids.len() || rows.iter().any(|row| !reach.covers(row.id, row.manager_id, &row.path)) {
        return Err(Error::not_found());
    }
    for row in &rows {
        if !rules::may_manage(caller, row.id, row.role()?, row.post()) {
            return Err(Error::new(ErrorKind::Forbidden, msg::users_above_you(row.name.as_str())));
        }
    }
    let path = common_path(&rows);
    let mut wrong = Wrong::default();
    if let Some(Some(manager)) = manager {
        rules::check_manager(&*tx, &mut wrong, &reach, manager, &path).await?;
    }
    if let Some(Some(organisation)) = organisation {
        rules::check_organisation(&*tx, &mut wrong, &reach, organisation, &path).await?;
    }
    wrong.stop()?;

    let differs = |row: &&Row| {
        manager.is_some_and(|manager| manager != row.manager_id)
            || organisation.is_some_and(|organisation| organisation != row.organisation_id)
    };
    let changing: Vec<&Row> = rows.iter().filter(differs).collect();
    if changing.is_empty() {
        return Ok(0);
    }
    let changing_ids: Vec<UserId> = changing.iter().map(|row| row.id).collect();
    let changed = change::assign(&*tx, &changing_ids, manager, organisation).await?;
    let mut moved = Vec::with_capacity(changing.len());
    for row in changing {
        let before = facts_of(row)?;
        let after = Facts {
            manager: manager.unwrap_or(before.manager),
            organisation: organisation.unwrap_or(before.organisation),
            ..before.clone()
        };
        let text = |id: Option<UserId>| id.map(|id| id.to_string());
        let mut changes = Vec::new();
        if before.manager != after.manager {
            changes.push(changes::one("manager", text(before.manager), text(after.manager)));
        }
        if before.organisation != after.organisation {
            let text = |id: Option<OrganisationId>| id.map(|id| id.to_string());
            changes.push(changes::one("organisation", text(before.organisation), text(after.organisation)));
            changes.extend(dropped(row));
        }
        changes::append(&tx, context, caller, Operation::AssignUser, row.id, &row.name, &row.path, changes).await?;
        moved.push((row.id, before, after));
    }
    figures::users_changed(&tx, context, &moved).await?;
    changes::publish(&tx, context, &path, &changing_ids).await?;
    tx.commit().await?;
    Ok(changed)
}
