//! The binary in a folder of its own: commands that run to their end, servers that are killed, and waiting for what they bring about.

use std::{
    fs::{File, OpenOptions},
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};

use db::testing::Fresh;
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::AsyncWriteExt as _,
    process::{Child, Command},
};

/// For what takes a moment.
pub const SOON: Duration = Duration::from_secs(60);
/// For what may have to wait for leases and back-offs.
pub const LATER: Duration = Duration::from_secs(240);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(20);

/// A number below `most`. Nobody can repeat a kill's moment anyway, so it needs no seed.
pub fn chance(most: u64) -> u64 {
    use std::hash::BuildHasher as _;
    std::hash::RandomState::new().hash_one(0) % most.max(1)
}

/// Looks until there is something; fails with what was waited for.
pub async fn until<T>(what: &str, limit: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(begun.elapsed() < limit, "after {limit:?} still waiting: {what}");
        tokio::time::sleep(LOOK).await;
    }
}

/// One installation: a database, a folder, two addresses.
pub struct Installation {
    pub fresh: Fresh,
    pub listen: SocketAddr,
    pub simulator: SocketAddr,
    folder: TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl Installation {
    /// Over a database that is migrated.
    pub fn over(fresh: Fresh) -> Self {
        // Both are held until both are known, so that they differ.
        let ports = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
        let [listen, simulator] = ports.each_ref().map(|port| port.local_addr().expect("it has an address"));
        Self { fresh, listen, simulator, folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// `sqlite` or `postgres`.
    pub fn database(&self) -> &str {
        self.fresh.settings.url.split("://").next().expect("a URL has a scheme")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_switchyard"));
        command
            .args(arguments)
            .current_dir(self.folder())
            .env_clear()
            .env("DATABASE_URL", &self.fresh.settings.url)
            .env("SWITCHYARD_DATA_DIR", self.folder().join("data"))
            .env("SWITCHYARD_LISTEN", self.listen.to_string())
            .env("SWITCHYARD_SIMULATOR_LISTEN", self.simulator.to_string())
            .env("SWITCHYARD_PACE_MS", "0")
            .env("SWITCHYARD_JITTER_MS", "0")
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end, with this on its standard input.
    pub async fn run_with(&self, arguments: &[&str], input: &str) -> Ended {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program can be started");
        child.stdin.take().expect("it is piped").write_all(input.as_bytes()).await.expect("it reads");
        let ended = tokio::time::timeout(LATER, child.wait_with_output()).await;
        let output = ended.unwrap_or_else(|_| panic!("{arguments:?} hangs")).expect("it can be waited for");
        let text = |bytes| String::from_utf8(bytes).expect("it prints text");
        Ended { status: output.status, out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs a command that must succeed; answers what it printed.
    pub async fn run(&self, arguments: &[&str]) -> String {
        let ended = self.run_with(arguments, "").await;
        assert!(ended.status.success(), "{arguments:?}: {ended:?}");
        ended.out
    }

    /// Starts a program that stays; it writes into a log of its name.
    pub fn start(&self, arguments: &[&str]) -> Running {
        let path = self.folder().join(format!("{}.log", arguments[0]));
        let log = OpenOptions::new().create(true).append(true).open(path).expect("a log can be written");
        let copy: File = log.try_clone().expect("a file has two names");
        let child = self.command(arguments).stdout(log).stderr(copy).spawn().expect("the program can be started");
        Running { child }
    }

    /// The log of a program that stayed.
    pub fn log(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder().join(format!("{name}.log"))).unwrap_or_default()
    }

    /// The figures as `switchyard kpis --json` prints them.
    pub async fn kpis(&self) -> Value {
        serde_json::from_str(&self.run(&["kpis", "--json"]).await).expect("it prints JSON")
    }

    /// The books balance and the audit trail is whole.
    pub async fn assert_sound(&self) {
        self.run(&["books", "check"]).await;
        self.run(&["audit", "verify"]).await;
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        if std::thread::panicking() {
            for name in ["import", "serve", "simulator"] {
                let log = self.log(name);
                let lines: Vec<&str> = log.lines().collect();
                eprintln!("--- {name}, last lines:\n{}", lines[lines.len().saturating_sub(25)..].join("\n"));
            }
        }
    }
}

/// A program that runs.
pub struct Running {
    child: Child,
}

impl Running {
    /// Lets it run for so long; answers how it ended, where it did.
    pub async fn ends_within(&mut self, time: Duration) -> Option<ExitStatus> {
        tokio::time::timeout(time, self.child.wait()).await.ok().map(|ended| ended.expect("it can be waited for"))
    }

    /// SIGKILL, which no program can catch; it is gone afterwards.
    pub async fn kill(mut self) {
        let ended = self.child.try_wait().expect("it can be looked at");
        assert!(ended.is_none(), "it stopped by itself: {ended:?}");
        self.child.kill().await.expect("it can be killed");
    }
}
