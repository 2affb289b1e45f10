//! The life of a session: STARTING, then WORKING where an account is linked, else codes to scan until they run out. Each change is one
//! transaction with its event. To add a way to change a session, add a function that loads, changes, saves and rings.

use domain::port::whatsapp::SessionStatus;
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::App;
use crate::simulator::{
    config::millis,
    events, ids,
    store::{
        Result,
        sessions::{self, Session},
    },
};

/// What a change came to.
pub(in crate::simulator) enum Change {
    Done(Box<Session>),
    /// There is no such session.
    Missing,
    /// It is in a status in which this cannot be done.
    Wrong(SessionStatus),
}

/// A wish for a session.
#[derive(Clone, Debug)]
pub(in crate::simulator) enum Wish {
    Start,
    Stop,
    Restart,
    Logout,
    /// A new configuration; a running session starts again, as WAHA does it.
    Configure(Value),
    /// The phone scans the code.
    Scan,
    /// The phone throws the linked device out.
    Unlink,
    /// A pairing code was asked for this phone, which will be the one that links.
    PairWith(String),
}

/// Carries out a wish, or says why not.
pub(in crate::simulator) async fn change(app: &App, name: &str, wish: Wish) -> Result<Change> {
    let mut db = app.store.write().await?;
    let Some(mut session) = sessions::find(&mut *db, name).await? else { return Ok(Change::Missing) };
    let before = session.status;
    if !apply(app, &mut db, &mut session, wish).await? {
        return Ok(Change::Wrong(before));
    }
    sessions::save(&mut db, &session).await?;
    db.commit().await?;
    app.ring();
    Ok(Change::Done(Box::new(session)))
}

/// `false`: not in this status.
async fn apply(app: &App, db: &mut SqliteConnection, session: &mut Session, wish: Wish) -> Result<bool> {
    let now = ids::now_ms();
    let stopped = session.status == SessionStatus::Stopped;
    match wish {
        // Idempotent: what runs goes on, and a failed one counts as running. Only a restart helps it.
        Wish::Start if stopped => start(app, db, session, now).await?,
        Wish::Start => {}
        Wish::Stop if stopped => {}
        Wish::Stop => events::enter(app, db, session, SessionStatus::Stopped, now).await?,
        Wish::Restart => start(app, db, session, now).await?,
        Wish::Logout => {
            (session.me, session.pairing_phone) = (None, None);
            if !stopped {
                start(app, db, session, now).await?;
            }
        }
        Wish::Configure(config) => {
            session.config = config;
            if !stopped {
                start(app, db, session, now).await?;
            }
        }
        Wish::Scan if session.status == SessionStatus::ScanQrCode => {
            session.me = Some(account(session));
            (session.pairing_phone, session.activity_ms) = (None, Some(now));
            events::enter(app, db, session, SessionStatus::Working, now).await?;
        }
        Wish::Unlink if session.me.is_some() => {
            session.me = None;
            if !stopped {
                start(app, db, session, now).await?;
            }
        }
        Wish::PairWith(phone) if session.status == SessionStatus::ScanQrCode => session.pairing_phone = Some(phone),
        Wish::Scan | Wish::Unlink | Wish::PairWith(_) => return Ok(false),
    }
    Ok(true)
}

async fn start(app: &App, db: &mut SqliteConnection, session: &mut Session, now: i64) -> Result<()> {
    events::enter(app, db, session, SessionStatus::Starting, now).await?;
    session.next_ms = Some(now + millis(app.config.start_delay));
    Ok(())
}

/// WAHA's `MeInfo` of the phone that scanned.
fn account(session: &Session) -> Value {
    let phone = session.pairing_phone.clone().unwrap_or_else(|| ids::phone_of(&session.name));
    json!({ "id": format!("{phone}@c.us"), "lid": format!("9{phone}@lid"), "jid": format!("{phone}:12@s.whatsapp.net"), "pushName": "Demo phone" })
}

/// Makes a session; `None` when the name is taken.
pub(in crate::simulator) async fn create(app: &App, name: &str, config: Value, running: bool) -> Result<Option<Session>> {
    let mut db = app.store.write().await?;
    if sessions::find(&mut *db, name).await?.is_some() {
        return Ok(None);
    }
    let mut session = Session::new(name, config);
    if running {
        start(app, &mut db, &mut session, ids::now_ms()).await?;
    }
    sessions::save(&mut db, &session).await?;
    db.commit().await?;
    app.ring();
    Ok(Some(session))
}

/// Removes a session; its messages and effects stay, as the evidence they are.
pub(in crate::simulator) async fn delete(app: &App, name: &str) -> Result<()> {
    let mut db = app.store.write().await?;
    if let Some(mut session) = sessions::find(&mut *db, name).await? {
        if session.status != SessionStatus::Stopped {
            events::enter(app, &mut db, &mut session, SessionStatus::Stopped, ids::now_ms()).await?;
        }
        sessions::delete(&mut db, name).await?;
    }
    db.commit().await?;
    app.ring();
    Ok(())
}

/// After a start of the program: what was running starts again, linked ones come back to WORKING.
pub(in crate::simulator) async fn resume(app: &App) -> Result<()> {
    let mut db = app.store.write().await?;
    let now = ids::now_ms();
    for mut session in sessions::interrupted(&mut *db).await? {
        start(app, &mut db, &mut session, now).await?;
        sessions::save(&mut db, &session).await?;
    }
    db.commit().await
}

/// The next thing that happens to a session by itself.
pub(super) async fn advance(app: &App, db: &mut SqliteConnection, session: &mut Session, now: i64) -> Result<()> {
    session.next_ms = None;
    match session.status {
        SessionStatus::Starting if session.me.is_some() => events::enter(app, db, session, SessionStatus::Working, now).await?,
        SessionStatus::Starting => show_code(app, db, session, now).await?,
        SessionStatus::ScanQrCode if session.code_number < app.config.codes => show_code(app, db, session, now).await?,
        SessionStatus::ScanQrCode => events::enter(app, db, session, SessionStatus::Failed, now).await?,
        _ => {}
    }
    sessions::save(db, session).await
}

async fn show_code(app: &App, db: &mut SqliteConnection, session: &mut Session, now: i64) -> Result<()> {
    let life = if session.code_number == 0 { app.config.first_code_life } else { app.config.next_code_life };
    session.code = Some(ids::qr_text());
    session.code_number += 1;
    session.next_ms = Some(now + millis(life));
    events::enter(app, db, session, SessionStatus::ScanQrCode, now).await
}
