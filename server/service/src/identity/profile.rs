//! One's own password, name, language and time zone.

use db::{
    Tx,
    identity::{
        account::{self, Account},
        attempt::{self, Outcome},
        refresh, reset,
        session::{self, Which},
    },
};
use domain::{
    Error, FieldError, Result,
    access::{Caller, Module, Operation},
    audit::Change,
    live::LiveEvent,
    msg,
    text::Locale,
    user::{check_name, shorten},
};
use secrecy::{ExposeSecret, SecretString};

use super::{
    mail,
    passwords::{self, check_new},
    reset::{about, locale_of},
    sessions::{end_sessions, everything_ended},
    throttle::{self, Tried},
};
use crate::{Context, audit, live, zones};

async fn own_account(context: &Context, caller: &Caller) -> Result<Account> {
    account::find(context.db.read(), caller.user).await?.ok_or_else(Error::not_found)
}

/// Tells somebody that their password was changed, so that they notice when it was not them.
pub(super) async fn changed_mail(tx: &Tx, context: &Context, account: &Account) -> Result<()> {
    let product = context.settings.product.as_str();
    let body = msg::mail_password_changed_body(account.name.as_str(), product, format!("{}/reset", context.settings.public_url));
    mail::write(tx, context, &account.email, Some(account.id), msg::mail_password_changed_subject(product), body, locale_of(account))
        .await
        .map(drop)
}

/// See `domain::port::Accounts::change_password`. The present password is guessed at no faster than at the door.
pub(super) async fn change_password(context: &Context, caller: &Caller, current: &str, new: &str) -> Result<()> {
    caller.reach(Operation::ChangePassword)?;
    let account = own_account(context, caller).await?;
    let (current, new) = (SecretString::from(current.to_owned()), SecretString::from(new.to_owned()));
    if let Some(problem) = check_new(&new, &account.name, &account.email) {
        return Err(Error::field("new", problem));
    }
    if current.expose_secret() == new.expose_secret() {
        return Err(Error::field("new", msg::session_password_same()));
    }
    let cost = context.settings.password_cost;
    let attempt = throttle::reserve(context, throttle::CHANGE, Tried::Own(&account), &caller.origin).await?;
    if !passwords::verify(&current, account.password_hash.clone(), cost).await?.matches {
        attempt::close(context.db.write(), attempt, None, Outcome::Refused).await?;
        return Err(Error::field("current", msg::session_password_wrong()));
    }
    let hash = passwords::hash(&new, cost).await?;
    let (tx, now) = (context.db.begin().await?, context.now());
    attempt::close(&*tx, attempt, None, Outcome::Granted).await?;
    account::set_password(&*tx, account.id, account.password_hash.as_deref(), &hash, now).await?;
    reset::end_all(&*tx, account.id, now).await?;
    if let Some(session) = caller.session {
        // Its own tokens may be known to whom the change is to shut out: the door hands out new ones (see `SignIn::renew`).
        session::renew(&*tx, session).await?;
        refresh::end_all(&*tx, session).await?;
    }
    let which = caller.session.map_or(Which::All, Which::Others);
    let ended = end_sessions(&tx, context, account.id, &account.path, which, "password_changed").await?;
    changed_mail(&tx, context, &account).await?;
    let changes = vec![
        Change { field: "password".to_owned(), before: Some("***".to_owned()), after: Some("***".to_owned()) },
        everything_ended(ended),
    ];
    audit::append(&tx, context, caller, about(Operation::ChangePassword, &account, changes)).await?;
    Ok(tx.commit().await?)
}

/// See `domain::port::Accounts::edit_profile`.
pub(super) async fn edit(context: &Context, caller: &Caller, name: &str, locale: Locale, time_zone: &str) -> Result<()> {
    caller.reach(Operation::EditAccount)?;
    let mut wrong: Vec<FieldError> = check_name(name).map(|message| FieldError { field: "name".to_owned(), message }).into_iter().collect();
    let (name, time_zone) = (db::users::tidy(name), time_zone.trim());
    let name = name.as_str();
    let account = own_account(context, caller).await?;
    // One that nobody could choose any more stays until another is chosen.
    let known = zones::known(time_zone).or((account.time_zone == time_zone).then_some(time_zone));
    if known.is_none() {
        let message = if time_zone.is_empty() { msg::field_required() } else { msg::session_unknown_zone(shorten(time_zone)) };
        wrong.push(FieldError { field: "time_zone".to_owned(), message });
    }
    if !wrong.is_empty() {
        return Err(Error::fields(wrong));
    }
    let time_zone = known.unwrap_or(time_zone);
    let pairs = [
        ("name", account.name.as_str(), name),
        ("locale", account.locale.as_str(), locale.tag()),
        ("time_zone", account.time_zone.as_str(), time_zone),
    ];
    let changes: Vec<Change> = pairs
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| Change { field: field.to_owned(), before: Some(before.to_owned()), after: Some(after.to_owned()) })
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    let tx = context.db.begin().await?;
    account::set_profile(&*tx, &account, name, locale, time_zone).await?;
    audit::append(&tx, context, caller, about(Operation::EditAccount, &account, changes)).await?;
    live::publish(&tx, context, Module::Users, &account.path, Some(account.id), &LiveEvent::Users { ids: vec![account.id] }).await?;
    Ok(tx.commit().await?)
}
