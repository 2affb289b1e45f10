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
    access::{Caller, Operation, Origin, Role},
    audit::Change,
    ids::{RefreshId, SessionId},
    msg,
    session::Viewer,
    time::Timestamp,
};
use secrecy::SecretString;

use super::{
    caller::{caller_of, is_active, role_of},
    device::{self, device_of},
    passwords::{self, Verdict},
    seen::Seen,
    sessions::end_sessions,
    throttle,
    tokens::{self, AccessKeys, Tokens},
};
use crate::{
    Context,
    audit::{self, Entry},
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

/// Who signed in, and what their device keeps.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// What the device keeps.
    pub tokens: Tokens,
    /// Which side of the house they are sent to.
    pub role: Role,
    /// As whom.
    pub caller: Caller,
    /// As pages show them.
    pub viewer: Viewer,
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
        let context = &self.context;
        let key = throttle::login_key(login);
        let attempt = throttle::reserve(context, throttle::SIGN_IN, &key, origin).await?;
        let account = account::find_by_login(context.db.read(), &key).await?;
        let hash = account.as_ref().and_then(|account| account.password_hash.clone());
        let verdict = passwords::verify(password, hash, context.settings.password_cost).await?;
        match account {
            Some(account) if verdict.matches && is_active(&account) => self.let_in(origin, attempt, &account, password, verdict).await,
            account => {
                attempt::close(context.db.write(), attempt, account.map(|account| account.id), Outcome::Refused).await?;
                metrics::counter!("sign_in_refused_total").increment(1);
                Err(Error::new(ErrorKind::SignIn, msg::session_failed()))
            }
        }
    }

    async fn let_in(
        &self,
        origin: &Origin,
        attempt: i64,
        account: &Account,
        password: &SecretString,
        verdict: Verdict,
    ) -> Result<SignedIn> {
        let context = &self.context;
        let newer = if verdict.outdated { Some(passwords::hash(password, context.settings.password_cost).await?) } else { None };
        let tx = context.db.begin().await?;
        if let (Some(newer), Some(old)) = (newer, account.password_hash.as_deref()) {
            account::rehash(&*tx, account.id, old, &newer).await?;
        }
        attempt::close(&*tx, attempt, Some(account.id), Outcome::Granted).await?;
        let signed_in = self.begin(&tx, origin, account).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Begins a session of somebody who proved who they are.
    pub(super) async fn begin(&self, tx: &Tx, origin: &Origin, account: &Account) -> Result<SignedIn> {
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
            },
        )
        .await?;
        let secret = tokens::new_secret();
        refresh::insert(&**tx, context.new_id::<RefreshId>(), id, &hash_of_ours(&secret)?, now).await?;
        let (caller, viewer) = caller_of(account, Some(id), origin)?;
        let changes = vec![Change { field: "device".to_owned(), before: None, after: Some(device) }];
        audit::append(tx, context, &caller, about_session(Operation::SignIn, id, account, changes)).await?;
        Ok(SignedIn { tokens: self.tokens(id, account, secret, expires_at)?, role: caller.role, caller, viewer })
    }

    /// The tokens of a session.
    pub(super) fn tokens(&self, session: SessionId, account: &Account, refresh: String, ends: Timestamp) -> Result<Tokens> {
        let now = self.context.now();
        Ok(Tokens {
            session,
            access: self.keys.issue(session, account.id, now)?,
            access_seconds: tokens::ACCESS,
            refresh,
            refresh_seconds: ends.seconds_since(now),
        })
    }

    /// Ends the caller's own session. Without one there is nothing to end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sign_out(&self, caller: &Caller) -> Result<()> {
        let (context, Some(id)) = (&self.context, caller.session) else { return Ok(()) };
        let tx = context.db.begin().await?;
        if end_sessions(&tx, context, caller.user, &caller.tree, Which::One(id), "signed_out").await? == 1 {
            let entry = Entry {
                operation: Operation::SignOut,
                subject: id.to_string(),
                subject_user: Some(caller.user),
                subject_name: &caller.name,
                path: &caller.tree,
                changes: Vec::new(),
            };
            audit::append(&tx, context, caller, entry).await?;
        }
        Ok(tx.commit().await?)
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
