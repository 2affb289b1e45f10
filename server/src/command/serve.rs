//! `switchyard serve`: pages, live events, webhooks and background work, until the process is asked to stop. `switchyard worker` does
//! the background work alone.

use std::{process::ExitCode, sync::Arc, time::Duration};

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use service::{Context, identity::SignIn, live::Hub, texts::Texts};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{Outcome, Refusal};
use crate::{http, settings::Settings, site::Site, worker};

/// How often measurements are summed up.
const TIDY: Duration = Duration::from_secs(5);

/// Cancelled at Ctrl-C or SIGTERM.
#[must_use]
pub fn on_signal() -> CancellationToken {
    let token = CancellationToken::new();
    let asked = token.clone();
    tokio::spawn(async move {
        let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(_) => return,
        };
        tokio::select! { _ = tokio::signal::ctrl_c() => {}, _ = terminate.recv() => {} }
        asked.cancel();
    });
    token
}

async fn open_migrated(settings: &Settings) -> Result<Context, Refusal> {
    let context = super::open(settings).await?;
    match context.db.is_migrated().await {
        Ok(true) => {
            super::figures::warn_of_zone(&context).await?;
            Ok(context)
        }
        _ => Err(Refusal("the database is not up to date; run `switchyard migrate` first".into())),
    }
}

/// Sums up what was measured. Until then every single measurement stays in memory, and nobody may ever ask for them.
async fn tidy(metrics: PrometheusHandle, stopping: CancellationToken) {
    while stopping.run_until_cancelled(tokio::time::sleep(TIDY)).await.is_some() {
        metrics.run_upkeep();
    }
}

/// See the module's words.
///
/// # Errors
/// When the address or the database cannot be used.
pub async fn run(settings: Settings) -> Outcome {
    let context = open_migrated(&settings).await?;
    let metrics = PrometheusBuilder::new().install_recorder().map_err(|error| Refusal(format!("metrics cannot be recorded: {error}")))?;
    let listener = tokio::net::TcpListener::bind(settings.listen)
        .await
        .map_err(|error| Refusal(format!("{} cannot be listened on: {error}", settings.listen)))?;
    let stopping = on_signal();
    let tasks = TaskTracker::new();
    worker::start(&context, &settings, &stopping, &tasks)?;
    tasks.spawn(tidy(metrics.clone(), stopping.clone()));
    let state = http::HttpState {
        services: service::services(&context),
        sign_in: Arc::new(SignIn::new(context.clone())),
        hub: Arc::new(Hub::start(&context, stopping.clone())),
        streams: http::Streams::default(),
        uploads: http::Streams::of(http::UPLOADS_AT_ONCE),
        downloads: http::Streams::of(http::DOWNLOADS_AT_ONCE),
        texts: Arc::new(Texts::load()),
        site: Arc::new(Site::load()),
        settings: Arc::new(settings.clone()),
        metrics,
        stopping: stopping.clone(),
        context,
    };
    tracing::info!(listen = %settings.listen, public_url = %settings.public_url, "serving");
    http::serve(listener, http::router(state), http::Limits::of(&settings), stopping).await;
    tasks.close();
    tasks.wait().await;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// `switchyard worker`
///
/// # Errors
/// When the database cannot be used.
pub async fn work(settings: Settings) -> Outcome {
    let context = open_migrated(&settings).await?;
    let (stopping, tasks) = (on_signal(), TaskTracker::new());
    worker::start(&context, &settings, &stopping, &tasks)?;
    tracing::info!("working");
    stopping.cancelled().await;
    tasks.close();
    tasks.wait().await;
    Ok(ExitCode::SUCCESS)
}
