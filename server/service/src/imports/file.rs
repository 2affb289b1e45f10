//! A file before its first row goes in: read once from end to end, so that whatever refuses it as a whole (another encoding, a quote
//! that never closes, no rows) is said before anything is written. The same pass takes its digest, by which a second run knows it.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use domain::{Msg, msg, user::shorten};
use sha2::{Digest, Sha256};

use super::rows::{ReadError, Row, Rows, Sentence};

/// Most bytes of a file.
pub const FILE_MAX: u64 = 4 << 30;
/// Bytes of the file held at a time.
const BUFFER: usize = 1 << 16;
/// Most bytes that stand before the header: a mark and `sep=;`.
const PREAMBLE: usize = 10;
/// What may separate fields, by rising trust where two stand equally often.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];
/// Rows shown before an import.
const SAMPLE: usize = 5;
/// Longest cell of the sample, in characters.
const SAMPLE_CELL: usize = 120;

/// What one pass over a file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the whole.
    pub digest: Vec<u8>,
    /// What separates fields.
    pub delimiter: u8,
    /// Names of the columns.
    pub header: Vec<String>,
    /// The first rows.
    pub sample: Vec<Vec<String>>,
    /// Rows after the header.
    pub rows: u64,
}

/// Passes bytes on while it takes their digest and holds them to UTF-8.
struct Checked<R> {
    inner: R,
    digest: Sha256,
    /// Where the next byte stands in the file.
    offset: u64,
    line: u64,
    /// The beginning of a character whose end has not come yet.
    open: Vec<u8>,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        let fresh = &into[..count];
        self.digest.update(fresh);
        if count == 0 {
            return if self.open.is_empty() { Ok(0) } else { Err(self.refuse(0)) };
        }
        let open = std::mem::take(&mut self.open);
        let joined = [open.as_slice(), fresh].concat();
        let text = match std::str::from_utf8(&joined) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => {
                self.line += newlines(&joined[..error.valid_up_to()]);
                return Err(self.refuse(error.valid_up_to() as u64));
            }
        };
        self.line += newlines(&joined[..text]);
        self.offset += text as u64;
        self.open = joined[text..].to_vec();
        Ok(count)
    }
}

impl<R> Checked<R> {
    fn refuse(&self, further: u64) -> io::Error {
        io::Error::other(Sentence(msg::imports_not_utf8(self.line, self.offset + further + 1)))
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// What the first bytes give away that no CSV file begins with.
fn of_another_kind(start: &[u8]) -> Option<Msg> {
    match start {
        [] => Some(msg::imports_empty_file()),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, 0, _, ..] | [_, 0, _, 0, ..] => Some(msg::imports_utf16()),
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => Some(msg::imports_spreadsheet()),
        _ => None,
    }
}

/// How many bytes of a byte order mark a file begins with.
fn mark(start: &[u8]) -> usize {
    if start.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 }
}

/// What stands before the header: a mark, and a line by which a spreadsheet says how it separates. Its bytes, its lines, the separator.
fn preamble(start: &[u8]) -> (usize, u64, Option<u8>) {
    let mark = mark(start);
    let rest = &start[mark..];
    match rest {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';' | b'\t' | b'|'), b'\r', b'\n', ..] => {
            (mark + 7, 1, Some(*delimiter))
        }
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter @ (b',' | b';' | b'\t' | b'|'), b'\r' | b'\n', ..] => {
            (mark + 6, 1, Some(*delimiter))
        }
        _ => (mark, 0, None),
    }
}

/// The separator that stands most often outside quotes in the first line. On a tie (`name;amount (EUR, gross)`) the first row has its
/// say, then comes the tab, then the semicolon: commas stand in names and amounts too.
fn find_delimiter(start: &[u8]) -> u8 {
    if let (_, _, Some(delimiter)) = preamble(start) {
        return delimiter;
    }
    let (header, rest) = count_delimiters(&start[mark(start)..]);
    let (row, _) = count_delimiters(rest);
    let found = (0..DELIMITERS.len()).filter(|at| header[*at] > 0).max_by_key(|at| (header[*at], row[*at] == header[*at], *at));
    // A comma where there is nothing to tell.
    found.map_or(b',', |at| DELIMITERS[at])
}

