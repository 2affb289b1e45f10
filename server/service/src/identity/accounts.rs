//! One's own account, and what staff do with other people's sessions, as the doors see it.

use async_trait::async_trait;
use db::identity::{mail as mails, session::Which};
use domain::{
    Result,
    access::{Caller, Operation, Origin, Reach, Role},
    ids::{SessionId, UserId},
    page::{Page, PageQuery},
    port::Accounts,
    session::{OutboxRow, SessionRow},
    text::Locale,
};

use super::{mail, profile, reset, sessions, sign_in::Visitor};
use crate::{Context, zones};

/// See [`Accounts`].
#[derive(Debug, Clone)]
pub struct AccountsService {
    context: Context,
}

impl AccountsService {
    /// Over this context.
    #[must_use]
    pub const fn new(context: Context) -> Self {
        Self { context }
    }
}

/// A mail without the secrets of its links. Whoever may read mails to others must not be able to become them; only the root, who can
/// do everything anyway, sees what was sent.
fn without_secrets(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("token=") {
        out.push_str(before);
        out.push_str("token=•••");
        rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    }
    out + rest
}

#[async_trait]
impl Accounts for AccountsService {
    async fn sessions(&self, caller: &Caller) -> Result<Vec<SessionRow>> {
        sessions::own(&self.context, caller).await
    }

    async fn revoke(&self, caller: &Caller, session: SessionId) -> Result<()> {
        sessions::revoke_own(&self.context, caller, Which::One(session)).await.map(drop)
    }

    async fn revoke_others(&self, caller: &Caller) -> Result<u64> {
        sessions::revoke_own(&self.context, caller, caller.session.map_or(Which::All, Which::Others)).await
    }

    async fn time_zones(&self, caller: &Caller) -> Result<Vec<String>> {
        caller.reach(Operation::ViewAccount)?;
        Ok(zones::names().to_vec())
    }

    async fn change_password(&self, caller: &Caller, current: &str, new: &str) -> Result<()> {
        profile::change_password(&self.context, caller, current, new).await
    }

    async fn edit_profile(&self, caller: &Caller, name: &str, locale: Locale, time_zone: &str) -> Result<()> {
        profile::edit(&self.context, caller, name, locale, time_zone).await
    }

    async fn request_reset(&self, origin: &Origin, login: &str) -> Result<()> {
        reset::request(&self.context, Visitor::from(origin), login).await
    }

    async fn reset_address(&self, secret: &str) -> Result<Option<String>> {
        reset::address(&self.context, secret).await
    }

    async fn reset_password(&self, origin: &Origin, secret: &str, new: &str) -> Result<()> {
        reset::reset_password(&self.context, origin, secret, new).await
    }

    async fn form_token(&self, caller: &Caller) -> Result<String> {
        caller.reach(Operation::ViewAccount)?;
        Ok(self.context.new_uuid().to_string())
    }

    async fn sessions_of(&self, caller: &Caller, user: UserId) -> Result<Vec<SessionRow>> {
        sessions::of(&self.context, caller, user).await
    }

    async fn revoke_of(&self, caller: &Caller, user: UserId, session: Option<SessionId>) -> Result<u64> {
        sessions::revoke_of(&self.context, caller, user, session).await
    }

    async fn send_reset(&self, caller: &Caller, user: UserId) -> Result<()> {
        reset::send(&self.context, caller, user).await
    }

    async fn outbox(&self, caller: &Caller, page: &PageQuery) -> Result<Page<OutboxRow>> {
        // Mails are read by part of the tree or not at all.
        let Reach::Tree(tree) = caller.reach(Operation::ListOutbox)? else { return Ok(Page::default()) };
        let (cursor, size) = (page.start(), page.rows());
        let rows = mails::list(self.context.db.read(), &tree, cursor.as_ref(), size).await?;
        let page = Page::from_read(rows, size, cursor.as_ref(), |row| (row.created_at.0.to_string(), row.id.0.to_string()));
        let mut out = Page { rows: Vec::with_capacity(page.rows.len()), previous: page.previous, next: page.next };
        for row in page.rows {
            let body = mail::body_of(&self.context, &row)?;
            let body = if caller.role == Role::Owner { body } else { without_secrets(&body) };
            out.rows.push(OutboxRow {
                id: row.id,
                to: row.to_address,
                subject: row.subject,
                body,
                created_at: row.created_at,
                sent_at: row.sent_at,
                problem: row.problem,
            });
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn links_lose_their_secret_and_nothing_else() {
        assert_eq!(
            super::without_secrets("go to http://x/reset?token=aB-_9 now, or token=z"),
            "go to http://x/reset?token=••• now, or token=•••"
        );
        assert_eq!(super::without_secrets("nothing here"), "nothing here");
    }
}
