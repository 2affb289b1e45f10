//! The measurements of `make bench`: what the product costs beside peers that do the same work with less, and how that changes with the
//! size of the data. It stands beside the product and is no part of it: nothing depends on this crate, and `maud` is named here alone.
//! It is built with the server's set of crates, so that lints see it and nothing else is compiled twice.
//!
//! ```text
//! bench load      makes the database and loads the sample: time and peak memory         (first; the others read what it made)
//! bench page      the users' page beside the same bytes from memory, and beside a twin made with maud over the same use cases
//! bench depth     a page far down the list beside the first
//! bench figures   the figures from counters beside plain SQL over the tables
//! bench silence   the users' page beside a thousand connections that say nothing, and without them
//! bench audit     verifying a long trail, whole and with one flipped byte
//! ```
//!
//! Each writes `$BENCH/<name>.json` and prints a table; it fails where a bar is missed. Sizes come from the environment ([`setup`]).
//! Comparisons are pairs in the order A B B A, so that what drifts falls on both; their figure is the median of the pairs' ratios with a
//! bootstrap interval, and a null test (A beside A) says what the machine's noise alone looks like ([`pairs`]).
//!
//! To add a measurement: a module with `run`, an arm in [`main`], its name in `.ci/bench/data.sh`.

mod audit;
mod depth;
mod figures;
mod load;
mod page;
mod pairs;
mod peers;
mod product;
mod report;
mod setup;
mod silence;
mod twin;
mod wire;

use std::process::ExitCode;

/// Whatever went wrong, as a sentence.
type Failure = Box<dyn std::error::Error>;
type Outcome<T = ()> = Result<T, Failure>;

async fn run(arguments: &[String]) -> Outcome<bool> {
    let setup = setup::Setup::from_environment()?;
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["load"] => load::run(&setup).await,
        ["page"] => page::run(&setup).await,
        ["depth"] => depth::run(&setup).await,
        ["figures"] => figures::run(&setup).await,
        ["silence"] => silence::run(&setup).await,
        ["audit"] => audit::run(&setup).await,
        ["peers", capture] => peers::serve(&setup, capture).await,
        _ => Err("usage: bench load | page | depth | figures | silence | audit".into()),
    }
}

/// One thread: whoever asks must not take the cores of those who answer.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            eprintln!("bench {}: {error}", arguments.join(" "));
            ExitCode::FAILURE
        }
    }
}
