//! The accept loop. axum's own server installs no timer, so that hyper's header time limit never fires; this one does, and it lets
//! running requests finish when the process is asked to stop. It takes only so many connections: who comes when all places are taken
//! waits in the listener's queue, instead of taking the files that databases and gateways need. Of these places each address has a share
//! ([`Places`]), and whoever has not sent the headers of a first request in time is hung up on, whichever HTTP it speaks.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

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

use super::places::Places;

/// How long a peer may take to send its headers; for the first ones the time runs from the moment it is let in, because hyper's own begins
/// when the peer has shown which HTTP it speaks.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long running requests may take after the process was asked to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(20);
/// Most bytes of the headers of one request: more than browsers send with every cookie of ours, several times over.
const HEADER_BYTES: usize = 64 << 10;

/// How long the loop rests when the system gives no connection.
const REST: Duration = Duration::from_millis(50);

/// How many connections there may be.
#[derive(Debug, Clone)]
pub struct Limits {
    /// At a time.
    pub connections: usize,
    /// Of one address.
    pub per_address: usize,
    /// Addresses that may have all of them.
    pub exempt: Vec<IpAddr>,
    /// From being let in to the end of the first headers.
    pub first_request: Duration,
}

impl Limits {
    /// What the settings say.
    #[must_use]
    pub fn of(settings: &crate::settings::Settings) -> Self {
        Self {
            connections: settings.connections,
            per_address: settings.connections_per_address,
            exempt: settings.trusted_proxies.clone(),
            first_request: HEADER_TIMEOUT,
        }
    }
}

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

/// Ends when so much time has passed without a request; never once there was one.
async fn silence(spoken: CancellationToken, limit: Duration) {
    if tokio::time::timeout(limit, spoken.cancelled()).await.is_ok() {
        std::future::pending::<()>().await;
    }
}

/// Serves within these limits until `stopping` is cancelled, then lets running requests finish.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stopping: CancellationToken) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let shares = Places::new(limits.per_address, &limits.exempt);
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_headers(100).max_buf_size(HEADER_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(200)
        .max_header_list_size(u32::try_from(HEADER_BYTES).unwrap_or(u32::MAX))
        .keep_alive_interval(Duration::from_secs(20));
    let graceful = GracefulShutdown::new();
    loop {
        let taken = tokio::select! {
            taken = next(&listener, &places) => taken,
            () = stopping.cancelled() => break,
        };
        let Some((place, stream, peer)) = taken else { continue };
        let Some(share) = shares.take(peer.ip()) else {
            metrics::counter!("connections_refused_total").increment(1);
            tracing::debug!(%peer, "has as many connections as one address may");
            continue;
        };
        let _ = stream.set_nodelay(true);
        let spoken = CancellationToken::new();
        let heard = spoken.clone();
        let service =
            TowerToHyperService::new(router.clone().layer(axum::Extension(ConnectInfo::<SocketAddr>(peer))).into_service().map_request(
                move |request: hyper::Request<hyper::body::Incoming>| {
                    heard.cancel();
                    request.map(axum::body::Body::new)
                },
            ));
        let connection = graceful.watch(builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned());
        let first_request = limits.first_request;
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => if let Err(cause) = ended {
                    tracing::debug!(%cause, "a connection ended early");
                },
                () = silence(spoken, first_request) => tracing::debug!(%peer, "a connection asked for nothing"),
            }
            drop((place, share));
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

    fn limits(connections: usize, per_address: usize) -> Limits {
        Limits { connections, per_address, exempt: Vec::new(), first_request: HEADER_TIMEOUT }
    }

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
        let server = tokio::spawn(serve(listener, router, limits(2, 2), stopping.clone()));
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
        let server = tokio::spawn(serve(listener, router, limits(1, 1), stopping.clone()));
        answered(&mut asks(address).await).await;
        let mut one = asks(address).await;
        answered(&mut one).await;
        stopping.cancel();
        tokio::time::timeout(PATIENCE, server).await.expect("stops").expect("runs");
    }

    /// Waits for the other side to hang up.
    async fn ends(stream: &mut TcpStream) {
        let mut rest = Vec::new();
        let end = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest)).await;
        // Hanging up on what was not read is an error to some systems, and an end all the same.
        assert!(end.is_ok(), "it is kept");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn w3_who_says_nothing_or_too_little_is_hung_up_on_and_who_asked_is_not() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let address = listener.local_addr().expect("has an address");
        let stopping = CancellationToken::new();
        let router = Router::new().route("/", get(|| async { "here you are" }));
        let limits = Limits { first_request: Duration::from_millis(300), ..limits(10, 10) };
        let server = tokio::spawn(serve(listener, router, limits, stopping.clone()));
        let mut asked = asks(address).await;
        answered(&mut asked).await;
        // Nothing; half of the HTTP/1 headers; the greeting of HTTP/2 and no request.
        for said in ["", "GET / HTTP/1.1\r\nhost: he", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"] {
            let mut silent = TcpStream::connect(address).await.expect("connects");
            silent.write_all(said.as_bytes()).await.expect("writes");
            ends(&mut silent).await;
        }
        asked.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.expect("it is still open");
        answered(&mut asked).await;
        stopping.cancel();
        tokio::time::timeout(PATIENCE, server).await.expect("stops").expect("runs");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn w3_a_thousand_silent_connections_of_one_address_leave_room_for_others() {
        let listener = TcpListener::bind("0.0.0.0:0").await.expect("listens");
        let port = listener.local_addr().expect("has an address").port();
        let stopping = CancellationToken::new();
        let router = Router::new().route("/", get(|| async { "here you are" }));
        let server = tokio::spawn(serve(listener, router, limits(8, 4), stopping.clone()));
        let mut silent = Vec::new();
        // In tens, so that the process of the tests does not run out of files.
        for _ in 0..100 {
            for _ in 0..10 {
                silent.push(TcpStream::connect(("127.0.0.1", port)).await.expect("the system takes it"));
            }
            // All but four were hung up on; those four stay.
            let refused = silent.split_off(4.min(silent.len()));
            for mut stream in refused {
                ends(&mut stream).await;
            }
        }
        // The whole of 127.0.0.0/8 is this machine, so this is another address.
        let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
        socket.bind("127.0.0.2:0".parse().expect("an address")).expect("binds");
        let mut other = socket.connect(SocketAddr::from(([127, 0, 0, 1], port))).await.expect("connects");
        other.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.expect("writes");
        answered(&mut other).await;
        stopping.cancel();
        tokio::time::timeout(PATIENCE, server).await.expect("stops").expect("runs");
    }
}
