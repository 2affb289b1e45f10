//! Reads the JSON that our own server writes. A browser has no use for places and reasons of mistakes, for structs as lists or for
//! fractions, and serde_json compiles all of that for every type: this reader knows one error and one way to write each thing.
//!
//! Text from anybody else is read with serde_json: how deep values are nested is not limited here.

#[cfg(test)]
mod tests;
mod typed;

use std::borrow::Cow;

use serde::{
    Deserialize,
    de::{self, Expected, Unexpected},
};

/// Reads a value from JSON.
///
/// # Errors
/// When the text is no JSON, or not of this kind.
pub fn read<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, Unreadable> {
    let mut reader = Reader { json, at: 0 };
    let value = T::deserialize(&mut reader)?;
    if reader.next() == END { Ok(value) } else { Err(Unreadable) }
}

/// The text is not what was expected. Which text that was is known where it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unreadable")
    }
}

impl std::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }
    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }
    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }
    fn missing_field(_: &'static str) -> Self {
        Self
    }
    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

type Read<T> = Result<T, Unreadable>;

/// What stands behind the last byte; no JSON holds it.
const END: u8 = 0;

struct Reader<'a> {
    json: &'a [u8],
    at: usize,
}

/// The part that knows no types.
impl<'a> Reader<'a> {
    /// The next byte that is no space, without taking it.
    fn next(&mut self) -> u8 {
        loop {
            match self.json.get(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                Some(&byte) => return byte,
                None => return END,
            }
        }
    }

    /// Takes this byte if it is next.
    fn takes(&mut self, byte: u8) -> bool {
        let there = self.next() == byte;
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.takes(byte) { Ok(()) } else { Err(Unreadable) }
    }

    fn word(&mut self, word: &str) -> Read<()> {
        self.next();
        let there = self.json.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.at += word.len();
        if there { Ok(()) } else { Err(Unreadable) }
    }

    fn bool(&mut self) -> Read<bool> {
        let yes = self.next() == b't';
        self.word(if yes { "true" } else { "false" })?;
        Ok(yes)
    }

    /// A whole number: whether it is below zero, and how far from it.
    fn number(&mut self) -> Read<(bool, u64)> {
        let negative = self.takes(b'-');
        let mut number: u64 = 0;
        let start = self.at;
        while let Some(digit @ b'0'..=b'9') = self.json.get(self.at) {
            number = number.checked_mul(10).and_then(|number| number.checked_add(u64::from(digit - b'0'))).ok_or(Unreadable)?;
            self.at += 1;
        }
        let more = matches!(self.json.get(self.at), Some(b'.' | b'e' | b'E'));
        if self.at == start || more { Err(Unreadable) } else { Ok((negative, number)) }
    }

    fn string(&mut self) -> Read<Cow<'a, str>> {
        self.expect(b'"')?;
        let plain = self.plain()?;
        if self.takes_here(b'"') {
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        while !self.takes_here(b'"') {
            text.push(self.escaped()?);
            text.push_str(self.plain()?);
        }
        Ok(Cow::Owned(text))
    }

    /// Text up to a quote or a backslash.
    fn plain(&mut self) -> Read<&'a str> {
        let rest = self.json.get(self.at..).ok_or(Unreadable)?;
        let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).ok_or(Unreadable)?;
        self.at += end;
        std::str::from_utf8(&rest[..end]).map_err(|_| Unreadable)
    }

    /// Takes this byte if it stands right here, spaces included.
    fn takes_here(&mut self, byte: u8) -> bool {
        let there = self.json.get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }

    fn escaped(&mut self) -> Read<char> {
        let mark = self.json.get(self.at + 1).copied().ok_or(Unreadable)?;
        self.at += 2;
        Ok(match mark {
            b'"' | b'\\' | b'/' => char::from(mark),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => return self.code_point(),
            _ => return Err(Unreadable),
        })
    }

    /// Four digits, or twice four for what does not fit into them.
    fn code_point(&mut self) -> Read<char> {
        let high = self.hex()?;
        if !(0xD800..0xDC00).contains(&high) {
            return char::from_u32(high).ok_or(Unreadable);
        }
        self.word("\\u")?;
        let low = self.hex()?.checked_sub(0xDC00).filter(|low| *low < 0x400).ok_or(Unreadable)?;
        char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + low).ok_or(Unreadable)
    }

    fn hex(&mut self) -> Read<u32> {
        let digits = self.json.get(self.at..self.at + 4).ok_or(Unreadable)?;
        self.at += 4;
        digits.iter().try_fold(0, |code, digit| char::from(*digit).to_digit(16).map(|digit| code * 16 + digit)).ok_or(Unreadable)
    }

    /// Passes over one value.
    fn skip(&mut self) -> Read<()> {
        let mut depth = 0_usize;
        loop {
            match self.next() {
                END => return Err(Unreadable),
                b'"' => {
                    self.string()?;
                }
                b'[' | b'{' => {
                    depth += 1;
                    self.at += 1;
                }
                b']' | b'}' => {
                    depth = depth.checked_sub(1).ok_or(Unreadable)?;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E' => self.letters(),
                _ => return Err(Unreadable),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// Passes over a number or a word.
    fn letters(&mut self) {
        while let Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E') = self.json.get(self.at) {
            self.at += 1;
        }
    }
}
