//! WAHA's "Auth": the QR code in its three formats, and the pairing code.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::port::whatsapp::SessionStatus;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, ApiError, Shared, parse, running, session_in, wait_for};
use crate::simulator::{
    engine::life::{self, Change, Wish},
    ids, png,
    store::sessions::status_name,
};

#[derive(Deserialize)]
pub(super) struct QrQuery {
    format: Option<String>,
}

/// A picture; in JSON when the caller accepts that; or the text behind it with `?format=raw`.
pub(super) async fn qr(State(app): Shared, Path(name): Path<String>, Query(query): Query<QrQuery>, headers: HeaderMap) -> Answer<Response> {
    let session = session_in(&app, &name, SessionStatus::ScanQrCode).await?;
    let code = session.code.unwrap_or_default();
    if query.format.as_deref() == Some("raw") {
        return Ok(Json(json!({ "value": code })).into_response());
    }
    let picture = png::qr(&code).map_err(|error| ApiError::Internal(error.to_string()))?;
    let accepts = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if accepts.contains("application/json") {
        return Ok(Json(json!({ "mimetype": "image/png", "data": STANDARD.encode(picture) })).into_response());
    }
    Ok(([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")], picture).into_response())
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CodeRequest {
    #[serde(default)]
    phone_number: String,
}

/// The code to type on the phone; the phone named here is the one that will link. A session that is starting is given a moment, any other
/// is refused at once.
pub(super) async fn request_code(State(app): Shared, Path(name): Path<String>, body: Bytes) -> Answer<(StatusCode, Json<Value>)> {
    let phone = ids::digits(&parse::<CodeRequest>(&body)?.phone_number);
    if !(7..=15).contains(&phone.len()) {
        return Err(ApiError::BadRequest(vec!["phoneNumber must have 7 to 15 digits".to_owned()]));
    }
    let session = running(&app, &name).await?;
    if session.status == SessionStatus::Starting {
        wait_for(&app, &name, app.config.code_wait, |session| session.status != SessionStatus::Starting).await?;
    }
    match life::change(&app, &name, Wish::PairWith(phone.clone())).await? {
        Change::Done(_) => {}
        Change::Missing => return Err(ApiError::NotRunning(name)),
        Change::Wrong(status) => {
            let now = status_name(status);
            let refusal = format!("Can request code only in SCAN_QR_CODE status. The current status is {now}");
            return Err(ApiError::Unprocessable(refusal));
        }
    }
    Ok((StatusCode::CREATED, Json(json!({ "code": ids::pairing_code(&name, &phone) }))))
}
