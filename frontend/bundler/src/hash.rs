//! Names for content: equal bytes have equal names, so a file may be cached for ever.

use sha2::{Digest as _, Sha256};

/// Sixteen hexadecimal digits of SHA-256: enough that two versions of one file never share a name.
pub fn of(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes)[..8])
}

/// One name for many named parts; neither a part's border nor its order can be confused.
#[derive(Default)]
pub struct Mixed(Sha256);

impl Mixed {
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> &mut Self {
        for part in [name.as_bytes(), bytes] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
        self
    }

    pub fn finish(&mut self) -> String {
        hex::encode(&self.0.finalize_reset()[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_bytes_share_a_name_and_others_do_not() {
        assert_eq!(of(b"switchyard"), of(b"switchyard"));
        assert_ne!(of(b"switchyard"), of(b"switchyare"));
        assert_eq!(of(b"").len(), 16);
    }

    #[test]
    fn a_byte_that_moves_between_parts_changes_the_name() {
        let left = Mixed::default().add("ab", b"c").finish();
        let right = Mixed::default().add("a", b"bc").finish();
        assert_ne!(left, right);
    }

    #[test]
    fn the_order_of_parts_counts() {
        let one = Mixed::default().add("a", b"1").add("b", b"2").finish();
        let other = Mixed::default().add("b", b"2").add("a", b"1").finish();
        assert_ne!(one, other);
    }
}
