//! Keys, and what is sealed under them. A [`KeyRing`] holds master keys of the operator's setting, newest first; every purpose has a
//! subkey of its own (HKDF), so that a column's key says nothing of another's. A sealed blob is
//! `version | key id (u16) | nonce (24) | ciphertext and tag` of XChaCha20-Poly1305; the place it belongs to (`table.column|row id`) is
//! bound in, so that a blob which is moved to another row does not open. To rotate, put a new key in front, [`KeyRing::reseal`] what
//! [`KeyRing::is_current`] denies, then drop the old key.
//!
//! To seal another column: `keys.seal("table.column|row id", plain)`. To sign another thing: `keys.mac("purpose", bytes)`.

use std::fmt;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chacha20poly1305::{
    Key, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The layout of a sealed blob.
const VERSION: u8 = 1;
/// Bytes of a nonce.
const NONCE: usize = 24;
/// Bytes before the ciphertext.
const HEAD: usize = 1 + 2 + NONCE;
/// Bytes of a key.
const KEY: usize = 32;

/// Key material that is wiped when it is dropped.
pub type Secret = Zeroizing<[u8; KEY]>;

/// Why a blob does not open. None of these says anything of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// It is too short, or of a layout that is not known.
    #[error("this is not a sealed value")]
    Shape,
    /// The key ring does not hold its key.
    #[error("it is sealed under key {0}, which is not in the key ring; add that key to the setting again")]
    Key(u16),
    /// It was changed, or belongs elsewhere.
    #[error("it was changed or moved since it was sealed")]
    Forged,
}

/// Why a setting is no key ring. Never holds key material.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyRingError {
    /// Nothing there.
    #[error("the key ring is empty; it reads `2:base64,1:base64`, the active key first")]
    Empty,
    /// An entry without number.
    #[error("entry {0} of the key ring does not begin with a key number such as `1:`")]
    Number(usize),
    /// Not 32 bytes of base64.
    #[error("key {0} of the key ring is not 32 bytes in base64")]
    Material(u16),
    /// A number twice.
    #[error("key {0} stands twice in the key ring")]
    Twice(u16),
}

impl From<SealError> for domain::Error {
    /// A sealed value that does not open is our fault, and one for the operator: it is logged here.
    fn from(error: SealError) -> Self {
        tracing::error!(cause = %error, "a sealed value does not open");
        Self::internal()
    }
}

/// The master keys, the active one first.
pub struct KeyRing {
    keys: Vec<(u16, Secret)>,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing").field("ids", &self.ids().collect::<Vec<_>>()).field("keys", &"***").finish()
    }
}

impl KeyRing {
    /// Reads `2:base64,1:base64`: the active key first, then those that still open what they sealed.
    ///
    /// # Errors
    /// See [`KeyRingError`].
    pub fn from_setting(setting: &str) -> Result<Self, KeyRingError> {
        let mut keys: Vec<(u16, Secret)> = Vec::new();
        for (at, entry) in setting.split(',').map(str::trim).filter(|entry| !entry.is_empty()).enumerate() {
            let (id, material) = entry.split_once(':').ok_or(KeyRingError::Number(at + 1))?;
            let id: u16 = id.trim().parse().map_err(|_| KeyRingError::Number(at + 1))?;
            let bytes = Zeroizing::new(STANDARD.decode(material.trim()).map_err(|_| KeyRingError::Material(id))?);
            let key: [u8; KEY] = bytes.as_slice().try_into().map_err(|_| KeyRingError::Material(id))?;
            if keys.iter().any(|(known, _)| *known == id) {
                return Err(KeyRingError::Twice(id));
            }
            keys.push((id, Zeroizing::new(key)));
        }
        if keys.is_empty() { Err(KeyRingError::Empty) } else { Ok(Self { keys }) }
    }

    /// A setting with one new key.
    #[must_use]
    pub fn generate_setting() -> String {
        format!("1:{}", STANDARD.encode(Zeroizing::new(rand::random::<[u8; KEY]>()).as_slice()))
    }

