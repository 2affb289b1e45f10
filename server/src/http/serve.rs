//! The accept loop. axum's own server installs no timer, so that hyper's header time limit never fires; this one does, and it lets
//! running requests finish when the process is asked to stop.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// How long a peer may take to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long running requests may take after the process was asked to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(20);

/// Serves until `stopping` is cancelled, then lets running requests finish.
pub async fn serve(listener: TcpListener, router: Router, stopping: CancellationToken) {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_headers(100);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(200).keep_alive_interval(Duration::from_secs(20));
    let graceful = GracefulShutdown::new();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(cause) => { tracing::warn!(%cause, "a connection could not be accepted"); tokio::time::sleep(Duration::from_millis(50)).await; continue; }
            },
            () = stopping.cancelled() => break,
        };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(
            router
                .clone()
                .layer(axum::Extension(ConnectInfo::<SocketAddr>(peer)))
                .into_service()
                .map_request(|request: hyper::Request<hyper::body::Incoming>| request.map(axum::body::Body::new)),
        );
        let connection = graceful.watch(builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned());
        tokio::spawn(async move {
            if let Err(cause) = connection.await {
                tracing::debug!(%cause, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_TIMEOUT, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}
