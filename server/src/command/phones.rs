//! `switchyard phones normalise [--dry-run]`: stored phone numbers, read again by the rules of now. Each that changes is a line on
//! standard output, and each that is no number.

use std::process::ExitCode;

use domain::access::Caller;
use service::users::{Renumbered, renumber};

use super::{Outcome, Refusal};
use crate::settings::Settings;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Store what is dialled in place of what an older version took down
    Normalise {
        /// Say what would change, and do nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// See the module's words.
///
/// # Errors
/// When the database refuses; the lines printed before are done.
pub async fn run(args: Args, settings: &Settings) -> Outcome {
    let What::Normalise { dry_run } = args.what;
    let context = super::open(settings).await?;
    if !context.db.is_migrated().await? {
        return Err(Refusal("the database is not up to date; run `switchyard migrate` first".into()));
    }
    let (mut changed, mut left) = (0_usize, 0_usize);
    let mut tell = |one: Renumbered| {
        if one.after.is_some() {
            changed += 1;
        } else {
            left += 1;
        }
        println!("{}", line(&one));
    };
    renumber(&context, &Caller::system("command line"), !dry_run, &mut tell).await?;
    let would = if dry_run { "would be " } else { "" };
    eprintln!("{changed} numbers {would}changed, {left} are no numbers and stay as they are");
    Ok(if left == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// `usr_…: Name, +4402079460018 -> +442079460018`.
fn line(one: &Renumbered) -> String {
    let after = one.after.as_ref().map_or_else(|| "is no number".to_owned(), |after| format!("-> {after}"));
    format!("{}: {}, {} {after}", one.user, one.name, one.before)
}
