//! Refused rows: their problems a page at a time, and the file to mend them in. That file has the columns of the one that came in, so
//! that it goes in again once it is mended, and behind them one that says what was wrong; the import passes over it.

use std::collections::VecDeque;

use db::imports::{Problem, Run};
use domain::{
    Error, Result,
    ids::ImportId,
    import::RowProblem,
    port::chunks::{ChunkSource, Chunks},
    text::Locale,
};

use super::{shown, store};
use crate::{
    Context,
    cells::{neutral, restored},
    texts::{IcuIntl, Texts},
};

/// Refusals read at a time.
const PAGE: u32 = 1_000;
/// The same with their rows, each of which may be a megabyte.
const ROWS: u32 = 50;
/// Name of the column that says what was wrong.
const ERROR: &str = "error";

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

/// The file of a run's refused rows.
///
/// # Errors
/// When the stored run cannot be read.
pub fn refused_rows(context: &Context, run: &Run, locale: Locale) -> Result<Chunks> {
    let header: Vec<String> = serde_json::from_str(&run.header).map_err(|_| Error::internal())?;
    // A file that was mended and refused again has the column already.
    let kept: Vec<usize> = (0..header.len()).filter(|at| !header[*at].eq_ignore_ascii_case(ERROR)).collect();
    let names = kept.iter().map(|at| header[*at].as_str()).chain([ERROR]);
    let head = [b"\xEF\xBB\xBF".to_vec(), written([names.map(|name| neutral(name.to_owned())).collect()])?].concat();
    let intl = IcuIntl::new(locale, &context.settings.time_zone);
    Ok(Box::new(Report {
        context: context.clone(),
        import: run.id,
        intl,
        kept,
        after: (-1, -1),
        ready: VecDeque::from([head]),
        open: None,
        over: false,
    }))
}

/// A refused row while its problems are read.
struct Open {
    line: i64,
    cells: Vec<String>,
    errors: Vec<String>,
}

struct Report {
    context: Context,
    import: ImportId,
    intl: IcuIntl,
    /// Columns of the file that stay.
    kept: Vec<usize>,
    after: (i64, i32),
    ready: VecDeque<Vec<u8>>,
    /// A row's problems may go on on the next page.
    open: Option<Open>,
    over: bool,
}

impl Report {
    /// The rows of one page that are complete; `None` at the end.
    async fn page(&mut self) -> Result<Option<Vec<u8>>> {
        if self.over {
            return Ok(None);
        }
        let page = store::refused_after(self.context.db.read(), self.import, self.after, ROWS).await?;
        let mut whole = Vec::new();
        match page.last() {
            Some(last) => self.after = (last.line, last.seq),
            None => self.over = true,
        }
        for problem in page {
            if self.open.as_ref().is_none_or(|open| open.line != problem.line) {
                whole.extend(self.open.take());
                let cells = problem.cells.as_deref().and_then(|cells| serde_json::from_str(cells).ok()).unwrap_or_default();
                self.open = Some(Open { line: problem.line, cells, errors: Vec::new() });
            }
            let error = self.error(problem)?;
            if let Some(open) = &mut self.open {
                open.errors.push(error);
            }
        }
        if self.over {
            whole.extend(self.open.take());
        }
        written(whole.into_iter().map(|row| self.record(row))).map(Some)
    }

    /// What is wrong with one cell; its value where the row itself was not kept.
    fn error(&self, problem: Problem) -> Result<String> {
        let kept = problem.cells.is_some() || problem.seq > 0;
        let problem = shown(problem)?;
        let reason = Texts::shipped().format(&self.intl, &problem.reason);
        let parts = [problem.line.to_string(), problem.column, if kept { String::new() } else { problem.value }];
        let place = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        Ok(format!("{place}: {reason}"))
    }

    fn record(&self, row: Open) -> Vec<String> {
        let cell = |at: &usize| neutral(row.cells.get(*at).map(|cell| restored(cell).into_owned()).unwrap_or_default());
        self.kept.iter().map(cell).chain([neutral(row.errors.join("; "))]).collect()
    }
}

fn written(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|_| Error::internal())?;
    }
    writer.into_inner().map_err(|_| Error::internal())
}

#[async_trait::async_trait]
impl ChunkSource for Report {
    async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        if let Some(ready) = self.ready.pop_front() {
            return Some(Ok(ready));
        }
        self.page().await.transpose()
    }
}
