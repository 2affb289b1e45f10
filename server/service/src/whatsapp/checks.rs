//! Asks gateway servers how they are: version, round trip, online or offline with the reason. The call stands outside of the
//! transaction that keeps its result; a server in maintenance is asked too, but stays in maintenance.

use std::time::Duration;

use db::whatsapp::servers::{self as rows, Address, Checked};
use domain::{
    Result,
    ids::ServerId,
    msg,
    port::whatsapp::{GatewayError, ServerHealth},
    server::ServerStatus,
};

use super::{
    clean,
    gateway::{self, Gateway},
    servers, stored,
};
use crate::Context;

/// Longest name of a version or an engine that is kept.
const WORDS: usize = 120;

/// Asks every server; call this every 15 seconds.
///
/// # Errors
/// When the database refuses.
pub async fn check_servers(context: &Context) -> Result<()> {
    check(context, &["online", "offline", "maintenance"]).await
}

/// Asks those that did not answer last time; call this more often, so that waiting queues go on soon.
///
/// # Errors
/// When the database refuses.
pub async fn check_offline(context: &Context) -> Result<()> {
    check(context, &["offline"]).await
}

async fn check(context: &Context, statuses: &[&str]) -> Result<()> {
    let servers = rows::addresses_in(context.db.read(), statuses).await?;
    super::all_of(servers.iter().map(|server| one(context, server)).collect()).await
}

/// Asks one server now.
///
/// # Errors
/// When the database refuses. A server that does not answer is a result, not an error.
pub async fn check_server(context: &Context, id: ServerId) -> Result<()> {
    match rows::addresses(context.db.read(), [id]).await?.first() {
        Some(server) => one(context, server).await,
        None => Ok(()),
    }
}

async fn one(context: &Context, server: &Address) -> Result<()> {
    let answer = match Gateway::of(context, server) {
        Ok(gateway) => gateway.driver.ping(&gateway.address).await.map_err(gateway::sentence),
        Err(error) => Err(error.message),
    };
    let found = found(&server.status, answer);
    let tx = context.db.begin().await?;
    let Some(before) = rows::lock(&*tx, server.id).await? else { return Ok(()) };
    if !rows::checked(&*tx, server.id, &server.status, &found, context.now()).await? {
        return Ok(());
    }
    let told = (found.version.is_some() && before.version != found.version) || found.simulator.is_some_and(|now| now != before.simulator);
    let news = before.status != found.status || before.problem != found.problem || told;
    if news {
        servers::publish(&tx, context, server.id).await?;
    }
    if before.status != found.status {
        tx.wake(db::Wake::Queue);
    }
    Ok(tx.commit().await?)
}

fn found(before: &str, answer: Result<ServerHealth, domain::Msg>) -> Checked {
    let keep = before == ServerStatus::Maintenance.code();
    let status = |status: ServerStatus| if keep { ServerStatus::Maintenance.code() } else { status.code() };
    match answer {
        Ok(health) => Checked {
            status: status(ServerStatus::Online),
            version: Some(clean(&[health.version, health.engine.clone()].into_iter().flatten().collect::<Vec<_>>().join(" "), WORDS))
                .filter(|text| !text.is_empty()),
            simulator: Some(health.simulator),
            engine: health.engine.map(|engine| clean(&engine, WORDS)).filter(|engine| !engine.is_empty()),
            latency_ms: Some(millis(health.latency)),
            problem: (!health.healthy).then(|| stored(&msg::whatsapp_server_unhealthy())),
        },
        Err(why) => Checked {
            status: status(ServerStatus::Offline),
            version: None,
            engine: None,
            simulator: None,
            latency_ms: None,
            problem: Some(stored(&why)),
        },
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// After a call that did not reach its server, the server is asked at once, so that its lanes stop instead of failing one by one.
pub(super) async fn doubt(context: &Context, server: ServerId, error: &GatewayError) {
    if !matches!(error, GatewayError::NotSent { .. } | GatewayError::Unauthorized) {
        return;
    }
    if let Err(error) = check_server(context, server).await {
        tracing::warn!(%server, %error, "a server could not be checked");
    }
}
