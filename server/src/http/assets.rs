//! Site files and catalogues: named by their content, so they never change and are kept for ever.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::HttpState;

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The content type of a file's ending.
fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// `GET /assets/…`
pub async fn file(State(state): State<HttpState>, Path(path): Path<String>, headers: HeaderMap) -> Response {
    let accepts: Vec<&str> = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).collect();
    let Some((bytes, encoding)) = state.site.file(&path, &accepts.join(",")) else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = (
        [(header::CONTENT_TYPE, content_type(&path)), (header::CACHE_CONTROL, FOR_EVER), (header::VARY, "Accept-Encoding")],
        bytes.into_owned(),
    )
        .into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response
}

/// `GET /favicon.ico`, for those who ask without looking at the page.
pub async fn favicon(State(state): State<HttpState>) -> Response {
    match state.site.path("favicon.svg") {
        Some(path) => axum::response::Redirect::permanent(path).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /text/<locale>.<entry>.<hash>.json`: the messages of one language and entry.
pub async fn catalogue(State(state): State<HttpState>, Path(name): Path<String>) -> Response {
    match super::document::catalogue_by_name(&state, &name) {
        Some(json) => ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, FOR_EVER)], json).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
