//! Changing an account that is still the version shown. A change of role or parent moves people in the tree (see [`super::moves`]); a
//! change of role or post ends live sessions, so that the old one cannot be used for another minute; a change of address ends open links, and the old
//! mailbox is told.

use db::{
    identity::session::Which,
    organisations::{left_below, left_by},
    users::{
        change::{self, Edited},
        list::Row,
    },
};
use domain::{
    access::{Caller, Operation, Reach, Role},
    error::{Error, ErrorKind, Result},
    ids::UserId,
    msg,
    user::{UserForm, UserInput},
};
use sea_orm::ConnectionTrait;

use super::{
    changes,
    create::facts_of,
    defaults, links,
    moves::{self, Place},
    rules::{self, Wrong},
};
use crate::{Context, figures, identity, organisations, phones, zones};

/// Locks a user within reach whose account this caller may change.
///
/// # Errors
/// Not found out of reach; forbidden for an account above the caller's; or when the database refuses.
pub async fn lock_managed(connection: &impl ConnectionTrait, caller: &Caller, reach: &Reach, user: UserId) -> Result<Row> {
    let row = db::users::list::lock(connection, &[user])
        .await?
        .pop()
        .filter(|row| reach.covers(row.id, row.manager_id, &row.path))
        .ok_or_else(Error::not_found)?;
    if !rules::may_manage(caller, row.id, row.role()?, row.post()) {
        return Err(Error::new(ErrorKind::Forbidden, msg::users_above_you(row.name)));
    }
    Ok(row)
}

/// See [`domain::port::Users::edit`].
pub async fn edit(context: &Context, caller: &Caller, user: UserId, form: &UserForm) -> Result<()> {
    let reach = caller.reach(Operation::EditUser)?;
    let input = rules::tidied(form.check()?);
    let tx = context.db.begin().await?;
    // It may move a dealer, with all that others are about to put below them.
    db::users::take_tree(&*tx).await?;
    let row = lock_managed(&*tx, caller, &reach, user).await?;
    if input.version != Some(row.version) {
        return Err(changes::meanwhile(&*tx, user).await?);
    }
    let mut wrong = Wrong::default();
    let phone = phones::of_form(context, input.phone.as_deref(), row.phone.as_deref()).unwrap_or_else(|reason| {
        wrong.say("phone", reason);
        None
    });
    check_role(caller, &row, &input, &mut wrong)?;
    let place = moves::place(&*tx, caller, &reach, &row, &input, &mut wrong).await?;
    check_links(&tx, &mut wrong, &reach, &row, &input, &place).await?;
    let defaults = defaults::after(&*tx, &mut wrong, &reach, &row, &input).await?;
    wrong.stop()?;

    let zone = input.time_zone.as_deref().map_or(row.time_zone.as_str(), |zone| zones::known(zone).unwrap_or(zone));
    let locale = input.locale.or_else(|| domain::text::Locale::from_tag(&row.locale)).unwrap_or_default();
    let edited = Edited {
        node: place.node,
        parent: place.parent,
        path: &place.path,
        role: input.role,
        post: input.post,
        name: &input.name,
        username: input.username.as_deref(),
        email: &input.email,
        phone: phone.as_deref(),
        tier: input.tier,
        organisation: input.organisation,
        branch: defaults.branch,
        folder: defaults.folder,
        manager: input.manager,
        time_zone: zone,
        locale,
        notes: &input.notes,
        tags: &input.tags,
        external_id: row.external_id.as_deref(),
    };
    change::edit(&*tx, user, row.version, &edited)
        .await
        .map_err(|error| rules::taken_meanwhile(error, &input.email, input.username.as_deref()))?;
    if row.tags() != input.tags {
        change::set_tags(&*tx, user, &input.tags).await?;
    }
    if row.node.is_some() && row.path != place.path {
        moves::move_below(&tx, context, &row.path, &place.path).await?;
    }
    let written = db::users::list::find(&*tx, user).await?.ok_or_else(Error::internal)?;
    figures::user_changed(&tx, context, user, &facts_of(&row)?, &facts_of(&written)?).await?;
    if row.path != written.path {
        let left = if row.node.is_some() || written.node.is_some() {
            left_below(&*tx, &written.path).await?
        } else {
            left_by(&*tx, &[user]).await?
        };
        organisations::owner::leave_behind(&tx, context, caller, left).await?;
    }
    if (&row.path, row.role()?) != (&written.path, input.role) {
        links::cut_broken(&tx, context, &[user]).await?;
    }
    if (row.role()?, row.post()) != (input.role, input.post) {
        identity::end_sessions(&tx, context, user, &written.path, Which::All, "role_changed").await?;
    }
    if row.email_key != written.email_key {
        identity::address_left(&tx, context, user, &row.email).await?;
    }
    let changed = changes::between(Some(&changes::values_of(&row)), &changes::values_of(&written));
    changes::append(&tx, context, caller, Operation::EditUser, user, &written.name, &written.path, changed).await?;
    changes::publish(&tx, context, &written.path, &[user]).await?;
    if row.path != written.path {
        changes::publish(&tx, context, &row.path, &[user]).await?;
    }
    Ok(tx.commit().await?)
}

/// Nobody changes their own role, the root stays the owner, and nobody gives a role above their own.
fn check_role(caller: &Caller, row: &Row, input: &UserInput, wrong: &mut Wrong) -> Result<()> {
    if (row.role()?, row.post()) == (input.role, input.post) {
        return Ok(());
    }
    if row.node == Some(1) && input.role != Role::Owner {
        wrong.say("role", msg::users_root_stays_owner());
    } else if caller.user == row.id {
        wrong.say("role", msg::users_not_your_own_role());
    } else if !rules::may_give(caller, input.role, input.post) {
        wrong.say("role", msg::users_role_not_yours());
    }
    Ok(())
}

/// What is new must be within reach; what stays must still fit where the user is put.
async fn check_links(tx: &db::Tx, wrong: &mut Wrong, reach: &Reach, row: &Row, input: &UserInput, place: &Place) -> Result<()> {
    rules::check_time_zone(wrong, input.time_zone.as_deref(), Some(&row.time_zone));
    rules::check_free(&**tx, wrong, &input.email, input.username.as_deref(), row.id).await?;
    let anywhere = Reach::Tree("1/".to_owned());
    // What stays linked is looked at only where the user is put elsewhere. What lies under a dealer moves along with them.
    let moved = place.path != row.path;
    let along = |path: Option<String>| row.node.is_some() && path.is_some_and(|path| path.starts_with(&row.path));
    if let Some(manager) = input.manager {
        let same = row.manager_id == Some(manager);
        if !same || (moved && !along(db::users::brief(&**tx, manager).await?.map(|found| found.path))) {
            rules::check_manager(&**tx, wrong, if same { &anywhere } else { reach }, manager, &place.path).await?;
        }
    }
    if let Some(organisation) = input.organisation {
        let same = row.organisation_id == Some(organisation);
        if !same || (moved && !along(db::organisations::brief(&**tx, organisation).await?.map(|found| found.path))) {
            rules::check_organisation(&**tx, wrong, if same { &anywhere } else { reach }, organisation, &place.path).await?;
        }
    }
    Ok(())
}
