//! Links that set a password: 256 bits of chance in the link, a hash in the table, one hour, one use. Asking for one is answered alike
//! for known and unknown names, after the same work: an unknown name gets a link that leads nowhere, and a mail that goes nowhere.
//!
//! Staff who send a link lock the account until it is used: sessions end, the password holds no more. What a stranger can ask for ends
//! only what was asked for, never an invitation or a link of staff.

use db::{
    DbError, Tx,
    identity::{
        account::{self, Account},
        attempt::{self, Outcome},
        reset::{self, NewLink},
        session::Which,
    },
};
use domain::{
    Error, ErrorKind, Msg, Result,
    access::{Caller, Operation, Origin},
    audit::Change,
    ids::{LinkId, UserId},
    msg,
    text::Locale,
    user::EmailStatus,
};
use secrecy::SecretString;

use super::{
    caller::{caller_of, check_manages, is_active},
    device::Device,
    mail,
    passwords::{self, check_new},
    profile::changed_mail,
    sessions::{account_within, end_sessions, everything_ended},
    sign_in::{Visitor, hash_of_ours},
    throttle::{self, Tried},
    tokens,
};
use crate::{
    Context,
    audit::{self, Entry},
    figures::{self, Facts},
};

/// Seconds for which a link works.
const GOOD_FOR: i64 = 3_600;
/// Seconds for which the link of a new account works.
const INVITATION: i64 = 7 * 24 * 3_600;

/// Why somebody gets a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// Asked for it.
    Asked,
    /// Staff sent it.
    Staff,
    /// A new account.
    Invitation,
}

/// Subject and body of the mail with a link.
fn words(context: &Context, name: &str, secret: &str, occasion: Occasion) -> (Msg, Msg) {
    let link = format!("{}/reset?token={secret}", context.settings.public_url);
    let product = context.settings.product.as_str();
    match occasion {
        Occasion::Asked => (msg::mail_reset_subject(product), msg::mail_reset_body(name, product, link)),
        Occasion::Staff => (msg::mail_reset_subject(product), msg::mail_reset_by_staff_body(name, product, link)),
        Occasion::Invitation => (msg::mail_invitation_subject(product), msg::mail_invitation_body(name, product, link)),
    }
}

/// Makes a link, inside the transaction; answers its secret. Links before it end.
async fn make_link(tx: &Tx, context: &Context, user: UserId, seconds: i64, occasion: Occasion) -> Result<String> {
    let (secret, now, asked) = (tokens::new_secret(), context.now(), occasion == Occasion::Asked);
    if asked {
        reset::end_asked(&**tx, user, now).await?;
    } else {
        reset::end_all(&**tx, user, now).await?;
    }
    let (id, hash) = (context.new_id::<LinkId>(), hash_of_ours(&secret)?);
    reset::insert(&**tx, &NewLink { id, user, hash: &hash, now, expires_at: now.plus_seconds(seconds), asked }).await?;
    Ok(secret)
}

/// Makes a link and mails it, inside the transaction; links before it end.
async fn write_link(tx: &Tx, context: &Context, user: UserId, name: &str, email: &str, locale: Locale, occasion: Occasion) -> Result<()> {
    let seconds = if occasion == Occasion::Invitation { INVITATION } else { GOOD_FOR };
    let secret = make_link(tx, context, user, seconds, occasion).await?;
    let (subject, body) = words(context, name, &secret, occasion);
    mail::write(tx, context, email, Some(user), subject, body, locale).await.map(drop)
}

/// Mails a new account the link that sets its first password; for whoever makes accounts, in the same transaction.
///
/// # Errors
/// When the database refuses.
pub async fn invite(tx: &Tx, context: &Context, user: UserId, email: &str, locale: Locale) -> Result<()> {
    let account = account::find(&**tx, user).await?.ok_or_else(Error::internal)?;
    write_link(tx, context, user, &account.name, email, locale, Occasion::Invitation).await
}

/// Ends the open links of a user.
///
/// # Errors
/// When the database refuses.
pub async fn end_links(tx: &Tx, context: &Context, user: UserId) -> Result<()> {
    Ok(reset::end_all(&**tx, user, context.now()).await.map(drop)?)
}

/// After staff gave a user another address: the links that lie in the old mailbox end, and a mail there says what happened, for it may
/// not have been meant.
///
/// # Errors
/// When the database refuses.
pub async fn address_left(tx: &Tx, context: &Context, user: UserId, old: &str) -> Result<()> {
    end_links(tx, context, user).await?;
    let account = account::find(&**tx, user).await?.ok_or_else(Error::internal)?;
    let product = context.settings.product.as_str();
    let (subject, body) = (msg::mail_address_changed_subject(product), msg::mail_address_changed_body(account.name.as_str(), product));
    match mail::write(tx, context, old, Some(user), subject, body, locale_of(&account)).await {
        // A mailbox that had its share today was told already.
        Err(error) if error.kind == ErrorKind::TooMany => Ok(()),
        other => other.map(drop),
    }
}

