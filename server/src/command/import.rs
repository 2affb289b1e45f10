//! `switchyard import users|payments FILE`: exit 0 when every row is in (or would be), 2 when good rows are in and others were refused, 1
//! when nothing was done.

use std::{io::{BufWriter, Write as _}, path::PathBuf, process::ExitCode};

use domain::{access::Caller, import::{ImportKind, ImportState}, text::Locale};
use service::imports::{self, Options};

use super::{Outcome, Refusal};
use crate::settings::Settings;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What the file holds
    kind: Kind,
    /// The CSV file
    file: PathBuf,
    /// Say what would happen and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Bring nothing in unless every row is good
    #[arg(long)]
    all_or_nothing: bool,
    /// Write the refused rows to this CSV file
    #[arg(long)]
    report: Option<PathBuf>,
    /// Which column of the file feeds which, as known=column; repeat for more
    #[arg(long = "map", value_name = "KNOWN=COLUMN")]
    mapping: Vec<String>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// People
    Users,
    /// Payments
    Payments,
}

fn mapping(pairs: &[String]) -> Result<Vec<(String, Option<String>)>, Refusal> {
    pairs.iter().map(|pair| {
        let (known, column) = pair.split_once('=').ok_or_else(|| Refusal(format!("`{pair}` is not of the form KNOWN=COLUMN")))?;
        Ok((known.trim().to_owned(), Some(column.trim().to_owned()).filter(|column| !column.is_empty())))
    }).collect()
}

/// See the module's words.
///
/// # Errors
/// When the file is not acceptable as a whole, or the database refuses.
pub async fn run_with(args: Args, settings: &Settings) -> Outcome {
    let context = super::open(settings).await?;
    if !context.db.is_migrated().await? { return Err(Refusal("the database is not up to date; run `switchyard migrate` first".into())); }
    let kind = match args.kind { Kind::Users => ImportKind::Users, Kind::Payments => ImportKind::Payments };
    let options = Options { dry_run: args.dry_run, all_or_nothing: args.all_or_nothing, mapping: mapping(&args.mapping)? };
    let outcome = imports::run_file(&context, &Caller::system("command line"), kind, &args.file, &options, &mut |run| { show(run); Ok(()) }).await?;
    if outcome.resumed { println!("went on where an earlier run stopped"); }
    let done = if args.dry_run { "would be" } else { "were" };
    println!("{} rows read: {} {done} created, {} {done} updated, {} unchanged, {} refused", outcome.rows, outcome.created, outcome.updated, outcome.unchanged, outcome.refused);
    tell(&context, &args, outcome.import).await?;
    Ok(match (outcome.state, outcome.refused) {
        (ImportState::Refused, _) => ExitCode::from(1),
        (_, 0) => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    })
}

/// How far it is, on one line of the terminal.
fn show(run: &db::imports::Run) {
    let percent = if run.bytes > 0 { run.read_bytes.saturating_mul(100) / run.bytes } else { 100 };
    eprint!("\r  {} rows, {percent} %        ", run.rows_read);
}

/// Prints each refused cell as `FILE:LINE: column, value, reason`, and writes the report where one is wanted.
async fn tell(context: &service::Context, args: &Args, import: domain::ids::ImportId) -> Result<(), Refusal> {
    let mut report = match &args.report {
        Some(path) => {
            let mut out = BufWriter::new(std::fs::File::create(path).map_err(|error| Refusal(format!("the report {} cannot be written: {error}", path.display())))?);
            out.write_all(&imports::csv_head(context, Locale::En))?;
            Some(out)
        }
        None => None,
    };
    let mut problems = imports::Problems::of(context.clone(), import);
    loop {
        let page = problems.next_page().await?;
        if page.is_empty() { break; }
        for problem in &page {
            println!("{}:{}: {}, {}, {}", args.file.display(), problem.line, problem.column, problem.value, super::in_english(&problem.reason));
        }
        if let Some(out) = &mut report { out.write_all(&imports::csv_lines(context, Locale::En, &page))?; }
    }
    if let Some(out) = &mut report { out.flush()?; }
    Ok(())
}
