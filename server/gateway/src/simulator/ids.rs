//! Time and chance of the simulator, in one place: the clock, ids in the shapes WAHA gives them, and the text of a QR code.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Milliseconds since 1970.
pub(super) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// The same in ISO 8601.
pub(super) fn now_text() -> String {
    chrono::DateTime::from_timestamp_millis(now_ms()).unwrap_or_default().to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// A ULID. A UUIDv7 has the same shape inside: 48 bits of time, then chance.
fn ulid() -> String {
    let bits = Uuid::now_v7().as_u128();
    let digit = |place: u32| char::from(CROCKFORD[usize::try_from((bits >> (place * 5)) & 31).unwrap_or(0)]);
    (0..26).rev().map(digit).collect()
}

/// `evt_` and a ULID in small letters.
pub(super) fn event_id() -> String {
    format!("evt_{}", ulid().to_lowercase())
}

/// What a webhook is known by in all its attempts: a ULID.
pub(super) fn request_id() -> String {
    ulid()
}

/// A message id as WhatsApp's own programs make them: `3EB0` and 18 hex digits.
pub(super) fn message_id() -> String {
    let chance = Uuid::new_v4().simple().to_string().to_uppercase();
    format!("3EB0{}", &chance[..18])
}

/// For a page's content policy.
pub(super) fn nonce() -> String {
    Uuid::new_v4().to_string()
}

/// `2@` and four parts in base64, like the text behind a real code (reference, noise key, identity key, secret).
pub(super) fn qr_text() -> String {
    let part = || {
        let (first, second) = (Uuid::new_v4(), Uuid::new_v4());
        STANDARD.encode([first.as_bytes().as_slice(), second.as_bytes().as_slice()].concat())
    };
    format!("2@{}{},{},{},{}", part(), part(), part(), part(), part())
}

/// The same session always meets the same phone: 1555 and seven digits.
pub(super) fn phone_of(session: &str) -> String {
    format!("1555{:07}", number(session) % 10_000_000)
}

/// `ABCD-ABCD`, the same for the same session and phone.
pub(super) fn pairing_code(session: &str, phone: &str) -> String {
    let mut rest = number(&format!("{session}|{phone}"));
    let mut letters = String::new();
    for place in 0..8 {
        if place == 4 {
            letters.push('-');
        }
        letters.push(char::from(CROCKFORD[usize::try_from(rest & 31).unwrap_or(0)]));
        rest >>= 5;
    }
    letters
}

fn number(text: &str) -> u64 {
    Sha256::digest(text).iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// The digits of a chat or a phone number.
pub(super) fn digits(text: &str) -> String {
    text.split('@').next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_their_shapes() {
        let event = event_id();
        assert!(event.len() == 30 && event.starts_with("evt_0"), "{event}");
        let request = request_id();
        assert!(request.len() == 26 && request.bytes().all(|byte| CROCKFORD.contains(&byte)), "{request}");
        assert_eq!(message_id().len(), 22);
        assert_eq!(pairing_code("a", "1").len(), 9);
        assert_eq!(phone_of("a"), phone_of("a"));
        assert_eq!(digits("+49 151-1@c.us"), "491511");
    }

    #[test]
    fn later_events_sort_later() {
        let (first, second) = (event_id(), event_id());
        assert!(first < second);
    }
}
