//! A thousand connections of one address that send nothing: how long others wait for the users' page beside them, and without them. The
//! silent ones come from 127.0.0.2, all of them get in, and whoever is hung up on comes again. The others come from 127.0.0.1, one at a
//! time and each by a new connection, because who is in already would not notice that nobody else is let in.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::AsyncReadExt as _,
    net::{TcpSocket, TcpStream},
    task::JoinSet,
};

use crate::{
    Outcome,
    pairs::{self, Sample},
    product::Server,
    report::{Bar, Report},
    setup::Setup,
    wire::Connection,
};

const SILENT: usize = 1_000;
/// What others wait for at most, as a multiple of what they wait for alone.
const MOST: f64 = 1.5;
const PATH: &str = "/admin/users";
/// After they came or went, so that their coming and going is not measured.
const SETTLE: Duration = Duration::from_millis(500);
/// Longer than the server waits for the headers of a first request.
const LONG: Duration = Duration::from_secs(20);

/// Those who say nothing; they are gone when this is dropped.
#[derive(Debug)]
struct Crowd {
    _tasks: JoinSet<()>,
}

async fn connect(to: SocketAddr) -> io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(([127, 0, 0, 2], 0)))?;
    socket.connect(to).await
}

/// Connects and waits until the server hangs up, again and again.
async fn say_nothing(to: SocketAddr, inside: Arc<AtomicUsize>) {
    loop {
        if let Ok(mut stream) = connect(to).await {
            inside.fetch_add(1, Ordering::Relaxed);
            while stream.read_u8().await.is_ok() {}
            inside.fetch_sub(1, Ordering::Relaxed);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

impl Crowd {
    async fn gather(to: SocketAddr) -> Outcome<Self> {
        let (mut tasks, inside) = (JoinSet::new(), Arc::<AtomicUsize>::default());
        for _ in 0..SILENT {
            tasks.spawn(say_nothing(to, Arc::clone(&inside)));
        }
        tokio::time::sleep(SETTLE).await;
        let begun = Instant::now();
        while inside.load(Ordering::Relaxed) < SILENT {
            if begun.elapsed() > LONG {
                return Err(
                    format!("only {} of {SILENT} get in: allow more open files (`ulimit -n`)", inside.load(Ordering::Relaxed)).into()
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(SETTLE).await;
        Ok(Self { _tasks: tasks })
    }
}

/// The one whose waiting is measured.
struct Others {
    address: SocketAddr,
    cookies: String,
    window: Duration,
    crowd: Option<Crowd>,
}

/// The value that one in a hundred is above.
fn p99(mut waits: Vec<f64>) -> f64 {
    waits.sort_by(f64::total_cmp);
    waits.get((waits.len() * 99 / 100).min(waits.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

impl Others {
    /// Seconds from connecting to the last byte.
    async fn wait(&self, window: Duration) -> Outcome<f64> {
        let (begun, mut waits) = (Instant::now(), Vec::new());
        while begun.elapsed() < window {
            let asked = Instant::now();
            let answer = Connection::open(self.address).await?.get(PATH, &self.cookies).await?;
            if answer.status != 200 {
                return Err(format!("{PATH}: {}", answer.head).into());
            }
            waits.push(asked.elapsed().as_secs_f64());
        }
        Ok(p99(waits))
    }

    fn beside(&mut self) -> Sample<'_> {
        Box::pin(async move {
            if self.crowd.is_none() {
                self.crowd = Some(Crowd::gather(self.address).await?);
            }
            self.wait(self.window).await
        })
    }

    fn alone(&mut self) -> Sample<'_> {
        Box::pin(async move {
            if self.crowd.take().is_some() {
                tokio::time::sleep(SETTLE).await;
            }
            self.wait(self.window).await
        })
    }
}

/// See the module's words.
pub async fn run(setup: &Setup) -> Outcome<bool> {
    let product = Server::product(setup).await?;
    let cookies = product.owner().await?;
    // The one in a hundred needs some hundreds.
    let mut others = Others { address: product.address, cookies, window: setup.window * 5, crowd: None };
    let beside = pairs::measure(setup.rounds, &mut others, Others::beside, Others::alone).await?;
    let null = pairs::measure(setup.rounds, &mut others, Others::alone, Others::alone).await?;
    let alone = others.alone().await?;
    let crowd = Crowd::gather(others.address).await?;
    let again = others.wait(LONG).await?;
    drop(crowd);
    let mut report = Report::new("silence");
    report.ratio("p99 beside 1,000 that say nothing ÷ alone", beside, Bar::AtMost(MOST));
    report.ratio("null test: p99 alone ÷ itself", null, Bar::None);
    report.value("p99 alone, ms", alone * 1_000.0, Bar::None);
    report.value("p99 while they are hung up on and come again, ms", again * 1_000.0, Bar::None);
    report.end(setup)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_a_hundred_is_above() {
        assert!((p99((1..=1_000).map(f64::from).collect()) - 991.0).abs() < 1e-9);
        assert!((p99(vec![7.0]) - 7.0).abs() < 1e-9 && p99(Vec::new()).is_nan());
    }
}
