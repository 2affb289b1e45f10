//! From tokens to a caller, on every request. With a good access token that is one query, of the session and its user together.
//! Without one a refresh token buys the next pair: it is exchanged once; its immediate predecessor is honoured for half a minute (the
//! requests that were under way), and any other that comes again was stolen, so the whole session ends.

use db::{
    ConnectionTrait, Tx,
    identity::{
        account::{self, Account},
        refresh::{self, Refresh},
        session::{self, SignedIn as Row, Which},
    },
};
use domain::{
    Result,
    access::{Caller, Operation, Origin},
    audit::Change,
    ids::{RefreshId, UserId},
    session::Viewer,
    text::Locale,
    time::Timestamp,
};

use super::{
    caller::{caller_of, is_active, role_of},
    sessions::end_sessions,
    sign_in::{SignIn, Times, about_session, hash_of_ours},
    tokens::{self, Tokens},
};
use crate::{Context, audit};

/// Seconds for which the token before the current one is honoured.
const OVERLAP: i64 = 30;

/// How somebody reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Language.
    pub locale: Locale,
    /// IANA zone.
    pub time_zone: String,
}

/// Who a request is from.
#[derive(Debug, Clone, Default)]
pub struct Authenticated {
    /// Who calls; nobody without.
    pub caller: Option<Caller>,
    /// As pages show them.
    pub viewer: Option<Viewer>,
    /// How they read.
    pub preferences: Option<Preferences>,
    /// What the device is to keep from now on.
    pub new_tokens: Option<Tokens>,
    /// What the device sent is good for nothing; it is to forget it.
    pub clear: bool,
}

/// Whether a session and its user still stand.
pub(super) fn is_live(row: &Row, now: Timestamp) -> bool {
    let session = &row.session;
    session.revoked_at.is_none() && now < session.idle_until && now < session.expires_at && is_active(&row.account)
}

/// Whether the session of a caller still stands, and they are and hold what they were and held when they called. Who came without a
/// session is not asked.
///
/// # Errors
/// When the database does not answer.
pub async fn still_stands(context: &Context, caller: &Caller) -> Result<bool> {
    let Some(session) = caller.session else { return Ok(true) };
    let row = session::find(context.db.read(), session).await?;
    let Some(row) = row.filter(|row| row.account.id == caller.user && is_live(row, context.now())) else { return Ok(false) };
    holds_as_before(&row.account, caller)
}

/// Whether somebody for whom work goes on in the background, with or without a session, is and holds what they were and held when they
/// began it. The system itself always does.
///
/// # Errors
/// When the database does not answer.
pub async fn still_holds(connection: &impl ConnectionTrait, caller: &Caller) -> Result<bool> {
    if caller.user == UserId::NIL {
        return Ok(true);
    }
    let account = account::find(connection, caller.user).await?.filter(is_active);
    account.map_or(Ok(false), |account| holds_as_before(&account, caller))
}

fn holds_as_before(account: &Account, caller: &Caller) -> Result<bool> {
    let (today, _) = caller_of(account, caller.session, &caller.origin)?;
    Ok((today.role, today.post, &today.tree, &today.grants) == (caller.role, caller.post, &caller.tree, &caller.grants))
}

impl SignIn {
    /// Who a request is from, by its access token or, where that is missing or has run out, by its refresh token.
    ///
    /// # Errors
    /// When the database does not answer; a token that is worth nothing is no error.
    pub async fn authenticate(&self, origin: &Origin, access: Option<&str>, refresh: Option<&str>) -> Result<Authenticated> {
        let now = self.context.now();
        if let Some(said) = access.and_then(|token| self.keys.read(token, now)) {
            let row = session::find(self.context.db.read(), said.session).await?;
            let Some(row) = row.filter(|row| row.account.id == said.user && is_live(row, now)) else { return Ok(nobody(true)) };
            if row.session.generation != said.generation {
                // All tokens were replaced while this request was under way; its device may hold the new ones already.
                return Ok(nobody(false));
            }
            self.seen.note(&self.context, &row.session, role_of(&row.account)?);
            return self.granted(&row, origin, None);
        }
        match refresh {
            Some(secret) => self.exchange(origin, secret).await,
            None => Ok(nobody(access.is_some())),
        }
    }

