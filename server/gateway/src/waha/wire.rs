//! WAHA's bodies: what we write into a session, and what we read from sessions and messages. Engines and ages of WAHA put a message's id
//! in four places; [`full_message_id`] knows them all.

use domain::port::whatsapp::{Ack, FoundMessage, GatewayError, Me, SessionInfo, SessionSpec, SessionStatus};
use serde::Deserialize;
use serde_json::{Value, json};

/// The webhook's retries: 2, 4, 8 … seconds with jitter, about 18 hours in all.
const RETRY_DELAY_SECONDS: u32 = 2;
const RETRY_ATTEMPTS: u32 = 15;

#[derive(Deserialize)]
struct WireSession {
    name: String,
    status: SessionStatus,
    #[serde(default)]
    me: Option<Me>,
}

/// `SessionConfig` of the OpenAPI document.
pub(super) fn session_config(spec: &SessionSpec) -> Value {
    json!({
        "metadata": spec.metadata,
        "webhooks": [{
            "url": spec.webhook_url,
            "events": spec.events,
            "hmac": { "key": spec.webhook_secret },
            "retries": { "policy": "exponential", "delaySeconds": RETRY_DELAY_SECONDS, "attempts": RETRY_ATTEMPTS },
        }],
    })
}

pub(super) fn session_info(body: &Value) -> Result<SessionInfo, GatewayError> {
    let WireSession { name, status, me } = WireSession::deserialize(body).map_err(|_| unreadable("a session"))?;
    Ok(SessionInfo { name, status, me })
}

/// A string field that must be there.
pub(super) fn text(body: &Value, field: &str) -> Result<String, GatewayError> {
    body[field].as_str().map(str::to_owned).ok_or_else(|| unreadable(field))
}

/// A 2xx that says something else than documented: what happened is not known.
pub(super) fn unreadable(expected: &str) -> GatewayError {
    GatewayError::Unknown { reason: format!("the answer should hold {expected} and does not") }
}

/// `true_111@c.us_AAAA`, from wherever this engine keeps it.
pub(super) fn full_message_id(message: &Value) -> Option<String> {
    let places = [&message["id"], &message["id"]["_serialized"], &message["key"]["id"], &message["_data"]["id"]["id"]];
    places.into_iter().find_map(Value::as_str).map(str::to_owned)
}

/// The bare id: the last `_` segment that is no address. (Ids of group messages may end with the participant's address.)
pub(super) fn bare_message_id(full: &str) -> &str {
    full.rsplit('_').find(|part| !part.contains('@')).unwrap_or(full)
}

pub(super) fn ack(message: &Value) -> Option<Ack> {
    Ack::from_number(message["ack"].as_i64()?)
}

pub(super) fn found_message(body: &Value) -> Option<FoundMessage> {
    let gateway_id = full_message_id(body)?;
    Some(FoundMessage { gateway_id, ack: ack(body).unwrap_or(Ack::Pending) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_found_in_all_its_places() {
        for message in [
            json!({"id": "true_1@c.us_AB"}),
            json!({"id": {"_serialized": "true_1@c.us_AB"}}),
            json!({"key": {"id": "AB"}}),
            json!({"_data": {"id": {"id": "AB"}}}),
        ] {
            let id = full_message_id(&message).expect("an id");
            assert_eq!(bare_message_id(&id), "AB");
        }
        assert_eq!(bare_message_id("true_12036@g.us_AB_49151@c.us"), "AB");
        assert_eq!(full_message_id(&Value::Null), None);
    }

    #[test]
    fn a_status_of_tomorrow_does_not_hide_the_session() {
        let info = session_info(&json!({"name": "a", "status": "SLEEPING", "me": null})).expect("readable");
        assert_eq!(info.status, SessionStatus::Unknown);
    }
}
