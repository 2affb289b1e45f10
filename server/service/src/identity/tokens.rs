//! Tokens. The access token is a JWT (HS256, ten minutes) that names a session row and is believed for nothing else. The refresh token
//! is 256 bits of chance; its successor is derived from it under a key of ours, so that parallel requests with the same token get the
//! same successor although only hashes are stored.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    Error, Result,
    ids::{SessionId, UserId},
    time::Timestamp,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::sealing::KeyRing;

/// Seconds for which an access token is good.
pub(super) const ACCESS: i64 = 600;
/// Longest token that is looked at, in bytes.
const LONGEST: usize = 1_024;
const ISSUER: &str = "switchyard";
const AUDIENCE: &str = "switchyard-door";
const PURPOSE: &str = "jwt";

/// What a device gets.
#[derive(Clone, PartialEq, Eq)]
pub struct Tokens {
    /// The session that they name.
    pub session: SessionId,
    /// JWT.
    pub access: String,
    /// Seconds for which the JWT is good.
    pub access_seconds: i64,
    /// What buys the next pair.
    pub refresh: String,
    /// Seconds until the session ends in any case.
    pub refresh_seconds: i64,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("session", &self.session).finish_non_exhaustive()
    }
}

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
    iss: String,
    aud: String,
    /// Of the session's tokens; those of before there were any have the first.
    #[serde(default, rename = "gen")]
    generation: i64,
}

/// What a good access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Access {
    pub(super) session: SessionId,
    pub(super) user: UserId,
    pub(super) generation: i64,
}

/// The keys of the access tokens, one per key of the ring.
pub(super) struct AccessKeys {
    active: u16,
    encoding: EncodingKey,
    decoding: HashMap<u16, DecodingKey>,
    validation: Validation,
}

impl AccessKeys {
    pub(super) fn new(ring: &KeyRing) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "sub", "iss", "aud"]);
        // The time comes from our clock, not from the library's.
        validation.validate_exp = false;
        let key = |id| Some((id, DecodingKey::from_secret(ring.subkey(id, PURPOSE)?.as_slice())));
        Self {
            active: ring.active(),
            encoding: EncodingKey::from_secret(ring.derive(PURPOSE).as_slice()),
            decoding: ring.ids().filter_map(key).collect(),
            validation,
        }
    }

    /// A token for a session of a user, of this generation.
    pub(super) fn issue(&self, session: SessionId, user: UserId, generation: i64, now: Timestamp) -> Result<String> {
        let ends = now.plus_seconds(ACCESS);
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(self.active.to_string());
        let claims = Claims {
            sub: user.to_string(),
            sid: session.to_string(),
            iat: now.seconds(),
            exp: ends.seconds(),
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            generation,
        };
        encode(&header, &claims, &self.encoding).map_err(|error| {
            tracing::error!(%error, "an access token could not be signed");
            Error::internal()
        })
    }

    /// What a token says, if it is ours and still good.
    pub(super) fn read(&self, token: &str, now: Timestamp) -> Option<Access> {
        if token.len() > LONGEST {
            return None;
        }
        let id: u16 = decode_header(token).ok()?.kid?.parse().ok()?;
        let claims = decode::<Claims>(token, self.decoding.get(&id)?, &self.validation).ok()?.claims;
        if claims.exp <= now.seconds() {
            return None;
        }
        Some(Access { session: claims.sid.parse().ok()?, user: claims.sub.parse().ok()?, generation: claims.generation })
    }
}

/// 256 bits of chance for a URL or a cookie.
pub(super) fn new_secret() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// What follows a refresh token, the same each time.
pub(super) fn successor(ring: &KeyRing, secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(ring.mac("refresh token", secret.as_bytes()))
}

/// What is stored of a secret; `None` for what is none of ours by its form.
pub(super) fn hash(secret: &str) -> Option<Vec<u8>> {
    (secret.len() == 43 && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'))
        .then(|| Sha256::digest(secret.as_bytes()).to_vec())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_795_269_900);

    fn keys(setting: &str) -> AccessKeys {
        AccessKeys::new(&KeyRing::from_setting(setting).expect("reads"))
    }

    #[test]
    fn a_token_reads_back_until_it_ends_and_only_under_its_key() {
        let (session, user) = (SessionId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let setting = KeyRing::generate_setting();
        let ours = keys(&setting);
        let (token, ends) = (ours.issue(session, user, 3, NOW).expect("signs"), NOW.plus_seconds(ACCESS));
        assert_eq!(ours.read(&token, NOW), Some(Access { session, user, generation: 3 }));
        assert_eq!(ours.read(&token, ends), None);
        assert_eq!(keys(&KeyRing::generate_setting()).read(&token, NOW), None, "another key of the same number");
        let rotated = keys(&format!("{},{setting}", KeyRing::generate_setting().replacen("1:", "2:", 1)));
        assert_eq!(rotated.read(&token, NOW), Some(Access { session, user, generation: 3 }), "a rotation signs nobody out");
        let mut forged: Vec<char> = token.chars().collect();
        let middle = token.find('.').expect("a JWT has dots") + 5;
        forged[middle] = if forged[middle] == 'A' { 'B' } else { 'A' };
        for bad in [forged.into_iter().collect::<String>(), String::new(), "a.b.c".into(), "x".repeat(LONGEST + 1)] {
            assert_eq!(ours.read(&bad, NOW), None);
        }
    }

    #[test]
    fn a_token_that_says_it_needs_no_signature_is_refused() {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let session = SessionId(Uuid::from_u128(1));
        let claims = format!(
            "{{\"sub\":\"{}\",\"sid\":\"{session}\",\"iat\":0,\"exp\":9999999999,\"iss\":\"{ISSUER}\",\"aud\":\"{AUDIENCE}\"}}",
            UserId::NIL
        );
        for header in ["{\"alg\":\"none\",\"kid\":\"1\"}", "{\"alg\":\"HS384\",\"kid\":\"1\"}"] {
            assert_eq!(keys(&KeyRing::generate_setting()).read(&format!("{}.{}.", part(header), part(&claims)), NOW), None);
        }
    }

    #[test]
    fn a_successor_is_the_same_each_time_and_no_one_elses() {
        let ring = KeyRing::from_setting(&KeyRing::generate_setting()).expect("reads");
        let secret = new_secret();
        assert_eq!(successor(&ring, &secret), successor(&ring, &secret));
        assert_ne!(successor(&ring, &secret), successor(&ring, &new_secret()));
        assert!(hash(&secret).is_some() && hash(&successor(&ring, &secret)).is_some());
        for bad in ["", "short", &format!("{secret}x"), &secret.replace(|_: char| true, "'")] {
            assert!(hash(bad).is_none());
        }
    }
}
