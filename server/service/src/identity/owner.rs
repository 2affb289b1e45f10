//! The root of the tree, made once by the command line.

use db::{
    identity::account,
    users::{self, NewRow},
};
use domain::{
    Error, FieldError, Result,
    access::{Caller, Operation, Role},
    audit::Change,
    ids::UserId,
    msg,
    user::{EmailStatus, UserStatus, check_email, check_name},
};
use secrecy::SecretString;

use super::passwords::{self, check_new};
use crate::{
    Context,
    audit::{self, Entry},
    figures::{self, Facts},
};

fn problems(name: &str, email: &str, password: &SecretString) -> Vec<FieldError> {
    let checks = [("name", check_name(name)), ("email", check_email(email)), ("password", check_new(password, name, email))];
    checks.into_iter().filter_map(|(field, message)| Some(FieldError { field: field.to_owned(), message: message? })).collect()
}

/// Makes the owner: node 1, at the root of the tree.
///
/// # Errors
/// Invalid with what is wrong, Conflict where there is an owner or the address is taken, or when the database refuses.
pub async fn owner_create(context: &Context, name: &str, email: &str, password: &SecretString) -> Result<UserId> {
    let (tidy, email) = (db::users::tidy(name), email.trim());
    let name = tidy.as_str();
    let problems = problems(name, email, password);
    if !problems.is_empty() {
        return Err(Error::fields(problems));
    }
    if let Some(owner) = account::find_by_node(context.db.read(), 1).await? {
        return Err(Error::conflict(msg::session_owner_exists(owner.email)));
    }
    let hash = passwords::hash(password, context.settings.password_cost).await?;
    let (id, now) = (context.new_id::<UserId>(), context.now());
    let row = NewRow {
        node: Some(1),
        role: Role::Owner,
        time_zone: context.settings.time_zone.clone(),
        password_hash: Some(hash),
        ..NewRow::new(id, None, "1/", name, email, now)
    };
    let facts = Facts {
        path: row.path.clone(),
        role: Role::Owner,
        status: UserStatus::Active,
        tier: 0,
        email: EmailStatus::Unverified,
        plan: None,
        manager: None,
        organisation: None,
        team_owner: false,
        registered_at: now,
    };
    let tx = context.db.begin().await?;
    users::insert_rows(&*tx, std::slice::from_ref(&row))
        .await
        .map_err(|error| if error.is_unique_on("email") { Error::conflict(msg::users_email_taken(email)) } else { error.into() })?;
    figures::user_created(&tx, context, id, &facts).await?;
    let changes = vec![Change { field: "role".to_owned(), before: None, after: Some(Role::Owner.code().to_owned()) }];
    let entry = Entry {
        operation: Operation::CreateUser,
        subject: id.to_string(),
        subject_user: Some(id),
        subject_name: name,
        path: "1/",
        changes,
    };
    audit::append(&tx, context, &Caller::system("switchyard"), entry).await?;
    tx.commit().await?;
    Ok(id)
}
