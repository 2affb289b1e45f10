//! Lists page by keyset: a cursor is the sort key and id of the last row seen, so that row 900,000 costs what row 50 costs. There is
//! no total on the hot path; counters know totals.

use serde::{Deserialize, Serialize};

/// How many rows a page shows unless the URL says otherwise.
pub const DEFAULT_PAGE_SIZE: u16 = 50;
/// The page sizes a person can choose.
pub const PAGE_SIZES: [u16; 4] = [25, 50, 100, 200];

/// Where a page starts: after (or before) the row with this sort key and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The sort column's value of that row, as text that sorts like the column.
    pub key: String,
    /// The row's id, as its UUID text: the tie-breaker.
    pub id: String,
    /// Whether the page holds what comes before that row.
    pub backwards: bool,
}

impl Cursor {
    /// One opaque word for a URL.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut out = String::with_capacity(self.key.len() * 2 + self.id.len() + 3);
        out.push(if self.backwards { 'b' } else { 'f' });
        out.push_str(&self.id);
        out.push('~');
        for byte in self.key.bytes() {
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
        out
    }

    /// Reads what [`Self::encode`] wrote; anything else is `None` and means the first page.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        if text.len() > 1024 {
            return None;
        }
        let backwards = match text.as_bytes().first()? {
            b'b' => true,
            b'f' => false,
            _ => return None,
        };
        let (id, hex) = text.get(1..)?.split_once('~')?;
        let digits: Option<Vec<u8>> =
            hex.bytes().map(|byte| HEX.iter().position(|known| *known == byte).and_then(|at| u8::try_from(at).ok())).collect();
        let digits = digits?;
        if digits.len() % 2 != 0 || id.len() > 40 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return None;
        }
        let key = String::from_utf8(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()).ok()?;
        Some(Self { key, id: id.to_owned(), backwards })
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Which page of a list, and how many rows it holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct PageQuery {
    /// Cursor, as [`Cursor::encode`] wrote it.
    pub cursor: Option<String>,
    /// Rows per page: one of [`PAGE_SIZES`].
    pub size: u16,
}

impl Default for PageQuery {
    fn default() -> Self {
        Self { cursor: None, size: DEFAULT_PAGE_SIZE }
    }
}

impl PageQuery {
    /// Reads the page from URL parameters.
    #[must_use]
    pub fn from_parameters(get: impl Fn(&str) -> Option<String>) -> Self {
        let size = get("size").and_then(|value| value.parse().ok()).filter(|size| PAGE_SIZES.contains(size)).unwrap_or(DEFAULT_PAGE_SIZE);
        Self { cursor: get("cursor").filter(|cursor| !cursor.is_empty() && cursor.len() <= 1024), size }
    }

    /// Where the page starts; the first page where that cannot be read.
    #[must_use]
    pub fn start(&self) -> Option<Cursor> {
        self.cursor.as_deref().and_then(Cursor::decode)
    }

    /// How many rows it holds: only what can be chosen is.
    #[must_use]
    pub fn rows(&self) -> usize {
        usize::from(if PAGE_SIZES.contains(&self.size) { self.size } else { DEFAULT_PAGE_SIZE })
    }
}

/// Rows, and the cursors of the neighbouring pages where there are any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, in order.
    pub rows: Vec<T>,
    /// Cursor of the page before.
    pub previous: Option<String>,
    /// Cursor of the page after.
    pub next: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), previous: None, next: None }
    }
}

impl<T> Page<T> {
    /// The same page with each row changed.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(change).collect(), previous: self.previous, next: self.next }
    }

    /// Makes a page from one row more than wanted (the proof that there is another page), read in the direction of `cursor`.
    pub fn from_read(mut rows: Vec<T>, size: usize, cursor: Option<&Cursor>, key: impl Fn(&T) -> (String, String)) -> Self {
        let backwards = cursor.is_some_and(|cursor| cursor.backwards);
        let more = rows.len() > size;
        rows.truncate(size);
        if backwards {
            rows.reverse();
        }
        let at = |row: Option<&T>, backwards| {
            row.map(|row| {
                let (key, id) = key(row);
                Cursor { key, id, backwards }.encode()
            })
        };
        let before = if backwards { more } else { cursor.is_some() };
        let previous = if before { at(rows.first(), true) } else { None };
        let next = if backwards || more { at(rows.last(), false) } else { None };
        Self { rows, previous, next }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_page_has_a_size_that_can_be_chosen() {
        let read = |size: &str| PageQuery::from_parameters(|name| (name == "size").then(|| size.to_owned())).rows();
        assert_eq!([read("25"), read("200"), read("7"), read("-1"), read("")], [25, 200, 50, 50, 50]);
        assert_eq!(PageQuery { cursor: None, size: 9_999 }.rows(), 50, "also where no address was read");
    }

    proptest! {
        #[test]
        fn a_cursor_reads_back_what_it_wrote(key in ".{0,60}", id in "[0-9a-f-]{0,36}", backwards: bool) {
            let cursor = Cursor { key, id, backwards };
            prop_assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,80}") {
            let _ = Cursor::decode(&text);
        }
    }
}
