//! Switchyard: one binary with which an operator runs a messaging business end to end. Here is its command line; each command is a
//! file in `command`, the HTTP side is `http`, background work is `worker`, settings are `settings`.

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

mod command;
mod http;
mod private;
mod settings;
mod site;
mod worker;

use settings::Given;

/// Runs a messaging business end to end.
#[derive(Debug, Parser)]
#[command(name = "switchyard", version, about, max_term_width = 110)]
struct Arguments {
    /// Settings file (TOML); flags and the environment stand over it
    #[arg(long, env = "SWITCHYARD_CONFIG", global = true)]
    config: Option<PathBuf>,
    #[command(flatten)]
    given: Given,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve pages, live events and webhooks, and do the background work
    Serve,
    /// Do only the background work: the queue, servers, mails, figures, seals
    Worker,
    /// Run the WhatsApp simulator: a gateway with a phone page, for demos and tests
    Simulator(command::simulator::Args),
    /// Bring the database's schema up to date
    Migrate,
    /// Load sample data into an empty database
    Demo(command::demo::Args),
    /// Import users or payments from a CSV file
    Import(command::import::Args),
    /// Print the figures of the users' page, for a filter written as in the URL
    Kpis(command::kpis::Args),
    /// Build the figures anew
    Figures(command::figures::Args),
    /// Check or export the books
    Books(command::books::Args),
    /// Check the invariants of the books (the same as `books check`)
    Check,
    /// Verify the audit trail
    Audit(command::audit::Args),
    /// Manage the owner's account
    Owner(command::owner::Args),
    /// Read stored phone numbers again by the rules of now
    Phones(command::phones::Args),
    /// Make a new key for SWITCHYARD_KEYS
    Key,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let json = arguments.given.log_json.unwrap_or(false);
    let given = match arguments.given.over_file(arguments.config.as_deref()) {
        Ok(given) => given,
        Err(error) => return refuse(&error),
    };
    command::start_log(
        given.log.as_deref(),
        json || given.log_json.unwrap_or(false),
        matches!(arguments.command, Command::Serve | Command::Worker | Command::Simulator(_)),
    );
    let settings = match given.resolve() {
        Ok(settings) => settings,
        Err(error) => return refuse(&error),
    };
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(run(arguments.command, settings)),
        Err(error) => refuse(&error),
    }
}

async fn run(command: Command, settings: settings::Settings) -> ExitCode {
    let outcome = match command {
        Command::Serve => command::serve::run(settings).await,
        Command::Worker => command::serve::work(settings).await,
        Command::Simulator(args) => command::simulator::run(args, &settings).await,
        Command::Migrate => command::migrate::run(&settings).await,
        Command::Demo(args) => command::demo::run_with(args, &settings).await,
        Command::Import(args) => command::import::run_with(args, &settings).await,
        Command::Kpis(args) => command::kpis::run(args, &settings).await,
        Command::Figures(args) => command::figures::run(args, &settings).await,
        Command::Books(args) => command::books::run(args, &settings).await,
        Command::Check => command::books::check(&settings).await,
        Command::Audit(args) => command::audit::run(args, &settings).await,
        Command::Owner(args) => command::owner::run(args, &settings).await,
        Command::Phones(args) => command::phones::run(args, &settings).await,
        Command::Key => command::key(),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => refuse(&error),
    }
}

/// Says why nothing was done.
fn refuse(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("switchyard: {error}");
    ExitCode::from(1)
}
