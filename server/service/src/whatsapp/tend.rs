//! Brings gateways to what is wanted of each number (`connected`, `stopped`, `deleted`), however often it takes: a wish is written with
//! the state it belongs to, tried at once, and tried again with growing pauses until the gateway has done it. Polls repair what
//! webhooks missed. To add a wish: a word in `instance.wanted`, an arm in `bring_about`.

use std::collections::HashMap;

use db::{
    Wake,
    whatsapp::{
        due,
        instances::{self, Instance},
        servers::{self, Address},
    },
};
use domain::{
    Result,
    ids::InstanceId,
    instance::InstanceState,
    port::whatsapp::{GatewayError, SessionInfo, SessionSpec, SessionStatus},
};

use super::{
    gateway::{self, Gateway},
    status::{self, Seen},
};
use crate::Context;

/// What the gateway is asked to report: nothing that people write to each other.
const EVENTS: [&str; 2] = ["session.status", "message.ack"];
/// Seconds that belong to one process while it calls: a driver's call ends in 15, and there are five at most.
const CALLING: i64 = 90;
/// The longest pause between two tries, in seconds.
const LONGEST_PAUSE: i64 = 300;
/// Instances that one call takes.
const AT_ONCE: usize = 16;

/// Does what is due and waits for its end. Answers how many instances it concerned.
///
/// # Errors
/// When the database refuses. A gateway that does not answer is asked again later.
pub async fn tend(context: &Context) -> Result<usize> {
    let taken = take(context).await?;
    super::all_of(taken.iter().map(|id| one(context, *id)).collect()).await?;
    Ok(taken.len())
}

