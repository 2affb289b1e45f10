//! Writing what a batch amounts to, with its figures.

use db::{
    DbError, Tx,
    identity::session::Which,
    imports::{lookup::Person, write},
    organisations::left_by,
    users::{self as rows, NewRow},
};
use domain::{
    access::Caller,
    error::{Error, Result},
    ids::{ImportId, UserId},
    msg,
    user::{UserStatus, split_tags},
};

use super::Plan;
use crate::{Context, figures, identity, organisations, users};

fn facts(person: &Person) -> figures::Facts {
    figures::Facts {
        path: person.path.clone(),
        role: person.role,
        status: person.status,
        tier: person.tier,
        email: person.email_status,
        plan: person.plan,
        manager: person.manager,
        organisation: person.organisation,
        team_owner: person.team_owner,
        registered_at: person.registered_at,
    }
}

fn new_row(context: &Context, import: ImportId, person: &Person) -> NewRow {
    NewRow {
        import: Some(import),
        node: person.node,
        role: person.role,
        post: person.post,
        phone: person.phone.clone(),
        status: person.status,
        tier: person.tier,
        organisation: person.organisation,
        manager: person.manager,
        plan: person.plan,
        tags: split_tags(&person.tags),
        external: person.external_space.clone().zip(person.external_id.clone()),
        time_zone: context.settings.time_zone.clone(),
        ..NewRow::new(person.id, person.parent, &person.path, &person.name, &person.email, person.registered_at)
    }
}

/// Writes what a batch amounts to, with its figures.
///
/// # Errors
/// Conflict or unavailable, when the world changed since the plan was made: plan again.
pub async fn apply(tx: &Tx, context: &Context, caller: &Caller, import: ImportId, plan: &Plan) -> Result<()> {
    write_rows(tx, context, import, plan).await?;
    let created: Vec<figures::Facts> = plan.created.iter().map(facts).collect();
    figures::users_created(tx, context, &created).await?;
    let changed: Vec<_> = plan.updated.iter().map(|(before, after)| (after.id, facts(before), facts(after))).collect();
    figures::users_changed(tx, context, &changed).await?;
    leave_behind(tx, context, caller, plan).await
}

/// What a row is silent about stays, but only as far as it could be given by hand where the person is put. It is looked at when all
/// rows are written: a later row may move somebody's manager.
async fn leave_behind(tx: &Tx, context: &Context, caller: &Caller, plan: &Plan) -> Result<()> {
    let moved = |(before, after): &&(Person, Person)| before.path != after.path;
    let owners: Vec<UserId> =
        plan.updated.iter().filter(moved).filter(|(before, _)| before.team_owner).map(|(_, after)| after.id).collect();
    if !owners.is_empty() {
        let left = left_by(&**tx, &owners).await?;
        organisations::owner::leave_behind(tx, context, caller, left).await?;
    }
    let concerned = plan.updated.iter().filter(|(before, after)| (&before.path, before.role) != (&after.path, after.role));
    let concerned: Vec<UserId> = concerned.map(|(_, after)| after.id).collect();
    users::links::cut_broken(tx, context, &concerned).await
}

/// What somebody took meanwhile is free to be planned again.
fn taken_meanwhile(error: DbError) -> Error {
    match error {
        DbError::Unique(_) => Error::unavailable(msg::error_busy()),
        other => other.into(),
    }
}

async fn write_rows(tx: &Tx, context: &Context, import: ImportId, plan: &Plan) -> Result<()> {
    write::insert_organisations(&**tx, &plan.organisations).await.map_err(taken_meanwhile)?;
    let created: Vec<NewRow> = plan.created.iter().map(|person| new_row(context, import, person)).collect();
    rows::insert_rows(&**tx, &created).await.map_err(taken_meanwhile)?;
    for (before, after) in &plan.updated {
        write::update_person(&**tx, before, after).await.map_err(taken_meanwhile)?;
        let shut_out = before.status != after.status && after.status == UserStatus::Inactive;
        if shut_out || before.role != after.role {
            identity::end_sessions(tx, context, after.id, &after.path, Which::All, "import").await?;
        }
        if shut_out {
            identity::end_links(tx, context, after.id).await?;
        }
        if before.email_key != after.email_key {
            identity::address_left(tx, context, after.id, &before.email).await?;
        }
    }
    Ok(())
}
