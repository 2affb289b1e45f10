//! Webhooks of gateways: no session; the signature over the raw body decides.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::HttpState;

/// `POST /hooks/waha/{server}`
pub async fn waha(State(state): State<HttpState>, Path(server): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let Ok(server) = server.parse() else { return StatusCode::NOT_FOUND.into_response() };
    let headers: Vec<(String, String)> =
        headers.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))).collect();
    match service::whatsapp::webhook::receive(&state.context, server, &headers, &body).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(error) => StatusCode::from_u16(error.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}
