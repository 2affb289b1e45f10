//! `switchyard demo`: sample data into an empty database, and the sign-ins it comes with.

use std::{process::ExitCode, time::Instant};

use secrecy::SecretString;
use service::{
    Context,
    demo::{self, Plan},
};

use super::{Outcome, Refusal};
use crate::settings::Settings;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many users
    #[arg(long, default_value_t = 10_000)]
    users: u64,
    /// Which sample: the same seed makes the same data
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Payments per user, on average
    #[arg(long, default_value_t = 10)]
    payments_per_user: u64,
    /// Password of the sign-ins
    #[arg(long, env = "SWITCHYARD_DEMO_PASSWORD", default_value = demo::PASSWORD, hide_env_values = true)]
    password: String,
    /// Where the WhatsApp simulator listens
    #[arg(long, default_value = "http://127.0.0.1:3001")]
    simulator_url: String,
    /// The simulator's API key
    #[arg(long, env = "SWITCHYARD_SIMULATOR_KEY", default_value = demo::SIMULATOR_KEY, hide_env_values = true)]
    simulator_key: String,
    /// Only print the sign-ins
    #[arg(long)]
    print_sign_ins: bool,
}

/// See the module's words.
///
/// # Errors
/// When nothing was done; the sentence says why.
pub async fn run_with(args: Args, settings: &Settings) -> Outcome {
    if args.print_sign_ins {
        print_sign_ins(&args.password);
        return Ok(ExitCode::SUCCESS);
    }
    let context = super::open(settings).await?;
    if !context.db.is_migrated().await? {
        return Err(Refusal("the database is not up to date; run `switchyard migrate` first".into()));
    }
    run(&context, args).await
}

/// Loads over this context.
///
/// # Errors
/// When nothing was done; the sentence says why.
pub async fn run(context: &Context, args: Args) -> Outcome {
    let began = Instant::now();
    let plan = Plan {
        users: args.users,
        seed: args.seed,
        payments_per_user: args.payments_per_user,
        password: SecretString::from(args.password.clone()),
        simulator_url: args.simulator_url,
        simulator_key: SecretString::from(args.simulator_key),
    };
    demo::load(context, &plan, &mut |table, rows| {
        let seconds = began.elapsed().as_secs();
        if rows == 0 {
            eprintln!("{seconds:>5} s  {table} …");
        } else {
            eprintln!("{seconds:>5} s  {table}: {rows} rows");
        }
    })
    .await?;
    eprintln!("{:>5} s  done", began.elapsed().as_secs());
    print_sign_ins(&args.password);
    Ok(ExitCode::SUCCESS)
}

/// One line per role.
fn print_sign_ins(password: &str) {
    println!("Sign in as");
    for sign_in in demo::SIGN_INS {
        println!("  {:<11} {:<28} {password}", sign_in.role, sign_in.email);
    }
}