    fn granted(&self, row: &Row, origin: &Origin, new_tokens: Option<Tokens>) -> Result<Authenticated> {
        let (caller, viewer) = caller_of(&row.account, Some(row.session.session_id), origin)?;
        let preferences =
            Preferences { locale: Locale::from_tag(&row.account.locale).unwrap_or_default(), time_zone: row.account.time_zone.clone() };
        Ok(Authenticated { caller: Some(caller), viewer: Some(viewer), preferences: Some(preferences), new_tokens, clear: false })
    }

    async fn exchange(&self, origin: &Origin, secret: &str) -> Result<Authenticated> {
        // Chance guesses are turned away before they take the writer's turn.
        let Some(hash) = tokens::hash(secret) else { return Ok(nobody(true)) };
        if refresh::find(self.context.db.read(), &hash).await?.is_none() {
            return Ok(nobody(true));
        }
        let (now, tx) = (self.context.now(), self.context.db.begin().await?);
        let Some(token) = refresh::find(&*tx, &hash).await? else { return Ok(nobody(true)) };
        let Some(row) = session::find(&*tx, token.session_id).await?.filter(|row| is_live(row, now)) else { return Ok(nobody(true)) };
        let next = tokens::successor(&self.context.keys, secret);
        if token.used_at.is_none() && self.rotate(&tx, &token, &row, &next, now).await? {
            tx.commit().await?;
            return self.granted(&row, origin, Some(self.tokens_of(&row, next)?));
        }
        // Used already, or by a parallel request while this one waited.
        let Some(token) = refresh::find(&*tx, &hash).await? else { return Ok(nobody(true)) };
        if is_immediate_predecessor(&token, now) {
            tx.roll_back().await?;
            // After a rotation of keys the successor cannot be told again; then the device keeps what it has.
            let next = if tokens::hash(&next) == token.next_hash { next } else { secret.to_owned() };
            return self.granted(&row, origin, Some(self.tokens_of(&row, next)?));
        }
        self.end_stolen(tx, origin, &row).await?;
        Ok(nobody(true))
    }

    fn tokens_of(&self, row: &Row, refresh: String) -> Result<Tokens> {
        self.tokens((row.session.session_id, row.session.generation), &row.account, refresh, row.session.expires_at)
    }

    /// Puts the successor in the token's place; false where another request did so first.
    async fn rotate(&self, tx: &Tx, token: &Refresh, row: &Row, next: &str, now: Timestamp) -> Result<bool> {
        let id = self.context.new_id::<RefreshId>();
        if !refresh::mark_used(&**tx, token.id, id, now).await? {
            return Ok(false);
        }
        refresh::insert(&**tx, id, token.session_id, &hash_of_ours(next)?, now).await?;
        let idle_until = Times::of(role_of(&row.account)?).idle_until(now, row.session.expires_at);
        session::touch(&**tx, token.session_id, row.account.id, now, idle_until).await?;
        Ok(true)
    }

    /// Ends a session one of whose old tokens came again.
    async fn end_stolen(&self, tx: Tx, origin: &Origin, row: &Row) -> Result<()> {
        let id = row.session.session_id;
        end_sessions(&tx, &self.context, row.account.id, &row.account.path, Which::One(id), "token_reused").await?;
        let (caller, _) = caller_of(&row.account, Some(id), origin)?;
        let changes = vec![Change { field: "reason".to_owned(), before: None, after: Some("token_reused".to_owned()) }];
        audit::append(&tx, &self.context, &caller, about_session(Operation::SignOut, id, &row.account, changes)).await?;
        tx.commit().await?;
        tracing::warn!(session = %id, user = %row.account.id, "an old refresh token came again; the session was ended");
        metrics::counter!("refresh_token_reused_total").increment(1);
        Ok(())
    }
}

fn is_immediate_predecessor(token: &Refresh, now: Timestamp) -> bool {
    token.used_at.is_some_and(|used_at| now.seconds_since(used_at) <= OVERLAP) && token.next_hash.is_some() && token.next_used_at.is_none()
}

fn nobody(clear: bool) -> Authenticated {
    Authenticated { clear, ..Authenticated::default() }
}
