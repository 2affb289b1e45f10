//! The last step of a round: outcomes are written, a group at a time, each under the fence of its lane. An outcome whose lane has been
//! taken over meanwhile is dropped: whoever has the lane asks the gateway again under the same id.

use std::collections::BTreeMap;

use db::{
    Tx,
    whatsapp::{
        chats,
        lanes::{self, Settled},
    },
};
use domain::{Result, ids::UserId, message::MessageState};

use super::{
    Done,
    verdict::{self, Before, Verdict},
};
use crate::{
    Context, figures,
    whatsapp::{
        Place, accepted_steps, chance, looks, publish_states,
        status::{self, Seen},
        stored,
    },
};

/// Writes a group of outcomes in one transaction.
pub(super) async fn write(context: &Context, group: &[Done]) -> Result<()> {
    let mut group: Vec<&Done> = group.iter().collect();
    // Rows are locked in one order everywhere.
    group.sort_by_key(|done| done.task.lane.id);
    let tx = context.db.begin().await?;
    let mut accepted: BTreeMap<UserId, i64> = BTreeMap::new();
    for done in group {
        if one(&tx, context, done).await? {
            *accepted.entry(done.task.lane.user_id).or_default() += 1;
        }
    }
    let steps: Vec<_> = accepted.into_iter().flat_map(|(user, count)| accepted_steps(context, user, count)).collect();
    if !steps.is_empty() {
        figures::add(&tx, context, &steps).await?;
    }
    Ok(tx.commit().await?)
}

/// Writes one outcome; answers whether the message was accepted by it.
async fn one(tx: &Tx, context: &Context, done: &Done) -> Result<bool> {
    let (lane, message) = (&done.task.lane, &done.task.message);
    let Some(removed) = lanes::hold(&**tx, lane.id, lane.lane_fence).await? else {
        tracing::info!(message = %message.id, "an outcome came after its lease; whoever has the lane finds it out again");
        return Ok(false);
    };
    let before = Before { recipient: &message.recipient, tries: message.attempts + 1, uncertain: message.uncertain, removed };
    let verdict = verdict::judge(before, &done.answer);
    if let Some(chat) = &done.chat {
        chats::keep(&**tx, lane.id, &message.recipient, chat, context.now()).await?;
    }
    let moved = keep(tx, context, done, &verdict).await?;
    let ended = moved && !waits(verdict.state);
    if verdict.pause > 0 {
        let at = context.now().plus_seconds(verdict.pause).plus_millis(chance(context, verdict.pause * 100));
        lanes::pace(&**tx, lane.id, lane.lane_fence, at).await?;
    }
    lanes::release(&**tx, lane.id, lane.lane_fence, i64::from(ended), None).await?;
    if let Some(session) = verdict.session {
        status::apply(tx, context, lane.id, Seen::now(session, None)).await?;
    }
    if moved {
        let place = Place { instance: lane.id, user: lane.user_id, path: &lane.path };
        publish_states(tx, context, place, &[(message.id, verdict.state)]).await?;
    }
    Ok(moved && verdict.state == MessageState::Accepted)
}

async fn keep(tx: &Tx, context: &Context, done: &Done, verdict: &Verdict) -> Result<bool> {
    let now = context.now();
    let (lane, message) = (&done.task.lane, &done.task.message);
    let problem = verdict.problem.as_ref().map(stored);
    let not_before =
        if verdict.backoff > 0 { now.plus_seconds(verdict.backoff).plus_millis(chance(context, verdict.backoff * 250)) } else { now };
    let settled = Settled {
        state: verdict.state.code(),
        gateway_id: verdict.gateway_id.as_deref(),
        problem: problem.as_deref(),
        not_before,
        counts: verdict.counts,
        uncertain: verdict.uncertain,
        look_at: (verdict.state == MessageState::Accepted).then(|| looks::first(now)),
    };
    Ok(lanes::settle(&**tx, message.id, lane.lane_fence, &settled, now).await?)
}

/// Whether a message in this state still counts in its lane.
const fn waits(state: MessageState) -> bool {
    state.rank() < MessageState::Accepted.rank()
}
