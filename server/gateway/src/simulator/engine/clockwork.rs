//! What time brings: codes expire, sessions come up, acks advance PENDING → SERVER → DEVICE → READ, whether the engine tells them or not.
//! One loop reads what is due from the store and writes it in one transaction; nothing is kept in memory.

use std::{sync::Arc, time::Duration};

use domain::port::whatsapp::SessionStatus;

use super::{App, life};
use crate::simulator::{
    config::millis,
    events, ids,
    store::{
        Result, messages,
        sessions::{self, Session},
    },
};

/// Rows of one turn, so that no transaction grows without bound.
const TURN: i64 = 256;
/// WAHA's numbers of the acks this file cares for.
const DEVICE: i64 = 2;
const READ: i64 = 3;
/// After a failure of the store.
const PAUSE: Duration = Duration::from_millis(200);
const IDLE: Duration = Duration::from_secs(60);

/// Turns until the simulator ends.
pub(in crate::simulator) async fn run(app: Arc<App>) {
    loop {
        let rest = match turn(&app).await {
            Ok(rest) => rest,
            Err(error) => {
                tracing::error!(%error, "the simulator's clockwork could not use its store");
                PAUSE
            }
        };
        tokio::select! {
            () = app.clock_bell.notified() => {}
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// Does what is due; the answer is how long nothing will be.
async fn turn(app: &App) -> Result<Duration> {
    let now = ids::now_ms();
    let due = sessions::due(&app.store.reader, now, TURN).await?;
    if !due.is_empty() {
        advance_sessions(app, &due, now).await?;
    }
    let waiting = messages::due(&app.store.reader, now, TURN).await?;
    if !waiting.is_empty() {
        advance_messages(app, now).await?;
    }
    let next = [sessions::next_due(&app.store.reader).await?, messages::next_due(&app.store.reader).await?];
    let rest = next.into_iter().flatten().min().map(|due| due.saturating_sub(ids::now_ms()).max(1));
    Ok(rest.and_then(|rest| u64::try_from(rest).ok()).map_or(IDLE, |rest| Duration::from_millis(rest).min(IDLE)))
}

async fn advance_sessions(app: &App, due: &[Session], now: i64) -> Result<()> {
    let mut db = app.store.write().await?;
    for seen in due {
        // Read again under the write lock: somebody may have scanned the code meanwhile.
        let session = sessions::find(&mut *db, &seen.name).await?;
        if let Some(mut session) = session.filter(|session| session.next_ms.is_some_and(|next| next <= now)) {
            life::advance(app, &mut db, &mut session, now).await?;
        }
    }
    db.commit().await?;
    app.ring();
    Ok(())
}

async fn advance_messages(app: &App, now: i64) -> Result<()> {
    let mut db = app.store.write().await?;
    for mut message in messages::due(&mut *db, now, TURN).await? {
        let session = sessions::find(&mut *db, &message.session).await?;
        let Some(session) = session.filter(|session| session.status == SessionStatus::Working) else { continue };
        message.ack += 1;
        message.next_ms = pause_after(app, message.ack).map(|pause| now + pause);
        messages::set_ack(&mut db, &message).await?;
        events::ack(app, &mut db, &session, &message, now).await?;
    }
    db.commit().await?;
    app.delivery_bell.notify_one();
    Ok(())
}

/// How long an ack stands before the next one; `None` after READ.
fn pause_after(app: &App, ack: i64) -> Option<i64> {
    match ack {
        READ.. => None,
        DEVICE => Some(millis(app.config.read_delay)),
        _ => Some(millis(app.config.base_ack_delay)),
    }
}
