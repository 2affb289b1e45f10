//! One per process: reads committed events in order and broadcasts them. It reads when this process commits something, and every
//! 300 ms for what other processes commit, as long as anybody listens.

use std::{sync::Arc, time::Duration};

use db::{
    Wake,
    live::{self as rows, Place},
};
use domain::{Error, Result, access::Caller, msg};
use tokio::{
    sync::{
        Notify,
        broadcast::{self, error::RecvError},
        watch,
    },
    time::{Instant, MissedTickBehavior, interval, sleep},
};
use tokio_util::sync::CancellationToken;

use super::{
    Subscription,
    envelope::{Envelope, coalesce},
};
use crate::Context;

/// How often the table is looked at for what other processes wrote.
const LOOK: Duration = Duration::from_millis(300);
/// How soon it is looked at again where a commit of ours is not final yet, because an older transaction runs.
const LOOK_AGAIN: Duration = Duration::from_millis(40);
/// States of messages come in batches at least this far apart.
const COALESCE: Duration = Duration::from_millis(100);
/// Rows read at once.
const BATCH: usize = 500;
/// Events that a slow listener may be behind.
const BEHIND: usize = 1_024;
/// Every so many idle looks the place moves on, so that the first listener does not wade through the past.
const IDLE_LOOKS: u32 = 20;

/// See the module's words.
#[derive(Debug, Clone)]
pub struct Hub {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    context: Context,
    sender: broadcast::Sender<Arc<Envelope>>,
    joined: Notify,
    ready: watch::Receiver<bool>,
    shutdown: CancellationToken,
}

impl Hub {
    /// Starts the task that reads and broadcasts, until `shutdown`.
    #[must_use]
    pub fn start(context: &Context, shutdown: CancellationToken) -> Self {
        let (sender, _) = broadcast::channel(BEHIND);
        let (is_ready, ready) = watch::channel(false);
        let inner = Arc::new(Inner { context: context.clone(), sender, joined: Notify::new(), ready, shutdown });
        tokio::spawn(dispatch(Arc::clone(&inner), is_ready));
        Self { inner }
    }

    /// Listens as this caller: first what came after `last_event_id`, then what comes. Who listens before reading what was missed, and
    /// then leaves out what was read, loses nothing in between. The caller's permissions are those of this moment: the
    /// subscription ends when they change, or when the session does.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn subscribe(&self, caller: &Caller, last_event_id: Option<&str>) -> Result<Subscription> {
        // Until the dispatcher knows where it begins, it could begin after what this listener reads.
        self.inner.ready.clone().wait_for(|ready| *ready).await.map_err(|_| Error::unavailable(msg::error_busy()))?;
        let receiver = self.inner.sender.subscribe();
        self.inner.joined.notify_one();
        Subscription::begin(&self.inner.context, caller.clone(), receiver, self.inner.shutdown.clone(), last_event_id).await
    }
}

/// Where the dispatcher is.
struct Dispatcher {
    inner: Arc<Inner>,
    place: Place,
    idle: u32,
}

/// Where to begin: after what is final now.
async fn beginning(inner: &Inner) -> Option<Place> {
    loop {
        match rows::watermark(inner.context.db.read()).await {
            Ok(place) => return Some(place),
            Err(error) => tracing::warn!(%error, "live events cannot be read; the hub tries again"),
        }
        tokio::select! { () = inner.shutdown.cancelled() => return None, () = sleep(LOOK) => {} }
    }
}

async fn dispatch(inner: Arc<Inner>, is_ready: watch::Sender<bool>) {
    let mut wakes = inner.context.db.wakes();
    let mut look = interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let Some(place) = beginning(&inner).await else { return };
    let mut dispatcher = Dispatcher { inner: Arc::clone(&inner), place, idle: 0 };
    let _ = is_ready.send(true);
    loop {
        let ours = tokio::select! {
            () = inner.shutdown.cancelled() => return,
            wake = wakes.recv() => match wake {
                Ok(Wake::Live) | Err(RecvError::Lagged(_)) => true,
                Ok(_) => continue,
                Err(RecvError::Closed) => return,
            },
            () = inner.joined.notified() => false,
            _ = look.tick() => false,
        };
        match dispatcher.pass().await {
            Ok(Sent::Nothing) => {
                if ours {
                    look.reset_at(Instant::now() + LOOK_AGAIN);
                }
            }
            Ok(Sent::Some) => {}
            Ok(Sent::Messages) => sleep(COALESCE).await,
            Err(error) => tracing::warn!(%error, "live events could not be read; the hub tries again"),
        }
    }
}

/// What a pass sent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Nothing,
    Some,
    Messages,
}

impl Dispatcher {
    /// Reads what is new and broadcasts it, where anybody listens.
    async fn pass(&mut self) -> Result<Sent> {
        if self.inner.sender.receiver_count() == 0 {
            self.move_on().await?;
            return Ok(Sent::Some);
        }
        let read = self.inner.context.db.read();
        let mut sent = Sent::Nothing;
        loop {
            let rows = rows::after(read, self.place, BATCH).await?;
            let Some(last) = rows.last() else { break };
            let place = (last.xid, last.seq);
            let more = rows.len() == BATCH;
            for envelope in coalesce(rows.into_iter().filter_map(Envelope::read).collect()) {
                if sent == Sent::Nothing {
                    sent = Sent::Some;
                }
                if matches!(envelope.event, domain::live::LiveEvent::Messages { .. }) {
                    sent = Sent::Messages;
                }
                let _ = self.inner.sender.send(Arc::new(envelope));
            }
            self.place = place;
            if !more {
                break;
            }
        }
        Ok(sent)
    }

    /// Nobody listens: the place moves on now and then. It is only kept where still nobody listens after it was read, because whoever
    /// came before that may have read less far from the table.
    async fn move_on(&mut self) -> Result<()> {
        self.idle += 1;
        if self.idle < IDLE_LOOKS {
            return Ok(());
        }
        self.idle = 0;
        let place = rows::watermark(self.inner.context.db.read()).await?;
        if self.inner.sender.receiver_count() == 0 {
            self.place = place;
        }
        Ok(())
    }
}
