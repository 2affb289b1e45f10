//! Signing in and out. Every refusal is one sentence after the same work: a counted attempt, one look-up, one hash, one update.

use std::sync::Arc;

use db::{
    Tx,
    identity::{
        account::{self, Account},
        attempt::{self, Outcome},
        refresh,
        session::{self, NewSession, Which},
    },
};
use domain::{
    Error, ErrorKind, Result,
    access::{Caller, Module, Operation, Origin, Role},
    audit::Change,
    ids::{RefreshId, SessionId},
    live::LiveEvent,
    msg,
    session::Viewer,
    time::Timestamp,
};
use secrecy::SecretString;

use super::{
    authenticate::is_live,
    caller::{caller_of, is_active, role_of},
    device::{self, Device, device_of},
    passwords::{self, Verdict},
    refusals, reset,
    seen::Seen,
    sessions::end_sessions,
    throttle::{self, Tried},
    tokens::{self, AccessKeys, Tokens},
};
use crate::{
    Context,
    audit::{self, Entry},
    live,
};

/// After how many seconds a session ends: unused, and in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    idle: i64,
    absolute: i64,
}

impl Times {
    /// Staff are signed out sooner than customers.
    pub(super) const fn of(role: Role) -> Self {
        const HOUR: i64 = 3_600;
        const DAY: i64 = 24 * HOUR;
        if role.is_staff() { Self { idle: 12 * HOUR, absolute: 7 * DAY } } else { Self { idle: 14 * DAY, absolute: 90 * DAY } }
    }

    pub(super) fn idle_until(self, now: Timestamp, expires_at: Timestamp) -> Timestamp {
        now.plus_seconds(self.idle).min(expires_at)
    }

    const fn expires_at(self, now: Timestamp) -> Timestamp {
        now.plus_seconds(self.absolute)
    }
}

/// Who stands at the door.
#[derive(Debug, Clone, Copy)]
pub struct Visitor<'a> {
    /// From where.
    pub origin: &'a Origin,
    /// What their device kept of the last time somebody signed in with it.
    pub device: Option<&'a str>,
    /// Whose session the device still has.
    pub living: Option<&'a Caller>,
}

impl<'a> Visitor<'a> {
    /// With a device that was never seen.
    #[must_use]
    pub const fn from(origin: &'a Origin) -> Self {
        Self { origin, device: None, living: None }
    }
}

/// Who signed in, and what their device keeps.
#[derive(Clone)]
pub struct SignedIn {
    /// What the device keeps.
    pub tokens: Tokens,
    /// What the device keeps beyond its sessions, to be known again at the door.
    pub device: String,
    /// Which side of the house they are sent to.
    pub role: Role,
    /// As whom.
    pub caller: Caller,
    /// As pages show them.
    pub viewer: Viewer,
}

impl std::fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("tokens", &self.tokens).field("caller", &self.caller).finish_non_exhaustive()
    }
}

/// Makes callers from passwords and tokens. Cheap to clone; one per process, because it gathers what was seen.
#[derive(Clone)]
pub struct SignIn {
    pub(super) context: Context,
    pub(super) keys: Arc<AccessKeys>,
    pub(super) seen: Seen,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn").finish_non_exhaustive()
    }
}

