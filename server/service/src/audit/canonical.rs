//! Canonical bytes: what a digest is taken over. Every field is `1 | length as u32, big-endian | bytes`, and a field that is not there is
//! the single byte `0`, so that no two contents have the same bytes; numbers are eight bytes, big-endian. The first field names kind and
//! version. To change what is covered, write a new version and keep the old one for the rows that have it.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A digest that grows field by field.
#[derive(Debug, Clone)]
pub struct Canonical(Sha256);

impl Canonical {
    /// Begins with the kind and version of what follows.
    #[must_use]
    pub fn new(version: &str) -> Self {
        Self(Sha256::new()).text(version)
    }

    /// Bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        let length = u32::try_from(bytes.len()).expect("no field is longer than 4 GiB");
        self.0.update([1]);
        self.0.update(length.to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// Nothing.
    #[must_use]
    pub fn nothing(mut self) -> Self {
        self.0.update([0]);
        self
    }

    /// Text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Text that may not be there.
    #[must_use]
    pub fn optional_text(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(text),
            None => self.nothing(),
        }
    }

    /// A number.
    #[must_use]
    pub fn number(self, number: i64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// An id.
    #[must_use]
    pub fn id(self, id: Uuid) -> Self {
        self.bytes(id.as_bytes())
    }

    /// An id that may not be there.
    #[must_use]
    pub fn optional_id(self, id: Option<Uuid>) -> Self {
        match id {
            Some(id) => self.id(id),
            None => self.nothing(),
        }
    }

    /// SHA-256 over all of it.
    #[must_use]
    pub fn digest(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn fields_never_run_into_each_other(a in ".{0,8}", b in ".{0,8}", c in ".{0,8}", d in ".{0,8}") {
            let one = Canonical::new("t").text(&a).text(&b).digest();
            let other = Canonical::new("t").text(&c).text(&d).digest();
            prop_assert_eq!(one == other, (&a, &b) == (&c, &d));
        }
    }

    #[test]
    fn nothing_is_not_the_empty_text() {
        assert_ne!(Canonical::new("t").optional_text(None).digest(), Canonical::new("t").optional_text(Some("")).digest());
    }
}