/// Takes what is due: for a while nobody else does.
pub(super) async fn take(context: &Context) -> Result<Vec<InstanceId>> {
    let now = context.now();
    let tx = context.db.begin().await?;
    let taken = due::take_due(&*tx, "tend_at", now, now.plus_seconds(CALLING), AT_ONCE).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Brings about what is wanted of one.
pub(super) async fn one(context: &Context, id: InstanceId) -> Result<()> {
    let read = context.db.read();
    let Some(instance) = instances::load(read, id).await? else { return Ok(()) };
    let addresses = servers::addresses(read, [instance.server_id]).await?;
    let Some(server) = addresses.first() else { return done(context, &instance, None).await };
    let answer = match Gateway::of(context, server) {
        Ok(gateway) => bring_about(context, &gateway, server, &instance).await,
        Err(error) => Err(GatewayError::NotSent { reason: error.to_string() }),
    };
    match answer {
        Ok(seen) => done(context, &instance, seen.as_ref()).await,
        Err(error) => not_done(context, &instance, &error).await,
    }
}

/// Calls the gateway; answers the session as it then is, where that is told.
async fn bring_about(
    context: &Context,
    gateway: &Gateway,
    server: &Address,
    instance: &Instance,
) -> Result<Option<SessionInfo>, GatewayError> {
    let (driver, address, name) = (&gateway.driver, &gateway.address, instance.session_name.as_str());
    match instance.wanted.as_str() {
        "connected" => {
            let secret = context.keys.open(&gateway::secret_place(server.id), &server.webhook_secret);
            let secret = secret.map_err(|error| GatewayError::NotSent { reason: error.to_string() })?;
            let info = driver.create_session(address, &spec(context, server, instance, &secret)).await?;
            if info.status != SessionStatus::Failed {
                return Ok(Some(info));
            }
            driver.restart(address, name).await?;
            driver.session(address, name).await
        }
        "stopped" => {
            // A session that is not running has nothing to log out of.
            match driver.logout(address, name).await {
                Err(GatewayError::SessionNotReady { .. }) | Ok(()) => {}
                Err(error) => return Err(error),
            }
            match driver.stop(address, name).await {
                Err(GatewayError::SessionNotReady { .. }) | Ok(()) => Ok(None),
                Err(error) => Err(error),
            }
        }
        _ => driver.delete(address, name).await.map(|()| None),
    }
}

fn spec(context: &Context, server: &Address, instance: &Instance, secret: &[u8]) -> SessionSpec {
    SessionSpec {
        name: instance.session_name.clone(),
        metadata: [("instance".to_owned(), instance.id.to_string())].into(),
        webhook_url: format!("{}/hooks/waha/{}", context.settings.public_url, server.id),
        webhook_secret: String::from_utf8_lossy(secret).into_owned(),
        events: EVENTS.map(str::to_owned).to_vec(),
    }
}

async fn done(context: &Context, instance: &Instance, seen: Option<&SessionInfo>) -> Result<()> {
    let tx = context.db.begin().await?;
    if let Some(info) = seen {
        status::apply(&tx, context, instance.id, Seen::now(info.status, info.me.as_ref())).await?;
    }
    let to = if instance.wanted == "deleted" { "gone" } else { &instance.wanted };
    due::tended(&*tx, instance.id, &instance.wanted, to, None).await?;
    Ok(tx.commit().await?)
}

async fn not_done(context: &Context, instance: &Instance, error: &GatewayError) -> Result<()> {
    tracing::warn!(instance = %instance.id, wanted = instance.wanted, %error, "a gateway did not do what is wanted");
    let hopeless = matches!(error, GatewayError::Refused { .. } | GatewayError::NotImplemented { .. });
    let tx = context.db.begin().await?;
    let Some(now) = instances::lock(&*tx, instance.id).await? else { return Ok(()) };
    if hopeless && instance.wanted == "connected" && now.wanted == "connected" {
        status::move_to(&tx, context, &now, InstanceState::Failed).await?;
        due::tended(&*tx, instance.id, &instance.wanted, &instance.wanted, None).await?;
        return Ok(tx.commit().await?);
    }
    let pause = 1_i64.checked_shl(u32::try_from(instance.tend_tries).unwrap_or(0)).unwrap_or(LONGEST_PAUSE).clamp(1, LONGEST_PAUSE);
    due::tended(&*tx, instance.id, &instance.wanted, &instance.wanted, Some(context.now().plus_seconds(pause))).await?;
    Ok(tx.commit().await?)
}

/// Asks each online server for its sessions and repairs what webhooks missed; call this every 30 seconds.
///
/// # Errors
/// When the database refuses. A server that does not answer is left to its check.
pub async fn poll_sessions(context: &Context) -> Result<()> {
    let online = servers::addresses_in(context.db.read(), &["online"]).await?;
    super::all_of(online.iter().map(|server| poll(context, server)).collect()).await
}

async fn poll(context: &Context, server: &Address) -> Result<()> {
    let asked = context.now();
    let gateway = Gateway::of(context, server)?;
    let sessions = match gateway.driver.sessions(&gateway.address).await {
        Ok(sessions) => sessions,
        Err(error) => {
            tracing::warn!(server = %server.id, %error, "a server did not list its sessions");
            return Ok(());
        }
    };
    let sessions: HashMap<&str, &SessionInfo> = sessions.iter().map(|session| (session.name.as_str(), session)).collect();
    for instance in instances::of_server(context.db.read(), server.id).await? {
        // What changed since the question was asked, or is being tended, is not what the answer is about.
        if instance.changed_at >= asked || instance.tend_at.is_some() || instance.state == InstanceState::New.code() {
            continue;
        }
        repair(context, &instance, sessions.get(instance.session_name.as_str()).copied()).await?;
    }
    Ok(())
}

async fn repair(context: &Context, instance: &Instance, session: Option<&SessionInfo>) -> Result<()> {
    let seen = session.map_or(SessionStatus::Stopped, |session| session.status);
    let wrong_state = status::target(instance, seen).is_some_and(|to| to.code() != instance.state);
    let wrong_wish =
        if instance.wanted == "connected" { seen == SessionStatus::Stopped } else { session.is_some() && seen != SessionStatus::Stopped };
    // Who is linked may be told late, or have changed without a word.
    let account = session.filter(|_| seen == SessionStatus::Working).and_then(|session| status::number(session.me.as_ref()?));
    let wrong_account = instance.wanted == "connected" && account.is_some_and(|number| instance.phone.as_ref() != Some(&number));
    if !wrong_state && !wrong_wish && !wrong_account {
        return Ok(());
    }
    let tx = context.db.begin().await?;
    status::apply(&tx, context, instance.id, Seen::now(seen, session.and_then(|session| session.me.as_ref()))).await?;
    if wrong_wish {
        due::want(&*tx, instance.id, &instance.wanted, Some(context.now())).await?;
        tx.wake(Wake::Queue);
    }
    Ok(tx.commit().await?)
}
