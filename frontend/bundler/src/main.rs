//! Makes the files a browser loads: wasm and its JavaScript, the style sheet, and what lies in `public/`, each named by its content.
//!
//! `bundler site` writes them to `target/site`; `bundler sizes` holds their weight against what was recorded.
//! To add one more browser entry, add a row to [`site::ENTRIES`].

mod assets;
mod cache;
mod compress;
mod error;
mod files;
mod hash;
mod manifest;
mod names;
mod node;
mod order;
mod parallel;
mod site;
mod sizes;
mod styles;
mod unused;
mod wasm;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Bundles Switchyard's site files.
#[derive(Parser)]
#[command(name = "bundler")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes hashed and compressed site files and their manifest.
    Site(SiteArguments),
    /// Prints what a first visit costs and fails when it grew unnoticed.
    Sizes(SizesArguments),
}

#[derive(clap::Args)]
struct SiteArguments {
    /// The project's folder, which holds style/, public/ and frontend/.
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Where the site goes.
    #[arg(long, default_value = "target/site")]
    out: PathBuf,
    /// Where cargo left the browser entries.
    #[arg(long, default_value = "target/wasm32-unknown-unknown/wasm")]
    wasm: PathBuf,
    /// Compresses faster and worse, for the edit loop.
    #[arg(long)]
    quick: bool,
}

#[derive(clap::Args)]
struct SizesArguments {
    /// Where the site is.
    #[arg(long, default_value = "target/site")]
    out: PathBuf,
    /// The recorded sizes and the bars above them.
    #[arg(long, default_value = "frontend/sizes.json")]
    limits: PathBuf,
    /// Writes today's sizes into the file of limits.
    #[arg(long)]
    record: bool,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Site(given) => site::build(&site::Plan { root: given.root, out: given.out, wasm: given.wasm, quick: given.quick }),
        Command::Sizes(given) => sizes::check(&given.out, &given.limits, given.record),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundler: {error}");
            ExitCode::FAILURE
        }
    }
}
