//! WAHA's webhooks: `X-Webhook-Hmac` is hex(HMAC-SHA512(raw body, key)), compared in constant time; only the body is signed, so replays
//! are caught by the event's `id`. To read one more event, add a variant to the port and an arm in [`parse`].

use std::collections::BTreeMap;

use domain::port::whatsapp::{ChatMessage, EventKind, GatewayEvent, Media, SessionStatus, WebhookRefusal};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::Value;
use sha2::Sha512;

use super::wire;

/// Where the signature stands.
pub const SIGNATURE: &str = "X-Webhook-Hmac";
/// Where its algorithm stands.
pub const ALGORITHM: &str = "X-Webhook-Hmac-Algorithm";

fn mac(secret: &[u8], body: &[u8]) -> Hmac<Sha512> {
    let mut mac = <Hmac<Sha512> as KeyInit>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(body);
    mac
}

/// The value of [`SIGNATURE`] for a body.
pub fn sign(secret: &[u8], body: &[u8]) -> String {
    hex::encode(mac(secret, body).finalize().into_bytes())
}

/// # Errors
/// When the signature is missing, of another algorithm, or not made with this secret over this body.
pub fn verify(secret: &[u8], headers: &[(String, String)], body: &[u8]) -> Result<(), WebhookRefusal> {
    let header = |wanted: &str| headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
    let signature = header(SIGNATURE).ok_or_else(|| WebhookRefusal::NoSignature { header: SIGNATURE.to_owned() })?;
    if let Some(algorithm) = header(ALGORITHM).filter(|name| !name.eq_ignore_ascii_case("sha512")) {
        return Err(WebhookRefusal::Algorithm { algorithm: algorithm.chars().take(32).collect() });
    }
    let signature = hex::decode(signature.trim()).map_err(|_| WebhookRefusal::Signature)?;
    mac(secret, body).verify_slice(&signature).map_err(|_| WebhookRefusal::Signature)
}

#[derive(Deserialize)]
struct Envelope {
    id: String,
    timestamp: i64,
    event: String,
    session: String,
    #[serde(default)]
    metadata: Value,
    #[serde(default)]
    me: Value,
    #[serde(default)]
    payload: Value,
}

/// Reads a body whose signature was checked.
///
/// # Errors
/// When it is not an event of WAHA, or a field this version needs is missing.
pub fn parse(body: &[u8]) -> Result<GatewayEvent, WebhookRefusal> {
    let envelope: Envelope = serde_json::from_slice(body).map_err(|error| refuse(error.to_string()))?;
    let kind = match envelope.event.as_str() {
        "session.status" => Some(session_status(&envelope.payload)?),
        "message.ack" | "message.ack.group" => message_ack(&envelope.payload),
        "message" => message(&envelope.payload).map(|message| EventKind::Message(Box::new(message))),
        "message.any" => message(&envelope.payload).map(|message| EventKind::MessageAny(Box::new(message))),
        _ => None,
    };
    // A refusal would bring the same call again for two days: what does not say which message it is about, or how far that came (NOWEB
    // calls it UNKNOWN), is taken and means nothing.
    let kind = kind.unwrap_or(EventKind::Unknown { name: envelope.event });
    let me = wire::account(&envelope.me);
    Ok(GatewayEvent {
        id: envelope.id,
        session: envelope.session,
        at_ms: envelope.timestamp,
        metadata: words(&envelope.metadata),
        me,
        kind,
    })
}

/// Metadata as texts, whatever they were set as.
fn words(metadata: &Value) -> BTreeMap<String, String> {
    let plain = |value: &Value| value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string());
    metadata.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), plain(value))).collect()
}

fn refuse(reason: String) -> WebhookRefusal {
    WebhookRefusal::Body { reason }
}

fn session_status(payload: &Value) -> Result<EventKind, WebhookRefusal> {
    let status = SessionStatus::deserialize(&payload["status"]).map_err(|_| refuse("payload.status is missing".to_owned()))?;
    let data = payload.get("data").filter(|data| !data.is_null()).cloned();
    Ok(EventKind::SessionStatus { status, data })
}

fn message_ack(payload: &Value) -> Option<EventKind> {
    let (message_id, ack) = (bare_id(payload)?, wire::ack(payload)?);
    Some(EventKind::MessageAck { message_id, chat_id: chat(payload, from_me(payload)), ack })
}

fn message(payload: &Value) -> Option<ChatMessage> {
    let own = from_me(payload);
    Some(ChatMessage {
        message_id: bare_id(payload)?,
        chat_id: chat(payload, own),
        from: field(payload, "from").unwrap_or_default(),
        to: field(payload, "to").unwrap_or_default(),
        participant: field(payload, "participant"),
        from_me: own,
        text: field(payload, "body").unwrap_or_default(),
        media: media(&payload["media"]),
        reply_to: field(&payload["replyTo"], "id"),
        at_ms: payload["timestamp"].as_i64().unwrap_or_default().saturating_mul(1000),
        ack: wire::ack(payload),
    })
}

fn media(media: &Value) -> Option<Media> {
    Some(Media { mime_type: field(media, "mimetype")?, url: field(media, "url"), file_name: field(media, "filename") })
}

fn bare_id(payload: &Value) -> Option<String> {
    wire::full_message_id(payload).map(|full| wire::bare_message_id(&full).to_owned())
}