/// How often each separator stands outside quotes in the first line that holds anything, and what follows that line.
fn count_delimiters(text: &[u8]) -> ([u32; DELIMITERS.len()], &[u8]) {
    let mut counts = [0; DELIMITERS.len()];
    let (mut quoted, mut begun) = (false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'\n' | b'\r' if !quoted && begun => return (counts, &text[at..]),
            b'\n' | b'\r' => {}
            b'"' => (quoted, begun) = (!quoted, true),
            byte => {
                begun = true;
                if let Some(which) = DELIMITERS.iter().position(|delimiter| delimiter == byte && !quoted) {
                    counts[which] += 1;
                }
            }
        }
    }
    (counts, &[])
}

/// Reads a file from end to end.
///
/// # Errors
/// When the file as a whole is not acceptable.
pub fn scan(path: &Path) -> Result<Head, ReadError> {
    let mut file = File::open(path)?;
    let size = file.metadata()?;
    if !size.is_file() {
        return Err(ReadError::Refused(msg::imports_not_a_file()));
    }
    if size.len() > FILE_MAX {
        return Err(ReadError::Refused(msg::imports_file_too_large(FILE_MAX >> 30)));
    }
    let mut start = Vec::with_capacity(BUFFER);
    file.by_ref().take(BUFFER as u64).read_to_end(&mut start)?;
    if let Some(reason) = of_another_kind(&start) {
        return Err(ReadError::Refused(reason));
    }
    file.seek(SeekFrom::Start(0))?;
    let (bytes, lines, _) = preamble(&start);
    scan_bytes(file, find_delimiter(&start), (bytes, lines))
}

fn scan_bytes(input: impl Read, delimiter: u8, (before, lines): (usize, u64)) -> Result<Head, ReadError> {
    let mut input = BufReader::with_capacity(BUFFER, Checked { inner: input, digest: Sha256::new(), offset: 0, line: 1, open: Vec::new() });
    input.read_exact(&mut [0_u8; PREAMBLE][..before])?;
    let mut rows = Rows::new(input, delimiter, before as u64, 1 + lines);
    let Some(first) = rows.next_row()? else { return Err(ReadError::Refused(msg::imports_empty_file())) };
    if first.flaw.is_some() || first.fields().any(|name| name.contains('\0')) {
        return Err(ReadError::Refused(msg::imports_bad_header(first.line)));
    }
    let header: Vec<String> = first.fields().map(|name| name.trim().to_owned()).collect();
    let (mut sample, mut count) = (Vec::new(), 0);
    while let Some(row) = rows.next_row()? {
        count += 1;
        if sample.len() < SAMPLE {
            sample.push(sampled(&row));
        }
    }
    if count == 0 {
        return Err(ReadError::Refused(msg::imports_no_rows()));
    }
    let bytes = rows.offset();
    let digest = rows.into_input().into_inner().digest.finalize().to_vec();
    Ok(Head { bytes, digest, delimiter, header, sample, rows: count })
}

fn sampled(row: &Row) -> Vec<String> {
    row.fields().map(|cell| cell.chars().take(SAMPLE_CELL).map(|c| if c.is_control() { ' ' } else { c }).collect()).collect()
}

/// Opens a file that was scanned, after its header or after the row where an earlier run stopped.
///
/// # Errors
/// When it is gone.
pub fn open(path: &Path, delimiter: u8, offset: u64, line: u64) -> Result<Rows<BufReader<File>>, ReadError> {
    let mut file = File::open(path)?;
    let mut start = Vec::with_capacity(PREAMBLE);
    file.by_ref().take(PREAMBLE as u64).read_to_end(&mut start)?;
    let (before, lines, _) = preamble(&start);
    let (offset, line) = if offset == 0 { (before as u64, 1 + lines) } else { (offset, line) };
    file.seek(SeekFrom::Start(offset))?;
    let mut rows = Rows::new(BufReader::with_capacity(BUFFER, file), delimiter, offset, line);
    if offset == before as u64 {
        rows.next_row()?;
    }
    Ok(rows)
}

/// What to answer when a file cannot be read.
#[must_use]
pub fn refusal(error: ReadError, name: &str) -> domain::Error {
    match error {
        ReadError::Refused(reason) => domain::Error::invalid(reason),
        ReadError::Io(error) => {
            tracing::warn!(%error, file = name, "a file cannot be read");
            domain::Error::invalid(if error.kind() == io::ErrorKind::NotFound {
                msg::imports_file_missing(shorten(name))
            } else {
                msg::imports_file_unreadable(shorten(name))
            })
        }
    }
}

#[cfg(test)]
#[path = "file/tests.rs"]
mod tests;
