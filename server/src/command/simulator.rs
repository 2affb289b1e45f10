//! `switchyard simulator`: the WhatsApp simulator as a program of its own.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use gateway::simulator::{Engine, SimulatorConfig};

use super::{Outcome, Refusal};
use crate::{private, settings::Settings};

/// Its arguments.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address to listen on
    #[arg(long, env = "SWITCHYARD_SIMULATOR_LISTEN", default_value = "127.0.0.1:3001")]
    simulator_listen: SocketAddr,
    /// Folder for what it accepted [default: DATA_DIR/simulator]
    #[arg(long, env = "SWITCHYARD_SIMULATOR_DIR")]
    simulator_dir: Option<PathBuf>,
    /// Which of WAHA's engines it behaves as: GOWS, NOWEB or WEBJS
    #[arg(long, env = "SWITCHYARD_SIMULATOR_ENGINE", default_value = "GOWS")]
    simulator_engine: Engine,
    /// Its API key
    #[arg(long, env = "SWITCHYARD_SIMULATOR_KEY", default_value = "switchyard-simulator", hide_env_values = true)]
    simulator_key: String,
}

/// See the module's words.
///
/// # Errors
/// When the address or the folder cannot be used.
pub async fn run(args: Args, settings: &Settings) -> Outcome {
    let data_dir = args.simulator_dir.unwrap_or_else(|| settings.data_dir.join("simulator"));
    private::make_folder(&data_dir)?;
    let mut config = SimulatorConfig::new(args.simulator_listen, data_dir, args.simulator_key);
    config.engine = args.simulator_engine;
    let stopping = super::serve::on_signal();
    gateway::simulator::serve(config, stopping).await.map_err(|error| Refusal(error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}
