//! The HTTP side: one router in the order in which a request passes it. Outside: the pace of bodies, request id, log line, security
//! headers, what is no request for us, panic guard; then the session; then pages, server functions, downloads, uploads, live events.
//! Gateways' webhooks, health, metrics and site files stand beside the session, because they have none.
//!
//! To add a route: its handler in the file of its kind here, one line in [`router`], and its row in the route test.

mod assets;
mod cookies;
mod document;
mod door;
mod downloads;
mod health;
mod hooks;
mod live;
mod metrics;
mod pace;
mod places;
mod preferences;
mod request;
mod security;
mod serve;
mod session;
mod state;
mod streams;
#[cfg(test)]
mod tests;
mod typed;
mod upload;

pub use downloads::AT_ONCE as DOWNLOADS_AT_ONCE;
pub use serve::{Limits, serve};
pub use state::HttpState;
pub use streams::Streams;
pub use upload::AT_ONCE as UPLOADS_AT_ONCE;

use std::time::Duration;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
    csrf::CsrfLayer,
};

/// Most bytes of a form or a server function's arguments.
const FORM_BYTES: usize = 1 << 20;

/// The whole application.
pub fn router(state: HttpState) -> Router {
    // Resources are awaited on this executor; a second router in one process finds it set already.
    let _ = any_spawner::Executor::init_tokio();
    // The settings refuse an address that cannot be trusted, so that this one can.
    let csrf = CsrfLayer::new().add_trusted_origin(&state.settings.public_url).unwrap_or_else(|cause| {
        tracing::error!(%cause, "the public address cannot be trusted; only requests that name the host they go to may write");
        CsrfLayer::new()
    });
    // One part of an upload may be as large as the settings say; the others and what stands between them are a form.
    let upload_bytes = usize::try_from(state.settings.upload_bytes).unwrap_or(usize::MAX).saturating_add(FORM_BYTES);
    let with_session = Router::new()
        .route("/", get(door::front))
        .route("/sign-in", get(door::page).post(door::sign_in))
        .route("/sign-out", post(door::sign_out))
        .route("/forgot", get(door::page).post(door::forgot))
        .route("/reset", get(door::page).post(door::reset))
        .route("/preferences", post(preferences::set))
        .route("/events", get(live::stream))
        .route("/admin/users/export.csv", get(downloads::users).post(downloads::chosen_users))
        .route("/admin/audit/export.csv", get(downloads::audit))
        .route("/admin/payments/export.csv", get(downloads::payments))
        .route("/admin/imports/{id}/report.csv", get(downloads::import_report))
        .route("/admin/imports/template/{kind}", get(downloads::import_template))
        .route("/admin/imports/upload", post(upload::import).layer(DefaultBodyLimit::max(upload_bytes)))
        .route("/admin", get(document::staff))
        .route("/admin/{*path}", get(document::staff))
        .route("/panel", get(document::customer))
        .route("/panel/{*path}", get(document::customer))
        .route("/_fn/{*path}", get(document::server_function).post(document::server_function))
        .fallback(door::not_found)
        .layer(DefaultBodyLimit::max(FORM_BYTES))
        .layer(middleware::from_fn_with_state(state.clone(), session::layer))
        .layer(csrf)
        .layer(middleware::from_fn_with_state(state.clone(), request::say_cross_site));
    let beside = Router::new()
        .route("/assets/{*path}", get(assets::file))
        .route("/text/{name}", get(assets::catalogue))
        .route("/favicon.ico", get(assets::favicon))
        .route("/hooks/waha/{server}", post(hooks::waha).layer(DefaultBodyLimit::max(FORM_BYTES)))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::scrape));
    let compress = CompressionLayer::new().compress_when(
        DefaultPredicate::new().and(NotForContentType::const_new("text/event-stream")).and(NotForContentType::const_new("text/csv")),
    );
    Router::new()
        .merge(with_session)
        .merge(beside)
        .layer(compress)
        .layer(CatchPanicLayer::custom(request::panicked))
        .layer(middleware::from_fn(request::ours))
        .layer(middleware::from_fn_with_state(state.clone(), security::headers))
        .layer(middleware::from_fn_with_state(state.clone(), request::observe))
        .layer(tower_http::timeout::RequestBodyTimeoutLayer::new(Duration::from_secs(30)))
        .layer(middleware::from_fn(pace::layer))
        .with_state(state)
}
