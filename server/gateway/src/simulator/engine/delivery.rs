//! Carries webhooks out: signed, in order per lane, many lanes at once, again after a failure as the session's configuration says. A row
//! leaves the outbox only after a 2xx.

use std::{collections::HashSet, sync::Arc, time::Duration};

use reqwest::{Client, redirect::Policy};
use tokio::task::JoinSet;

use super::App;
use crate::{
    simulator::{
        SimulatorError, events, ids,
        store::{
            Result,
            outbox::{self, Entry},
        },
    },
    waha::webhook,
};

/// Webhooks on their way at once.
const ABREAST: usize = 64;
/// Results written in one transaction.
const GROUP: usize = 64;
const PAUSE: Duration = Duration::from_millis(200);
/// While lanes are busy their followers look due; this keeps the loop from spinning.
const BREATH: Duration = Duration::from_millis(10);
const IDLE: Duration = Duration::from_secs(60);

/// Delivers until the simulator ends.
pub(in crate::simulator) async fn run(app: Arc<App>) -> std::result::Result<(), SimulatorError> {
    let client = Client::builder()
        .timeout(app.config.webhook_timeout)
        .redirect(Policy::none())
        .no_proxy()
        .user_agent(format!("WAHA/{}", events::VERSION))
        .build()?;
    let mut courier = Courier { app, client, trips: JoinSet::new(), busy: HashSet::new() };
    loop {
        if let Err(error) = courier.turn().await {
            tracing::error!(%error, "the simulator's outbox could not use its store");
            tokio::time::sleep(PAUSE).await;
        }
    }
}

struct Courier {
    app: Arc<App>,
    client: Client,
    trips: JoinSet<(Entry, bool)>,
    /// Lanes with a webhook on its way.
    busy: HashSet<String>,
}

impl Courier {
    async fn turn(&mut self) -> Result<()> {
        self.send_out().await?;
        let rest = self.rest().await?;
        let back = tokio::select! {
            Some(back) = self.trips.join_next(), if !self.trips.is_empty() => back.ok(),
            () = self.app.delivery_bell.notified() => None,
            () = tokio::time::sleep(rest) => None,
        };
        match back {
            Some(first) => self.record(first).await,
            None => Ok(()),
        }
    }

    /// Starts what is due and whose lane is free.
    async fn send_out(&mut self) -> Result<()> {
        let free = ABREAST.saturating_sub(self.trips.len());
        if free == 0 {
            return Ok(());
        }
        let due = outbox::due(&self.app.store.reader, ids::now_ms(), free + self.busy.len()).await?;
        let ready = due.into_iter().filter(|entry| !self.busy.contains(&entry.lane)).take(free).collect::<Vec<_>>();
        for entry in ready {
            self.busy.insert(entry.lane.clone());
            let client = self.client.clone();
            self.trips.spawn(async move {
                let taken = post(&client, &entry).await;
                (entry, taken)
            });
        }
        Ok(())
    }

    async fn rest(&self) -> Result<Duration> {
        if self.trips.len() >= ABREAST {
            return Ok(IDLE);
        }
        let due = outbox::next_due(&self.app.store.reader).await?;
        let rest = due.map(|due| Duration::from_millis(u64::try_from(due.saturating_sub(ids::now_ms())).unwrap_or(0)));
        Ok(rest.map_or(IDLE, |rest| rest.clamp(BREATH, IDLE)))
    }

    /// Writes down what came back, everything at hand in one transaction.
    async fn record(&mut self, first: (Entry, bool)) -> Result<()> {
        let mut back = vec![first];
        while back.len() < GROUP {
            let Some(more) = self.trips.try_join_next() else { break };
            back.extend(more.ok());
        }
        // Free in any case: when the write fails, the rows are still there and leave again.
        for (entry, _) in &back {
            self.busy.remove(&entry.lane);
        }
        let mut db = self.app.store.write().await?;
        for (entry, taken) in &back {
            match (taken, next_attempt(entry)) {
                (true, _) => outbox::delivered(&mut db, entry.id).await?,
                (false, Some(due_ms)) => outbox::postpone(&mut db, entry, due_ms).await?,
                (false, None) => outbox::give_up(&mut db, entry).await?,
            }
        }
        db.commit().await
    }
}

fn next_attempt(entry: &Entry) -> Option<i64> {
    let retries = entry.hook.retries.clone().unwrap_or_default();
    let chance = f64::from(rand::random_range(0..1000_u32)) / 1000.0;
    retries.pause_ms(entry.attempt + 1, chance).map(|pause| ids::now_ms() + pause)
}

/// One attempt; `true` for a 2xx.
async fn post(client: &Client, entry: &Entry) -> bool {
    let mut request = client
        .post(&entry.hook.url)
        .header("Content-Type", "application/json")
        .header("X-Webhook-Request-Id", ids::request_id())
        .header("X-Webhook-Timestamp", ids::now_ms().to_string());
    if let Some(key) = entry.hook.hmac.as_ref().and_then(|hmac| hmac.key.as_deref()) {
        let signature = webhook::sign(key.as_bytes(), entry.body.as_bytes());
        request = request.header(webhook::SIGNATURE, signature).header(webhook::ALGORITHM, "sha512");
    }
    for header in entry.hook.custom_headers.iter().flatten() {
        request = request.header(&header.name, &header.value);
    }
    match request.body(entry.body.clone()).send().await {
        Ok(response) => response.status().is_success(),
        Err(error) => {
            tracing::debug!(error = %error.without_url(), attempt = entry.attempt, "a webhook was not taken");
            false
        }
    }
}
