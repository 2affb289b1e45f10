//! Rows out of the file: a thousand at a time, beside the tasks of the runtime; what a row repeats of the rows before it; and what of
//! its cells can be read.

use std::{fs::File, io::BufReader, path::Path};

use domain::{
    error::{Error, Result},
    import::{ImportKind, RowProblem},
    msg,
    user::shorten,
};

use super::{
    super::{
        file, payment_rows,
        rows::{Row, Rows},
        user_rows,
    },
    Work,
};

/// Rows of a transaction.
const BATCH: usize = 1_000;

/// Rows that were read, by what they hold.
pub(super) enum Lines {
    Users(Vec<user_rows::UserLine>),
    Payments(Vec<payment_rows::PaymentLine>),
}

impl Work<'_> {
    pub(super) fn reader(&self, offset: i64, line: i64) -> Result<Rows<BufReader<File>>> {
        let delimiter = self.run.delimiter.bytes().next().unwrap_or(b',');
        let (offset, line) = (u64::try_from(offset).unwrap_or(0), u64::try_from(line).unwrap_or(1));
        file::open(Path::new(&self.run.file_path), delimiter, offset, line).map_err(|error| file::refusal(error, &self.run.file_name))
    }

    /// Reads again what stands before the place where the run goes on, to know its ids.
    pub(super) async fn remember(&mut self) -> Result<()> {
        if self.run.read_bytes == 0 {
            return Ok(());
        }
        let mut reader = self.reader(0, 1)?;
        while reader.offset() < u64::try_from(self.run.read_bytes).unwrap_or(0) {
            let (again, batch) = read_batch(reader, self.run.file_name.clone()).await?;
            reader = again;
            if batch.is_empty() {
                return Err(Error::invalid(msg::imports_file_changed()));
            }
            for row in &batch {
                self.note(row);
            }
        }
        // The last batch read on past the place: its rows come again and must not find themselves.
        let place = u64::try_from(self.run.read_line).unwrap_or(1);
        self.ids.forget_from(place);
        self.addresses.forget_from(place);
        Ok(())
    }

    /// What of a row stood in the file before: the column and the line.
    fn note(&mut self, row: &Row) -> Option<(&'static str, u64)> {
        let id = self.columns.cell(row, "external_id");
        let mut twice = (!id.is_empty()).then(|| self.ids.note(&id, row.line)).flatten().map(|line| ("external_id", line));
        if self.kind == ImportKind::Users {
            let address = domain::email::key(&self.columns.cell(row, "email"));
            let again = (!address.is_empty()).then(|| self.addresses.note(&address, row.line)).flatten().map(|line| ("email", line));
            twice = twice.or(again);
        }
        twice
    }

    /// Reads the cells of rows, and refuses what cannot be read or stood in the file before.
    pub(super) fn sort_out(&mut self, batch: &[Row]) -> (Lines, Vec<RowProblem>) {
        let (zone, now) = (self.context.zone(), self.context.now());
        let mut problems = Vec::new();
        let mut lines = match self.kind {
            ImportKind::Users => Lines::Users(Vec::new()),
            ImportKind::Payments => Lines::Payments(Vec::new()),
        };
        for row in batch {
            let twice = self.note(row).map(|(known, line)| {
                let value = shorten(&self.columns.cell(row, known));
                self.columns.problem(row, known, msg::imports_twice_in_file(value, line))
            });
            let read = match &mut lines {
                Lines::Users(lines) => user_rows::read(&self.columns, row.clone(), &zone, now, self.context.settings.country).map(|line| {
                    if twice.is_none() {
                        lines.push(line);
                    }
                }),
                Lines::Payments(lines) => payment_rows::read(&self.columns, row.clone(), &zone, now).map(|line| {
                    if twice.is_none() {
                        lines.push(line);
                    }
                }),
            };
            let wrong = read.err().unwrap_or_default();
            if twice.is_some() || !wrong.is_empty() {
                self.run.rows_refused += 1;
            }
            problems.extend(wrong.into_iter().chain(twice));
        }
        (lines, problems)
    }
}

/// Reads a batch beside the tasks of the runtime.
pub(super) async fn read_batch(mut reader: Rows<BufReader<File>>, name: String) -> Result<(Rows<BufReader<File>>, Vec<Row>)> {
    let read = tokio::task::spawn_blocking(move || {
        let mut batch = Vec::with_capacity(BATCH);
        while batch.len() < BATCH
            && let Some(row) = reader.next_row()?
        {
            batch.push(row);
        }
        Ok((reader, batch))
    });
    read.await.map_err(|_| Error::internal())?.map_err(|error| file::refusal(error, &name))
}