fn from_me(payload: &Value) -> bool {
    payload["fromMe"].as_bool().unwrap_or(false)
}

/// For our own messages WAHA's `from` is us (or, by engine, the chat already); the chat is then `to`.
fn chat(payload: &Value, own: bool) -> String {
    let (first, second) = if own { ("to", "from") } else { ("from", "to") };
    field(payload, first).or_else(|| field(payload, second)).unwrap_or_default()
}

/// A string that says something: WAHA writes both `null` and `""` for "none".
fn field(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use domain::port::whatsapp::Ack;

    use super::*;

    const KEY: &[u8] = b"my-secret-key";
    const BODY: &[u8] = br#"{"event":"message","session":"default","engine":"WEBJS"}"#;
    /// From WAHA's documentation on webhooks.
    const VECTOR: &str =
        "208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89";

    fn headers(signature: &str, algorithm: &str) -> Vec<(String, String)> {
        vec![("x-webhook-hmac".to_owned(), signature.to_owned()), ("x-webhook-hmac-algorithm".to_owned(), algorithm.to_owned())]
    }

    #[test]
    fn the_documented_vector_is_made_and_taken() {
        assert_eq!(sign(KEY, BODY), VECTOR);
        assert_eq!(verify(KEY, &headers(VECTOR, "sha512"), BODY), Ok(()));
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(verify(KEY, &headers(VECTOR, "sha512"), b"{}"), Err(WebhookRefusal::Signature));
        assert_eq!(verify(b"other", &headers(VECTOR, "sha512"), BODY), Err(WebhookRefusal::Signature));
        assert_eq!(verify(KEY, &headers(&VECTOR[..126], "sha512"), BODY), Err(WebhookRefusal::Signature));
        assert_eq!(verify(KEY, &headers("zz", "sha512"), BODY), Err(WebhookRefusal::Signature));
        assert!(matches!(verify(KEY, &headers(VECTOR, "sha1"), BODY), Err(WebhookRefusal::Algorithm { .. })));
        assert!(matches!(verify(KEY, &[], BODY), Err(WebhookRefusal::NoSignature { .. })));
    }

    #[test]
    fn an_ack_is_read_by_the_last_segment_of_its_id() {
        let body = br#"{"id":"evt_1","timestamp":1741249702485,"event":"message.ack","session":"x","metadata":{"tenant":"7"},
            "me":{"id":"711@c.us","pushName":"~"},"engine":"GOWS",
            "payload":{"id":"true_111@lid_AAAA","from":"711@c.us","to":"111@c.us","participant":null,"fromMe":true,"ack":3,"ackName":"READ"}}"#;
        let event = parse(body).expect("readable");
        assert_eq!(event.metadata["tenant"], "7");
        let expected = EventKind::MessageAck { message_id: "AAAA".to_owned(), chat_id: "111@c.us".to_owned(), ack: Ack::Read };
        assert_eq!(event.kind, expected);
    }

    // Fault 8.
    #[test]
    fn an_ack_that_says_nothing_is_taken_and_one_of_a_group_is_read() {
        let ack = |event: &str, payload: &str| {
            let body = format!(r#"{{"id":"evt_1","timestamp":1,"event":"{event}","session":"x","payload":{payload}}}"#);
            parse(body.as_bytes()).expect("is taken").kind
        };
        let nothing = EventKind::Unknown { name: "message.ack".to_owned() };
        for payload in [
            r#"{"id":"true_1@g.us_AB_2@lid","ackName":"UNKNOWN"}"#,
            r#"{"id":"true_1@g.us_AB","ack":null,"ackName":"UNKNOWN"}"#,
            r#"{"id":"true_1@c.us_AB","ack":9}"#,
            r#"{"ack":2}"#,
            "null",
        ] {
            assert_eq!(ack("message.ack", payload), nothing, "{payload}");
        }
        let group = ack("message.ack.group", r#"{"id":"true_1@g.us_AB_2@lid","from":"1@g.us","ack":2}"#);
        assert!(matches!(group, EventKind::MessageAck { message_id, ack: Ack::Device, .. } if message_id == "AB"));
    }

    // Fault 8, and the case of an account with null.
    #[test]
    fn a_status_counts_whatever_it_says_of_the_account() {
        for me in ["null", "{}", r#"{"id":null}"#, r#"{"id":"5511987654321@c.us","pushName":null}"#, r#"{"id":"5511987654321@c.us"}"#] {
            let body = format!(
                r#"{{"id":"evt_1","timestamp":1,"event":"session.status","session":"x","metadata":null,"me":{me},"payload":{{"name":"x","status":"WORKING"}}}}"#
            );
            let event = parse(body.as_bytes()).expect("readable");
            assert_eq!(event.kind, EventKind::SessionStatus { status: SessionStatus::Working, data: None }, "{me}");
            assert_eq!(event.me.is_some(), me.contains("@c.us"), "{me}");
        }
    }

    #[test]
    fn an_event_of_tomorrow_is_unknown_and_no_error() {
        let body = br#"{"id":"evt_1","timestamp":1,"event":"moon.phase","session":"x","payload":{}}"#;
        assert_eq!(parse(body).expect("readable").kind, EventKind::Unknown { name: "moon.phase".to_owned() });
        assert!(parse(b"[]").is_err());
    }
}
