//! `switchyard books check | export`: the invariants of the books, and the books as plain text for other programs.

use std::process::ExitCode;

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
    /// Check every invariant; exit 1 and name the first broken row where one is found
    Check,
    /// Print the journal for hledger or beancount
    Export {
        /// Which program's format
        #[arg(long, default_value = "hledger")]
        format: Format,
        /// The first day, such as 2026-01-01: checking a large journal takes memory (1 GiB for about 100,000 payments)
        #[arg(long, value_name = "DAY")]
        from: Option<String>,
        /// The last day
        #[arg(long, value_name = "DAY")]
        to: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// hledger and ledger
    Hledger,
    /// beancount
    Beancount,
}

/// See the module's words.
///
/// # Errors
/// When the database refuses.
pub async fn run(args: Args, settings: &Settings) -> Outcome {
    match args.what {
        What::Check => check(settings).await,
        What::Export { format, from, to } => {
            let context = super::open(settings).await?;
            let format = match format {
                Format::Hledger => service::money::export::Format::Hledger,
                Format::Beancount => service::money::export::Format::Beancount,
            };
            let window = service::money::export::Window::of_days(&context, from.as_deref(), to.as_deref())?;
            let mut out = std::io::BufWriter::new(std::io::stdout());
            service::money::export::export(&context, format, window, &mut out).await.map_err(|error| Refusal(error.to_string()))?;
            std::io::Write::flush(&mut out)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// `switchyard books check`
///
/// # Errors
/// When the database refuses.
pub async fn check(settings: &Settings) -> Outcome {
    let context = super::open(settings).await?;
    let mut sound = true;
    for result in service::money::books::check(&context).await? {
        let promise = super::in_english(&result.promise);
        match &result.broken {
            None => println!("ok      {:12} {promise} ({} rows)", result.name, result.rows),
            Some(row) => {
                sound = false;
                println!("BROKEN  {:12} {promise} First broken row: {row}", result.name);
            }
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
