//! The program under measurement: commands with their time and peak memory, the server while it is measured, and a browser's sign-in.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    Outcome,
    setup::{Setup, Store},
    wire::Connection,
};

/// How a command went.
#[derive(Debug)]
pub struct Ran {
    pub success: bool,
    pub out: String,
    pub seconds: f64,
    /// Peak of the memory in use, in MiB.
    pub peak_mib: f64,
}

fn command(setup: &Setup, store: Store) -> Outcome<Command> {
    let mut command = Command::new(&setup.program);
    command
        .env("DATABASE_URL", setup.url(store)?)
        .env("SWITCHYARD_DATA_DIR", setup.folder(store))
        .env("SWITCHYARD_LOG", "warn")
        .stdin(Stdio::null());
    Ok(command)
}

/// The kernel's own mark of the most memory a process had.
fn peak_kib(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().trim_end_matches(" kB").parse().ok()
}

/// Runs a command to its end.
pub async fn run(setup: &Setup, store: Store, arguments: &[&str]) -> Outcome<Ran> {
    let begun = Instant::now();
    let mut child = command(setup, store)?.args(arguments).stdout(Stdio::piped()).spawn()?;
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_kib(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    let seconds = begun.elapsed().as_secs_f64();
    let mut out = String::new();
    if let Some(mut pipe) = child.stdout.take() {
        std::io::Read::read_to_string(&mut pipe, &mut out)?;
    }
    Ok(Ran { success: status.success(), out, seconds, peak_mib: peak as f64 / 1024.0 })
}

/// The same, where anything but success ends the measurement.
pub async fn must(setup: &Setup, store: Store, arguments: &[&str]) -> Outcome<Ran> {
    let ran = run(setup, store, arguments).await?;
    if ran.success { Ok(ran) } else { Err(format!("`switchyard {}` failed: {}", arguments.join(" "), ran.out).into()) }
}

/// A server that ends with this value.
#[derive(Debug)]
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn free_address() -> Outcome<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

impl Server {
    /// The product.
    pub async fn product(setup: &Setup) -> Outcome<Self> {
        let address = free_address()?;
        let mut command = command(setup, Store::Sample)?;
        command.arg("serve").env("SWITCHYARD_LISTEN", address.to_string());
        Self::start(command, address, "/health/ready").await
    }

    /// The peers, in a process of their own as the product is.
    pub async fn peers(capture: &Path) -> Outcome<Self> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("peers").arg(capture).env("BENCH_LISTEN", address.to_string()).stdin(Stdio::null());
        Self::start(command, address, "/ready").await
    }

    async fn start(mut command: Command, address: SocketAddr, path: &str) -> Outcome<Self> {
        let mut server = Self { child: command.spawn()?, address };
        let begun = Instant::now();
        loop {
            if let Ok(mut connection) = Connection::open(address).await
                && connection.get(path, "").await.is_ok_and(|answer| answer.status == 200)
            {
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server ended with {status}").into());
            }
            if begun.elapsed() > Duration::from_secs(60) {
                return Err(format!("{address}{path} does not answer").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Signs the sample's owner in; answers the cookies of a browser that did. They are good for ten minutes.
    pub async fn owner(&self) -> Outcome<String> {
        let form = format!("login=owner%40switchyard.test&password={}&return_to=", service::demo::PASSWORD);
        let answer = Connection::open(self.address).await?.post("/sign-in", &form).await?;
        let cookies: Vec<&str> = answer.headers("set-cookie").filter_map(|cookie| cookie.split(';').next()).collect();
        if answer.status != 303 || cookies.is_empty() {
            return Err(format!("the owner cannot sign in: {}", answer.head).into());
        }
        Ok(cookies.join("; "))
    }
}
