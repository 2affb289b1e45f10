//! `switchyard import users|payments FILE`: rows from a CSV file, as the Owner's system would bring them in. Refused rows go to standard
//! output as `FILE:LINE: column, value, reason`, what is going on to standard error.

use std::{
    io::{IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use domain::{
    access::Caller,
    ids::ImportId,
    import::{ImportKind, ImportState, RowProblem},
    text::Locale,
};
use service::{
    Context,
    imports::{self, Mapping, Options, Problems},
};

use super::{Outcome, Refusal, in_english};
use crate::settings::Settings;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the file holds
    kind: Kind,
    /// The CSV file: UTF-8, with column names in its first line, separated by commas, semicolons or tabs
    file: PathBuf,
    /// Say what would happen, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Bring nothing in unless every row is good
    #[arg(long)]
    all_or_nothing: bool,
    /// Write the refused rows to this file, as CSV with the columns that came in and what is wrong with each
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Say which column of the file feeds which, as `amount=Total`; an empty name feeds it nothing
    #[arg(long = "map", value_name = "COLUMN=NAME", value_parser = pair)]
    map: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// People
    Users,
    /// Payments
    Payments,
}

fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(column, name)| (column.trim().to_owned(), name.trim().to_owned()))
        .ok_or_else(|| format!("`{text}` is not of the form column=name"))
}

/// See the module's words.
///
/// # Errors
/// When nothing was done; the sentence says why.
pub async fn run_with(args: Args, settings: &Settings) -> Outcome {
    let context = super::open(settings).await?;
    if !context.db.is_migrated().await? {
        return Err(Refusal("the database is not up to date; run `switchyard migrate` first".into()));
    }
    super::figures::warn_of_zone(&context).await?;
    run(&context, &args).await
}

/// Imports over this context.
///
/// # Errors
/// When nothing was done; the sentence says why.
pub async fn run(context: &Context, args: &Args) -> Outcome {
    let kind = match args.kind {
        Kind::Users => ImportKind::Users,
        Kind::Payments => ImportKind::Payments,
    };
    let mapping: Mapping =
        args.map.iter().map(|(column, name)| (column.clone(), Some(name.clone()).filter(|name| !name.is_empty()))).collect();
    let options = Options { dry_run: args.dry_run, all_or_nothing: args.all_or_nothing, mapping };
    let mut gauge = Gauge::new();
    let file = args.file.display().to_string();
    let done = imports::run_file(context, &Caller::system("command line"), kind, &args.file, &options, &mut |run| {
        gauge.show(run.read_bytes, run.bytes, run.rows_read);
        Ok(())
    })
    .await;
    gauge.end();
    // What stands here is the sentence about the file, so that it can be clicked like those about its rows.
    let done = done.map_err(|error| Refusal(format!("{file}: {}", Refusal::from(error))))?;
    if done.resumed {
        eprintln!("went on where an earlier import of this file had stopped");
    }
    print(Problems::of(context.clone(), done.import), &file).await?;
    if let Some(path) = &args.report {
        report(context, done.import, path).await?;
    }
    eprintln!("{}", summary(&done));
    Ok(match done.state {
        ImportState::Refused => ExitCode::from(1),
        _ if done.refused == 0 => ExitCode::SUCCESS,
        _ if done.created + done.updated + done.unchanged == 0 => ExitCode::from(1),
        _ => ExitCode::from(2),
    })
}

fn summary(done: &imports::Outcome) -> String {
    let what = match done.state {
        ImportState::Checked => "would be ",
        ImportState::Refused => {
            return format!("nothing was done: {} of {} rows are refused, and it is all or nothing", done.refused, done.rows);
        }
        _ => "",
    };
    format!(
        "{} rows: {what}{} created, {} updated, {} unchanged, {} refused",
        done.rows, done.created, done.updated, done.unchanged, done.refused
    )
}

/// `FILE:LINE: column, value, reason`; a problem of the whole row has neither column nor value.
fn line(file: &str, problem: &RowProblem) -> String {
    format!("{file}:{}: {}, {}, {}", problem.line, problem.column, problem.value, in_english(&problem.reason))
}

async fn print(mut problems: Problems, file: &str) -> Result<(), Refusal> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    loop {
        let page = problems.next_page().await?;
        if page.is_empty() {
            return Ok(out.flush()?);
        }
        for problem in &page {
            writeln!(out, "{}", line(file, problem))?;
        }
    }
}

async fn report(context: &Context, import: ImportId, path: &Path) -> Result<(), Refusal> {
    let failed = |error: std::io::Error| Refusal(format!("the report {} cannot be written: {error}", path.display()));
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).map_err(failed)?);
    let mut rows = imports::refused_rows_of(context, import, Locale::En).await?;
    while let Some(chunk) = rows.next().await {
        out.write_all(&chunk?).map_err(failed)?;
    }
    out.flush().map_err(failed)
}

/// How far it is, on a terminal in one line that moves, else a line now and then.
struct Gauge {
    shown: Instant,
    terminal: bool,
}

impl Gauge {
    fn new() -> Self {
        Self { shown: Instant::now(), terminal: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, read: i64, bytes: i64, rows: i64) {
        let pause = if self.terminal { Duration::from_millis(200) } else { Duration::from_secs(5) };
        if self.shown.elapsed() < pause {
            return;
        }
        self.shown = Instant::now();
        let percent = read.saturating_mul(100) / bytes.max(1);
        if self.terminal {
            eprint!("\r{rows} rows, {percent} % ");
        } else {
            eprintln!("{rows} rows, {percent} %");
        }
    }

    fn end(&self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_cell_is_one_line_that_editors_can_follow() {
        let problem = RowProblem { line: 7, column: "amount".into(), value: "1,234.50".into(), reason: domain::msg::field_not_positive() };
        assert_eq!(line("in/pay.csv", &problem), "in/pay.csv:7: amount, 1,234.50, The amount must be more than zero.");
    }
}