impl SignIn {
    /// Over this context.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self { keys: Arc::new(AccessKeys::new(&context.keys)), seen: Seen::default(), context }
    }

    /// Signs in by address or user name, in any case.
    ///
    /// # Errors
    /// `SignIn` with one sentence for a wrong password, an unknown name and a deactivated account alike; `TooMany` after too many.
    pub async fn sign_in(&self, origin: &Origin, login: &str, password: &SecretString) -> Result<SignedIn> {
        self.admit(Visitor::from(origin), login, password).await
    }

    /// The same, for a device that may have been here before; a session that it still has ends.
    ///
    /// # Errors
    /// See [`SignIn::sign_in`].
    pub async fn admit(&self, visitor: Visitor<'_>, login: &str, password: &SecretString) -> Result<SignedIn> {
        let context = &self.context;
        let key = throttle::login_key(login);
        let account = account::find_by_login(context.db.read(), &key).await?;
        let device = Device::at_the_door(context, visitor.device, account.as_ref().map(|account| account.id)).await?;
        let tried = Tried::Login { key: &key, account: account.as_ref(), device: &device };
        let attempt = throttle::reserve(context, throttle::SIGN_IN, tried, visitor.origin).await?;
        let hash = account.as_ref().and_then(|account| account.password_hash.clone());
        let verdict = passwords::verify(password, hash, context.settings.password_cost).await?;
        let signed_in = match &account {
            Some(account) if verdict.matches && is_active(account) => {
                self.let_in(visitor, &device, attempt, account, password, verdict).await?
            }
            _ => None,
        };
        if let Some(signed_in) = signed_in {
            return Ok(signed_in);
        }
        attempt::close(context.db.write(), attempt, account.as_ref().map(|account| account.id), Outcome::Refused).await?;
        metrics::counter!("sign_in_refused_total").increment(1);
        if let Some(account) = account {
            refusals::note(context, account, visitor.origin);
        }
        Err(Error::new(ErrorKind::SignIn, msg::session_failed()))
    }

    /// Begins the session of who has the right password; nothing, where they were shut out while it was looked at.
    async fn let_in(
        &self,
        visitor: Visitor<'_>,
        device: &Device,
        attempt: i64,
        account: &Account,
        password: &SecretString,
        verdict: Verdict,
    ) -> Result<Option<SignedIn>> {
        let context = &self.context;
        let newer = if verdict.outdated { Some(passwords::hash(password, context.settings.password_cost).await?) } else { None };
        let tx = context.db.begin().await?;
        if !account::come_in(&*tx, account.id, account.password_hash.as_deref(), context.now()).await? {
            tx.roll_back().await?;
            return Ok(None);
        }
        if let (Some(newer), Some(old)) = (newer, account.password_hash.as_deref()) {
            account::rehash(&*tx, account.id, old, &newer).await?;
        }
        attempt::close(&*tx, attempt, Some(account.id), Outcome::Granted).await?;
        if let Some(living) = visitor.living {
            self.end_own(&tx, living, "replaced").await?;
        }
        let signed_in = self.begin(&tx, visitor.origin, device, account).await?;
        tx.commit().await?;
        Ok(Some(signed_in))
    }

    /// Begins a session of somebody who proved who they are. Of too many the oldest end.
    pub(super) async fn begin(&self, tx: &Tx, origin: &Origin, kept: &Device, account: &Account) -> Result<SignedIn> {
        let (context, now) = (&self.context, self.context.now());
        let (id, times) = (context.new_id::<SessionId>(), Times::of(role_of(account)?));
        let expires_at = times.expires_at(now);
        let agent: Option<String> =
            origin.user_agent.as_deref().map(|agent| agent.chars().filter(|c| !c.is_control()).take(device::LONGEST).collect());
        let device = device_of(agent.as_deref());
        session::insert(
            &**tx,
            &NewSession {
                id,
                user: account.id,
                now,
                idle_until: times.idle_until(now, expires_at),
                expires_at,
                user_agent: agent.as_deref(),
                device: &device,
                address: origin.address.as_deref(),
                device_hash: Some(&kept.hash),
            },
        )
        .await?;
        if session::end_surplus(&**tx, account.id, now).await? > 0 {
            let ended = LiveEvent::Users { ids: vec![account.id] };
            live::publish(tx, context, Module::Sessions, &account.path, Some(account.id), &ended).await?;
        }
        let secret = tokens::new_secret();
        refresh::insert(&**tx, context.new_id::<RefreshId>(), id, &hash_of_ours(&secret)?, now).await?;
        let (caller, viewer) = caller_of(account, Some(id), origin)?;
        let changes = vec![Change { field: "device".to_owned(), before: None, after: Some(device) }];
        audit::append(tx, context, &caller, about_session(Operation::SignIn, id, account, changes)).await?;
        let tokens = self.tokens((id, 0), account, secret, expires_at)?;
        Ok(SignedIn { tokens, device: kept.secret.clone(), role: caller.role, caller, viewer })
    }

    /// The tokens of a session, of this generation.
    pub(super) fn tokens(&self, session: (SessionId, i64), account: &Account, refresh: String, ends: Timestamp) -> Result<Tokens> {
        let (now, (session, generation)) = (self.context.now(), session);
        Ok(Tokens {
            session,
            access: self.keys.issue(session, account.id, generation, now)?,
            access_seconds: tokens::ACCESS,
            refresh,
            refresh_seconds: ends.seconds_since(now),
        })
    }

    /// New tokens for the session of a caller whose old ones were all ended, as a change of password does; nothing where they still hold.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn renew(&self, caller: &Caller) -> Result<Option<Tokens>> {
        let (context, Some(id)) = (&self.context, caller.session) else { return Ok(None) };
        if refresh::has_any(context.db.read(), id).await? {
            return Ok(None);
        }
        let (now, tx) = (context.now(), context.db.begin().await?);
        let Some(row) = session::find(&*tx, id).await?.filter(|row| row.account.id == caller.user && is_live(row, now)) else {
            return Ok(None);
        };
        if refresh::has_any(&*tx, id).await? {
            return Ok(None);
        }
        let secret = tokens::new_secret();
        refresh::insert(&*tx, context.new_id::<RefreshId>(), id, &hash_of_ours(&secret)?, now).await?;
        tx.commit().await?;
        self.tokens((id, row.session.generation), &row.account, secret, row.session.expires_at).map(Some)
    }

    /// Asks for a reset link, as [`domain::port::Accounts::request_reset`] does, with a device that may have been here before.
    ///
    /// # Errors
    /// `TooMany` with the seconds to wait, or when the database refuses.
    pub async fn request_reset(&self, visitor: Visitor<'_>, login: &str) -> Result<()> {
        reset::request(&self.context, visitor, login).await
    }

    /// Ends the caller's own session. Without one there is nothing to end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sign_out(&self, caller: &Caller) -> Result<()> {
        let tx = self.context.db.begin().await?;
        self.end_own(&tx, caller, "signed_out").await?;
        Ok(tx.commit().await?)
    }

    async fn end_own(&self, tx: &Tx, caller: &Caller, reason: &str) -> Result<()> {
        let (context, Some(id)) = (&self.context, caller.session) else { return Ok(()) };
        if end_sessions(tx, context, caller.user, &caller.tree, Which::One(id), reason).await? == 1 {
            let entry = Entry {
                operation: Operation::SignOut,
                subject: id.to_string(),
                subject_user: Some(caller.user),
                subject_name: &caller.name,
                path: &caller.tree,
                changes: Vec::new(),
            };
            audit::append(tx, context, caller, entry).await?;
        }
        Ok(())
    }
}

/// The hash of a secret that was made here.
pub(super) fn hash_of_ours(secret: &str) -> Result<Vec<u8>> {
    tokens::hash(secret).ok_or_else(Error::internal)
}

/// An event about somebody's session.
pub(super) fn about_session(operation: Operation, id: SessionId, account: &Account, changes: Vec<Change>) -> Entry<'_> {
    Entry { operation, subject: id.to_string(), subject_user: Some(account.id), subject_name: &account.name, path: &account.path, changes }
}

/// Forgets what has no use any more: sessions and links that ended a month ago, attempts of a year ago. A worker calls this daily.
///
/// # Errors
/// When the database refuses.
pub async fn forget_old(context: &Context) -> Result<u64> {
    const DAY: i64 = 24 * 3_600;
    let (now, tx) = (context.now(), context.db.begin().await?);
    let mut forgotten = session::forget(&*tx, now.plus_seconds(-30 * DAY)).await?;
    forgotten += db::identity::reset::forget(&*tx, now.plus_seconds(-30 * DAY)).await?;
    forgotten += attempt::forget(&*tx, now.plus_seconds(-365 * DAY)).await?;
    tx.commit().await?;
    Ok(forgotten + crate::idempotency::forget_old(context).await?)
}