    /// The numbers of the keys, the active one first.
    pub fn ids(&self) -> impl Iterator<Item = u16> {
        self.keys.iter().map(|(id, _)| *id)
    }

    /// The number of the active key.
    #[must_use]
    pub fn active(&self) -> u16 {
        self.keys.first().map_or(0, |(id, _)| *id)
    }

    /// A subkey of the key with this number, where the ring holds it.
    #[must_use]
    pub fn subkey(&self, id: u16, purpose: &str) -> Option<Secret> {
        let (_, master) = self.keys.iter().find(|(known, _)| *known == id)?;
        let mut subkey = Zeroizing::new([0; KEY]);
        Hkdf::<Sha256>::new(Some(b"switchyard"), master.as_slice())
            .expand(purpose.as_bytes(), subkey.as_mut_slice())
            .expect("32 bytes are within HKDF's limit");
        Some(subkey)
    }

    /// A subkey of the active key.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Secret {
        self.subkey(self.active(), purpose).expect("the active key is in the ring")
    }

    /// Seals `plain` for this place, `table.column|row id`.
    #[must_use]
    pub fn seal(&self, place: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = rand::random();
        let sealed = cipher(&self.derive(&column_of(place)))
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place.as_bytes() })
            .expect("the cipher takes anything up to 256 GiB");
        let mut blob = Vec::with_capacity(HEAD + sealed.len());
        blob.push(VERSION);
        blob.extend_from_slice(&self.active().to_be_bytes());
        blob.extend_from_slice(&nonce);
        blob.extend_from_slice(&sealed);
        blob
    }

    /// Opens what was sealed for this very place.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (id, nonce, ciphertext) = take_apart(sealed)?;
        let key = self.subkey(id, &column_of(place)).ok_or(SealError::Key(id))?;
        cipher(&key).decrypt(&XNonce::from(nonce), Payload { msg: ciphertext, aad: place.as_bytes() }).map_err(|_| SealError::Forged)
    }

    /// The same as text that fits into cookies and addresses.
    #[must_use]
    pub fn seal_text(&self, place: &str, plain: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(self.seal(place, plain))
    }

    /// Opens what was sealed as text for this very place.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn open_text(&self, place: &str, sealed: &str) -> Result<Vec<u8>, SealError> {
        self.open(place, &URL_SAFE_NO_PAD.decode(sealed).map_err(|_| SealError::Forged)?)
    }

    /// Whether a blob is sealed under the active key.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        take_apart(sealed).is_ok_and(|(id, ..)| id == self.active())
    }

    /// The same content under the active key; `None` where it is there already.
    ///
    /// # Errors
    /// When it does not open.
    pub fn reseal(&self, place: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, SealError> {
        let plain = Zeroizing::new(self.open(place, sealed)?);
        Ok((!self.is_current(sealed)).then(|| self.seal(place, &plain)))
    }

    /// A signature (HMAC-SHA256) under the active key's subkey for this purpose.
    #[must_use]
    pub fn mac(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        sign(&self.derive(&format!("mac|{purpose}")), bytes)
    }

    /// Whether this is the signature under any key of the ring, compared in constant time: what was signed before a rotation holds.
    #[must_use]
    pub fn is_mac(&self, purpose: &str, bytes: &[u8], mac: &[u8]) -> bool {
        let purpose = format!("mac|{purpose}");
        self.ids().filter_map(|id| self.subkey(id, &purpose)).any(|key| bool::from(sign(&key, bytes).as_slice().ct_eq(mac)))
    }
}

/// The purpose of a place: its `table.column`.
fn column_of(place: &str) -> String {
    format!("seal|{}", place.split('|').next().unwrap_or(place))
}

fn cipher(key: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(**key))
}

fn sign(key: &Secret, bytes: &[u8]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_slice()).expect("HMAC takes a key of any length");
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

