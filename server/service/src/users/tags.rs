//! Putting tags on somebody and taking them off.

use db::users::change as rows;
use domain::{
    access::{Caller, Operation},
    error::{Error, Result},
    ids::UserId,
    msg,
    user::TAGS_MAX,
};

use super::{changes, edit::lock_managed};
use crate::Context;

/// Adds and removes tags of one user; whether that changed anything.
pub async fn change(context: &Context, caller: &Caller, user: UserId, add: &[String], remove: &[String]) -> Result<bool> {
    let reach = caller.reach(Operation::EditUser)?;
    let tx = context.db.begin().await?;
    let row = lock_managed(&*tx, caller, &reach, user).await?;
    let before = row.tags();
    let mut after: Vec<String> = before.iter().filter(|tag| !remove.contains(tag)).cloned().collect();
    for tag in add {
        if !after.contains(tag) {
            after.push(tag.clone());
        }
    }
    if after == before {
        return Ok(false);
    }
    if after.len() > TAGS_MAX {
        return Err(Error::field("add_tags", msg::field_too_many_tags(after.len(), TAGS_MAX)));
    }
    rows::write_tags(&*tx, user, &after).await?;
    let text = |tags: &[String]| Some(db::users::tags_text(tags)).filter(|text| !text.is_empty());
    let changed = vec![changes::one("tags", text(&before), text(&after))];
    changes::append(&tx, context, caller, Operation::EditUser, user, &row.name, &row.path, changed).await?;
    changes::publish(&tx, context, &row.path, &[user]).await?;
    tx.commit().await?;
    Ok(true)
}
