//! One listener: what was missed, then what comes, filtered by what the caller may see, until their session ends.

use std::{collections::VecDeque, sync::Arc};

use db::live::{self as rows, Place};
use domain::{Result, access::Caller, live::LiveEvent};
use futures::{Stream, stream};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::sync::CancellationToken;

use super::envelope::{Envelope, coalesce, id_of, place_of};
use crate::{Context, identity::still_stands};

/// Most events that are read again; who missed more asks for everything.
const MOST_MISSED: usize = 1_000;

/// See the module's words.
#[derive(Debug)]
pub struct Subscription {
    caller: Caller,
    context: Context,
    receiver: broadcast::Receiver<Arc<Envelope>>,
    shutdown: CancellationToken,
    waiting: VecDeque<(String, LiveEvent)>,
    /// Up to here everything was read from the table.
    read: Place,
    ended: bool,
    /// Nobody could say whether it ended.
    broken: bool,
}

impl Subscription {
    /// The receiver is there already: what is read from the table now is left out when it comes by broadcast.
    pub(super) async fn begin(
        context: &Context,
        caller: Caller,
        receiver: broadcast::Receiver<Arc<Envelope>>,
        shutdown: CancellationToken,
        last: Option<&str>,
    ) -> Result<Self> {
        let mut subscription = Self {
            caller,
            context: context.clone(),
            receiver,
            shutdown,
            waiting: VecDeque::new(),
            read: (0, 0),
            ended: false,
            broken: false,
        };
        let now = rows::watermark(context.db.read()).await?;
        match last {
            None => subscription.read = now,
            Some(last) => match place_of(last, context.now()).filter(|place| *place <= now) {
                Some(place) => subscription.replay(place).await?,
                None => subscription.resync(now),
            },
        }
        // What ended between the door and here was told to nobody.
        subscription.look_again().await;
        Ok(subscription)
    }

    /// Ends here where the listener's session ended, or they are no longer who they were. Without an answer it ends too: the browser comes
    /// back by the door.
    async fn look_again(&mut self) {
        match still_stands(&self.context, &self.caller).await {
            Ok(stands) => self.ended |= !stands,
            Err(_) => self.broken = true,
        }
    }

    async fn replay(&mut self, place: Place) -> Result<()> {
        let missed = rows::after(self.context.db.read(), place, MOST_MISSED + 1).await?;
        if missed.len() > MOST_MISSED {
            self.resync(rows::watermark(self.context.db.read()).await?);
            return Ok(());
        }
        self.read = missed.last().map_or(place, |row| (row.xid, row.seq));
        let envelopes = coalesce(missed.into_iter().filter_map(Envelope::read).collect());
        self.waiting
            .extend(envelopes.into_iter().filter(|envelope| envelope.is_for(&self.caller)).map(|envelope| (envelope.id(), envelope.event)));
        Ok(())
    }

    /// Asks the page to ask for everything; what is final now need not come any more.
    fn resync(&mut self, now: Place) {
        self.read = self.read.max(now);
        self.waiting.push_back((id_of(self.read, self.context.now()), LiveEvent::Resync));
    }

    /// The next event with its id; `None` when the server stops or the listener's session ends.
    pub async fn next(&mut self) -> Option<(String, LiveEvent)> {
        loop {
            if self.ended || self.broken {
                return None;
            }
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            let received = tokio::select! {
                () = self.shutdown.cancelled() => return None,
                received = self.receiver.recv() => received,
            };
            match received {
                Ok(envelope) => {
                    if envelope.is_about(self.caller.user) {
                        self.look_again().await;
                    }
                    if !self.ended && !self.broken && envelope.through > self.read && envelope.is_for(&self.caller) {
                        return Some((envelope.id(), envelope.event.clone()));
                    }
                }
                // Too slow: what was dropped is not known, so the page asks again. What the receiver still holds comes after it.
                Err(RecvError::Lagged(_)) => {
                    self.resync(self.read);
                    self.look_again().await;
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Whether it ended because its listener's session did, or they are no longer who they were.
    #[must_use]
    pub const fn is_signed_out(&self) -> bool {
        self.ended
    }

    /// The events as a stream; `None` once, as the last of all, where it ends because its listener is signed out.
    pub fn into_stream(self) -> impl Stream<Item = Option<(String, LiveEvent)>> + Send {
        stream::unfold(Some(self), |subscription| async move {
            let mut subscription = subscription?;
            match subscription.next().await {
                Some(event) => Some((Some(event), Some(subscription))),
                None if subscription.is_signed_out() => Some((None, None)),
                None => None,
            }
        })
    }
}