fn take_apart(sealed: &[u8]) -> Result<(u16, [u8; NONCE], &[u8]), SealError> {
    let (head, ciphertext) = sealed.split_at_checked(HEAD).ok_or(SealError::Shape)?;
    if head[0] != VERSION {
        return Err(SealError::Shape);
    }
    let nonce = head[3..].try_into().map_err(|_| SealError::Shape)?;
    Ok((u16::from_be_bytes([head[1], head[2]]), nonce, ciphertext))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLACE: &str = "server.credential|srv_1";

    fn ring() -> KeyRing {
        KeyRing::from_setting(&KeyRing::generate_setting()).expect("a new setting reads")
    }

    #[test]
    fn a_blob_that_is_moved_to_another_row_or_column_does_not_open() {
        let (ring, plain) = (ring(), b"token");
        let sealed = ring.seal(PLACE, plain);
        assert_eq!(ring.open(PLACE, &sealed).as_deref(), Ok(plain.as_slice()));
        assert_eq!(ring.open("server.credential|srv_2", &sealed), Err(SealError::Forged));
        assert_eq!(ring.open("mail.credential|srv_1", &sealed), Err(SealError::Forged));
        assert_ne!(sealed, ring.seal(PLACE, plain), "no nonce is used twice");
    }

    #[test]
    fn rotation_opens_what_the_old_key_sealed_and_forgets_it_when_it_is_dropped() {
        let old = KeyRing::generate_setting();
        let sealed = KeyRing::from_setting(&old).expect("reads").seal(PLACE, b"token");
        let new = KeyRing::generate_setting().replacen("1:", "2:", 1);
        let both = KeyRing::from_setting(&format!("{new},{old}")).expect("reads");
        assert_eq!(both.open(PLACE, &sealed).as_deref(), Ok(b"token".as_slice()));
        assert!(!both.is_current(&sealed));
        let resealed = both.reseal(PLACE, &sealed).expect("opens").expect("is old");
        assert_eq!(both.reseal(PLACE, &resealed), Ok(None));
        let only_new = KeyRing::from_setting(&new).expect("reads");
        assert_eq!(only_new.open(PLACE, &resealed).as_deref(), Ok(b"token".as_slice()));
        assert_eq!(only_new.open(PLACE, &sealed), Err(SealError::Key(1)));
    }

    #[test]
    fn a_signature_holds_after_a_rotation_and_for_its_own_purpose_only() {
        let old = KeyRing::generate_setting();
        let mac = KeyRing::from_setting(&old).expect("reads").mac("audit", b"head");
        let both = KeyRing::from_setting(&format!("{},{old}", KeyRing::generate_setting().replacen("1:", "7:", 1))).expect("reads");
        assert!(both.is_mac("audit", b"head", &mac));
        assert_ne!(both.mac("audit", b"head"), mac);
        assert!(!both.is_mac("webhook", b"head", &mac));
        assert!(!both.is_mac("audit", b"hea d", &mac));
    }

    #[test]
    fn a_setting_that_is_none_is_refused_without_repeating_a_key() {
        let key = KeyRing::generate_setting();
        for (setting, wanted) in [
            (String::new(), KeyRingError::Empty),
            (key.replace("1:", ""), KeyRingError::Number(1)),
            ("1:short".into(), KeyRingError::Material(1)),
            (format!("{key},{key}"), KeyRingError::Twice(1)),
            (format!("{key},70000:AAAA"), KeyRingError::Number(2)),
        ] {
            assert_eq!(KeyRing::from_setting(&setting).expect_err("must be refused"), wanted);
        }
        let ring = KeyRing::from_setting(&key).expect("reads");
        assert!(!format!("{ring:?}").contains(&key[2..]), "Debug masks");
    }

    proptest! {
        #[test]
        fn one_flipped_bit_anywhere_is_noticed(plain in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let ring = ring();
            let mut sealed = ring.seal(PLACE, &plain);
            prop_assert_eq!(ring.open(PLACE, &sealed).expect("opens"), plain);
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(ring.open(PLACE, &sealed).is_err());
        }

        #[test]
        fn chance_bytes_never_open(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
            prop_assert!(ring().open(PLACE, &bytes).is_err());
        }
    }
}
