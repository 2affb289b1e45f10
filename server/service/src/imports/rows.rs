//! Rows of a CSV file, one by one, in memory that does not grow with the file or with what is wrong in it. The csv crate grows its
//! record until a quote closes and takes an open quote at the end for an end of field; here the line where each quote opened is known,
//! a field and a record have a most, and a quote that never closes is refused where it opened.
//!
//! Lines end with LF, CR or CR LF; a quote opens only at the start of a field; two quotes inside quotes are one. To forbid one more
//! shape of row, add a [`Flaw`]; to forbid a shape of file, a [`ReadError::Refused`].

use std::io::{self, BufRead};

use domain::{Msg, msg};

/// Most bytes of one field.
pub const FIELD_MAX: usize = 10_240;
/// Most fields of one row.
pub const FIELDS_MAX: usize = 256;
/// Most bytes of one row as it stands in the file.
pub const ROW_MAX: u64 = 1 << 20;

/// Why reading stops.
#[derive(Debug)]
pub enum ReadError {
    /// The file as a whole is not acceptable.
    Refused(Msg),
    /// The disk said so.
    Io(io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        // A check below this reader speaks through an io::Error that carries its sentence.
        match error.downcast::<Sentence>() {
            Ok(sentence) => Self::Refused(sentence.0),
            Err(error) => Self::Io(error),
        }
    }
}

/// A sentence on its way through [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Sentence(pub Msg);

/// What is wrong with the shape of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// This field is so many bytes long; only its beginning was kept.
    FieldTooLong(usize, usize),
    /// So many fields; only the first were kept.
    TooManyFields(usize),
    /// This field goes on after its closing quote.
    TextAfterQuote(usize),
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Line on which it begins; the header is on line 1.
    pub line: u64,
    text: String,
    ends: Vec<usize>,
    /// What is wrong with its shape, if anything: the first that was seen.
    pub flaw: Option<Flaw>,
}

impl Row {
    /// How many fields were kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The field at this place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.get(start..end)
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    QuoteSeen,
}

/// See the module's words.
#[derive(Debug)]
pub struct Rows<R> {
    input: R,
    delimiter: u8,
    offset: u64,
    line: u64,
    after_cr: bool,
}

/// A row while it is read.
struct Draft {
    line: u64,
    start: u64,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    field: usize,
    fields: usize,
    quote_line: u64,
    at: At,
    flaw: Option<Flaw>,
}

impl Draft {
    fn push(&mut self, byte: u8) {
        self.field += 1;
        if self.field <= FIELD_MAX && self.fields < FIELDS_MAX {
            self.bytes.push(byte);
        }
    }

    fn end_field(&mut self) {
        if self.field > FIELD_MAX {
            self.flaw.get_or_insert(Flaw::FieldTooLong(self.fields, self.field));
            // The cut may have gone through a character.
            let start = self.ends.last().copied().unwrap_or(0);
            let whole = std::str::from_utf8(&self.bytes[start..]).map_or_else(|error| error.valid_up_to(), str::len);
            self.bytes.truncate(start + whole);
        }
        if self.fields < FIELDS_MAX {
            self.ends.push(self.bytes.len());
        }
        self.fields += 1;
        self.field = 0;
        self.at = At::FieldStart;
    }

    /// The row; `None` where it holds nothing.
    fn finish(mut self) -> Result<Option<Row>, ReadError> {
        self.end_field();
        if self.fields > FIELDS_MAX {
            self.flaw.get_or_insert(Flaw::TooManyFields(self.fields));
        }
        let text = String::from_utf8(self.bytes).map_err(|_| ReadError::Refused(msg::imports_not_utf8(self.line, self.start)))?;
        let row = Row { line: self.line, text, ends: self.ends, flaw: self.flaw };
        Ok((row.flaw.is_some() || !row.text.trim().is_empty()).then_some(row))
    }
}

impl<R: BufRead> Rows<R> {
    /// Reads from a place in a file: a byte and the line it is on (0 and 1 for the beginning).
    pub const fn new(input: R, delimiter: u8, offset: u64, line: u64) -> Self {
        Self { input, delimiter, offset, line, after_cr: false }
    }

    /// The byte after the last row, from which reading can go on.
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// The line after the last row.
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// What it reads from.
    pub fn into_input(self) -> R {
        self.input
    }

    /// The next row that holds anything; `None` at the end. Spreadsheets write rows of nothing but separators.
    ///
    /// # Errors
    /// When the file as a whole cannot be read on.
    pub fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        let mut draft = self.draft();
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return self.at_end(draft);
            }
            let mut used = 0;
            let mut done = false;
            for &byte in chunk {
                used += 1;
                let newline = byte == b'\n' || byte == b'\r';
                // The second half of CR LF inside quotes is no line of its own; outside it is skipped with the first.
                if newline && !(byte == b'\n' && self.after_cr) {
                    self.line += 1;
                }
                self.after_cr = byte == b'\r';
                match (draft.at, byte) {
                    (At::Quoted, b'"') => draft.at = At::QuoteSeen,
                    (At::Quoted, _) => draft.push(byte),
                    (At::QuoteSeen, b'"') => {
                        draft.push(byte);
                        draft.at = At::Quoted;
                    }
                    (At::FieldStart, b'"') => {
                        draft.at = At::Quoted;
                        draft.quote_line = self.line;
                    }
                    _ if newline => {
                        done = true;
                        break;
                    }
                    _ if byte == self.delimiter => draft.end_field(),
                    (At::QuoteSeen, _) => {
                        if draft.quote_line != self.line {
                            return Err(ReadError::Refused(msg::imports_quote_open(draft.quote_line)));
                        }
                        draft.flaw.get_or_insert(Flaw::TextAfterQuote(draft.fields));
                        draft.push(byte);
                        draft.at = At::Plain;
                    }
                    (At::FieldStart | At::Plain, _) => {
                        draft.push(byte);
                        draft.at = At::Plain;
                    }
                }
            }
            self.input.consume(used);
            self.offset += used as u64;
            if self.offset - draft.start > ROW_MAX {
                let reason = if draft.at == At::Quoted {
                    msg::imports_quote_open(draft.quote_line)
                } else {
                    msg::imports_row_too_long(draft.line, ROW_MAX)
                };
                return Err(ReadError::Refused(reason));
            }
            if done {
                self.skip_line_feed()?;
                if let Some(row) = draft.finish()? {
                    return Ok(Some(row));
                }
                draft = self.draft();
            }
        }
    }

    fn skip_line_feed(&mut self) -> Result<(), ReadError> {
        if std::mem::take(&mut self.after_cr) && self.input.fill_buf()?.first() == Some(&b'\n') {
            self.input.consume(1);
            self.offset += 1;
        }
        Ok(())
    }

    fn draft(&self) -> Draft {
        Draft {
            line: self.line,
            start: self.offset,
            bytes: Vec::new(),
            ends: Vec::new(),
            field: 0,
            fields: 0,
            quote_line: 0,
            at: At::FieldStart,
            flaw: None,
        }
    }

    fn at_end(&self, draft: Draft) -> Result<Option<Row>, ReadError> {
        if draft.at == At::Quoted {
            return Err(ReadError::Refused(msg::imports_quote_open(draft.quote_line)));
        }
        draft.finish()
    }
}

#[cfg(test)]
#[path = "rows/tests.rs"]
mod tests;
