//! When sessions were last seen. A request only notes it; one background write at a time takes all notes there are, so that a thousand
//! requests at once cost one transaction, and no request waits for it. A session is noted at most once a minute.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use db::identity::session::{self, Session};
use domain::{
    Result,
    access::Role,
    ids::{SessionId, UserId},
    time::Timestamp,
};

use super::sign_in::Times;
use crate::Context;

/// Seconds between two notes of one session.
const EVERY: i64 = 60;

#[derive(Debug, Clone, Copy)]
struct Note {
    user: UserId,
    seen_at: Timestamp,
    idle_until: Timestamp,
}

#[derive(Debug, Default)]
struct Notes {
    waiting: HashMap<SessionId, Note>,
    writing: bool,
}

/// The notes of this process.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen(Arc<Mutex<Notes>>);

impl Seen {
    /// Notes that a session is in use.
    pub(super) fn note(&self, context: &Context, session: &Session, role: Role) {
        let now = context.now();
        if now.seconds_since(session.seen_at) < EVERY {
            return;
        }
        let idle_until = Times::of(role).idle_until(now, session.expires_at);
        let begin = {
            let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            notes.waiting.insert(session.session_id, Note { user: session.user_id, seen_at: now, idle_until });
            !std::mem::replace(&mut notes.writing, true)
        };
        if begin {
            let (seen, context) = (self.clone(), context.clone());
            tokio::spawn(async move { seen.write_all(&context).await });
        }
    }

    async fn write_all(&self, context: &Context) {
        loop {
            let taken = {
                let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
                if notes.waiting.is_empty() {
                    notes.writing = false;
                    return;
                }
                std::mem::take(&mut notes.waiting)
            };
            if let Err(error) = write(context, taken).await {
                tracing::warn!(%error, "it could not be noted when sessions were last seen");
            }
        }
    }
}

async fn write(context: &Context, notes: HashMap<SessionId, Note>) -> Result<()> {
    let tx = context.db.begin().await?;
    // In the order of the rows, so that two processes never wait for each other.
    let mut notes: Vec<_> = notes.into_iter().collect();
    notes.sort_unstable_by_key(|(session, note)| (note.user, *session));
    for (id, note) in notes {
        session::touch(&*tx, id, note.user, note.seen_at, note.idle_until).await?;
    }
    Ok(tx.commit().await?)
}
