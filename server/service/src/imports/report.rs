//! Refused rows, read back a thousand at a time, and the same as CSV. A value that a spreadsheet would take for a formula gets a quote
//! before it: what came in as data goes out as data.

use domain::{Result, ids::ImportId, import::RowProblem, msg, port::chunks::ChunkSource, text::Locale};

use super::{shown, store};
use crate::{
    Context,
    texts::{IcuIntl, Texts},
};

/// Refusals read at a time.
const PAGE: u32 = 1_000;

/// All refused cells of a run in the order of the file, a page at a time.
#[derive(Debug, Clone)]
pub struct Problems {
    context: Context,
    import: ImportId,
    after: (i64, i32),
}

impl Problems {
    /// From the first.
    #[must_use]
    pub const fn of(context: Context, import: ImportId) -> Self {
        Self { context, import, after: (-1, -1) }
    }

    /// The next page; empty at the end.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_page(&mut self) -> Result<Vec<RowProblem>> {
        let page = store::problems_after(self.context.db.read(), self.import, self.after, PAGE).await?;
        if let Some(last) = page.last() {
            self.after = (last.line, last.seq);
        }
        page.into_iter().map(shown).collect()
    }
}

fn intl(context: &Context, locale: Locale) -> IcuIntl {
    IcuIntl::new(locale, &context.settings.time_zone)
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn written(rows: impl IntoIterator<Item = [String; 4]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// The head of the report, with the mark by which spreadsheets know UTF-8.
#[must_use]
pub fn csv_head(context: &Context, locale: Locale) -> Vec<u8> {
    let intl = intl(context, locale);
    let names = [msg::imports_header_line(), msg::imports_header_column(), msg::imports_header_value(), msg::imports_header_reason()];
    [b"\xEF\xBB\xBF".to_vec(), written([names.map(|name| Texts::shipped().format(&intl, &name))])].concat()
}

/// Refusals as lines of the report.
#[must_use]
pub fn csv_lines(context: &Context, locale: Locale, problems: &[RowProblem]) -> Vec<u8> {
    let intl = intl(context, locale);
    written(problems.iter().map(|problem| {
        let reason = Texts::shipped().format(&intl, &problem.reason);
        [problem.line.to_string(), harmless(&problem.column), harmless(&problem.value), harmless(&reason)]
    }))
}

/// The report in chunks.
pub(super) struct Report {
    pub problems: Problems,
    pub locale: Locale,
    pub begun: bool,
}

#[async_trait::async_trait]
impl ChunkSource for Report {
    async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        if !std::mem::replace(&mut self.begun, true) {
            return Some(Ok(csv_head(&self.problems.context, self.locale)));
        }
        match self.problems.next_page().await {
            Ok(page) if page.is_empty() => None,
            Ok(page) => Some(Ok(csv_lines(&self.problems.context, self.locale, &page))),
            Err(error) => Some(Err(error)),
        }
    }
}
