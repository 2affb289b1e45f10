//! `switchyard demo`: loads sample data into an empty database, or prints the sign-ins of one that has it.

use std::{io::Write as _, process::ExitCode, time::Instant};

use secrecy::{ExposeSecret as _, SecretString};
use service::demo::{self, Plan};

use super::{Outcome, Refusal};
use crate::settings::Settings;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many users
    #[arg(long, default_value_t = 10_000)]
    users: u64,
    /// Which sample: the same seed gives the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Payments per user, on average
    #[arg(long, default_value_t = 10)]
    payments_per_user: u64,
    /// Password of those who sign in
    #[arg(long, env = "SWITCHYARD_DEMO_PASSWORD", default_value = demo::PASSWORD, hide_env_values = true)]
    password: String,
    /// Where the simulator listens
    #[arg(long, env = "SWITCHYARD_SIMULATOR_URL", default_value = "http://127.0.0.1:3001")]
    simulator_url: String,
    /// The simulator's API key
    #[arg(long, env = "SWITCHYARD_SIMULATOR_KEY", default_value = "switchyard-simulator", hide_env_values = true)]
    simulator_key: String,
    /// Load nothing; print one sign-in per role
    #[arg(long)]
    print_sign_ins: bool,
}

/// See the module's words.
///
/// # Errors
/// When somebody is there already, or the database refuses.
pub async fn run_with(args: Args, settings: &Settings) -> Outcome {
    let password = SecretString::from(args.password);
    if args.print_sign_ins { print_sign_ins(&password); return Ok(ExitCode::SUCCESS); }
    let context = super::open(settings).await?;
    if !context.db.is_migrated().await? { return Err(Refusal("the database is not up to date; run `switchyard migrate` first".into())); }
    let plan = Plan {
        users: args.users, seed: args.seed, payments_per_user: args.payments_per_user, password: password.clone(),
        simulator_url: args.simulator_url, simulator_key: SecretString::from(args.simulator_key),
    };
    let began = Instant::now();
    demo::load(&context, &plan, &mut |table, rows| { eprint!("\r  {table}: {rows} rows        "); let _ = std::io::stderr().flush(); }).await?;
    eprintln!();
    println!("{} users loaded in {:.1} s", args.users, began.elapsed().as_secs_f32());
    print_sign_ins(&password);
    Ok(ExitCode::SUCCESS)
}

fn print_sign_ins(password: &SecretString) {
    println!("Sign in as:");
    for sign_in in demo::SIGN_INS { println!("  {:10}  {:28}  {}", sign_in.role, sign_in.email, password.expose_secret()); }
}
