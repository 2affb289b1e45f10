//! What WAHA's refusals mean. WAHA uses 422 for seven different things, told apart by the body (seen in its `exceptions.ts` and
//! `manager.core.ts`), and passes errors of WhatsApp itself on as 500 with a text. To teach it one more, add a line and a test.

use domain::port::whatsapp::{GatewayError, SessionStatus};
use serde_json::Value;

use super::http::Reply;

/// The refusal of `POST /api/sessions` for a name that is taken.
pub(super) fn already_exists(reply: &Reply) -> bool {
    reply.status == 422 && message(&reply.body).contains("already exists")
}

/// WAHA says "Session not found" about its list and "We didn't find a session" about its running sessions.
pub(super) fn session_missing(reply: &Reply) -> bool {
    let text = message(&reply.body);
    reply.status == 404 && (text.contains("Session not found") || text.contains("find a session"))
}

pub(super) fn from_reply(reply: &Reply) -> GatewayError {
    let text = message(&reply.body);
    match reply.status {
        401 | 403 => GatewayError::Unauthorized,
        404 if session_missing(reply) => GatewayError::SessionNotReady { status: SessionStatus::Stopped },
        404 if text.starts_with("Cannot ") => GatewayError::NotImplemented { feature: text },
        422 => from_422(&reply.body, text),
        429 => GatewayError::RateLimited { retry_after: reply.retry_after },
        // "The method is not implemented by 'WEBJS' engine": asked again it says the same.
        501 => GatewayError::NotImplemented { feature: text },
        status if status >= 500 => from_500(status, text),
        status => GatewayError::Refused { reason: format!("{status} {text}") },
    }
}

fn from_422(body: &Value, text: String) -> GatewayError {
    if body.get("expected").is_some() {
        return GatewayError::SessionNotReady { status: status(body) };
    }
    // Calls that wait for a session say so of one they do not know; the others answer 404.
    if body.get("session").is_some() && text.contains("does not exist") {
        return GatewayError::SessionNotReady { status: SessionStatus::Stopped };
    }
    if text.contains("only in SCAN_QR_CODE status") {
        return GatewayError::SessionNotReady { status: last_word(&text) };
    }
    let missing = ["only in Plus version", "only 'default' session", "not implemented by"];
    if missing.iter().any(|sign| text.contains(sign)) {
        return GatewayError::NotImplemented { feature: text };
    }
    GatewayError::Refused { reason: format!("422 {text}") }
}

/// Two answers of WhatsApp are certain although WAHA wraps them in a 500: both come before anything is sent.
fn from_500(status: u16, text: String) -> GatewayError {
    if text.contains("error 463") {
        return GatewayError::ReachOutLocked;
    }
    if text.contains("no LID found for") {
        return GatewayError::NumberNotOnWhatsApp { chat_id: String::new() };
    }
    GatewayError::Unknown { reason: format!("{status} {text}") }
}

/// The body does not say which chat; the caller knows.
pub(super) fn name_the_chat(error: GatewayError, chat: &str) -> GatewayError {
    match error {
        GatewayError::NumberNotOnWhatsApp { .. } => GatewayError::NumberNotOnWhatsApp { chat_id: chat.to_owned() },
        other => other,
    }
}

/// `… The current status is STARTING`.
fn last_word(text: &str) -> SessionStatus {
    let word = text.split_whitespace().last().unwrap_or_default().trim_end_matches('.');
    serde_json::from_value(Value::String(word.to_owned())).unwrap_or(SessionStatus::Unknown)
}

fn status(body: &Value) -> SessionStatus {
    serde_json::from_value(body["status"].clone()).unwrap_or(SessionStatus::Unknown)
}

/// The sentence in a refusal, wherever this kind of refusal keeps it; cut so that a stack trace never fills a log.
fn message(body: &Value) -> String {
    let places = [&body["message"], &body["exception"]["message"], &body["error"]];
    let text = places.into_iter().find_map(|place| match place {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => Some(list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")),
        _ => None,
    });
    text.unwrap_or_default().chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;

    fn meaning(status: u16, body: Value) -> GatewayError {
        from_reply(&Reply { status, retry_after: Some(Duration::from_secs(7)), body })
    }

    // Fault 1: a session that is not known waits.
    #[test]
    fn the_seven_meanings_of_422() {
        let wrong = json!({"error": "Session status is not as expected.", "session": "x", "status": "STARTING", "expected": ["WORKING"]});
        assert_eq!(meaning(422, wrong), GatewayError::SessionNotReady { status: SessionStatus::Starting });
        let taken = Reply { status: 422, retry_after: None, body: json!({"message": "Session 'x' already exists. Use PUT to update it."}) };
        assert!(already_exists(&taken));
        for text in [
            "The feature is available only in Plus version. Check this out: …",
            "WAHA Core support only 'default' session.",
            "The method is not implemented by the engine.",
        ] {
            let error = meaning(422, json!({"message": text, "error": "Unprocessable Entity", "statusCode": 422}));
            assert_eq!(error, GatewayError::NotImplemented { feature: text.to_owned() });
        }
        let lost = json!({"error": "Session \"x\" does not exist", "session": "x"});
        assert_eq!(meaning(422, lost), GatewayError::SessionNotReady { status: SessionStatus::Stopped });
        let early = "Can request code only in SCAN_QR_CODE status. The current status is STARTING";
        let early = json!({"message": early, "error": "Unprocessable Entity", "statusCode": 422});
        assert_eq!(meaning(422, early), GatewayError::SessionNotReady { status: SessionStatus::Starting });
        assert!(matches!(meaning(422, json!({"message": "text is too long"})), GatewayError::Refused { .. }));
    }

    // Fault 2.
    #[test]
    fn what_an_engine_cannot_do_is_no_unknown_outcome() {
        let text = "The method is not implemented by 'WEBJS' engine. Check the docs";
        let error = meaning(501, json!({"message": text, "statusCode": 501}));
        assert_eq!(error, GatewayError::NotImplemented { feature: text.to_owned() });
    }

    #[test]
    fn whatsapps_own_answers_inside_500() {
        let wrapped = |text: &str| json!({"statusCode": 500, "exception": {"message": text}});
        assert_eq!(meaning(500, wrapped("2 UNKNOWN: server returned error 463")), GatewayError::ReachOutLocked);
        let missing = meaning(500, wrapped("2 UNKNOWN: no LID found for 1@s.whatsapp.net from server"));
        assert_eq!(name_the_chat(missing, "1@c.us"), GatewayError::NumberNotOnWhatsApp { chat_id: "1@c.us".to_owned() });
        assert!(matches!(meaning(500, wrapped("socket hang up")), GatewayError::Unknown { .. }));
        assert!(matches!(meaning(502, Value::Null), GatewayError::Unknown { .. }));
    }

    #[test]
    fn the_other_statuses() {
        assert_eq!(meaning(401, json!({"message": "Unauthorized", "statusCode": 401})), GatewayError::Unauthorized);
        assert_eq!(meaning(429, Value::Null), GatewayError::RateLimited { retry_after: Some(Duration::from_secs(7)) });
        let stopped = json!({"message": "We didn't find a session with name 'x'."});
        assert_eq!(meaning(404, stopped), GatewayError::SessionNotReady { status: SessionStatus::Stopped });
        assert!(matches!(meaning(404, json!({"message": "Cannot GET /api/x"})), GatewayError::NotImplemented { .. }));
        let bad = meaning(400, json!({"message": ["chatId must be a string", "text must be a string"]}));
        assert_eq!(bad.to_string(), "the gateway refused: 400 chatId must be a string; text must be a string");
    }
}
