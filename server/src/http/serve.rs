//! The accept loop. axum's own server installs no timer, so that hyper's header time limit never fires; this one does, and it lets
//! running requests finish when the process is asked to stop. It takes only so many connections: who comes when all places are taken
//! waits in the listener's queue, instead of taking the files that databases and gateways need.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// How long a peer may take to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long running requests may take after the process was asked to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(20);

/// How long the loop rests when the system gives no connection.
const REST: Duration = Duration::from_millis(50);

/// The next connection, in the place that it takes; none where the system gives none now.
async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> Option<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    if places.available_permits() == 0 {
        metrics::counter!("connections_full_total").increment(1);
    }
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((place, stream, peer)),
        Err(cause) => {
            tracing::warn!(%cause, "a connection could not be accepted");
            tokio::time::sleep(REST).await;
            None
        }
    }
}

/// Serves at most so many connections at a time until `stopping` is cancelled, then lets running requests finish.
pub async fn serve(listener: TcpListener, router: Router, connections: usize, stopping: CancellationToken) {
    let places = Arc::new(Semaphore::new(connections));
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_headers(100);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(200).keep_alive_interval(Duration::from_secs(20));
    let graceful = GracefulShutdown::new();
    loop {
        let taken = tokio::select! {
            taken = next(&listener, &places) => taken,
            () = stopping.cancelled() => break,
        };
        let Some((place, stream, peer)) = taken else { continue };
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
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_TIMEOUT, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    /// Long enough for any machine; a test that waits so long has failed.
    const PATIENCE: Duration = Duration::from_secs(20);

    async fn asks(address: SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("the system queues it");
        stream.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.expect("writes");
        stream
    }

    /// Reads the answer and leaves the connection open.
    async fn answered(stream: &mut TcpStream) {
        let mut heard = Vec::new();
        let answer = async {
            while !heard.ends_with(b"here you are") {
                assert!(stream.read_buf(&mut heard).await.expect("reads") > 0, "no answer but an end");
            }
        };
        tokio::time::timeout(PATIENCE, answer).await.expect("is answered");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn who_comes_when_all_places_are_taken_waits_for_one() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let address = listener.local_addr().expect("has an address");
        let stopping = CancellationToken::new();
        let router = Router::new().route("/", get(|| async { "here you are" }));
        let server = tokio::spawn(serve(listener, router, 2, stopping.clone()));
        let (mut one, mut two) = (asks(address).await, asks(address).await);
        answered(&mut one).await;
        answered(&mut two).await;
        let mut three = asks(address).await;
        // As long as a free place would need many times over.
        let early = tokio::time::timeout(Duration::from_millis(250), three.read_u8()).await;
        assert!(early.is_err(), "both places are taken: {early:?}");
        drop(one);
        answered(&mut three).await;
        stopping.cancel();
        tokio::time::timeout(PATIENCE, server).await.expect("stops").expect("runs");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_full_house_still_stops_when_asked() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let address = listener.local_addr().expect("has an address");
        let stopping = CancellationToken::new();
        let router = Router::new().route("/", get(|| async { "here you are" }));
        let server = tokio::spawn(serve(listener, router, 1, stopping.clone()));
        answered(&mut asks(address).await).await;
        let mut one = asks(address).await;
        answered(&mut one).await;
        stopping.cancel();
        tokio::time::timeout(PATIENCE, server).await.expect("stops").expect("runs");
    }
}
