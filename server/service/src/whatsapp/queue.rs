//! The queue's worker. A round claims lanes under a lease with a fencing token and picks one message of each (`claim`), writes that the
//! messages are on their way (`submit`), calls the gateways, and writes the outcomes in groups (`settle`). Each step is committed before
//! the next begins, so that a crash between any two leaves rows from which another worker goes on: claimed ones have not gone; submitted
//! ones have an unknown outcome and go again under the same id, where the gateway deduplicates it.
//!
//! What an outcome means is decided in `verdict`, what it does to the rows in `settle`.

mod chat;
mod claim;
mod settle;
pub(super) mod verdict;

pub(super) use chat::{GOOD_FOR as CHAT_GOOD_FOR, plain as plain_chat};

use std::{collections::HashMap, sync::Arc, time::Duration};

use db::{
    DbError, Wake,
    whatsapp::lanes::{self, Lane, Picked},
};
use domain::{
    ErrorKind, Result,
    ids::{InstanceId, ServerId},
    port::whatsapp::{GatewayError, OutgoingText, SendOutcome},
    time::Timestamp,
};
use futures::{StreamExt, stream::FuturesUnordered};
use tokio::{
    sync::broadcast,
    task::{JoinError, JoinSet},
};
use tokio_util::sync::CancellationToken;

use super::{acks, checks, gateway::Gateway};
use crate::Context;

/// Seconds that a lane belongs to a worker: longer than asking for a chat (25) and sending to it (30) may take.
pub const LEASE: i64 = 60;
/// How often a lease is lengthened while a gateway takes its time.
const RENEW: Duration = Duration::from_secs(15);
/// Lanes of one round.
const LANES: usize = 32;
/// Rounds at the same time, so that one slow gateway does not hold the others.
const ROUNDS: usize = 8;
/// Outcomes written in one transaction.
const GROUP: usize = 32;
/// How often a group is tried when the database is busy.
const WRITES: usize = 3;
/// The longest sleep; a message composed in another process is seen after it at the latest.
const LONGEST_SLEEP: i64 = 1_000;

/// A lane with its message and the way to its gateway.
pub(super) struct Task {
    lane: Lane,
    message: Picked,
    gateway: Arc<Gateway>,
    lease_until: Timestamp,
}

/// A task and how its call ended.
pub(super) struct Done {
    task: Task,
    answer: Result<SendOutcome, GatewayError>,
    /// The chat, where the gateway has just answered it.
    chat: Option<String>,
}

/// Where a worker may be stopped by a test: behind each commit and behind the calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Claimed,
    Submitted,
    Sent,
    Settled,
}

/// Sends what waits. Any number of them may run, in any number of processes.
#[derive(Clone)]
pub struct Worker {
    context: Context,
    /// Names this worker in logs.
    owner: String,
    #[cfg(test)]
    pub(super) crash_at: Option<Step>,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("owner", &self.owner).finish_non_exhaustive()
    }
}

impl Worker {
    /// A worker under this name.
    #[must_use]
    pub fn new(context: Context, owner: impl Into<String>) -> Self {
        Self {
            context,
            owner: owner.into(),
            #[cfg(test)]
            crash_at: None,
        }
    }

    /// One round: sends at most one message of each lane that is due. Answers how many lanes were claimed.
    ///
    /// # Errors
    /// When the database refuses; what was begun is taken up when its leases end.
    pub async fn tick(&self) -> Result<usize> {
        let tasks = self.claim().await?;
        let count = tasks.claimed;
        self.work(tasks.tasks).await?;
        Ok(count)
    }

