//! A list as a CSV file, streamed batch by batch in the order of the list, so that memory stays constant for any size. Between batches the
//! caller is asked for again; a file that may not be read on fails instead of ending. Cells that a spreadsheet would run as formulas get an
//! apostrophe, which the import takes away. To offer another list: its [`Batches`].

use std::collections::VecDeque;

use async_trait::async_trait;
use domain::{
    access::Caller,
    error::{Error, Result},
    page::Cursor,
    port::chunks::{ChunkSource, Chunks},
    time::Timestamp,
};

use crate::{Context, cells::neutral, identity};

/// Rows read at once.
pub const BATCH: usize = 1_000;
/// Tells spreadsheets that this is UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Reads the rows of a list.
#[async_trait]
pub trait Batches: Send + Sync {
    /// The rows after this place, as cells, and where the next ones begin.
    async fn batch(&mut self, cursor: Option<&Cursor>) -> Result<(Vec<Vec<String>>, Option<String>)>;
}

/// Where the next batch begins.
enum Next {
    First,
    After(Cursor),
    End,
}

struct Download<B> {
    context: Context,
    caller: Caller,
    batches: B,
    ready: VecDeque<Vec<u8>>,
    next: Next,
}

/// The file with these columns.
///
/// # Errors
/// When the head cannot be written.
pub fn begin(context: &Context, caller: &Caller, columns: Vec<String>, batches: impl Batches + 'static) -> Result<Chunks> {
    let mut head = MARK.to_vec();
    head.extend(write([columns], csv::QuoteStyle::Necessary)?);
    Ok(Box::new(Download { context: context.clone(), caller: caller.clone(), batches, ready: VecDeque::from([head]), next: Next::First }))
}

#[async_trait]
impl<B: Batches> ChunkSource for Download<B> {
    async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(Ok(ready));
        }
        let cursor = match std::mem::replace(&mut self.next, Next::End) {
            Next::First => None,
            Next::After(cursor) => Some(cursor),
            Next::End => return None,
        };
        match self.batch(cursor).await {
            Ok(bytes) if bytes.is_empty() => None,
            other => Some(other),
        }
    }
}

impl<B: Batches> Download<B> {
    /// A file takes as long as the browser reads: who was signed out, or lost a right meanwhile, gets no more of it.
    async fn check_caller(&self) -> Result<()> {
        let stands = match self.caller.session {
            Some(_) => identity::still_stands(&self.context, &self.caller).await?,
            None => identity::still_holds(self.context.db.read(), &self.caller).await?,
        };
        if stands {
            return Ok(());
        }
        tracing::info!(user = %self.caller.user, "an export was cut off: its caller may not read on");
        Err(Error::forbidden())
    }

    async fn batch(&mut self, cursor: Option<Cursor>) -> Result<Vec<u8>> {
        if cursor.is_some() {
            self.check_caller().await?;
        }
        let (rows, next) = self.batches.batch(cursor.as_ref()).await?;
        if let Some(cursor) = next.as_deref().and_then(Cursor::decode) {
            self.next = Next::After(cursor);
        }
        write(rows, csv::QuoteStyle::Always)
    }
}

/// An instant as files hold it.
pub fn moment(at: Option<Timestamp>) -> String {
    at.and_then(|at| jiff::Timestamp::from_microsecond(at.0).ok()).map(|at| at.to_string()).unwrap_or_default()
}

/// What a file is called: what it holds, as far as words say it, and of which day of the operator's it is.
pub fn name(context: &Context, words: &[&str]) -> String {
    let day = jiff::Timestamp::from_microsecond(context.now().0).unwrap_or_default().to_zoned(context.zone()).date();
    format!("{}-{day}.csv", words.join("-"))
}

/// Rows are quoted throughout, so that no program takes a phone number for a quantity.
fn write(records: impl IntoIterator<Item = Vec<String>>, quotes: csv::QuoteStyle) -> Result<Vec<u8>> {
    let failed = |cause: String| {
        tracing::error!(%cause, "a CSV record could not be written");
        Error::internal()
    };
    let mut writer = csv::WriterBuilder::new().quote_style(quotes).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for record in records {
        writer.write_record(record.into_iter().map(neutral)).map_err(|error| failed(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| failed(error.to_string()))
}
