//! What stood in the file before: external ids and addresses, each as 64 bits of a keyed hash beside its line, so that a million rows
//! cost some 40 MB instead of the file's size. The key is chance, so nobody can prepare two ids that meet; by accident two of a
//! million do once in thirty million files, and then a good row is refused with a line to compare it to, never taken twice.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
};

/// See the module's words.
#[derive(Debug, Default)]
pub struct Seen {
    key: RandomState,
    lines: HashMap<u64, u64>,
}

impl Seen {
    /// Notes a text; the line on which it stood first, where it did.
    pub fn note(&mut self, text: &str, line: u64) -> Option<u64> {
        match self.lines.entry(self.key.hash_one(text)) {
            std::collections::hash_map::Entry::Occupied(first) => Some(*first.get()),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(line);
                None
            }
        }
    }

    /// Forgets what stood first on this line or after it.
    pub fn forget_from(&mut self, line: u64) {
        self.lines.retain(|_, first| *first < line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_where_the_first_stood() {
        let mut seen = Seen::default();
        assert_eq!(seen.note("a", 2), None);
        assert_eq!(seen.note("b", 3), None);
        assert_eq!((seen.note("a", 9), seen.note("a", 10)), (Some(2), Some(2)));
        seen.forget_from(3);
        assert_eq!((seen.note("b", 3), seen.note("a", 4)), (None, Some(2)));
    }
}
