//! WAHA's bodies: what we write into a session, and what we read from sessions and messages. Engines and ages of WAHA put a message's id
//! in four places; [`full_message_id`] knows them all.

use domain::port::whatsapp::{Ack, FoundMessage, GatewayError, Me, SessionInfo, SessionSpec, SessionStatus};
use serde::Deserialize;
use serde_json::{Value, json};

/// The webhook's retries: WAHA counts its first one as the second power, so they come after 4, 8, 16 … 65,536 seconds, each up to a fifth
/// longer: 36 to 44 hours in all. They are kept in its memory only.
const RETRY_DELAY_SECONDS: u32 = 2;
const RETRY_ATTEMPTS: u32 = 15;

#[derive(Deserialize)]
struct WireSession {
    name: String,
    status: SessionStatus,
    #[serde(default)]
    me: Value,
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
    Ok(SessionInfo { name, status, me: account(&me) })
}

/// A list of sessions: a row that cannot be read is left out, so that it never hides the others.
pub(super) fn session_list(body: &Value) -> Result<Vec<SessionInfo>, GatewayError> {
    let rows = body.as_array().ok_or_else(|| unreadable("a list of sessions"))?;
    let read: Vec<SessionInfo> = rows.iter().filter_map(|row| session_info(row).ok()).collect();
    if read.len() < rows.len() {
        tracing::warn!(unreadable = rows.len() - read.len(), "a server lists sessions that cannot be read");
    }
    Ok(read)
}

/// Who is linked: `null`, `{}` and a missing name are all seen, and none of them is an error.
pub(super) fn account(me: &Value) -> Option<Me> {
    let id = me["id"].as_str().filter(|id| !id.is_empty())?.to_owned();
    Some(Me { id, push_name: me["pushName"].as_str().unwrap_or_default().to_owned() })
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

    // Fault 8, and the case of an account with null.
    #[test]
    fn an_account_without_a_name_hides_no_session_and_a_bad_row_no_other() {
        let list = json!([
            {"name": "a", "status": "FAILED", "me": {"id": "5511987654321@c.us", "pushName": null}},
            {"name": "b", "status": "WORKING", "me": {}},
            {"name": 7, "status": "WORKING"},
            null,
            {"name": "c", "status": "STOPPED", "me": null, "presence": null},
        ]);
        let read = session_list(&list).expect("a list");
        let seen: Vec<_> = read.iter().map(|session| (session.name.as_str(), session.status, session.me.is_some())).collect();
        assert_eq!(seen, [("a", SessionStatus::Failed, true), ("b", SessionStatus::Working, false), ("c", SessionStatus::Stopped, false)]);
        assert!(session_list(&json!({"error": "no"})).is_err());
    }

    #[test]
    fn a_status_of_tomorrow_does_not_hide_the_session() {
        let info = session_info(&json!({"name": "a", "status": "SLEEPING", "me": null})).expect("readable");
        assert_eq!(info.status, SessionStatus::Unknown);
    }
}
