//! `switchyard figures rebuild`: the figures from the tables behind them, by the months and days of the time zone that is set now.

use std::process::ExitCode;

use service::Context;

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
    /// Build all figures anew, as after a change of the time zone; who writes meanwhile waits
    Rebuild,
}

/// See the module's words.
///
/// # Errors
/// When the database refuses; then the figures are as they were.
pub async fn run(args: Args, settings: &Settings) -> Outcome {
    let What::Rebuild = args.what;
    let context = super::open(settings).await?;
    if !context.db.is_migrated().await? {
        return Err(Refusal("the database is not up to date; run `switchyard migrate` first".into()));
    }
    service::figures::rebuild(&context).await?;
    println!("the figures were built anew, by the days of {}", settings.time_zone);
    Ok(ExitCode::SUCCESS)
}

/// Says so where the figures were built by the days of another time zone than is set.
///
/// # Errors
/// When the database refuses.
pub async fn warn_of_zone(context: &Context) -> Result<(), Refusal> {
    if let Some(before) = service::figures::zone_before(context).await? {
        tracing::warn!(
            "the figures were built by the days and months of {before}, and SWITCHYARD_TIME_ZONE is {} now: run `switchyard figures rebuild`",
            context.settings.time_zone
        );
    }
    Ok(())
}