/// See `domain::port::Accounts::request_reset`.
pub(super) async fn request(context: &Context, visitor: Visitor<'_>, login: &str) -> Result<()> {
    let key = throttle::login_key(login);
    let account = account::find_by_login(context.db.read(), &key).await?;
    let device = Device::at_the_door(context, visitor.device, account.as_ref().map(|account| account.id)).await?;
    let tried = Tried::Login { key: &key, account: account.as_ref(), device: &device };
    let attempt = throttle::reserve(context, throttle::RESET, tried, visitor.origin).await?;
    let tx = context.db.begin().await?;
    let written = match account.filter(is_active) {
        Some(account) => write_link(&tx, context, account.id, &account.name, &account.email, locale_of(&account), Occasion::Asked).await,
        None => {
            let secret = make_link(&tx, context, UserId::NIL, 0, Occasion::Asked).await?;
            let (subject, body) = words(context, &key, &secret, Occasion::Asked);
            mail::write_to_nobody(context, &subject, &body);
            Ok(())
        }
    };
    match written {
        Err(error) if error.kind == ErrorKind::TooMany => {
            // A mailbox that had its share: no more mail, and no word of it to whoever asks.
            tx.roll_back().await?;
            return Ok(());
        }
        written => written?,
    }
    attempt::close(&*tx, attempt, None, Outcome::Refused).await?;
    Ok(tx.commit().await?)
}

/// The language in which somebody gets mail.
pub(super) fn locale_of(account: &Account) -> Locale {
    Locale::from_tag(&account.locale).unwrap_or_default()
}

fn dead_link() -> Error {
    Error::invalid(msg::session_link_dead())
}

/// Whoever opens a link that was mailed has the address; their figures are filed under that from now on.
async fn confirm_address(tx: &Tx, context: &Context, user: UserId) -> Result<()> {
    for row in db::figures::lock_facts(&**tx, &[user]).await? {
        let before = Facts::try_from(&row)?;
        account::verify_email(&**tx, user).await?;
        figures::user_changed(tx, context, user, &before, &Facts { email: EmailStatus::Verified, ..before.clone() }).await?;
    }
    Ok(())
}

/// See `domain::port::Accounts::reset_address`.
pub(super) async fn address(context: &Context, secret: &str) -> Result<Option<String>> {
    let Some(hash) = tokens::hash(secret) else { return Ok(None) };
    let Some(link) = reset::find(context.db.read(), &hash, context.now()).await? else { return Ok(None) };
    Ok(account::find(context.db.read(), link.user_id).await?.filter(is_active).map(|account| account.email))
}

/// See `domain::port::Accounts::reset_password`.
pub(super) async fn reset_password(context: &Context, origin: &Origin, secret: &str, new: &str) -> Result<()> {
    let hash = tokens::hash(secret).ok_or_else(dead_link)?;
    let link = reset::find(context.db.read(), &hash, context.now()).await?.ok_or_else(dead_link)?;
    let account = account::find(context.db.read(), link.user_id).await?.filter(is_active).ok_or_else(dead_link)?;
    let new = SecretString::from(new.to_owned());
    if let Some(problem) = check_new(&new, &account.name, &account.email) {
        return Err(Error::field("password", problem));
    }
    let hash = passwords::hash(&new, context.settings.password_cost).await?;
    let (caller, _) = caller_of(&account, None, origin)?;
    let (tx, now) = (context.db.begin().await?, context.now());
    if !reset::use_up(&*tx, link.id, now).await? {
        return Err(dead_link());
    }
    reset::end_all(&*tx, account.id, now).await?;
    account::set_password(&*tx, account.id, account.password_hash.as_deref(), &hash, now).await?;
    confirm_address(&tx, context, account.id).await?;
    let ended = end_sessions(&tx, context, account.id, &account.path, Which::All, "password_reset").await?;
    changed_mail(&tx, context, &account).await?;
    let changes = vec![
        Change { field: "password".to_owned(), before: Some("***".to_owned()), after: Some("***".to_owned()) },
        everything_ended(ended),
    ];
    audit::append(&tx, context, &caller, about(Operation::ChangePassword, &account, changes)).await?;
    Ok(tx.commit().await?)
}

/// See `domain::port::Accounts::send_reset`. Whoever knows the old password, or sits at an open session, is out at once.
pub(super) async fn send(context: &Context, caller: &Caller, user: UserId) -> Result<()> {
    let account = account_within(context, caller, Operation::ResetPassword, user).await?;
    check_manages(caller, &account)?;
    if user == caller.user {
        return Err(Error::invalid(msg::session_link_to_yourself()));
    }
    if !is_active(&account) {
        return Err(Error::invalid(msg::session_link_deactivated(account.name.as_str())));
    }
    let attempt = throttle::reserve_link(context, caller, user).await?;
    let tx = context.db.begin().await?;
    // First of all, so that whoever signs in at this moment is either refused or among the sessions that end.
    if !account::bar_password(&*tx, user).await? {
        return Err(DbError::Stale("users").into());
    }
    let ended = end_sessions(&tx, context, account.id, &account.path, Which::All, "reset_sent").await?;
    write_link(&tx, context, account.id, &account.name, &account.email, locale_of(&account), Occasion::Staff).await?;
    let changes = vec![
        Change {
            field: "must_change_password".to_owned(),
            before: Some(account.must_change_password.to_string()),
            after: Some(true.to_string()),
        },
        Change { field: "password".to_owned(), before: Some("***".to_owned()), after: None },
        everything_ended(ended),
    ];
    audit::append(&tx, context, caller, about(Operation::ResetPassword, &account, changes)).await?;
    attempt::close(&*tx, attempt, None, Outcome::Refused).await?;
    Ok(tx.commit().await?)
}

/// An event about an account.
pub(super) fn about(operation: Operation, account: &Account, changes: Vec<Change>) -> Entry<'_> {
    Entry {
        operation,
        subject: account.id.to_string(),
        subject_user: Some(account.id),
        subject_name: &account.name,
        path: &account.path,
        changes,
    }
}
