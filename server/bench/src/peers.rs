//! The peers of the page, served in a process of their own: `/bytes` gives what was captured of the product with its own headers, `/twin`
//! makes the page with maud.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{Html, IntoResponse as _, Response},
    routing::get,
};
use bytes::Bytes;

use crate::{
    Outcome,
    setup::{Setup, Store},
    twin::Twin,
};

/// Headers that belong to one connection and not to what is sent.
const OF_THE_CONNECTION: [&str; 3] = ["content-length", "transfer-encoding", "date"];

/// Reads a captured answer.
fn captured(path: &str) -> Outcome<(HeaderMap, Bytes)> {
    let bytes = std::fs::read(path)?;
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").ok_or("the capture has no head")? + 4;
    let mut headers = HeaderMap::new();
    for line in std::str::from_utf8(&bytes[..end])?.lines().skip(1).filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or("a header without a value")?;
        let name: HeaderName = name.parse()?;
        if !OF_THE_CONNECTION.contains(&name.as_str()) {
            headers.append(name, HeaderValue::from_str(value.trim())?);
        }
    }
    Ok((headers, Bytes::copy_from_slice(&bytes[end..])))
}

async fn twin(twin: Arc<Twin>, headers: HeaderMap) -> Response {
    match twin.page(&headers).await {
        Ok(page) => Html(page).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Serves until it is killed.
pub async fn serve(setup: &Setup, capture: &str) -> Outcome<bool> {
    let (headers, body) = captured(capture)?;
    let address: SocketAddr = std::env::var("BENCH_LISTEN")?.parse()?;
    let setup = setup.clone();
    // As many threads as the product has.
    let served = std::thread::spawn(move || -> Result<(), String> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string())?;
        runtime.block_on(async move {
            let context = setup.context(Store::Sample).await.map_err(|error| error.to_string())?;
            let made = Arc::new(Twin::new(context));
            let routes = Router::new()
                .route("/ready", get(|| async {}))
                .route("/bytes", get(move || async move { (headers.clone(), body.clone()) }))
                .route("/twin", get(move |headers: HeaderMap| twin(made.clone(), headers)));
            let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| error.to_string())?;
            axum::serve(listener, routes).await.map_err(|error| error.to_string())
        })
    });
    served.join().map_err(|_| "the peers broke down")??;
    Ok(true)
}
