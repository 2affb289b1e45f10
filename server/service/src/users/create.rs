//! Making an account: a place in the caller's part of the tree, a role not above the caller's own, an address that nobody has, and a
//! mail with a link to choose a password.

use db::{
    identity::attempt::{self, Outcome},
    users::{NewRow, list::Row},
};
use domain::{
    access::{Caller, Operation, Role},
    error::{Error, Result},
    ids::UserId,
    msg,
    user::UserForm,
};

use super::{
    changes,
    rules::{self, Wrong},
};
use crate::{
    Context,
    figures::{self, Facts},
    identity, phones,
};

/// What a user's figures are filed under, of a row that was read.
///
/// # Errors
/// When the row cannot be read.
pub fn facts_of(row: &Row) -> Result<Facts> {
    Ok(Facts {
        path: row.path.clone(),
        role: row.role()?,
        status: row.status()?,
        tier: row.tier,
        email: row.email()?,
        plan: row.plan_id,
        manager: row.manager_id,
        organisation: row.organisation_id,
        team_owner: row.team_owner,
        registered_at: row.registered_at,
    })
}

fn facts_of_new(row: &NewRow) -> Facts {
    Facts {
        path: row.path.clone(),
        role: row.role,
        status: row.status,
        tier: row.tier,
        email: row.email_status,
        plan: row.plan,
        manager: row.manager,
        organisation: row.organisation,
        team_owner: row.team_owner,
        registered_at: row.registered_at,
    }
}

/// See [`domain::port::Users::create`].
pub async fn create(context: &Context, caller: &Caller, form: &UserForm) -> Result<UserId> {
    let reach = caller.reach(Operation::CreateUser)?;
    let input = rules::tidied(form.check()?);
    if !rules::may_give(caller, input.role, input.post) {
        return Err(Error::field("role", msg::users_role_not_yours()));
    }
    let invitation = identity::reserve_invitation(context, caller).await?;
    let tx = context.db.begin().await?;
    db::users::hold_tree(&*tx).await?;
    let parent = rules::parent(&*tx, caller, &reach, input.parent).await?;
    let mut wrong = Wrong::default();
    let dealer = input.role == Role::SubDealer;
    if dealer && rules::steps(&parent.path) > rules::DEALER_LEVELS {
        wrong.say("parent", msg::users_too_deep(rules::DEALER_LEVELS));
    }
    let phone = phones::of_form(context, input.phone.as_deref(), None).unwrap_or_else(|reason| {
        wrong.say("phone", reason);
        None
    });
    let zone = rules::check_time_zone(&mut wrong, input.time_zone.as_deref(), None).map(str::to_owned);
    rules::check_free(&*tx, &mut wrong, &input.email, input.username.as_deref(), UserId::NIL).await?;
    if let Some(manager) = input.manager {
        rules::check_manager(&*tx, &mut wrong, &reach, manager, &parent.path).await?;
    }
    if let Some(organisation) = input.organisation {
        rules::check_organisation(&*tx, &mut wrong, &reach, organisation, &parent.path).await?;
    }
    wrong.stop()?;
    let node = if dealer { Some(db::users::next_node(&*tx).await?) } else { None };
    let path = node.map_or_else(|| parent.path.clone(), |node| format!("{}{node}/", parent.path));
    let row = NewRow {
        node,
        role: input.role,
        post: input.post,
        username: input.username,
        phone,
        tier: input.tier,
        organisation: input.organisation,
        manager: input.manager,
        time_zone: zone.unwrap_or_else(|| context.settings.time_zone.clone()),
        locale: input.locale.unwrap_or_default(),
        notes: input.notes,
        tags: input.tags,
        ..NewRow::new(context.new_id(), Some(parent.id), &path, &input.name, &input.email, context.now())
    };
    db::users::insert_rows(&*tx, std::slice::from_ref(&row))
        .await
        .map_err(|error| rules::taken_meanwhile(error, &row.email, row.username.as_deref()))?;
    figures::user_created(&tx, context, row.id, &facts_of_new(&row)).await?;
    let written = db::users::list::find(&*tx, row.id).await?.ok_or_else(Error::internal)?;
    changes::append(
        &tx,
        context,
        caller,
        Operation::CreateUser,
        row.id,
        &row.name,
        &path,
        changes::between(None, &changes::values_of(&written)),
    )
    .await?;
    changes::publish(&tx, context, &path, &[row.id]).await?;
    identity::invite(&tx, context, row.id, &row.email, row.locale).await?;
    attempt::close(&*tx, invitation, None, Outcome::Refused).await?;
    tx.commit().await?;
    Ok(row.id)
}
