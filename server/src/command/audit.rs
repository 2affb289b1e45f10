//! `switchyard audit verify`: recomputes every digest, link and seal of the audit trail, and names the first row that was touched.

use std::process::ExitCode;

use super::Outcome;
use crate::settings::Settings;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Exit 1 and name the first broken row where one is found
    Verify,
}

/// See the module's words.
///
/// # Errors
/// When the database refuses.
pub async fn run(args: Args, settings: &Settings) -> Outcome {
    let What::Verify = args.what;
    let context = super::open(settings).await?;
    let report = service::audit::verify(&context).await?;
    match &report.broken {
        None => {
            println!("ok: {} linked events, {} waiting for the sealer, {} seals", report.linked, report.waiting, report.seals);
            Ok(ExitCode::SUCCESS)
        }
        Some(broken) => {
            println!("BROKEN after {} events: {broken}: {}", report.linked, super::in_english(&broken.what));
            Ok(ExitCode::from(1))
        }
    }
}
