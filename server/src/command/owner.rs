//! `switchyard owner create`: the first account of a new installation.

use std::{io::BufRead as _, process::ExitCode};

use secrecy::SecretString;

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
    /// Make the owner's account; the password is read from standard input
    Create {
        /// Full name
        #[arg(long)]
        name: String,
        /// Email address
        #[arg(long)]
        email: String,
    },
}

/// See the module's words.
///
/// # Errors
/// When there is an owner already, or the input does not fit.
pub async fn run(args: Args, settings: &Settings) -> Outcome {
    let What::Create { name, email } = args.what;
    eprintln!("Password for {email} (one line):");
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let password = SecretString::from(password.trim_end_matches(['\r', '\n']).to_owned());
    let context = super::open(settings).await?;
    if !context.db.is_migrated().await? {
        return Err(Refusal("the database is not up to date; run `switchyard migrate` first".into()));
    }
    let id = service::identity::owner_create(&context, &name, &email, &password).await?;
    println!("{email} is the owner ({id})");
    Ok(ExitCode::SUCCESS)
}
