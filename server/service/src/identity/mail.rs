//! Mail. It is written into the outbox in the transaction that has something to tell, in the recipient's language, and stays there: the
//! panel shows it, and a worker sends it where SMTP is set. Bodies are sealed at rest, because some hold a link that sets a password.
//!
//! To add a mail: its subject and body in `session.ftl` (or its area's file), then [`write`].

use std::collections::VecDeque;

use async_trait::async_trait;
use db::{
    Tx, Wake,
    identity::mail::{self as rows, Mail},
};
use domain::{
    Error, ErrorKind, Msg, Result,
    ids::{MailId, UserId},
    msg,
    text::Locale,
    time::Timestamp,
};

use crate::{
    Context,
    texts::{IcuIntl, Texts},
};

/// Why a mail did not leave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct SendError {
    /// What the mail server said.
    pub reason: String,
    /// Whether another try makes sense.
    pub temporary: bool,
}

/// Something that sends mail.
#[async_trait]
pub trait MailTransport: Send + Sync {
    /// Sends one mail of plain text.
    async fn send(&self, to: &str, subject: &str, body: &str) -> Result<(), SendError>;
}

/// Seconds for which a mail is in one worker's hands.
const LEASE: i64 = 300;
/// Mails taken at once.
const BATCH: usize = 50;
/// Tries before a mail is given up.
const TRIES: i32 = 12;
/// Longest pause between two tries, in seconds.
const LONGEST_PAUSE: i64 = 6 * 3_600;
/// Longest problem that is kept, in characters.
const PROBLEM_MAX: usize = 500;

/// Most mails to one address within [`WINDOW`], whatever they say: nobody's mailbox is flooded through this house.
const MOST: i64 = 30;
/// Seconds.
const WINDOW: i64 = 3_600;

pub(super) fn place(id: MailId) -> String {
    format!("mail.body|{id}")
}

/// Subject and body in the recipient's language.
fn words(context: &Context, subject: &Msg, body: &Msg, locale: Locale) -> (String, String) {
    let intl = IcuIntl::in_zone(locale, context.zone());
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    (one_line(Texts::shipped().format(&intl, subject)), Texts::shipped().format(&intl, body))
}

/// Puts a mail into the outbox, inside the transaction.
///
/// # Errors
/// `TooMany` where the address had its share within the hour, or when the database refuses.
pub async fn write(tx: &Tx, context: &Context, to: &str, user: Option<UserId>, subject: Msg, body: Msg, locale: Locale) -> Result<MailId> {
    let now = context.now();
    if rows::written_since(&**tx, to, now.plus_seconds(-WINDOW), MOST).await? >= MOST {
        let seconds = u32::try_from(WINDOW).unwrap_or(u32::MAX);
        return Err(Error { retry_after: Some(seconds), ..Error::new(ErrorKind::TooMany, msg::session_mails_too_many(to)) });
    }
    let (subject, body) = words(context, &subject, &body, locale);
    let id = context.new_id::<MailId>();
    rows::insert(&**tx, id, user, to, &subject, context.keys.seal(&place(id), body.as_bytes()), now).await?;
    tx.wake(Wake::Mail);
    Ok(id)
}

/// The work of writing a mail, for nobody: an address that nobody has takes as long as one that somebody has.
pub(super) fn write_to_nobody(context: &Context, subject: &Msg, body: &Msg) {
    let (_, body) = words(context, subject, body, Locale::default());
    let sealed = context.keys.seal(&place(context.new_id::<MailId>()), body.as_bytes());
    std::hint::black_box(sealed);
}

/// The text of a mail.
pub(super) fn body_of(context: &Context, mail: &Mail) -> Result<String> {
    let plain = context.keys.open(&place(mail.id), &mail.body)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// When the next try is due after so many.
fn next_try(attempts: i32, now: Timestamp) -> Timestamp {
    if attempts >= TRIES {
        return Timestamp(i64::MAX);
    }
    now.plus_seconds(30_i64.saturating_mul(1 << attempts.clamp(0, 20)).min(LONGEST_PAUSE))
}

/// Sends what is due; a worker calls this when it is woken and now and then. Answers how many left. Without SMTP nothing is due.
///
/// # Errors
/// When the database refuses. A mail that does not leave is no error: its row says why and when it is tried again.
pub async fn deliver_due(context: &Context, mailer: &dyn MailTransport) -> Result<u64> {
    if !context.settings.smtp {
        return Ok(0);
    }
    let mut sent = 0;
    let mut due = VecDeque::from(rows::due(context.db.read(), context.now(), BATCH).await?);
    while let Some(mail) = due.pop_front() {
        if !rows::claim(context.db.write(), &mail, context.now().plus_seconds(LEASE)).await? {
            continue;
        }
        match mailer.send(&mail.to_address, &mail.subject, &body_of(context, &mail)?).await {
            Ok(()) => {
                rows::sent(context.db.write(), mail.id, context.now()).await?;
                sent += 1;
            }
            Err(error) => {
                let due_at = if error.temporary { next_try(mail.attempts + 1, context.now()) } else { Timestamp(i64::MAX) };
                let problem: String = error.reason.chars().filter(|c| !c.is_control()).take(PROBLEM_MAX).collect();
                tracing::warn!(mail = %mail.id, %problem, "a mail did not leave");
                rows::failed(context.db.write(), mail.id, &problem, due_at).await?;
            }
        }
    }
    Ok(sent)
}