    /// Sends until `shutdown`, then ends the rounds that are on their way.
    pub async fn run(&self, shutdown: CancellationToken) {
        let mut wakes = self.context.db.wakes();
        // Tasks of their own: a round that stood still while this one waits for the writer could be the one that has it.
        let mut rounds: JoinSet<Result<()>> = JoinSet::new();
        while !shutdown.is_cancelled() {
            let sleep = match self.begin_rounds(&mut rounds).await {
                Ok(sleep) => sleep,
                Err(error) => {
                    self.complain(&error);
                    Duration::from_secs(1)
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => {}
                Some(ended) = rounds.join_next() => self.ended(ended),
                () = woken(&mut wakes) => {}
                () = tokio::time::sleep(sleep) => {}
            }
        }
        while let Some(ended) = rounds.join_next().await {
            self.ended(ended);
        }
    }

    fn ended(&self, round: Result<Result<()>, JoinError>) {
        match round {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.complain(&error),
            Err(error) => {
                tracing::error!(worker = self.owner, %error, "a round of the queue was cut off; its lanes are taken up when their leases end")
            }
        }
    }

    fn complain(&self, error: &domain::Error) {
        tracing::warn!(worker = self.owner, %error, "a round of the queue did not end well");
    }

    /// Begins rounds while lanes are due; answers how long there is nothing to begin.
    async fn begin_rounds(&self, rounds: &mut JoinSet<Result<()>>) -> Result<Duration> {
        while rounds.len() < ROUNDS {
            let claimed = self.claim().await?;
            if claimed.claimed == 0 {
                let next = lanes::next_due(self.context.db.read()).await?;
                let next = next.map_or(LONGEST_SLEEP, |due| due.millis() - self.context.now().millis());
                return Ok(Duration::from_millis(u64::try_from(next.clamp(10, LONGEST_SLEEP)).unwrap_or(10)));
            }
            if !claimed.tasks.is_empty() {
                let worker = self.clone();
                rounds.spawn(async move { worker.work(claimed.tasks).await });
            }
        }
        Ok(Duration::from_millis(u64::try_from(LONGEST_SLEEP).unwrap_or(1_000)))
    }

    /// From claimed messages to written outcomes.
    async fn work(&self, tasks: Vec<Task>) -> Result<()> {
        self.passed(Step::Claimed)?;
        if tasks.is_empty() {
            return Ok(());
        }
        let tasks = self.submit(tasks).await?;
        self.passed(Step::Submitted)?;
        let mut held: HashMap<InstanceId, i64> = tasks.iter().map(|task| (task.lane.id, task.lane.lane_fence)).collect();
        let mut calls = tasks.into_iter().map(|task| self.send(task)).collect::<FuturesUnordered<_>>().ready_chunks(GROUP);
        let mut renew = tokio::time::interval_at(tokio::time::Instant::now() + RENEW, RENEW);
        loop {
            tokio::select! {
                group = calls.next() => {
                    let Some(group) = group else { return Ok(()) };
                    let group: Vec<Done> = group.into_iter().flatten().collect();
                    self.passed(Step::Sent)?;
                    for done in &group { held.remove(&done.task.lane.id); }
                    self.settle(&group).await?;
                    self.passed(Step::Settled)?;
                }
                _ = renew.tick() => self.renew(&held).await?,
            }
        }
    }

    /// Calls the gateway. `None` where the lease ended before: somebody else has the lane by now.
    pub(super) async fn send(&self, task: Task) -> Option<Done> {
        if self.context.now() >= task.lease_until {
            return None;
        }
        let (chat_id, chat) = match chat::of(&task).await {
            Ok(chat::Chat::Known(id)) => (id, None),
            Ok(chat::Chat::Answered(id)) => (id.clone(), Some(id)),
            // Nothing was sent.
            Err(error) => return Some(Done { task, answer: Err(error), chat: None }),
        };
        let text = OutgoingText { message_id: acks::wire_id(task.message.id), chat_id, text: task.message.body.clone() };
        let answer = task.gateway.driver.send_text(&task.gateway.address, &task.lane.session_name, &text).await;
        Some(Done { task, answer, chat })
    }

    async fn renew(&self, held: &HashMap<InstanceId, i64>) -> Result<()> {
        let until = self.context.now().plus_seconds(LEASE);
        let mut held: Vec<_> = held.iter().collect();
        held.sort();
        let tx = self.context.db.begin().await?;
        for (lane, fence) in held {
            lanes::renew(&*tx, *lane, *fence, until).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn settle(&self, group: &[Done]) -> Result<()> {
        let mut tries = 1;
        loop {
            match settle::write(&self.context, group).await {
                // A deadlock or a busy moment: the outcome is known, so it is worth another try before the lease ends.
                Err(error) if error.kind == ErrorKind::Unavailable && tries < WRITES => tries += 1,
                Err(error) => return Err(error),
                Ok(()) => break,
            }
        }
        let mut doubted: HashMap<ServerId, &GatewayError> = HashMap::new();
        for done in group {
            if let Err(error) = &done.answer {
                doubted.entry(done.task.lane.server_id).or_insert(error);
            }
        }
        for (server, error) in doubted {
            checks::doubt(&self.context, server, error).await;
        }
        Ok(())
    }

    #[cfg(test)]
    fn passed(&self, step: Step) -> Result<()> {
        if self.crash_at == Some(step) { Err(domain::Error::internal()) } else { Ok(()) }
    }

    #[cfg(not(test))]
    fn passed(&self, _step: Step) -> Result<()> {
        Ok(())
    }
}

/// Returns when there is something new in the queue, or when so much was said that there may be.
pub(super) async fn woken(wakes: &mut broadcast::Receiver<Wake>) {
    loop {
        match wakes.recv().await {
            Ok(Wake::Queue) | Err(broadcast::error::RecvError::Lagged(_)) => return,
            Ok(_) => {}
            // Nobody can wake us any more: the database is gone, and its users with it.
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// A write that should have found its row did not.
fn stale(what: &'static str) -> domain::Error {
    DbError::Stale(what).into()
}
