//! What handlers share.

use std::sync::Arc;

use domain::port::Services;
use metrics_exporter_prometheus::PrometheusHandle;
use service::{Context, identity::SignIn, live::Hub, texts::Texts};
use tokio_util::sync::CancellationToken;

use super::Streams;
use crate::{settings::Settings, site::Site};

/// See the module's words.
#[derive(Clone)]
pub struct HttpState {
    /// The use cases' context.
    pub context: Context,
    /// The use cases.
    pub services: Services,
    /// Signing in and sessions.
    pub sign_in: Arc<SignIn>,
    /// Live events.
    pub hub: Arc<Hub>,
    /// Who listens to them.
    pub streams: Streams,
    /// Whose files are on their way here.
    pub uploads: Streams,
    /// Who takes files away.
    pub downloads: Streams,
    /// The languages.
    pub texts: Arc<Texts>,
    /// The built site.
    pub site: Arc<Site>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Figures for `/metrics`.
    pub metrics: PrometheusHandle,
    /// Cancelled when the process is asked to stop: live streams end by it.
    pub stopping: CancellationToken,
}

impl std::fmt::Debug for HttpState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpState").finish_non_exhaustive()
    }
}
