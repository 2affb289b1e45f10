//! Accepting messages. Requests queue here and are written in groups: one transaction and one flush of the disk for many, and an answer
//! only after it. A message whose id is known answers as it stands and takes no second effect.

use std::{collections::HashMap, sync::Arc};

use domain::port::whatsapp::SessionStatus;
use serde_json::Value;
use sqlx::SqliteConnection;
use tokio::sync::{mpsc, oneshot};

use super::App;
use crate::simulator::{
    Faults,
    config::millis,
    events, ids,
    store::{
        Result,
        messages::{self, Message},
        sessions::{self, Session},
        settings,
    },
};

/// Messages of one transaction.
const GROUP: usize = 256;

/// A message somebody wants to send.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Draft {
    pub session: String,
    pub message_id: String,
    pub chat_id: String,
    pub body: String,
    pub file: Option<Value>,
}

/// What became of a draft.
#[derive(Clone, Debug)]
pub(in crate::simulator) enum Verdict {
    /// On disk, now or before; the message as WAHA shows it.
    Accepted(Value),
    Missing,
    NotWorking(SessionStatus),
    Failed(String),
}

/// A draft and where its verdict goes.
pub(in crate::simulator) struct Ask {
    pub draft: Draft,
    pub answer: oneshot::Sender<Verdict>,
}

/// Takes drafts until the simulator ends.
pub(in crate::simulator) async fn run(app: Arc<App>, mut asks: mpsc::Receiver<Ask>) {
    let mut group = Vec::with_capacity(GROUP);
    while asks.recv_many(&mut group, GROUP).await > 0 {
        let drafts: Vec<&Draft> = group.iter().map(|ask| &ask.draft).collect();
        let verdicts = match write(&app, &drafts).await {
            Ok(verdicts) => verdicts,
            Err(error) => vec![Verdict::Failed(error.to_string()); group.len()],
        };
        if app.died.is_cancelled() {
            // Dead programs do not answer; the drafts are on disk.
            return std::future::pending().await;
        }
        for (ask, verdict) in group.drain(..).zip(verdicts) {
            // A client that went away has an unknown outcome, and asks again under the same id.
            let _ = ask.answer.send(verdict);
        }
        app.ring();
    }
}

async fn write(app: &App, drafts: &[&Draft]) -> Result<Vec<Verdict>> {
    let mut db = app.store.write().await?;
    // Read under the write lock, which `POST /faults` takes too: neither undoes the other.
    let faults = app.faults();
    let mut known: HashMap<&str, Option<Session>> = HashMap::new();
    let (mut verdicts, mut fresh) = (Vec::with_capacity(drafts.len()), 0_u32);
    for draft in drafts {
        if !known.contains_key(draft.session.as_str()) {
            known.insert(&draft.session, sessions::find(&mut *db, &draft.session).await?);
        }
        let session = known.get(draft.session.as_str()).and_then(Option::as_ref);
        verdicts.push(match session {
            None => Verdict::Missing,
            Some(session) if session.status != SessionStatus::Working => Verdict::NotWorking(session.status),
            Some(session) => accept(app, &mut db, session, draft, &mut fresh).await?,
        });
    }
    let last = count_down(app, &mut db, faults, fresh).await?;
    db.commit().await?;
    if last {
        app.die();
    }
    Ok(verdicts)
}

/// `die_after` counts messages; at the last one it is used up, or the program would die at each start. `true`: this was the last.
async fn count_down(app: &App, db: &mut SqliteConnection, mut faults: Faults, fresh: u32) -> Result<bool> {
    let Some(left) = faults.die_after.filter(|_| fresh > 0) else { return Ok(false) };
    faults.die_after = left.checked_sub(fresh).filter(|left| *left > 0);
    let last = faults.die_after.is_none();
    settings::save_faults(db, &faults).await?;
    app.set_faults(faults);
    Ok(last)
}

async fn accept(app: &App, db: &mut SqliteConnection, session: &Session, draft: &Draft, fresh: &mut u32) -> Result<Verdict> {
    if let Some(message) = messages::find(&mut *db, &draft.session, &draft.message_id).await? {
        messages::refuse_duplicate(db, &draft.session).await?;
        return Ok(Verdict::Accepted(message.wire(session.own_chat(), app.config.engine)));
    }
    let now = ids::now_ms();
    let message = Message {
        session: draft.session.clone(),
        message_id: draft.message_id.clone(),
        chat_id: draft.chat_id.clone(),
        from_me: true,
        body: draft.body.clone(),
        file: draft.file.clone(),
        at_ms: now,
        ack: 0,
        next_ms: Some(now + millis(app.config.base_ack_delay)),
    };
    messages::insert(db, &message).await?;
    messages::take_effect(db, &message).await?;
    events::message(app, db, session, &message, now).await?;
    *fresh += 1;
    Ok(Verdict::Accepted(message.wire(session.own_chat(), app.config.engine)))
}

/// Somebody writes to the session: an incoming message, from the phone page. `false` when the session is not connected.
pub(in crate::simulator) async fn receive(app: &App, name: &str, chat: &str, text: &str) -> Result<bool> {
    let mut db = app.store.write().await?;
    let session = sessions::find(&mut *db, name).await?;
    let Some(session) = session.filter(|session| session.status == SessionStatus::Working) else { return Ok(false) };
    let now = ids::now_ms();
    let message = Message {
        session: session.name.clone(),
        message_id: ids::message_id(),
        chat_id: chat.to_owned(),
        from_me: false,
        body: text.to_owned(),
        file: None,
        at_ms: now,
        ack: 2,
        next_ms: None,
    };
    messages::insert(&mut db, &message).await?;
    events::message(app, &mut db, &session, &message, now).await?;
    db.commit().await?;
    app.ring();
    Ok(true)
}
