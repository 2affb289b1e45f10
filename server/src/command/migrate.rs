//! `switchyard migrate`: brings the schema up to date, and figures that an older version kept otherwise.

use std::process::ExitCode;

use super::Outcome;
use crate::settings::Settings;

/// See the module's words.
///
/// # Errors
/// When the database cannot be reached or a change fails.
pub async fn run(settings: &Settings) -> Outcome {
    super::prepare_folder(settings)?;
    let applied = db::Db::migrate(&settings.database).await?;
    if service::figures::complete(&super::open(settings).await?).await? {
        println!("the figures were built anew");
    }
    println!(
        "{}",
        if applied == 0 {
            "the database is up to date".to_owned()
        } else {
            format!("{applied} changes applied; the database is up to date")
        }
    );
    Ok(ExitCode::SUCCESS)
}
