//! The first two steps of a round: lanes and their messages are claimed, then written down as on their way.

use std::{collections::HashMap, sync::Arc};

use db::{
    Tx,
    whatsapp::{
        lanes::{self, Lane, Picked},
        messages, servers,
    },
};
use domain::{
    Result,
    ids::{InstanceId, ServerId},
    message::MessageState,
    msg,
    time::Timestamp,
};

use super::{LANES, LEASE, Task, Worker, chat, stale};
use crate::{
    Context,
    whatsapp::{Place, chance, gateway::Gateway, publish_states, stored},
};

/// Seconds until a lane looks again when nothing in it can be sent: what ends such a wait (an acknowledgement, a new message) says so.
const IDLE: i64 = 60;
/// Messages whose time is over that one claim ends, at most; the next claim goes on.
const EXPIRED_AT_ONCE: usize = 100;

/// What a claim took.
pub(in crate::whatsapp) struct Claimed {
    /// How many lanes, with and without a message to send.
    pub claimed: usize,
    pub tasks: Vec<Task>,
}

fn place(lane: &Lane) -> Place<'_> {
    Place { instance: lane.id, user: lane.user_id, path: &lane.path }
}

impl Worker {
    /// Claims lanes and, in each, the message whose turn it is.
    pub(in crate::whatsapp) async fn claim(&self) -> Result<Claimed> {
        let context = &self.context;
        let now = context.now();
        let lease_until = now.plus_seconds(LEASE);
        let tx = context.db.begin().await?;
        let lanes = lanes::claim(&*tx, now, lease_until, LANES).await?;
        if lanes.is_empty() {
            return Ok(Claimed { claimed: 0, tasks: Vec::new() });
        }
        let ids: Vec<InstanceId> = lanes.iter().map(|lane| lane.id).collect();
        let left = lanes::take_up(&*tx, &ids, now).await?;
        if left > 0 {
            tracing::info!(left, "messages that a worker left behind are taken up");
        }
        let gateways = gateways(context, &tx, &lanes).await?;
        let claimed = lanes.len();
        let mut tasks = Vec::with_capacity(claimed);
        for lane in lanes {
            let gateway = gateways.get(&lane.server_id).cloned();
            let message = match &gateway {
                Some(gateway) => pick(context, &tx, &lane, gateway.capabilities.client_message_id, now).await?,
                None => None,
            };
            match (gateway, message) {
                (Some(gateway), Some(message)) => tasks.push(Task { lane, message, gateway, lease_until }),
                _ => rest(&tx, &lane, now).await?,
            }
        }
        tx.commit().await?;
        Ok(Claimed { claimed, tasks })
    }

    /// Writes down that the messages are on their way, and when each lane may send again. From here on an outcome counts.
    pub(in crate::whatsapp) async fn submit(&self, mut tasks: Vec<Task>) -> Result<Vec<Task>> {
        // Rows are locked in one order everywhere.
        tasks.sort_by_key(|task| task.lane.id);
        let now = self.context.now();
        let tx = self.context.db.begin().await?;
        let mut on_their_way = Vec::with_capacity(tasks.len());
        for task in tasks {
            let (lane, message) = (&task.lane, &task.message);
            // Another worker has the lane, or its instance was removed.
            match lanes::hold(&*tx, lane.id, lane.lane_fence).await? {
                Some(false) => {}
                Some(true) => {
                    lanes::release(&*tx, lane.id, lane.lane_fence, 0, None).await?;
                    continue;
                }
                None => continue,
            }
            let from = if message.state == "queued" { "claimed" } else { message.state.as_str() };
            if lanes::submit(&*tx, message.id, from, lane.lane_fence, now).await? {
                let at = now.plus_millis(lane.lane_interval_ms + chance(&self.context, lane.lane_jitter_ms));
                if !lanes::pace(&*tx, lane.id, lane.lane_fence, at).await? {
                    return Err(stale("a lane"));
                }
                on_their_way.push(task);
            } else {
                // An acknowledgement was faster.
                lanes::release(&*tx, lane.id, lane.lane_fence, 0, None).await?;
            }
        }
        tx.commit().await?;
        Ok(on_their_way)
    }
}

/// How to call the lanes' servers; one that cannot be called (its key does not open) is left out, and its lanes rest.
async fn gateways(context: &Context, tx: &Tx, lanes: &[Lane]) -> Result<HashMap<ServerId, Arc<Gateway>>> {
    let mut ids: Vec<ServerId> = lanes.iter().map(|lane| lane.server_id).collect();
    ids.sort();
    ids.dedup();
    let addresses = servers::addresses(&**tx, ids).await?;
    Ok(addresses.iter().filter_map(|server| Some((server.id, Arc::new(Gateway::of(context, server).ok()?)))).collect())
}

/// The message whose turn it is, claimed. Those whose time is over end on the way.
async fn pick(context: &Context, tx: &Tx, lane: &Lane, resend: bool, now: Timestamp) -> Result<Option<Picked>> {
    for _ in 0..EXPIRED_AT_ONCE {
        let Some(message) = lanes::pick(&**tx, lane.id, now, resend, now.plus_seconds(-chat::GOOD_FOR)).await? else { return Ok(None) };
        if message.expires_at > now {
            if !lanes::claim_message(&**tx, message.id, &message.state, lane.lane_fence, now).await? {
                return Err(stale("a message"));
            }
            return Ok(Some(message));
        }
        expire(context, tx, place(lane), &message, now).await?;
    }
    Ok(None)
}

/// Ends a message whose time is over. Of one that may have gone it is said so.
async fn expire(context: &Context, tx: &Tx, place: Place<'_>, message: &Picked, now: Timestamp) -> Result<()> {
    let (to, problem) = if message.uncertain {
        (MessageState::Dead, msg::whatsapp_message_outcome_unknown(message.attempts))
    } else {
        (MessageState::Expired, msg::whatsapp_message_expired())
    };
    if !messages::end(&**tx, message.id, &message.state, to.code(), Some(&stored(&problem)), now).await? {
        return Err(stale("a message"));
    }
    lanes::ended(&**tx, place.instance, 1).await?;
    publish_states(tx, context, place, &[(message.id, to)]).await
}

/// Gives back a lane in which nothing can be sent now.
async fn rest(tx: &Tx, lane: &Lane, now: Timestamp) -> Result<()> {
    let next = lanes::next_turn(&**tx, lane.id, now).await?.unwrap_or(now.plus_seconds(IDLE)).min(now.plus_seconds(IDLE));
    lanes::release(&**tx, lane.id, lane.lane_fence, 0, Some(next)).await?;
    Ok(())
}
