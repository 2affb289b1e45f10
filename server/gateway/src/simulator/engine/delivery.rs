//! Carries webhooks out: signed, each as soon as it is due and without a look at the others, again after a failure as the session's
//! configuration says. A row leaves the outbox only after a 2xx.

use std::{collections::HashSet, sync::Arc, time::Duration};

use reqwest::{Client, Response, header::RETRY_AFTER, redirect::Policy};
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

/// Webhooks on their way at once. WAHA has no bound; ours lies far above what one receiver is sent.
const ABREAST: usize = 256;
/// Results written in one transaction.
const GROUP: usize = 64;
const PAUSE: Duration = Duration::from_millis(200);
/// Webhooks on their way look due as long as they are; this keeps the loop from spinning.
const BREATH: Duration = Duration::from_millis(10);
const IDLE: Duration = Duration::from_secs(60);

/// How an attempt ended.
enum Trip {
    Taken,
    /// Anything but a 2xx, and how long the receiver asked to wait.
    Refused {
        asked_ms: i64,
    },
}

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
    trips: JoinSet<(Entry, Trip)>,
    /// Rows that are on their way.
    busy: HashSet<i64>,
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

    /// Starts what is due.
    async fn send_out(&mut self) -> Result<()> {
        let free = ABREAST.saturating_sub(self.trips.len());
        if free == 0 {
            return Ok(());
        }
        let due = outbox::due(&self.app.store.reader, ids::now_ms(), free + self.busy.len()).await?;
        let ready = due.into_iter().filter(|entry| !self.busy.contains(&entry.id)).take(free).collect::<Vec<_>>();
        for entry in ready {
            self.busy.insert(entry.id);
            let client = self.client.clone();
            self.trips.spawn(async move {
                let trip = post(&client, &entry).await;
                (entry, trip)
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
    async fn record(&mut self, first: (Entry, Trip)) -> Result<()> {
        let mut back = vec![first];
        while back.len() < GROUP {
            let Some(more) = self.trips.try_join_next() else { break };
            back.extend(more.ok());
        }
        // Free in any case: when the write fails, the rows are still there and leave again.
        for (entry, _) in &back {
            self.busy.remove(&entry.id);
        }
        let mut db = self.app.store.write().await?;
        for (entry, trip) in &back {
            match trip {
                Trip::Taken => outbox::delivered(&mut db, entry.id).await?,
                Trip::Refused { asked_ms } => match next_attempt(entry, *asked_ms) {
                    Some(due_ms) => outbox::postpone(&mut db, entry, due_ms).await?,
                    None => outbox::give_up(&mut db, entry).await?,
                },
            }
        }
        db.commit().await
    }
}

fn next_attempt(entry: &Entry, asked_ms: i64) -> Option<i64> {
    let retries = entry.hook.retries.clone().unwrap_or_default();
    let chance = f64::from(rand::random_range(0..1000_u32)) / 1000.0;
    retries.pause_ms(entry.attempt + 1, chance, asked_ms).map(|pause| ids::now_ms() + pause)
}

/// One attempt.
async fn post(client: &Client, entry: &Entry) -> Trip {
    let mut request = client
        .post(&entry.hook.url)
        .header("Content-Type", "application/json")
        .header("X-Webhook-Request-Id", &entry.request_id)
        .header("X-Webhook-Timestamp", entry.event_ms.to_string());
    if let Some(key) = entry.hook.hmac.as_ref().and_then(|hmac| hmac.key.as_deref()) {
        let signature = webhook::sign(key.as_bytes(), entry.body.as_bytes());
        request = request.header(webhook::SIGNATURE, signature).header(webhook::ALGORITHM, "sha512");
    }
    for header in entry.hook.custom_headers.iter().flatten() {
        request = request.header(&header.name, &header.value);
    }
    match request.body(entry.body.clone()).send().await {
        Ok(response) if response.status().is_success() => Trip::Taken,
        Ok(response) => Trip::Refused { asked_ms: retry_after(&response) },
        Err(error) => {
            tracing::debug!(error = %error.without_url(), attempt = entry.attempt, "a webhook was not taken");
            Trip::Refused { asked_ms: 0 }
        }
    }
}

/// `Retry-After` in seconds or as a date; 0 where there is none.
fn retry_after(response: &Response) -> i64 {
    let text = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let seconds = text.trim().parse::<i64>().ok().map(|seconds| seconds.saturating_mul(1000));
    let date = || chrono::DateTime::parse_from_rfc2822(text).ok().map(|date| date.timestamp_millis() - ids::now_ms());
    seconds.or_else(date).unwrap_or(0).max(0)
}
